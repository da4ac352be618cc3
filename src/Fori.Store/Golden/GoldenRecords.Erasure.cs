// Erasing is the only thing that rewrites what was written. It takes whole fields, or one language of them: what an
// import may not bring again is named by field and language too, so the first import after it changes nothing more.
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Store.Editing;
using Fori.Store.Erasure;
using Fori.Store.Json;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Golden;

public sealed partial class GoldenRecords
{
    private static readonly (string, ColumnType)[] ByVersion = [("id", ColumnType.Guid)];

    /// <summary>
    /// Removes a person's text, or a field, from contributions, versions, pins, addresses, identifiers, remarks, quarantine, runs,
    /// forms that are being written and the access log; keeps the next import from bringing it again; and merges anew. Each touched document gets
    /// a change <see cref="ChangeOperation.Erase"/>. The caller then rewrites the files
    /// (<see cref="StoreDatabase.ScrubAsync"/>) and purges indexes.
    /// </summary>
    /// <param name="register">Told where it was before anything is written; a restored older copy is erased by it again.</param>
    /// <param name="tenant">The tenant's name, by which the register keeps it.</param>
    /// <returns>
    /// Refused: <c>erase.nothing-asked</c> (no text and no field of something), <c>erase.text-too-short</c>,
    /// <c>erase.in-key</c> (the text is a source's key of a record), <c>erase.is-user</c> (it is a person whose account is open). Nothing found is no refusal.
    /// </returns>
    public async Task<Outcome<ErasedParts>> EraseAsync(
        TenantUnit unit, EraseRequest request, ErasureRegister register, string tenant, WriteOrigin origin, CancellationToken ct)
    {
        if (request.Text is { } text ? text.Trim().Length < EraseRequest.ShortestText : request.Field is null || (request.Document is null && request.Source is null))
        {
            return Problem.Of(request.Text is null ? "erase.nothing-asked" : "erase.text-too-short");
        }

        var found = await new ErasureSearch(unit.Session, Kinds, request with { Text = request.Text?.Trim() }).RunAsync(unit.Now, ct);
        if (!found.Succeeded || found.Value.Count == 0)
        {
            return found;
        }

        await register.AppendAsync(tenant, found.Value, ct);
        await EraseAsync(unit, found.Value, origin, ct);
        return found;
    }

    /// <summary>Erases what an earlier erasure found, in this copy of the store. Doing it again changes nothing that is shown.</summary>
    internal async Task EraseAsync(TenantUnit unit, ErasedParts parts, WriteOrigin origin, CancellationToken ct)
    {
        var touched = new Dictionary<Guid, SortedSet<string>>();
        await EraseContributionsAsync(unit, parts, touched, ct);
        await SuppressAsync(unit, parts, origin, ct);
        await EraseVersionsAsync(unit, parts, touched, ct);
        foreach (var pin in parts.Decisions)
        {
            if (await unit.Session.DecisionAsync(pin, ct) is { } row && DecisionBodies.Read(row) is { Value: not null } body)
            {
                unit.Upsert(Tables.Decisions, row with
                {
                    Body = DecisionBodies.Write(body with { Value = null }),
                    WithdrawnAt = row.WithdrawnAt ?? unit.Now,
                    WithdrawnBy = row.WithdrawnBy ?? origin.Actor,
                });
                Touch(touched, row.Document, FieldPath.Of(body.Field ?? ""));
            }
        }

        EraseBeside(unit, parts);
        await EraseRunsAsync(unit, parts, ct);
        await TouchNamedAsync(unit, parts, touched, ct);
        await unit.FlushAsync(ct);
        var documents = (await unit.Session.DocumentsAsync(touched.Keys, ct)).ToDictionary(d => d.Id);
        await RenumberDraftsAsync(unit, parts, documents, origin, ct);
        await FollowBodiesAsync(unit, documents.Values, ct);
        foreach (var document in documents.Values.OrderBy(d => d.Id))
        {
            unit.Log(
                document.Id, document.Type, ChangeOperation.Erase, document.Draft, [.. touched[document.Id].Where(f => f.Length > 0)], origin.Actor, origin.Origin);
        }

        await unit.FlushAsync(ct);
        await RecomputeAsync(unit, documents.Keys, origin, ct);
        await unit.FlushAsync(ct);
        await AddressAsync(unit, documents.Keys, ct);
    }

