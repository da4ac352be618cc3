using Fori.Store;
using Fori.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Fori.Tests.Hosting;

public sealed class SettingsReaderTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "Data", "" },
        { "Database", "Hots=x" },
        { "Listen", "localhost:80" },
        { "Port", "65536" },
        { "Port", "-1" },
        { "Proxies", "10.0.0.0/33" },
        { "MetricsFrom", "everyone" },
        { "Blobs", "" },
        { "Fetch:Allow", "a host" },
        { "SignIn:Secrets", "" },
        { "Plugins", "trails.dll" },
        { "Limits:Body", "10 megabytes" },
        { "Limits:Body", "9999999999 GB" },
        { "Limits:Upload", "fifty" },
        { "Limits:Megapixels", "0" },
        { "Limits:Read", "0" },
        { "Limits:Search", "many" },
        { "Limits:Write", "1.5" },
        { "Limits:KeyRead", "1000001" },
        { "Limits:KeyWrite", " 5" },
        { "Limits:Login", "" },
        { "Limits:Connections", "0x10" },
        { "Search:Voikko", "perhaps" },
        { "Links:Check", "perhaps" },
        { "Mail:Server", "a server" },
        { "Mail:Port", "0" },
        { "Mail:Security", "some" },
        { "Mail:User", "a\nb" },
        { "Mail:Password", "a\nb" },
        { "Mail:From", "nobody" },
        { "Sessions:Idle", "4" },
        { "Sessions:Absolute", "for ever" },
        { "Log:Level", "Loud" },
        { "Log:Level", "7" },
        { "Log:Format", "xml" },
        { "Clock:Now", "tomorrow" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_value_names_its_setting_its_value_and_what_is_allowed(string name, string value)
    {
        var problem = Read("Development", (name, value)).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe("settings.invalid");
        problem.Path.ShouldBe("FORI__" + name.Replace(":", "__", StringComparison.Ordinal));
        problem.Arguments["value"].ShouldBe(name is "Database" or "Mail:Password" ? "(not shown)" : value);
        problem.Arguments["allowed"].ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_setting_of_the_table_has_a_wrong_value_in_these_tests() =>
        SettingTable.All.Select(d => d.Name).Except(Wrong.Select(w => w.Data.Item1)).ShouldBeEmpty();

    [Fact]
    public void An_unknown_setting_is_refused_with_the_nearest_one()
    {
        var problem = Read("Production", ("Limits:Raed", "5")).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe("settings.unknown");
        problem.Path.ShouldBe("FORI__Limits__Raed");
        problem.Arguments["nearest"].ShouldBe("FORI__Limits__Read");
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        Read("Production", ("Port", "x"), ("Prot", "1"), ("Log:Level", "y")).Problems.Count.ShouldBe(3);

    [Fact]
    public void The_clock_cannot_be_moved_in_production()
    {
        Read("Production", ("Clock:Now", "2027-01-31T12:00:00Z")).Problems.ShouldHaveSingleItem().Path.ShouldBe("FORI__Clock__Now");
        Read("Development", ("Clock:Now", "2027-01-31T12:00:00Z")).Value!.ClockNow.ShouldBe(new DateTimeOffset(2027, 1, 31, 12, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void An_environment_that_is_neither_production_nor_development_is_refused() =>
        Read("Staging").Problems.ShouldHaveSingleItem().Code.ShouldBe("settings.environment");

    [Fact]
    public void Right_values_are_taken_in_any_case_of_their_names()
    {
        var settings = Read(
            "Production", ("port", "0"), ("LIMITS:BODY", "2 MB"), ("Proxies", "10.0.0.5, 10.0.1.0/24, ::1"), ("Database", "Host=db;Username=fori"),
            ("Fetch:Allow", "inner.example,10.0.0.1")).Value.ShouldNotBeNull();

        settings.Port.ShouldBe(0);
        settings.Limits.Body.ShouldBe(2 * 1024 * 1024);
        settings.Proxies.Select(p => p.ToString()).ShouldBe(["10.0.0.5/32", "10.0.1.0/24", "::1/128"]);
        settings.DatabaseName.ShouldBe("db:5432/fori");
        settings.FetchAllow.ShouldBe(["inner.example", "10.0.0.1"]);
    }

    [Fact]
    public void Relative_folders_start_where_the_caller_stands_and_files_lie_in_the_data_folder()
    {
        var settings = Read("Production", ("Data", "town")).Value.ShouldNotBeNull();

        settings.Data.ShouldBe("/somewhere/town");
        settings.Blobs.ShouldBe("/somewhere/town/blobs");
    }

    [Fact]
    public void A_moved_clock_runs_on_from_where_it_was_set()
    {
        var start = new DateTimeOffset(2031, 5, 1, 9, 0, 0, TimeSpan.Zero);
        var clock = new MovedClock(start);

        var first = clock.GetUtcNow();
        var second = clock.GetUtcNow();

        (first - start).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(10));
        second.ShouldBeGreaterThanOrEqualTo(first);
    }

    private static Outcome<ForiSettings> Read(string environment, params (string Name, string Value)[] values) =>
        SettingsReader.Read(
            new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create("Fori:" + v.Name, (string?)v.Value))).Build(),
            environment, "/somewhere");
}
