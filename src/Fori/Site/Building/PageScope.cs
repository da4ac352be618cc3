using System.Text.Json.Nodes;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Vocabularies;
using Fori.Site.Routing;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Ui;

namespace Fori.Site.Building;

/// <summary>
/// One page while it is made: in which language, of which tenant, for which moment, and what it was made of. Every
/// document is read through it, so none can be shown without its tag.
/// </summary>
internal sealed class PageScope
{
    private readonly Dictionary<(string System, string Key), LoadedDocument> _byKey = [];
    private readonly Dictionary<Guid, LoadedDocument> _byId = [];
    private readonly DocumentPaths _paths = new();
    private readonly HashSet<string> _tags = [];
    private int _ids;

    public PageScope(Node node, SiteRequest request, SiteSettings settings, string language)
    {
        Node = node;
        Request = request;
        Settings = settings;
        Language = language;
        Languages = settings.FallbackFrom(language);
        Words = UiText.For(language);
        Today = LocalDays.DayOf(request.Now);
        _tags.Add(Tags.Everything);
        _tags.Add(settings.Document is { } document ? Tags.Document(document) : Tags.List(nameof(Tenants.Municipality)));
    }

    public Node Node { get; }

    public SiteRequest Request { get; }

    public SiteSettings Settings { get; }

    /// <summary>Language of the page.</summary>
    public string Language { get; }

    /// <summary>The page's language, then the tenant's in the order of fallback.</summary>
    public IReadOnlyList<string> Languages { get; }

    public UiText Words { get; }

    public DateOnly Today { get; }

    /// <summary>The past day that is shown; null shows what is published now.</summary>
    public DateOnly? AsOf { get; init; }

    public IReadOnlyCollection<string> PageTags => _tags;

    /// <summary>When the page goes out of date by the clock; null = never.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The layer of editors that the page is to show instead of the published one; null on pages of the public.</summary>
    public LoadedDocument? Layer { get; set; }

    /// <summary>Drafts that the page shows instead of what is published, and where each is seen; null on pages of the public.</summary>
    public PreviewedDrafts? Previewed { get; init; }

    /// <summary>What stands on every page, as editors made it.</summary>
    public SiteParts Parts { get; private set; } = SiteParts.None;

    /// <summary>All published sections by their ids.</summary>
    public IReadOnlyDictionary<Guid, SectionSite> Sections { get; private set; } = new Dictionary<Guid, SectionSite>();

    /// <summary>The section in whose look the page shows; null is the municipality's own.</summary>
    public SectionSite? Section { get; private set; }

    /// <summary>What <see cref="Section"/> puts around the page.</summary>
    public SectionFrame? SectionFrame { get; private set; }

    /// <summary>The document whose page is made; null for lists and for what is about none.</summary>
    public LoadedDocument? Shown { get; set; }

    private TenantNode Tenant => Request.Tenant;

    /// <summary>The same page as it was on a past day; menus and alerts stay those of today.</summary>
    public PageScope AsOn(DateOnly day)
    {
        var past = new PageScope(Node, Request, Settings, Language) { AsOf = day, Parts = Parts, Sections = Sections, Section = Section, SectionFrame = SectionFrame };
        past._tags.UnionWith(_tags);
        return past;
    }

    /// <summary>Reads what stands around the page; on a section's host that is the section's.</summary>
    public async Task LoadPartsAsync(CancellationToken ct)
    {
        await LoadSectionsAsync(ct);
        Parts = await SiteParts.LoadAsync(this, ct);
        if (Request.Section is { } host)
        {
            await EnterAsync(host, ct);
        }
    }

    /// <summary>Before any address is made: a document of a section with a host of its own has its page there.</summary>
    public async Task LoadSectionsAsync(CancellationToken ct) => Sections = await SectionSite.LoadAllAsync(this, ct);

    /// <summary>The page is one of this document's section.</summary>
    public Task EnterAsync(LoadedDocument document, CancellationToken ct) =>
        (document.Body as SectionedBody)?.Section?.Id is { } section ? EnterAsync(section, ct) : Task.CompletedTask;

    private async Task EnterAsync(Guid section, CancellationToken ct)
    {
        if (Section?.Id != section && Sections.TryGetValue(section, out var site))
        {
            Section = site;
            SectionFrame = await site.FrameAsync(this, ct);
        }
    }