    private static async Task EraseContributionsAsync(TenantUnit unit, ErasedParts parts, Dictionary<Guid, SortedSet<string>> touched, CancellationToken ct)
    {
        foreach (var record in parts.Contributions.GroupBy(c => (c.Source, c.Key)))
        {
            var rows = await unit.Session.QueryAsync(
                $"select {Tables.Contributions.ColumnNames} from contributions where tenant = @tenant and source = @source and key = @key and body is not null",
                Tables.Contributions.Read, ct, ("@source", record.Key.Source), ("@key", record.Key.Key));
            foreach (var row in rows.Where(r => r.ReceivedAt <= parts.At))
            {
                var fields = record.Where(c => c.Version == row.Version).Select(c => (c.Field, c.Language)).ToList();
                var body = fields.Count == 0 ? row.Body! : DecisionBodies.Without(row.Body!, fields); // Asked for above.
                if (body.AsSpan().SequenceEqual(row.Body))
                {
                    continue;
                }

                unit.Change(
                    "update contributions set body = @body, hash = @hash from {keys} where contributions.tenant = @tenant and contributions.source = k.a and contributions.key = k.b and contributions.version = @version",
                    BySourceKey, [[row.Source, row.Key]], ("@body", body), ("@hash", BodyHash.Of(body)), ("@version", row.Version));
                foreach (var (field, language) in fields)
                {
                    Touch(touched, row.Document, PathOf(field, language));
                }
            }
        }
    }

    private static async Task SuppressAsync(TenantUnit unit, ErasedParts parts, WriteOrigin origin, CancellationToken ct)
    {
        var known = DecisionBodies.Suppressions(await unit.Session.DecisionsAsync(null, ct)).ToHashSet();
        foreach (var (source, key, field, language) in parts.Arrivals.Where(a => known.Add((a.Source, a.Key, a.Field, a.Language))))
        {
            Decide(unit, DecisionKinds.Suppression, null, new DecisionBody { Source = source, Key = key, Field = field, Language = language }, origin);
        }
    }

    private static async Task EraseVersionsAsync(TenantUnit unit, ErasedParts parts, Dictionary<Guid, SortedSet<string>> touched, CancellationToken ct)
    {
        foreach (var version in parts.Versions.GroupBy(v => (v.Document, v.Version)))
        {
            if (await unit.Session.VersionAsync(version.Key.Document, version.Key.Version, ct) is not { } row || row.At > parts.At)
            {
                continue;
            }

            var fields = version.Select(v => (v.Field, v.Language)).ToList();
            var body = DecisionBodies.Without(row.Body, fields);
            if (body.AsSpan().SequenceEqual(row.Body))
            {
                continue;
            }

            unit.Change(
                "update versions set body = @body, provenance = @provenance from {keys} where versions.tenant = @tenant and versions.id = k.id and versions.version = @version",
                ByVersion, [[row.Id]], ("@body", body), ("@provenance", WithoutPaths(row.Provenance, fields)), ("@version", row.Version));
            foreach (var (field, language) in fields)
            {
                Touch(touched, row.Id, PathOf(field, language));
            }
        }

        foreach (var note in parts.Notes)
        {
            unit.Change(
                "update versions set note = null from {keys} where versions.tenant = @tenant and versions.id = k.id and versions.version = @version and versions.at <= @until",
                ByVersion, [[note.Document]], ("@version", note.Version), ("@until", parts.At));
            Touch(touched, note.Document, "");
        }
    }

    // Provenance tells differing values by a short hash, from which a telephone number could be guessed.
    private static byte[]? WithoutPaths(byte[]? provenance, IReadOnlyList<(string Field, string Language)> fields)
    {
        if (provenance is null)
        {
            return null;
        }

        var paths = JsonNode.Parse(provenance)!.AsObject(); // Provenance is an object.
        foreach (var (field, language) in fields)
        {
            var path = PathOf(field, language);
            foreach (var name in paths.Select(p => p.Key).Where(p => p == path || p.StartsWith(path + ".", StringComparison.Ordinal)).ToList())
            {
                paths.Remove(name);
            }
        }

        return CanonicalJson.Canonicalise(JsonSerializer.SerializeToUtf8Bytes(paths)).Value
            ?? throw new InvalidOperationException("A part of canonical provenance is not canonical.");
    }

