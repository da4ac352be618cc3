using Fori.Store.Schema;

namespace Fori.Store.Sql;

/// <summary>A published document as readers see it.</summary>
/// <param name="At">When this version was made.</param>
/// <param name="IsHistorical">No longer kept up: readable at its address with a mark, and in no list (<see cref="DocumentState.Historical"/>).</param>
public sealed record PublishedDocument(
    Guid Id, string Type, int Version, int Schema, byte[] Body, byte[]? Provenance, IReadOnlyList<string> Languages, DateTimeOffset At, string Author, string Origin,
    bool IsHistorical = false);

/// <summary>The questions that are asked of the store, all of one tenant; answers to lists come in no order.</summary>
public static class StoreReads
{
    private static readonly (string, ColumnType)[] ById = [("id", ColumnType.Guid)];
    private static readonly (string, ColumnType)[] ByVersion = [("id", ColumnType.Guid), ("version", ColumnType.Int)];
    private static readonly (string, ColumnType)[] ByPair = [("a", ColumnType.Text), ("b", ColumnType.Text)];
    private static readonly (string, ColumnType)[] BySlug = [("a", ColumnType.Text), ("b", ColumnType.Text), ("c", ColumnType.Text)];

    private const string PublishedColumns =
        "d.id, d.type, v.version, v.schema, v.body, v.provenance, p.languages, v.at, v.author, v.origin, d.state";

    private const string PublishedJoins =
        " join publications p on p.tenant = @tenant and p.id = d.id and p.to_sequence is null" +
        " join versions v on v.tenant = @tenant and v.id = d.id and v.version = p.version";

    // The language stands before the slug in the key, and an index of its own would cost each write. So the few languages
    // are stepped over, each found by one look; without them every route of the space was read.
    internal static readonly string RoutesBySlug =
        "with recursive spoken (language) as (" +
        "select min(r.language) from routes r where r.tenant = @tenant and r.space = @space" +
        " union all select (select min(r.language) from routes r where r.tenant = @tenant and r.space = @space and r.language > s.language)" +
        " from spoken s where s.language is not null)" +
        $" select {Tables.Routes.Prefixed("r")} from spoken s cross join routes r" +
        " where r.tenant = @tenant and r.space = @space and r.language = s.language and r.slug = @slug";

    public static async Task<HeadRow> HeadAsync(this StoreSession session, CancellationToken ct) =>
        (await session.QueryAsync($"select {Tables.Heads.ColumnNames} from heads where tenant = @tenant", Tables.Heads.Read, ct)).FirstOrDefault()
        ?? throw new InvalidOperationException($"Tenant {session.Tenant} has no head.");