    /// <summary>The section on whose host the pages of a document stand; null is the municipality's own hosts.</summary>
    public SectionSite? HostOf(LoadedDocument document) =>
        (document.Body as SectionedBody)?.Section?.Id is { } section && Sections.TryGetValue(section, out var site) && site.Section is { Host: not null, FrontPage: not null } ? site : null;

    public void Tag(string tag) => _tags.Add(tag);

    /// <summary>An id for an element, alone on the page.</summary>
    /// <param name="kind">What it begins with.</param>
    public string NewId(string kind) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}-{++_ids}");

    public void EndsAt(DateTimeOffset at) => Until = Until is { } until && until < at ? until : at;

    public Task<T> ReadAsync<T>(Func<StoreSession, Task<T>> read, CancellationToken ct) => Node.Database.ReadAsync(Tenant.Tenant.Id, read, ct);

    /// <summary>A row that was read past the node's memory.</summary>
    public LoadedDocument? Read(PublishedDocument row) => Node.Read(Tenant.Tenant, row);

    /// <summary>Documents by id as the page may show them, with their addresses; what is not published is left out.</summary>
    public async Task<IReadOnlyList<LoadedDocument>> LoadAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var missing = ids.Where(id => !_byId.ContainsKey(id)).Distinct().ToList();
        if (missing.Count > 0)
        {
            foreach (var id in missing)
            {
                Tag(Tags.Document(id));
            }

            foreach (var document in await LoadMissingAsync(missing, ct))
            {
                _byId[document.Id] = document;
            }

            await LoadRoutesAsync([.. missing.Where(_byId.ContainsKey)], ct);
        }

        return [.. ids.Select(id => _byId.GetValueOrDefault(id)).OfType<LoadedDocument>()];
    }

    /// <summary>The document is published, and was left out because its body does not fit its type.</summary>
    public bool IsUnreadable(Guid id) => AsOf is null && Node.IsUnreadable(Tenant.Tenant, id);

    /// <summary>Makes <see cref="Target{T}"/> know what these references lead to.</summary>
    public async Task ResolveAsync(IEnumerable<RefKey?> references, CancellationToken ct)
    {
        var wanted = references.OfType<RefKey>().Distinct().ToList();
        var keys = wanted.Where(w => w.System is not null).Select(w => (w.System!, w.Key!)).Where(k => !_byKey.ContainsKey(k)).ToList(); // RefKey.Of sets both.
        var ids = wanted.Select(w => w.Id).OfType<Guid>().Where(id => !_byId.ContainsKey(id)).ToList();
        if (keys.Count == 0 && ids.Count == 0)
        {
            return;
        }

        var (found, survivors) = await ReadAsync(async session =>
        {
            var targets = await session.ExternalIdsAsync(keys, ct);
            return (targets, await GoldenRecords.SurvivorsAsync(session, [.. targets.Select(t => t.Document).Concat(ids).Distinct()], ct));
        }, ct);
        var loaded = (await LoadAsync([.. survivors.Values.Select(s => s.Id).Distinct()], ct)).ToDictionary(d => d.Id);
        foreach (var target in found)
        {
            if (survivors.TryGetValue(target.Document, out var survivor) && loaded.TryGetValue(survivor.Id, out var document))
            {
                _byKey[(target.System, target.Key)] = document;
            }
        }

        foreach (var id in ids)
        {
            if (survivors.TryGetValue(id, out var survivor) && loaded.TryGetValue(survivor.Id, out var document))
            {
                _byId[id] = document;
            }
        }
    }

    /// <summary>What a reference leads to, after <see cref="ResolveAsync"/>; null when unknown or not published.</summary>
    public LoadedDocument? Target<T>(Ref<T>? reference)
        where T : DocumentBody => RefKey.Of(reference) is { } key
            ? (key.Id is { } id ? _byId.GetValueOrDefault(id) : _byKey.GetValueOrDefault((key.System!, key.Key!))) is { Body: T } found ? found : null // As above.
            : null;

    /// <summary>The same of whatever type.</summary>
    public LoadedDocument? Found(RefKey? key) => key switch
    {
        { Id: { } id } => _byId.GetValueOrDefault(id),
        { System: { } system, Key: { } own } => _byKey.GetValueOrDefault((system, own)),
        _ => null,
    };

    /// <summary>
    /// Documents of a type that refer to one, by whatever name. The page hangs on the whole type: a new document says
    /// nothing of the one that it refers to.
    /// </summary>
    public async Task<IReadOnlyList<LoadedDocument>> ReferrersAsync(string type, string field, Guid target, CancellationToken ct) =>
        await ReferrersAsync([type], field, target, ct);

    /// <summary>The same of several types by one look.</summary>
    public async Task<IReadOnlyList<LoadedDocument>> ReferrersAsync(IReadOnlyList<string> types, string field, Guid target, CancellationToken ct)
    {
        foreach (var type in types)
        {
            Tag(Tags.List(type));
        }

        var ids = await ReadAsync(async session =>
        {
            var names = await session.ExternalIdsOfAsync([target], ct);
            var byKey = await session.ReferencesToKeysAsync([.. names.Select(n => (n.System, n.Key))], ct);
            var byId = await session.ReferencesToDocumentsAsync([target], ct);
            return byKey.Concat(byId).Where(r => r.Field == field).Select(r => r.Document).Distinct().Order().ToList();
        }, ct);
        return [.. (await LoadAsync(ids, ct)).Where(d => types.Contains(d.Type.Name) && !d.Row.IsHistorical)];
    }

    /// <summary>A text in the first language that has it, marked when that is not the page's; null when there is none.</summary>
    public Phrase? Say(LocalizedText? text) => text?.In(Languages) is var (language, words) ? new Phrase(words, Foreign(language)) : null;

    /// <summary>Running text, made safe again: what is stored should be, but a page trusts nobody.</summary>
    public RichPhrase? Rich(LocalizedText text) =>
        text.In(Languages) is var (language, html) && RichText.Sanitise(html) is { Length: > 0 } safe ? new RichPhrase(safe, Foreign(language)) : null;

    /// <summary>Plain text with its paragraphs.</summary>
    public RichPhrase? Plain(LocalizedText text) =>
        text.In(Languages) is var (language, plain) && RichText.FromPlain(plain) is { Length: > 0 } safe ? new RichPhrase(safe, Foreign(language)) : null;

    /// <summary>The language when it is not the page's.</summary>
    public string? Foreign(string? language) => language == Language ? null : language;

    public Phrase NameOf(LoadedDocument document) => Say(document.Title) ?? new Phrase(SiteWords.Say("unnamed", Language));

    public NamedLink Link(LoadedDocument document) => new(NameOf(document), UrlOf(document));

    /// <summary>Path of a document's page in the page's language.</summary>
    public string UrlOf(LoadedDocument document) => UrlOf(document, Language);

    /// <summary>Path of its page in a language: with that language's name for it, else with the one that is shown instead.</summary>
    /// <remarks>A whole address when the page stands on another host than the one that was asked.</remarks>
    public string UrlOf(LoadedDocument document, string language)
    {
        if (Previewed is { } previewed && previewed.Documents.ContainsKey(document.Id))
        {
            return previewed.UrlOf(document.Id, language);
        }

        var host = HostOf(document);
        var path = host?.Section.FrontPage?.Id == document.Id ? null : _paths.Of(document.Type, document.Id, language, Settings.FallbackFrom(language));
        return OriginOf(host) + (path ?? $"/{language}/");
    }

    /// <summary>What comes before a path; empty on the host that was asked.</summary>
    /// <param name="host">Null is the municipality's own.</param>
    private string OriginOf(SectionSite? host) =>
        host?.Id == Request.Section ? "" : host is null ? MainOrigin : Request.OriginWith(host.Section.Host!); // Only sections with a host are hosts.

    /// <summary>Before paths that stand on the municipality's own hosts only; empty there.</summary>
    public string MainOrigin => Request.Section is null ? "" : Request.MainOrigin ?? "";

    /// <summary>Is the document translated into a language, by its name.</summary>
    public static bool IsIn(LoadedDocument document, string language) => document.Title.ContainsKey(language);

    /// <summary>Points on the municipality's map, with the names of places in the page's language.</summary>
    public MapView DrawMap(string label, IReadOnlyList<MapPoint> points, int width = 640, int height = 520)
    {
        var map = Settings.BaseMapIn(Language);
        return map.Map.Draw(label, points, width, height) with { BaseUrl = map.Url };
    }

    public string? Label(Code code) => Node.Vocabularies.Label(code, Languages);

    public Phrase? LabelOf(Code code) => Say(Node.Vocabularies.Find(code)?.Labels);

    /// <summary>The name of a language in the page's language, as "suomi".</summary>
    public string NameOfLanguage(string language) =>
        SiteWords.Find($"language.{language}", Language)
        ?? Node.Vocabularies.Label(new Code(VocabularyScheme.Language, language), Languages)
        ?? language;

    private async Task<IEnumerable<LoadedDocument>> LoadMissingAsync(List<Guid> ids, CancellationToken ct)
    {
        if (Previewed is { } previewed && ids.Exists(previewed.Documents.ContainsKey))
        {
            var others = ids.FindAll(id => !previewed.Documents.ContainsKey(id));
            var drafts = ids.Where(previewed.Documents.ContainsKey).Select(id => previewed.Documents[id]);
            return others.Count == 0 ? drafts : drafts.Concat(await LoadMissingAsync(others, ct));
        }

        if (AsOf is null && !Request.IsFresh)
        {
            return (await Tenant.LoadAsync(ids, ct)).Values;
        }

        var rows = await ReadAsync(async session =>
        {
            if (AsOf is not { } day)
            {
                return await session.PublishedAsync(ids, ct);
            }

            var past = new List<PublishedDocument>();
            foreach (var id in ids)
            {
                if (await session.PublishedAtAsync(id, LocalDays.EndOf(day), ct) is { } row)
                {
                    past.Add(row);
                }
            }

            return past;
        }, ct);
        return rows.Select(row => Read(AsOf is not null && Node.Types.Find(row.Type) is { } type ? WithoutPersons(type, row) : row)).OfType<LoadedDocument>();
    }

    // Who answered a phone years ago is nobody's business any more; the register of erasures may even forbid it.
    private static PublishedDocument WithoutPersons(DocumentType type, PublishedDocument row)
    {
        var personal = type.Fields.Where(f => f.Rule.PersonalData).ToList();
        if (personal.Count == 0 || type.TryRead(row.Body, out _) is null)
        {
            return row;
        }

        var body = JsonNode.Parse(row.Body)!.AsObject(); // It was read as one.
        var removed = false;
        foreach (var field in personal)
        {
            removed |= body.Remove(field.Name);
        }

        return removed ? row with { Body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body) } : row;
    }

    private async Task LoadRoutesAsync(List<Guid> ids, CancellationToken ct)
    {
        var paged = ids.Select(id => _byId[id]).Where(d => d.Type.RouteSpace is not null).ToList();
        foreach (var document in paged)
        {
            if (document.Addresses is { } known)
            {
                _paths.Add(document.Id, known);
            }
        }

        // A page's path hangs on the names of those above it, whether they are shown or not.
        foreach (var above in await _paths.LoadAsync(paged.Select(d => d.Id), asked => ReadAsync(session => session.RoutesOfAsync(asked, ct), ct)))
        {
            Tag(Tags.Document(above));
        }

        foreach (var document in paged)
        {
            document.Addresses ??= _paths.RoutesOf(document.Id);
        }
    }
}

/// <summary>What a preview link opens.</summary>
/// <param name="UrlOf">Where a document of these is seen in a language.</param>
internal sealed record PreviewedDrafts(IReadOnlyDictionary<Guid, LoadedDocument> Documents, Func<Guid, string, string> UrlOf);

/// <summary>Where a reference leads: an id, or a key in a system.</summary>
internal readonly record struct RefKey(string? System, string? Key, Guid? Id)
{
    /// <returns>Null when it leads nowhere.</returns>
    public static RefKey? Of<T>(Ref<T>? reference)
        where T : class => reference switch
        {
            { Id: { } id } => new RefKey(null, null, id),
            { System: { Length: > 0 } system, Key: { Length: > 0 } key } => new RefKey(system, key, null),
            _ => null,
        };
}