    // A form that was open holds the erased text and names the draft that it read: under another number it is refused.
    private async Task RenumberDraftsAsync(TenantUnit unit, ErasedParts parts, Dictionary<Guid, DocumentRow> documents, WriteOrigin origin, CancellationToken ct)
    {
        foreach (var document in documents.Values.Where(d => Kinds.Find(d.Type) is { IsEdited: true } && parts.Versions.Any(v => v.Document == d.Id && v.Version == d.Draft)).ToList())
        {
            if (await unit.Session.VersionAsync(document.Id, document.Draft, ct) is not { } draft)
            {
                continue;
            }

            var next = await unit.Session.NewestVersionAsync(document.Id, ct) + 1;
            unit.Insert(Tables.Versions, draft with { Version = next, Author = origin.Actor, Origin = origin.Origin, At = unit.Now, Note = null });
            documents[document.Id] = document with { Draft = next };
            unit.Upsert(Tables.Documents, documents[document.Id]);
        }

        await unit.FlushAsync(ct);
    }

    private static async Task TouchNamedAsync(TenantUnit unit, ErasedParts parts, Dictionary<Guid, SortedSet<string>> touched, CancellationToken ct)
    {
        var routes = (await unit.Session.RoutesOfAsync([.. parts.Addresses.Select(a => a.Document).Distinct()], ct)).Where(r => r.Since < parts.At).ToList();
        foreach (var address in parts.Addresses.Where(a => routes.Exists(r => r.Document == a.Document && (a.Language == MergeDecisions.Every || a.Language == r.Language))))
        {
            Touch(touched, address.Document, "");
        }

        foreach (var name in await unit.Session.ExternalIdsOfAsync([.. parts.Names.Select(n => n.Document).Distinct()], ct))
        {
            if (parts.Names.Contains(new ErasedName(name.Document, name.System)))
            {
                Touch(touched, name.Document, "");
            }
        }
    }

    private static void EraseBeside(TenantUnit unit, ErasedParts parts)
    {
        unit.DropUsers(parts.Users);
        unit.ChangeDocuments("delete from outbox where tenant = @tenant and id in (select id from {keys})", parts.Letters);
        foreach (var address in parts.Addresses)
        {
            unit.ChangeDocuments(
                "delete from routes where tenant = @tenant and since < @until and (language = @language or @language = '*') and document in (select id from {keys})",
                [address.Document], ("@language", address.Language), ("@until", parts.At));
        }

        foreach (var name in parts.Names)
        {
            unit.ChangeDocuments(
                "delete from external_ids where tenant = @tenant and system = @system and document in (select id from {keys})", [name.Document], ("@system", name.System));
        }

        foreach (var (run, ordinal) in parts.Quarantine)
        {
            unit.ChangeDocuments(
                "update quarantine set raw = @raw, mapped = null, problems = @problems, key = null, settled_at = @at from {keys}" +
                " where quarantine.tenant = @tenant and quarantine.run = k.id and quarantine.ordinal = @ordinal",
                [run], ("@raw", Array.Empty<byte>()), ("@problems", "[]"u8.ToArray()), ("@ordinal", ordinal), ("@at", unit.Now));
        }

        foreach (var (person, document, tab) in parts.Autosaves)
        {
            unit.ForgetAutosave(person, document, tab, parts.At);
        }

        unit.ChangeDocuments(
            "update remarks set text = null from {keys} where remarks.tenant = @tenant and remarks.id = k.id and remarks.at <= @until", parts.Remarks, ("@until", parts.At));
        unit.ChangeDocuments(
            "update access_log set subject = '' from {keys} where access_log.tenant = @tenant and access_log.id = k.id", parts.Accesses);
    }

