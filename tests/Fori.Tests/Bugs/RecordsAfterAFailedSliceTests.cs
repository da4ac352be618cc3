using System.Text;
using Fori.Integration.Importing;
using Fori.Tests.Api;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Bugs;

/// <summary>The checkpoint of a run had moved on although the database refused the slice, so the next run passed its records over.</summary>
public sealed class RecordsAfterAFailedSliceTests(SqliteApiHost host) : IClassFixture<SqliteApiHost>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_that_the_database_refused_are_read_again_by_the_next_run()
    {
        var town = await host.TownAsync();
        var importer = town.Host.App.Services.GetRequiredService<Importer>();
        var options = new ImportOptions { Source = "list", Kind = "fori", Location = "list|1" };
        await using var database = new SqliteConnection($"Data Source={town.Host.Installation.Settings.DatabaseFile};Pooling=false");
        await database.OpenAsync(Stop);
        await ExecuteAsync("create trigger refuse before insert on quarantine begin select raise(abort, 'no room'); end");
        try
        {
            await Should.ThrowAsync<SqliteException>(() => importer.RunAsync(town.Tenant, options, Items(), null, Stop));
        }
        finally
        {
            await ExecuteAsync("drop trigger refuse");
        }

        var resumed = await importer.RunAsync(town.Tenant, options, Items(), null, Stop);

        (resumed.Read, resumed.Quarantined, resumed.Created).ShouldBe((1_000, 1, 999));
        (await town.DocumentsAsync()).Count.ShouldBe(999);

        async Task ExecuteAsync(string sql)
        {
            await using var command = database.CreateCommand();
#pragma warning disable CA2100 // The test's own text.
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(Stop);
        }
    }

    private static async IAsyncEnumerable<ImportItem> Items()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var body = i == 500 ? """{"name":{"fi":7}}""" : $$$"""{"name":{"fi":"Palvelu {{{i}}}"}}""";
            yield return new ImportItem { Ordinal = i + 1, Key = $"{i}", Type = "Service", Body = Encoding.UTF8.GetBytes(body) };
        }

        await Task.CompletedTask;
    }
}
