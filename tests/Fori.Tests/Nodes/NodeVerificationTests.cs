using System.Collections.Concurrent;
using System.Text;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers;
using Fori.Store;
using Fori.Store.Erasure;
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Sqlite;
using Fori.Store.Writing;
using Microsoft.Extensions.Logging;

namespace Fori.Tests.Nodes;

public sealed class NodeVerificationTests : IAsyncDisposable
{
    private const string Person = "Mäkeläinen";
    private static readonly WriteOrigin Aino = new("aino", "test");
    private readonly string _folder = Directory.CreateTempSubdirectory("fori-node-").FullName;
    private readonly RecordedLog _log = new();
    private readonly SqliteDatabase _database;
    private readonly StoreWriter _writer;
    private readonly Node _node;

    public NodeVerificationTests()
    {
        _database = new SqliteDatabase(Path.Combine(_folder, "fori.db"), TimeProvider.System);
        _writer = new StoreWriter(_database);
        _node = new Node(_writer, new DocumentTypes(RegistersModule.Types), _folder, _log);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _writer.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_index_that_followed_the_log_is_sound_and_what_was_put_aside_of_it_is_named()
    {
        var tenant = await StartAsync();
        var one = await SayAsync(tenant, "1", """{"name":{"fi":"Uimahalli"}}""");
        var two = await SayAsync(tenant, "2", """{"name":{"fi":"Kirjasto"}}""");
        (await NodeVerification.VerifyAsync(_node, tenant, CancellationToken.None)).Problems.ShouldBeEmpty();

        var index = _node.Open(tenant).Index;
        index.Apply([], [one, two]);
        index.Refresh();

        (await NodeVerification.VerifyAsync(_node, tenant, CancellationToken.None)).Problems.Select(p => (p.Check, p.Document)).ShouldBe(
            [("index.missing", one), ("index.missing", two)], ignoreOrder: true);
    }

    [Fact]
    public async Task After_an_erasure_no_file_of_the_node_holds_the_text()
    {
        var tenant = await StartAsync();
        var register = ErasureRegister.In(_folder);
        var id = await SayAsync(tenant, "1", """{"name":{"fi":"Johtaja Mäkeläinen"},"alternativeNames":[{"fi":"Mäkeläinen"}]}""");
        await SayAsync(tenant, "2", """{"name":{"fi":"Kirjasto"}}""");
        var node = _node.Open(tenant);

        var erased = await _writer.WriteAsync(
            tenant.Id, WriteLane.People, (unit, ct) => _node.Golden.EraseAsync(unit, new EraseRequest { Text = Person }, register, tenant.Name, Aino, ct), CancellationToken.None);
        erased.Value!.Versions.ShouldContain(v => v.Document == id);
        await NodeVerification.VerifyAsync(_node, tenant, CancellationToken.None);
        await node.PurgeAsync(CancellationToken.None);
        await _database.ScrubAsync(CancellationToken.None);

        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var text = await reader.ReadToEndAsync();
            text.Contains(Person, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(file);
            text.Contains("makelai", StringComparison.OrdinalIgnoreCase).ShouldBeFalse(file);
            text.Contains("mäkeläi", StringComparison.OrdinalIgnoreCase).ShouldBeFalse(file);
        }

        (await NodeVerification.VerifyAsync(_node, tenant, CancellationToken.None)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_told_once_and_again_when_another_version_cannot()
    {
        var tenant = await StartAsync();
        var id = await SayAsync(tenant, "1", """{"name":"a text where languages are due"}""");
        var node = _node.Open(tenant);
        await node.RebuildAsync(CancellationToken.None);
        await node.LoadAsync([id], CancellationToken.None);
        var first = _log.Lines.ToList();
        await SayAsync(tenant, "1", """{"name":["a list where languages are due"]}""");
        var second = _log.Lines.ToList();
        await SayAsync(tenant, "1", """{"name":{"fi":"Uimahalli"}}""");

        first.ShouldHaveSingleItem().ShouldContain(id.ToString());
        second.Count.ShouldBe(2);
        _log.Lines.Count.ShouldBe(2);
        (await NodeVerification.VerifyAsync(_node, tenant, CancellationToken.None)).Problems.ShouldBeEmpty();
    }

    private async Task<Tenant> StartAsync()
    {
        await _database.MigrateAsync(CancellationToken.None);
        await _node.StartAsync(CancellationToken.None);
        return (await _database.AddTenantAsync("town", CancellationToken.None))!; // The database is new.
    }

    private async Task<Guid> SayAsync(Tenant tenant, string key, string json)
    {
        var body = CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json)).Value!; // The test's own JSON.
        var results = await _writer.WriteAsync(
            tenant.Id, WriteLane.People, (unit, ct) => _node.Golden.ContributeAsync(unit, [new Contribution("a", key, "Place", body)], Aino, ct), CancellationToken.None);
        (await _node.Open(tenant).WaitForAsync(results[0].Sequence, TimeSpan.FromSeconds(20), CancellationToken.None)).ShouldBeTrue();
        return results[0].Document;
    }

    private sealed class RecordedLog : ILogger<Node>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}
