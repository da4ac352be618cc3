using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fori.Content;
using Fori.Content.Types.Sections;
using Fori.Demonstration;
using Fori.Sharing;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Store.Editing;
using Fori.Store.Verification;
using Fori.Tests.Testing;
using Fori.Ui;
using Fori.Web.CommandLine;
using Fori.Web.Hosting;
using Fori.Web.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Hosting;

/// <summary>The demonstration, loaded once for all the tests of a class that only look; nobody copies registers beside them.</summary>
public sealed class LoadedDemonstration : IAsyncLifetime
{
    internal RunningHost Host { get; private set; } = null!; // Set before any test runs.

    public async ValueTask InitializeAsync()
    {
        Host = await RunningHost.StartAsync(services: s => s.Remove(s.Single(d => d.ImplementationType == typeof(SharingService))));
        await Host.App.Services.GetRequiredService<IDemonstration>().LoadAsync(Host.Installation, _ => { }, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>The websites of the invented towns hold together as those of real ones should.</summary>
public sealed partial class DemonstrationContentTests(LoadedDemonstration demonstration) : IClassFixture<LoadedDemonstration>
{
    private static readonly string[] WithPages = ["Page", "TopicPage", "NewsItem"];
    private static readonly string[] Registers = ["services", "places", "channels", "organizations", "search", "open-data"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kaislaranta", "fi")]
    [InlineData("kuurakoski", "sv")]
    public async Task Every_page_is_reached_by_links_from_the_front_page_and_the_store_is_whole(string town, string language)
    {
        var host = demonstration.Host;

        var (headings, broken) = await WalkAsync(host, town, language);

        broken.ShouldBeEmpty();
        DemonstrationContent.Of(town).Where(d => d.Stage == DemonstrationStage.Published && WithPages.Contains(d.Type)).Select(d => TitleIn(d, language)).OfType<string>()
            .Except(headings).ShouldBeEmpty();
        var report = await StoreVerifier.VerifyAsync(host.Installation.Database, host.Installation.Node.Types.Kinds(), null, Stop);
        report.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("kaislaranta")]
    [InlineData("kuurakoski")]
    public void What_is_published_refers_to_what_is_published(string town)
    {
        var documents = DemonstrationContent.Of(town);
        var hidden = documents.Where(d => d.Stage != DemonstrationStage.Published).Select(d => "@" + d.Key).ToHashSet();

        documents.Where(d => d.Stage == DemonstrationStage.Published).Where(d => TextsOf(d.Body).Any(hidden.Contains)).Select(d => d.Key).ShouldBeEmpty();
    }

    [Fact]
    public void The_bilingual_town_speaks_Swedish_on_every_page() =>
        DemonstrationContent.Of("kaislaranta").Where(d => d.Stage == DemonstrationStage.Published && WithPages.Contains(d.Type))
            .Where(d => TitleIn(d, "sv") is null || d.Body["body"]?["sv"] is null).Select(d => d.Key).ShouldBeEmpty();

    [Theory]
    [InlineData("kaislaranta")]
    [InlineData("kuurakoski")]
    public void A_page_with_a_Swedish_title_has_Swedish_text(string town) =>
        DemonstrationContent.Of(town).Where(d => TitleIn(d, "sv") is not null && d.Body["body"]?["fi"] is not null && d.Stage == DemonstrationStage.Published)
            .Where(d => d.Body["body"]?["sv"] is null).Select(d => d.Key).ShouldBeEmpty();

    [Theory]
    [InlineData("kaislaranta")]
    [InlineData("kuurakoski")]
    public async Task The_library_of_each_town_is_a_section_with_a_look_that_can_be_read(string town)
    {
        var host = demonstration.Host;
        var section = DemonstrationContent.IdOf(town, "section-library");
        var tenant = host.Installation.Node.Open(host.Installation.Node.Tenants.Single(t => t.Name == town));
        var (read, settings) = (((await tenant.LoadAsync([section], Stop))[section]).As<Section>(), await SiteSettings.LoadAsync(tenant, Stop));

        ThemeContrast.Check(SiteSettings.ThemeOf(read.Look, settings.Theme, "library")).Select(p => $"{p.Mode}: {p.Foreground} on {p.Background} {p.Ratio}, {p.Token} {p.Nearest}").ShouldBeEmpty();
        read.Menu["fi"].Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_region_copies_the_registers_of_a_town_and_not_its_website()
    {
        var host = demonstration.Host;
        var (node, database) = (host.Installation.Node, host.Installation.Database);
        var (town, region) = (node.Tenants.Single(t => t.Name == "kaislaranta"), node.Tenants.Single(t => t.Name == "ruovonmaa"));
        var fence = (await database.LeaseAsync("sharing", "test", TimeSpan.FromMinutes(10), Stop)).ShouldNotBeNull();

        while (await new AdaptedCopies(node).FollowAsync(town, region, fence, Stop))
        {
            // Until it is up to date.
        }

        (await database.ReadAsync(region.Id, session => session.EditedAsync("Place", 1, Stop), Stop)).ShouldNotBeEmpty();
        foreach (var type in ContentModule.Types)
        {
            (await database.ReadAsync(region.Id, session => session.EditedAsync(type.Name, 1, Stop), Stop)).ShouldBeEmpty(type.Name);
        }

        (await StoreVerifier.VerifyAsync(database, node.Types.Kinds(), region.Id, Stop)).Problems.ShouldBeEmpty();
    }

    // Records of the registers have their own lists; what is followed here is what people wrote.
    private static async Task<(HashSet<string> Headings, List<string> Broken)> WalkAsync(RunningHost host, string town, string language)
    {
        var skipped = SiteSection.All.Where(s => Registers.Contains(s.Key) || s == SiteSection.Services || s == SiteSection.Places || s == SiteSection.Channels || s == SiteSection.Organizations)
            .Select(s => s.PathIn(language)).ToList();
        var (headings, broken) = (new HashSet<string>(), new List<string>());
        var own = town + TenantHosts.Local;
        var queue = new Queue<(string Host, string Path)>([(own, $"/{language}/")]);
        var seen = new HashSet<(string, string)>(queue);
        while (queue.TryDequeue(out var at))
        {
            var (name, path) = at;
            using var answer = await host.SendAsync(path, host: name);
            if (answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.MovedPermanently && name != own)
            {
                continue; // The frame of a section's host leads to the town's own pages.
            }

            if (answer.StatusCode != HttpStatusCode.OK)
            {
                broken.Add($"{name}{path} {answer.StatusCode}");
                continue;
            }

            var page = await answer.Content.ReadAsStringAsync(Stop);
            headings.UnionWith(Heading().Matches(page).Select(m => WebUtility.HtmlDecode(Tags().Replace(m.Groups[1].Value, "")).Trim()));
            foreach (var (of, next) in Links().Matches(page).Select(m => (m.Groups[1].Success ? m.Groups[1].Value : name, WebUtility.HtmlDecode(m.Groups[2].Value).Split('?', '#')[0])))
            {
                if (of.EndsWith(own, StringComparison.Ordinal) && next.StartsWith($"/{language}/", StringComparison.Ordinal) && Path.GetExtension(next).Length == 0 && !skipped.Any(s => next == s || next.StartsWith(s + "/", StringComparison.Ordinal)) && seen.Add((of, next)))
                {
                    queue.Enqueue((of, next));
                }
            }
        }

        return (headings, broken);
    }

    private static string? TitleIn(DemonstrationDocument document, string language) => document.Body["title"]?[language]?.GetValue<string>();

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => TextsOf(m.Value)),
        JsonArray items => items.SelectMany(TextsOf),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    [GeneratedRegex("""<h1[^>]*>(.*?)</h1>""", RegexOptions.Singleline)]
    private static partial Regex Heading();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex("<a [^>]*href=\"(?:https?://([a-z.-]+)(?::[0-9]+)?)?(/[^\"]*)\"")]
    private static partial Regex Links();
}
