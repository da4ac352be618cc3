using System.Net;
using System.Text.Json;
using Fori.Tests.Api;
using Fori.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Fori.Tests.Import;

/// <summary>A page says on which day its source last confirmed the facts, whether or not they had changed.</summary>
public sealed class CheckedTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 2, 3, 0, 0, TimeSpan.Zero));
    private readonly DataFolder _folder = new();
    private RunningHost? _host;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_run_that_finds_the_record_unchanged_confirms_it_without_a_version()
    {
        var town = await TownAsync();
        await RunAsync(town, 0, [Record("a", "Kirjasto"), Record("b", "Uimahalli")]);
        var before = await ToldAsync(town, "a");

        _clock.Advance(TimeSpan.FromDays(3));
        await RunAsync(town, 0, [Record("a", "Kirjasto"), Record("b", "Toinen nimi")]);

        var after = await ToldAsync(town, "a");
        (before.Checked.Day, after.Checked.Day).ShouldBe((2, 5));
        (after.Received.Day, after.Version).ShouldBe((2, 1));
        (await town.GetAsync("/fi/palvelut/kirjasto")).Text.ShouldContain("5.11.2026");
        (await ToldAsync(town, "b")).Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_kept_page_shows_the_new_day_within_the_hour()
    {
        var town = await TownAsync();
        await RunAsync(town, 0, [Record("a", "Kirjasto")]);
        (await town.GetAsync("/fi/palvelut/kirjasto")).Text.ShouldContain("2.11.2026");

        _clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(town, 0, [Record("a", "Kirjasto")]);
        _clock.Advance(TimeSpan.FromHours(1));

        (await town.GetAsync("/fi/palvelut/kirjasto")).Text.ShouldContain("3.11.2026");
    }

    [Fact]
    public async Task A_run_over_a_part_of_the_source_and_one_that_refused_the_record_confirm_nothing()
    {
        var town = await TownAsync();
        await RunAsync(town, 0, [Record("a", "Kirjasto"), Record("b", "Uimahalli")]);

        _clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(town, 0, [Record("b", "Uimahalli")], "--partial");
        var part = await ToldAsync(town, "a");
        _clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(town, 3, ["""{"key":"a","type":"Service","body":{"name":"not a text of languages"}}""", Record("b", "Uimahalli")]);

        part.Checked.Day.ShouldBe(2);
        (await ToldAsync(town, "a")).Checked.Day.ShouldBe(2);
        (await ToldAsync(town, "b")).Checked.Day.ShouldBe(4);
    }

    private static string Record(string key, string name) => $$$$"""{"key":"{{{{key}}}}","type":"Service","body":{"name":{"fi":"{{{{name}}}}"}}}""";

    private async Task<ApiTown> TownAsync()
    {
        _host = await RunningHost.StartAsync(services: s => s.AddSingleton<TimeProvider>(_clock));
        return new ApiTown(_host, (await _host.AddTenantAsync("town")).Tenant);
    }

    private async Task RunAsync(ApiTown town, int exit, string[] records, params string[] more)
    {
        await File.WriteAllTextAsync(_folder["own.ndjson"], string.Join('\n', records) + "\n", Stop);
        var run = await town.ImportAsync(_folder.Path, "fori", "own.ndjson", ["--name", "own", .. more]);
        run.Exit.ShouldBe(exit, run.Err);
    }

    private static async Task<(DateTimeOffset Received, DateTimeOffset Checked, int Version)> ToldAsync(ApiTown town, string key)
    {
        var answer = (await town.GetAsync($"/api/v1/Service/by/own/{key}?include=provenance", await town.KeyAsync("reader"))).ShouldBe(HttpStatusCode.OK);
        var source = answer.Json.GetProperty("sources").EnumerateArray().Single();
        return (source.GetProperty("receivedAt").GetDateTimeOffset(), source.GetProperty("checkedAt").GetDateTimeOffset(), answer.Json.GetProperty("version").GetInt32());
    }
}