    public static Task<List<DocumentRow>> DocumentsAsync(this StoreSession session, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Documents.Prefixed("d")} from {{keys}} cross join documents d where d.tenant = @tenant and d.id = k.id",
            ById, ids.Keyed(), Tables.Documents.Read, ct);

    public static Task<List<VersionRow>> DraftVersionsAsync(this StoreSession session, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Versions.Prefixed("v")} from {{keys}} cross join documents d cross join versions v" +
            " where d.tenant = @tenant and d.id = k.id and v.tenant = @tenant and v.id = d.id and v.version = d.draft",
            ById, ids.Keyed(), Tables.Versions.Read, ct);

    public static async Task<VersionRow?> VersionAsync(this StoreSession session, Guid id, int version, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.Versions.ColumnNames} from versions where tenant = @tenant and id = @id and version = @version",
            Tables.Versions.Read, ct, ("@id", id), ("@version", version))).FirstOrDefault();

    public static Task<List<VersionRow>> VersionsAsync(this StoreSession session, IReadOnlyCollection<(Guid Id, int Version)> versions, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Versions.Prefixed("v")} from {{keys}} cross join versions v where v.tenant = @tenant and v.id = k.id and v.version = k.version",
            ByVersion, [.. versions.Select(v => new object?[] { v.Id, v.Version })], Tables.Versions.Read, ct);

    /// <summary>The highest version number of a document; 0 when it has none.</summary>
    public static async Task<int> NewestVersionAsync(this StoreSession session, Guid id, CancellationToken ct) =>
        (await session.QueryAsync(
            "select version from versions where tenant = @tenant and id = @id order by version desc limit 1", r => r.Int(), ct, ("@id", id))).FirstOrDefault();

    /// <summary>Newest first.</summary>
    public static Task<List<VersionRow>> HistoryAsync(this StoreSession session, Guid id, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Versions.ColumnNames} from versions where tenant = @tenant and id = @id order by version desc limit @limit",
            Tables.Versions.Read, ct, ("@id", id), ("@limit", limit));

    public static Task<List<PublicationRow>> OpenPublicationsAsync(this StoreSession session, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Publications.Prefixed("p")} from {{keys}} cross join publications p where p.tenant = @tenant and p.id = k.id and p.to_sequence is null",
            ById, ids.Keyed(), Tables.Publications.Read, ct);

    public static Task<List<PublicationRow>> PublicationsOfAsync(this StoreSession session, Guid id, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Publications.ColumnNames} from publications where tenant = @tenant and id = @id order by from_sequence",
            Tables.Publications.Read, ct, ("@id", id));

    public static Task<List<PublishedDocument>> PublishedAsync(this StoreSession session, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {PublishedColumns} from {{keys}} cross join documents d{PublishedJoins} where d.tenant = @tenant and d.id = k.id",
            ById, ids.Keyed(), ReadPublished, ct);

    /// <summary>Published documents in the order of their ids, after <paramref name="after"/>.</summary>
    public static Task<List<PublishedDocument>> PublishedAfterAsync(this StoreSession session, Guid after, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {PublishedColumns} from documents d{PublishedJoins} where d.tenant = @tenant and d.id > @after and d.published is not null order by d.id limit @limit",
            ReadPublished, ct, ("@after", after), ("@limit", limit));

    /// <summary>Since when each document has been public as it is now.</summary>
    public static async Task<Dictionary<Guid, DateTimeOffset>> PublishedSinceAsync(this StoreSession session, CancellationToken ct) =>
        (await session.QueryAsync(
            "select id, from_at from publications where tenant = @tenant and to_sequence is null",
            r => (Id: r.Guid(), At: r.Instant()), ct)).ToDictionary(r => r.Id, r => r.At);

    /// <summary>The document as it was published at an instant; null when it was not.</summary>
    public static async Task<PublishedDocument?> PublishedAtAsync(this StoreSession session, Guid id, DateTimeOffset at, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {PublishedColumns} from documents d" +
            " join publications p on p.tenant = @tenant and p.id = d.id and p.from_at <= @at and (p.to_at is null or p.to_at > @at)" +
            " join versions v on v.tenant = @tenant and v.id = d.id and v.version = p.version where d.tenant = @tenant and d.id = @id" +
            " order by p.from_sequence desc limit 1",
            ReadPublished, ct, ("@id", id), ("@at", Instants.ToMicroseconds(at)))).FirstOrDefault();

    /// <summary>The document as it was published when the log stood at a sequence; null when it was not.</summary>
    public static async Task<PublishedDocument?> PublishedAtAsync(this StoreSession session, Guid id, long sequence, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {PublishedColumns} from documents d" +
            " join publications p on p.tenant = @tenant and p.id = d.id and p.from_sequence <= @sequence and (p.to_sequence is null or p.to_sequence > @sequence)" +
            " join versions v on v.tenant = @tenant and v.id = d.id and v.version = p.version where d.tenant = @tenant and d.id = @id",
            ReadPublished, ct, ("@id", id), ("@sequence", sequence))).FirstOrDefault();

    /// <summary>The newest contribution of each (source, key).</summary>
    public static Task<List<ContributionRow>> ContributionsAsync(this StoreSession session, IReadOnlyCollection<(string Source, string Key)> keys, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Contributions.Prefixed("c")} from {{keys}} cross join contributions c where c.tenant = @tenant and c.source = k.a and c.key = k.b and c.latest = {True}",
            ByPair, keys.Keyed(), Tables.Contributions.Read, ct);

    /// <summary>The newest contributions that belong to the documents.</summary>
    public static Task<List<ContributionRow>> ContributionsOfAsync(this StoreSession session, IReadOnlyCollection<Guid> documents, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Contributions.Prefixed("c")} from {{keys}} cross join contributions c where c.tenant = @tenant and c.document = k.id and c.latest = {True}",
            ById, documents.Keyed(), Tables.Contributions.Read, ct);

    /// <summary>Keys of a source whose newest contribution is alive and was not received or confirmed by the run.</summary>
    public static Task<List<(string Key, Guid Document)>> KeysOfSourceAsync(this StoreSession session, string source, CancellationToken ct) =>
        session.QueryAsync(
            $"select c.key, c.document from contributions c where c.tenant = @tenant and c.source = @source and c.latest = {True} and c.body is not null",
            r => (r.Text(), r.Guid()), ct, ("@source", source));

    /// <summary>How many contributions, of any version, a source has made.</summary>
    public static async Task<long> ContributionsCountAsync(this StoreSession session, string source, CancellationToken ct) =>
        (await session.QueryAsync(
            "select count(*) from contributions where tenant = @tenant and source = @source", r => r.Long(), ct, ("@source", source)))[0];

    /// <summary>Decisions that are in force: of the whole tenant, and of the documents when given.</summary>
    public static async Task<List<DecisionRow>> DecisionsAsync(this StoreSession session, IReadOnlyCollection<Guid>? documents, CancellationToken ct)
    {
        var decisions = await session.QueryAsync(
            $"select {Tables.Decisions.ColumnNames} from decisions where tenant = @tenant and document is null and withdrawn_at is null",
            Tables.Decisions.Read, ct);
        if (documents is { Count: > 0 })
        {
            decisions.AddRange(await session.DecisionsOfAsync(documents, ct));
        }

        return decisions;
    }

    /// <summary>Decisions of the documents that are in force.</summary>
    public static Task<List<DecisionRow>> DecisionsOfAsync(this StoreSession session, IReadOnlyCollection<Guid> documents, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Decisions.Prefixed("x")} from {{keys}} cross join decisions x where x.tenant = @tenant and x.document = k.id and x.withdrawn_at is null",
            ById, documents.Keyed(), Tables.Decisions.Read, ct);

    public static async Task<DecisionRow?> DecisionAsync(this StoreSession session, Guid id, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.Decisions.ColumnNames} from decisions where tenant = @tenant and id = @id",
            Tables.Decisions.Read, ct, ("@id", id))).FirstOrDefault();

    public static Task<List<ExternalIdRow>> ExternalIdsAsync(this StoreSession session, IReadOnlyCollection<(string System, string Key)> keys, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.ExternalIds.Prefixed("x")} from {{keys}} cross join external_ids x where x.tenant = @tenant and x.system = k.a and x.key = k.b",
            ByPair, keys.Keyed(), Tables.ExternalIds.Read, ct);

    public static Task<List<ExternalIdRow>> ExternalIdsOfAsync(this StoreSession session, IReadOnlyCollection<Guid> documents, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.ExternalIds.Prefixed("x")} from {{keys}} cross join external_ids x where x.tenant = @tenant and x.document = k.id",
            ById, documents.Keyed(), Tables.ExternalIds.Read, ct);

    public static Task<List<RouteRow>> RoutesAsync(this StoreSession session, IReadOnlyCollection<(string Space, string Language, string Slug)> keys, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Routes.Prefixed("r")} from {{keys}} cross join routes r where r.tenant = @tenant and r.space = k.a and r.language = k.b and r.slug = k.c",
            BySlug, [.. keys.Select(k => new object?[] { k.Space, k.Language, k.Slug })], Tables.Routes.Read, ct);

    public static Task<List<RouteRow>> RoutesOfAsync(this StoreSession session, IReadOnlyCollection<Guid> documents, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Routes.Prefixed("r")} from {{keys}} cross join routes r where r.tenant = @tenant and r.document = k.id",
            ById, documents.Keyed(), Tables.Routes.Read, ct);

    /// <summary>Documents that have a current address directly in a space, as the root of a tree.</summary>
    public static Task<List<Guid>> DocumentsInSpaceAsync(this StoreSession session, string space, CancellationToken ct) =>
        session.QueryAsync(
            $"select distinct document from routes where tenant = @tenant and space = @space and kind = '{nameof(RouteKind.Current)}'",
            r => r.Guid(), ct, ("@space", space));

    /// <summary>The slug in whatever language has it.</summary>
    public static Task<List<RouteRow>> RoutesBySlugAsync(this StoreSession session, string space, string slug, CancellationToken ct) =>
        session.QueryAsync(RoutesBySlug, Tables.Routes.Read, ct, ("@space", space), ("@slug", slug));

    /// <summary>How many slugs continue <paramref name="slug"/> with a hyphen.</summary>
    public static async Task<long> CountSlugsAsync(this StoreSession session, string space, string language, string slug, CancellationToken ct) =>
        (await session.QueryAsync(
            "select count(*) from routes where tenant = @tenant and space = @space and language = @language and slug >= @from and slug < @to",
            r => r.Long(), ct, ("@space", space), ("@language", language), ("@from", slug + "-"), ("@to", slug + ".")))[0];

    /// <summary>References that wait for, or use, one of the (system, key).</summary>
    public static Task<List<ReferenceRow>> ReferencesToKeysAsync(this StoreSession session, IReadOnlyCollection<(string System, string Key)> keys, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.References.Prefixed("f")} from {{keys}} cross join refs f where f.tenant = @tenant and f.system = k.a and f.key = k.b",
            ByPair, keys.Keyed(), Tables.References.Read, ct);

    public static Task<List<ReferenceRow>> ReferencesToDocumentsAsync(this StoreSession session, IReadOnlyCollection<Guid> documents, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.References.Prefixed("f")} from {{keys}} cross join refs f where f.tenant = @tenant and f.target = k.id",
            ById, documents.Keyed(), Tables.References.Read, ct);

    public static Task<List<ReferenceRow>> ReferencesFromAsync(this StoreSession session, IReadOnlyCollection<Guid> documents, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.References.Prefixed("f")} from {{keys}} cross join refs f where f.tenant = @tenant and f.document = k.id",
            ById, documents.Keyed(), Tables.References.Read, ct);

    public static Task<List<ChangeRow>> ChangesAfterAsync(this StoreSession session, long sequence, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Changes.ColumnNames} from changes where tenant = @tenant and sequence > @sequence order by sequence limit @limit",
            Tables.Changes.Read, ct, ("@sequence", sequence), ("@limit", limit));

    public static Task<List<ChangeRow>> ChangesOfAsync(this StoreSession session, Guid id, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Changes.ColumnNames} from changes where tenant = @tenant and id = @id order by sequence desc limit @limit",
            Tables.Changes.Read, ct, ("@id", id), ("@limit", limit));

    /// <summary>The mark of a sequence; null when there is no such change.</summary>
    public static async Task<long?> MarkOfAsync(this StoreSession session, long sequence, CancellationToken ct)
    {
        var marks = await session.QueryAsync(
            "select mark from changes where tenant = @tenant and sequence = @sequence", r => r.Long(), ct, ("@sequence", sequence));
        return marks.Count == 0 ? null : marks[0];
    }

    /// <summary>Newest first.</summary>
    public static Task<List<RunRow>> RunsAsync(this StoreSession session, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Runs.ColumnNames} from runs where tenant = @tenant order by started_at desc, id desc limit @limit", Tables.Runs.Read, ct, ("@limit", limit));

    /// <param name="run">Only what it refused; null = what any run did.</param>
    public static Task<List<QuarantineRow>> QuarantineAsync(this StoreSession session, Guid? run, int limit, CancellationToken ct)
    {
        var waiting = $"select {Tables.Quarantine.ColumnNames} from quarantine where tenant = @tenant and settled_at is null";
        return run is { } one
            ? session.QueryAsync(waiting + " and run = @run order by ordinal, part limit @limit", Tables.Quarantine.Read, ct, ("@limit", limit), ("@run", one))
            : session.QueryAsync(waiting + " order by run, ordinal, part limit @limit", Tables.Quarantine.Read, ct, ("@limit", limit));
    }

    public static Task<List<ApiKeyRow>> ApiKeysAsync(this StoreSession session, CancellationToken ct) =>
        session.QueryAsync($"select {Tables.ApiKeys.ColumnNames} from api_keys where tenant = @tenant order by created_at", Tables.ApiKeys.Read, ct);

    /// <summary>By name.</summary>
    public static Task<List<UserRow>> UsersAsync(this StoreSession session, CancellationToken ct) =>
        session.QueryAsync($"select {Tables.Users.ColumnNames} from users where tenant = @tenant order by name, id", Tables.Users.Read, ct);

    public static async Task<UserRow?> UserAsync(this StoreSession session, Guid id, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.Users.ColumnNames} from users where tenant = @tenant and id = @id", Tables.Users.Read, ct, ("@id", id))).FirstOrDefault();

    /// <param name="email">As <see cref="UserRow.Email"/> has it.</param>
    public static async Task<UserRow?> UserByEmailAsync(this StoreSession session, string email, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.Users.ColumnNames} from users where tenant = @tenant and email = @email", Tables.Users.Read, ct, ("@email", email))).FirstOrDefault();

    /// <summary>Newest first.</summary>
    public static Task<List<AccessRow>> AccessLogAsync(this StoreSession session, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.AccessLog.ColumnNames} from access_log where tenant = @tenant order by at desc, id desc limit @limit",
            Tables.AccessLog.Read, ct, ("@limit", limit));

    /// <summary>Is any newest version made by merge rules before <paramref name="rules"/>. Looks through all documents.</summary>
    public static async Task<bool> HasOlderRulesAsync(this StoreSession session, int rules, CancellationToken ct) =>
        (await session.QueryAsync(
            "select 1 from documents d join versions v on v.tenant = @tenant and v.id = d.id and v.version = d.draft" +
            " where d.tenant = @tenant and d.state <> 'Merged' and v.rules > 0 and v.rules < @rules limit 1",
            r => r.Int(), ct, ("@rules", rules))).Count > 0;

    public static async Task<CursorRow?> CursorAsync(this StoreSession session, string name, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.Cursors.ColumnNames} from cursors where tenant = @tenant and name = @name", Tables.Cursors.Read, ct, ("@name", name))).FirstOrDefault();

    // SQLite knows the word too, as 1.
    private const string True = "true";

    private static PublishedDocument ReadPublished(RowReader r) => new(
        r.Guid(), r.Text(), r.Int(), r.Int(), r.Bytes(), r.BytesOrNull(), r.Words(), r.Instant(), r.Text(), r.Text(), r.Choice<DocumentState>() == DocumentState.Historical);

    private static object?[][] Keyed(this IReadOnlyCollection<Guid> ids) => [.. ids.Select(id => new object?[] { id })];

    private static object?[][] Keyed(this IReadOnlyCollection<(string A, string B)> pairs) => [.. pairs.Select(p => new object?[] { p.A, p.B })];
}
