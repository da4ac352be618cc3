using System.Text;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Sql;
using Fori.Store.Sqlite;
using Fori.Store.Writing;

namespace Fori.Tests.Testing;

/// <summary>A store with one tenant, a type of its own, and short ways to write and look.</summary>
internal sealed class StoreTown : IAsyncDisposable
{
    public const string Kind = "Thing";

    /// <summary>A type that people write whole; its addresses are a tree.</summary>
    public const string EditedKind = "Sheet";

    private readonly string? _folder;

    private StoreTown(StoreDatabase database, string? folder)
    {
        Database = database;
        _folder = folder;
        Writer = new StoreWriter(database);
        Golden = new GoldenRecords(Kinds);
        Edited = new EditedDocuments(Kinds);
    }

    public static DocumentKinds Kinds { get; } = new(
    [
        new DocumentKind
        {
            Name = Kind,
            TitleMember = "name",
            RouteSpace = "things",
            Shape = new MergeShape(Kind, new Dictionary<string, MemberShape>
            {
                ["name"] = MemberShape.Localized,
                ["text"] = MemberShape.Localized,
                ["identifiers"] = MemberShape.MergeableList,
            }),
        },
        new DocumentKind
        {
            Name = EditedKind,
            TitleMember = "name",
            SlugMember = "slug",
            ParentMember = "parent",
            FileMember = "picture",
            RouteSpace = "sheets",
            ReservedSlugs = new HashSet<string> { "haku" },
            IsEdited = true,
            Shape = new MergeShape(EditedKind, new Dictionary<string, MemberShape>
            {
                ["name"] = MemberShape.Localized,
                ["slug"] = MemberShape.Localized,
                ["text"] = MemberShape.Localized,
            }),
        },
    ]);

    public StoreDatabase Database { get; }

    public StoreWriter Writer { get; }

    public GoldenRecords Golden { get; }

    public EditedDocuments Edited { get; }

    public TenantId Tenant { get; private set; }

    public static WriteOrigin Aino { get; } = new("aino", "test");

    public static async Task<StoreTown> OnSqliteAsync(TimeProvider? clock = null)
    {
        var folder = Directory.CreateTempSubdirectory("fori-store-").FullName;
        return await StartAsync(new StoreTown(new SqliteDatabase(Path.Combine(folder, "fori.db"), clock ?? TimeProvider.System), folder));
    }

    public static async Task<StoreTown> OnAsync(StoreDatabase database) => await StartAsync(new StoreTown(database, null));

    public Task<ContributionResult> SayAsync(string source, string key, string? json, bool live = true) =>
        Writer.WriteAsync(Tenant, WriteLane.People, async (unit, ct) =>
            (await Golden.ContributeAsync(unit, [new Contribution(source, key, Kind, json is null ? null : Canonical(json), live)], Aino, ct))[0], CancellationToken.None);

    public Task<T> DecideAsync<T>(Func<TenantUnit, CancellationToken, Task<T>> decide) =>
        Writer.WriteAsync(Tenant, WriteLane.People, decide, CancellationToken.None);

    public Task<T> LookAsync<T>(Func<StoreSession, Task<T>> look) => Database.ReadAsync(Tenant, look, CancellationToken.None);

    public async Task<string?> BodyAsync(Guid id) =>
        (await LookAsync(s => s.PublishedAsync([id], CancellationToken.None))) is [var found] ? Encoding.UTF8.GetString(found.Body) : null;

    public Task<List<ChangeRow>> ChangesAsync(long after = 0) => LookAsync(s => s.ChangesAfterAsync(after, 10_000, CancellationToken.None));

    public static byte[] Canonical(string json) =>
        CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json)).Value ?? throw new ArgumentException("Not JSON.", nameof(json));

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Database.DisposeAsync();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<StoreTown> StartAsync(StoreTown town)
    {
        await town.Database.MigrateAsync(CancellationToken.None);
        var tenant = await town.Database.AddTenantAsync("town-" + Guid.NewGuid().ToString("N")[..8], CancellationToken.None);
        town.Tenant = tenant!.Id; // The name is new.
        return town;
    }
}