    // Counts stay; what was said in words goes.
    private static async Task EraseRunsAsync(TenantUnit unit, ErasedParts parts, CancellationToken ct)
    {
        foreach (var id in parts.Runs)
        {
            var rows = await unit.Session.QueryAsync(
                $"select {Tables.Runs.ColumnNames} from runs where tenant = @tenant and id = @id", Tables.Runs.Read, ct, ("@id", id));
            foreach (var row in rows)
            {
                var body = JsonNode.Parse(row.Body)!; // A run's body is an object.
                Blank(body);
                unit.Upsert(Tables.Runs, row with { Body = JsonSerializer.SerializeToUtf8Bytes(body) });
            }
        }

        static void Blank(JsonNode node)
        {
            if (node is JsonObject members)
            {
                foreach (var (name, value) in members.ToList())
                {
                    if (IsText(value))
                    {
                        members[name] = "";
                    }
                    else if (value is not null)
                    {
                        Blank(value);
                    }
                }
            }
            else if (node is JsonArray items)
            {
                for (var i = 0; i < items.Count; i++)
                {
                    if (IsText(items[i]))
                    {
                        items[i] = "";
                    }
                    else if (items[i] is { } item)
                    {
                        Blank(item);
                    }
                }
            }
        }

        static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;
    }

    // References and shown languages follow the newest body, which was rewritten in its place.
    private async Task FollowBodiesAsync(TenantUnit unit, IReadOnlyCollection<DocumentRow> documents, CancellationToken ct)
    {
        var ids = documents.Select(d => d.Id).ToList();
        var open = (await unit.Session.OpenPublicationsAsync(ids, ct)).ToDictionary(p => p.Id);
        var golden = (await unit.Session.ContributionsOfAsync(ids, ct)).Select(c => c.Document).ToHashSet();
        foreach (var version in await unit.Session.DraftVersionsAsync(ids, ct))
        {
            if (Kinds.Find(documents.First(d => d.Id == version.Id).Type) is not { } kind)
            {
                continue;
            }

            var facts = DocumentFacts.Read(kind, version.Body);
            var shown = open.GetValueOrDefault(version.Id) is { } other && other.Version != version.Version
                ? (await unit.Session.VersionAsync(version.Id, other.Version, ct))?.Body
                : null;
            unit.ChangeDocuments("delete from refs where tenant = @tenant and document in (select id from {keys})", [version.Id]);
            var ordinal = 0;
            foreach (var (field, system, key, target) in DocumentFacts.ReferencesOf(kind, version.Body, shown))
            {
                unit.Insert(Tables.References, new ReferenceRow(version.Id, field, ordinal++, system, key, target));
            }

            if (golden.Contains(version.Id) && open.GetValueOrDefault(version.Id) is { } publication && publication.Version == version.Version)
            {
                unit.Upsert(Tables.Publications, publication with { Languages = facts.Languages });
            }
        }
    }

    // Addresses that went with an older title, or a name beside it, are made again from the title that is left.
    private async Task AddressAsync(TenantUnit unit, IReadOnlyCollection<Guid> documents, CancellationToken ct)
    {
        var state = await LoadAsync(unit, documents, ct);
        var published = new List<(Guid, DocumentKind, DocumentFacts)>();
        foreach (var document in state.Documents.Values.Where(d => d.State == DocumentState.Published))
        {
            if (Kinds.Find(document.Type) is not { } kind || state.Versions.GetValueOrDefault(document.Id) is not { } draft)
            {
                continue;
            }

            var shown = draft.Version == document.Published ? draft : await unit.Session.VersionAsync(document.Id, document.Published ?? draft.Version, ct);
            if (shown is not null)
            {
                published.Add((document.Id, kind, DocumentFacts.Read(kind, shown.Body)));
            }
        }

        await RouteAsync(unit, state, published, ct);
    }

    private static string PathOf(string field, string language) => language == MergeDecisions.Every ? FieldPath.Of(field) : FieldPath.Of(field, language);

    private static void Touch(Dictionary<Guid, SortedSet<string>> touched, Guid? document, string field)
    {
        if (document is { } id)
        {
            (touched.TryGetValue(id, out var fields) ? fields : touched[id] = new SortedSet<string>(StringComparer.Ordinal)).Add(field);
        }
    }
}
