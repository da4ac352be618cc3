using System.Text.Json;
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Schema;
using Fori.Store.Sql;

namespace Fori.Store.Verification;

/// <summary>Checks a tenant's documents with all that hangs on them, in the order of their ids.</summary>
internal sealed partial class DocumentVerification(StoreSession session, DocumentKinds kinds, Findings findings)
{
    private const int AtOnce = 200;
    private static readonly (string, ColumnType)[] ById = [("id", ColumnType.Guid)];
    private readonly Dictionary<Guid, List<(string System, string Key)>> _names = [];
    private List<DecisionRow> _tenantDecisions = [];

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var id in await session.QueryAsync(
            "select id from documents where tenant = @tenant and state not in ('Draft', 'Published', 'Archived', 'Historical', 'Merged')", r => r.Guid(), ct))
        {
            findings.Add("document.state", id, "The document is in an unknown state.");
        }

        _tenantDecisions = Readable(await session.DecisionsAsync(null, ct));
        var after = Guid.Empty;
        while (true)
        {
            var page = await session.QueryAsync(
                $"select {Tables.Documents.ColumnNames} from documents where tenant = @tenant and id > @after" +
                " and state in ('Draft', 'Published', 'Archived', 'Historical', 'Merged') order by id limit @limit",
                Tables.Documents.Read, ct, ("@after", after), ("@limit", AtOnce));
            if (page.Count == 0)
            {
                return;
            }

            after = page[^1].Id;
            await CheckAsync(page, ct);
        }
    }

    private async Task CheckAsync(List<DocumentRow> page, CancellationToken ct)
    {
        var ids = page.Select(d => d.Id).ToList();
        var versions = (await OfAsync(Tables.Versions, "id", ids, ct)).ToLookup(v => v.Id);
        var publications = (await OfAsync(Tables.Publications, "id", ids, ct)).ToLookup(p => p.Id);
        var references = (await OfAsync(Tables.References, "document", ids, ct)).ToLookup(r => r.Document);
        var decisions = Readable((await session.DecisionsAsync(ids, ct)).Where(d => d.Document is not null)).ToLookup(d => d.Document);
        var contributions = (await session.ContributionsOfAsync(ids, ct)).ToLookup(c => c.Document);
        var routes = (await session.QueryForKeysAsync(
            "select r.document, r.space, r.language, r.slug from {keys} cross join routes r where r.tenant = @tenant and r.document = k.id and r.kind = 'Current'",
            ById, Keyed(ids), r => (Document: r.Guid(), Space: r.Text(), Language: r.Text(), Slug: r.Text()), ct)).ToLookup(r => (r.Document, r.Space, r.Language), r => r.Slug);
        _names.Clear();
        foreach (var document in page)
        {
            findings.Checked++;
            await CheckPlaceAsync(document, ct);
            var readable = CheckVersions(document, [.. versions[document.Id].OrderBy(v => v.Version)]);
            CheckPublications(document, [.. publications[document.Id].OrderBy(p => p.FromSequence)], versions[document.Id]);
            if (kinds.Find(document.Type) is not { } kind)
            {
                continue; // A type whose plug-in is not here: its bodies are kept as they are.
            }

            var said = contributions[document.Id].ToList();
            CheckGolden(document, said, readable.GetValueOrDefault(document.Draft), [.. decisions[document.Id]]);
            if (readable.TryGetValue(document.Draft, out var draft))
            {
                CheckFacts(
                    document, kind, draft, readable.GetValueOrDefault(document.Published ?? 0), said, [.. publications[document.Id].Where(p => p.ToSequence is null)], references[document.Id], routes);
            }
        }

        await CheckNamesAsync(ct);
    }

    private async Task CheckPlaceAsync(DocumentRow document, CancellationToken ct)
    {
        if ((document.State == DocumentState.Merged) != (document.MergedInto is not null)
            || (document.State != DocumentState.Historical && (document.State == DocumentState.Published) != (document.Published is not null)))
        {
            findings.Add("document.state", document.Id, $"The state {document.State} does not fit what the document is.");
        }

        var seen = new HashSet<Guid> { document.Id };
        for (var into = document.MergedInto; into is { } next;)
        {
            if (!seen.Add(next))
            {
                findings.Add("document.merge-cycle", document.Id, "Following merges leads back to a document that was passed.");
                return;
            }

            into = (await session.QueryAsync(
                "select merged_into from documents where tenant = @tenant and id = @id", r => r.GuidOrNull(), ct, ("@id", next))).FirstOrDefault();
        }
    }

    /// <returns>The versions whose bodies can be read.</returns>
    private Dictionary<int, VersionRow> CheckVersions(DocumentRow document, List<VersionRow> versions)
    {
        var readable = new Dictionary<int, VersionRow>();
        for (var i = 0; i < versions.Count; i++)
        {
            findings.Checked++;
            if (versions[i].Version != i + 1)
            {
                findings.Add("version.gap", document.Id, $"Version {versions[i].Version} stands where {i + 1} should.");
                break;
            }
        }

        foreach (var wanted in new[] { document.Draft, document.Published ?? 0 }.Distinct())
        {
            if (wanted != 0 && versions.All(v => v.Version != wanted))
            {
                findings.Add("version.missing", document.Id, $"Version {wanted} is not there.");
            }
        }

        foreach (var version in versions)
        {
            if (IsCanonical(version.Body, version) && (version.Provenance is null || IsCanonical(version.Provenance, version)))
            {
                readable[version.Version] = version;
            }
        }

        return readable;
    }

    private bool IsCanonical(byte[] json, VersionRow version)
    {
        var canonical = CanonicalJson.Canonicalise(json);
        if (!canonical.Succeeded || !JsonBody.IsObject(canonical.Value))
        {
            findings.Add("body.malformed", version.Id, $"Version {version.Version} cannot be read.");
            return false;
        }

        if (!json.AsSpan().SequenceEqual(canonical.Value))
        {
            findings.Add("body.not-canonical", version.Id, $"Version {version.Version} is not in canonical form.");
            return false;
        }

        return true;
    }

    private void CheckPublications(DocumentRow document, List<PublicationRow> publications, IEnumerable<VersionRow> versions)
    {
        var known = versions.Select(v => v.Version).ToHashSet();
        var open = publications.Where(p => p.ToSequence is null).ToList();
        if (document.Published is { } published)
        {
            if (open.Count == 0)
            {
                findings.Add("publication.missing", document.Id, "The document is published, but no publication of it is open.");
            }
            else if (open[0].Version != published)
            {
                findings.Add("publication.version", document.Id, $"Version {published} is published, and the open publication shows {open[0].Version}.");
            }
        }

        if (open.Count > (document.Published is null ? 0 : 1))
        {
            findings.Add("publication.surplus", document.Id, "More publications are open than the document has published versions.");
        }

        for (var i = 0; i < publications.Count; i++)
        {
            var publication = publications[i];
            if (!known.Contains(publication.Version))
            {
                findings.Add("version.missing", document.Id, $"A publication shows version {publication.Version}, which is not there.");
            }

            if (publication.ToSequence <= publication.FromSequence || publication.ToAt < publication.FromAt
                || (publication.ToSequence is null) != (publication.ToAt is null)
                || (i + 1 < publications.Count && (publication.ToSequence ?? long.MaxValue) > publications[i + 1].FromSequence))
            {
                findings.Add("publication.overlap", document.Id, $"The publication from {publication.FromSequence} ends wrongly or reaches into the next.");
            }
        }
    }

    private void CheckGolden(DocumentRow document, List<ContributionRow> said, VersionRow? draft, List<DecisionRow> decisions)
    {
        if (said.Count == 0)
        {
            // Written whole by people, or merged away; else its provenance names sources.
            if (document.State != DocumentState.Merged && draft?.Provenance is { Length: > 2 })
            {
                findings.Add("contribution.missing", document.Id, "The document was made of what sources said, and none of it is there.");
            }

            return;
        }

        var live = said.Where(c => c is { Live: true, Body: not null }).ToList();
        var expected = live.Count > 0 ? DocumentState.Published : DocumentState.Archived;
        if (document.State != expected)
        {
            findings.Add("golden.state", document.Id, $"The document is {document.State}; by what sources say it is {expected}.");
            return;
        }

        if (live.Count == 0 || draft is null || draft.Rules != GoldenMerge.RulesVersion || kinds.Find(live[0].Type) is not { } kind
            || live.Exists(c => !CanonicalJson.IsCanonical(c.Body)))
        {
            return; // What cannot be read has been named already.
        }

        var state = new GoldenState { TenantDecisions = _tenantDecisions };
        state.DecisionsOf(document.Id).AddRange(decisions);
        GoldenRecord golden;
        try
        {
            golden = GoldenRecords.Golden(kind, live, state, document.Id);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            findings.Add("golden.body", document.Id, $"Merging fails: {e.Message}");
            return;
        }

        if (!golden.Body.AsSpan().SequenceEqual(draft.Body))
        {
            findings.Add("golden.body", document.Id, "The body is not what contributions and decisions make of it.");
        }
        else if (!golden.Provenance.AsSpan().SequenceEqual(draft.Provenance))
        {
            findings.Add("golden.provenance", document.Id, "The provenance is not what contributions and decisions make of it.");
        }
    }

    private void CheckFacts(
        DocumentRow document, DocumentKind kind, VersionRow draft, VersionRow? shown, List<ContributionRow> said, List<PublicationRow> open,
        IEnumerable<ReferenceRow> references, ILookup<(Guid Document, string Space, string Language), string> routes)
    {
        DocumentFacts facts;
        List<(string Field, string? System, string? Key, Guid? Target)> referred;
        try
        {
            facts = DocumentFacts.Read(kind, (shown ?? draft).Body);
            referred = [.. DocumentFacts.ReferencesOf(kind, draft.Body, shown?.Body)];
        }
        catch (InvalidOperationException)
        {
            findings.Add("body.malformed", document.Id, $"Version {draft.Version} has a title or an identifier that is no text.");
            return;
        }

        var rows = references.OrderBy(r => r.Ordinal).Select(r => (r.Field, r.System, r.Key, r.Target)).ToList();
        if (!rows.SequenceEqual(referred))
        {
            findings.Add("reference.rows", document.Id, "The kept references are not those of the body.");
        }

        if (document.State != DocumentState.Published)
        {
            return;
        }

        if (said.Count > 0 && open is [var publication] && !publication.Languages.Order(StringComparer.Ordinal).SequenceEqual(facts.Languages.Order(StringComparer.Ordinal)))
        {
            findings.Add("publication.languages", document.Id, "The publication shows other languages than the body has.");
        }

        foreach (var (space, language, wanted) in Addresses.Wanted(kind, document.Id, facts))
        {
            var slugs = routes[(document.Id, space, language)].ToList();
            if (slugs.Count == 0)
            {
                findings.Add("route.missing", document.Id, $"The document has no address in {language}.");
            }
            else if (slugs.Find(s => !Slug.IsNumberOf(s, wanted)) is { } other)
            {
                findings.Add("route.slug", document.Id, $"The address in {language} ends in {other}; the title gives {wanted}.");
            }
        }

        _names[document.Id] = [.. facts.Identifiers, .. said.Select(c => (c.Source, c.Key))];
    }

    private List<DecisionRow> Readable(IEnumerable<DecisionRow> decisions)
    {
        var readable = new List<DecisionRow>();
        foreach (var decision in decisions)
        {
            try
            {
                DecisionBodies.Read(decision);
                readable.Add(decision);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                findings.Add("decision.body", decision.Document, $"Decision {decision.Id} cannot be read.");
            }
        }

        return readable;
    }

    // Table and column are constants of the caller.
    private Task<List<TRow>> OfAsync<TRow>(Table<TRow> table, string column, List<Guid> ids, CancellationToken ct)
        where TRow : class =>
        session.QueryForKeysAsync(
            $"select {table.Prefixed("x")} from {{keys}} cross join {table.Name} x where x.tenant = @tenant and x.{column} = k.id",
            ById, Keyed(ids), table.Read, ct);

    private static object?[][] Keyed(List<Guid> ids) => [.. ids.Select(id => new object?[] { id })];
}
