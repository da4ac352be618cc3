using System.Data.Common;
using System.Text;
using Fori.Documents;
using Fori.Registers;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Postgres;
using Fori.Store.Sql;
using Fori.Store.Sqlite;
using Fori.Store.Writing;
using Fori.Tests.Testing;
using Fori.Web.CommandLine;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fori.Tests.CommandLine;

/// <summary>A database as the first migration made it, with documents, is brought up to this program and goes on.</summary>
public abstract class UpgradeContract : IDisposable
{
    private static readonly string[] Records = [.. Enumerable.Range(1, 3).Select(i => $$$"""{"identifiers":[{"system":"own","value":"{{{i}}}"}],"name":{"fi":"Palvelu {{{i}}}"}}""")];
    private readonly DataFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected string Folder => _folder.Path;

    /// <summary>Name of the folder of migrations.</summary>
    protected abstract string Product { get; }

    /// <summary>The table in which the migrator notes what was made.</summary>
    protected abstract string Journal { get; }

    /// <summary>What a command needs to find the database besides the data folder.</summary>
    protected abstract IReadOnlyList<string> Place { get; }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_is_checked_backed_up_brought_up_and_takes_the_same_documents_unchanged()
    {
        await MakeOldAsync();

        var before = await RunAsync("tenant", "list");
        var check = await RunAsync("upgrade", "--check", "--json");
        var still = await RunAsync("tenant", "list");
        var upgrade = await RunAsync("upgrade", "--json");
        var nothing = await RunAsync("upgrade", "--json");

        (before.Exit, still.Exit).ShouldBe((1, 1));
        before.Err.ShouldContain("upgrade");
        check.Exit.ShouldBe(0, check.Err);
        check.Json.GetProperty("applied").GetArrayLength().ShouldBe(1);
        check.Json.GetProperty("pending").GetArrayLength().ShouldBeGreaterThan(0);
        check.Json.GetProperty("upgraded").GetBoolean().ShouldBeFalse();
        upgrade.Exit.ShouldBe(0, upgrade.Err);
        upgrade.Json.GetProperty("pending").GetRawText().ShouldBe(check.Json.GetProperty("pending").GetRawText());
        Directory.EnumerateFiles(upgrade.Json.GetProperty("backup").GetString()!).ShouldNotBeEmpty(); // It says where.
        nothing.Json.GetProperty("upgraded").GetBoolean().ShouldBeFalse();

        var same = await ImportAsync(Records);
        var changed = await ImportAsync([.. Records[..2], Records[2].Replace("Palvelu 3", "Toinen nimi", StringComparison.Ordinal)]);
        (Count(same, "unchanged"), Count(same, "created"), Count(same, "updated")).ShouldBe((3, 0, 0));
        (Count(changed, "unchanged"), Count(changed, "updated")).ShouldBe((2, 1));
        var verify = await RunAsync("verify", "--json");
        verify.Json.GetProperty("ok").GetBoolean().ShouldBeTrue(verify.Out);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_not_brought_down()
    {
        await MakeOldAsync();
        await ExecuteAsync($"insert into {Journal} (ScriptName, Applied) values ('Fori.Store.{Product}.Migrations.9999-future.sql', '2030-01-01')");

        foreach (var arguments in (string[][])[["upgrade", "--check"], ["upgrade"], ["tenant", "list"]])
        {
            var answer = await RunAsync(arguments);
            answer.Exit.ShouldBe(1);
            answer.Err.ShouldContain("9999-future");
        }

        Directory.Exists(_folder["backups"]).ShouldBeFalse();
    }

    internal abstract StoreDatabase Open();

    protected abstract DbConnection Connect();

    /// <summary>SQL that makes the journal as the migrator does.</summary>
    protected abstract string JournalSql { get; }

    private async Task MakeOldAsync()
    {
        await ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root("src"), "Fori.Store", Product, "Migrations", "0001-store.sql"), Stop));
        await ExecuteAsync(JournalSql);
        await ExecuteAsync($"insert into {Journal} (ScriptName, Applied) values ('Fori.Store.{Product}.Migrations.0001-store.sql', '2026-01-01')");
        await using (var database = Open())
        {
            await using var writer = new StoreWriter(database);
            var tenant = (await database.AddTenantAsync("kaislaranta", Stop))!; // The database is new.
            var golden = new GoldenRecords(new DocumentTypes(RegistersModule.Types).Kinds());
            await writer.WriteAsync(
                tenant.Id, WriteLane.People,
                (unit, ct) => golden.ContributeAsync(unit, [.. Records.Select((r, i) => new Contribution("own", $"{i + 1}", "Service", Canonical(r)))], new WriteOrigin("aino", "test"), ct), Stop);
        }

        await ExecuteAsync("update versions set rules = 1");
    }

    private async Task<ProgramAnswer> ImportAsync(IReadOnlyList<string> records)
    {
        await File.WriteAllLinesAsync(_folder["own.ndjson"], records.Select((r, i) => $$"""{"key":"{{i + 1}}","type":"Service","body":{{r}}}"""), Stop);
        return await RunAsync("import", "--tenant", "kaislaranta", "--source", "fori", "own.ndjson", "--name", "own", "--json");
    }

    private async Task<ProgramAnswer> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exit = await ForiCommandLine.RunAsync([.. arguments, "--data", _folder.Path, .. Place], _folder.Path, new CommandConsole(output, errors), null, Stop);
        return new ProgramAnswer((int)exit, output.ToString(), errors.ToString());
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        // The SQL is the test's own, or the migration's.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Stop);
    }

    private static long Count(ProgramAnswer answer, string what) => answer.Exit == 0 ? answer.Json.GetProperty(what).GetInt64() : throw new InvalidOperationException(answer.Err);

    private static byte[] Canonical(string json) => CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json)).Value!; // The test's own JSON.
}

public sealed class SqliteUpgradeTests : UpgradeContract
{
    protected override string Product => "Sqlite";

    protected override string Journal => "SchemaVersions";

    protected override IReadOnlyList<string> Place => [];

    protected override string JournalSql =>
        "create table SchemaVersions (SchemaVersionID integer primary key autoincrement not null, ScriptName text not null, Applied datetime not null)";

    private string File => Path.Combine(Folder, "fori.db");

    internal override StoreDatabase Open() => new SqliteDatabase(File, TimeProvider.System);

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={File};Pooling=false");
}

public sealed class PostgresUpgradeTests(PostgresServer server) : UpgradeContract, IClassFixture<PostgresServer>, IAsyncLifetime
{
    private string _connection = "";

    protected override string Product => "Postgres";

    protected override string Journal => "schemaversions";

    protected override IReadOnlyList<string> Place => ["--database", _connection];

    protected override string JournalSql => "create table schemaversions (schemaversionsid serial primary key, scriptname varchar(255) not null, applied timestamp not null)";

    public async ValueTask InitializeAsync() => _connection = await server.AnotherDatabaseAsync();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal override StoreDatabase Open() => new PostgresDatabase(_connection, TimeProvider.System);

    protected override DbConnection Connect() => new NpgsqlConnection(_connection + ";Pooling=false");
}
