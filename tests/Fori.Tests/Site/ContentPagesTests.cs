using System.Net;
using System.Text;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tests.Testing;
using Fori.Web.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Site;

/// <summary>What residents see of pages that editors write: over HTTP, from address to text.</summary>
public sealed class ContentPagesTests
{
    private static readonly WriteOrigin Aino = new("aino", "test");

    [Fact]
    public async Task A_published_page_is_at_its_place_in_the_tree_and_in_search()
    {
        await using var town = await TownAsync();
        var above = await town.PublishAsync("""{"title":{"fi":"Vapaa-aika"},"summary":{"fi":"Uinti ja retket."}}""");
        await town.PublishAsync($$"""{"title":{"fi":"Avantouinti"},"parent":{"id":"{{above}}"},"body":{"fi":[{"type":"text","html":"<p>Avanto on <strong>auki</strong> talvella.</p>"}]} }""");

        var page = await town.ReadAsync("/fi/vapaa-aika/avantouinti");

        page.ShouldContain("<h1>Avantouinti</h1>");
        page.ShouldContain("<p>Avanto on <strong>auki</strong> talvella.</p>");
        page.ShouldContain("""<a href="/fi/vapaa-aika">Vapaa-aika</a>""");
        (await town.ReadAsync("/fi/vapaa-aika")).ShouldContain("""<a href="/fi/vapaa-aika/avantouinti">Avantouinti</a>""");
        (await town.ReadAsync("/fi/")).ShouldContain("""<a href="/fi/vapaa-aika">Vapaa-aika</a>""");
        (await town.ReadAsync("/fi/haku?q=avanto")).ShouldContain("/fi/vapaa-aika/avantouinti");
        (await town.ReadAsync("/api/v1/search?q=avanto")).ShouldContain("\"/fi/vapaa-aika/avantouinti\"");
        (await town.ReadAsync("/sitemap.xml")).ShouldContain("sitemap");
        (await town.ReadAsync("/sitemap-fi.xml")).ShouldContain("/fi/vapaa-aika/avantouinti<");
    }

    [Fact]
    public async Task A_draft_is_nowhere_outside()
    {
        await using var town = await TownAsync();
        var draft = await town.SaveAsync(Guid.CreateVersion7(), 0, """{"title":{"fi":"Salainen hiiri"}}""");
        var shown = await town.PublishAsync("""{"title":{"fi":"Uimahalli"}}""");
        await town.SaveAsync(shown, 1, """{"title":{"fi":"Salainen hiiri"},"summary":{"fi":"Salainen hiiri"}}""");

        (await town.StatusAsync("/fi/salainen-hiiri")).ShouldBe(HttpStatusCode.NotFound);
        (await town.StatusAsync($"/api/v1/Page/{draft.Document}")).ShouldBe(HttpStatusCode.NotFound);
        (await town.StatusAsync($"/api/v1/Page/{draft.Document}/history")).ShouldBe(HttpStatusCode.NotFound);
        foreach (var path in (string[])["/fi/", "/fi/uimahalli", "/fi/haku?q=salainen", "/api/v1/Page", "/api/v1/search?q=salainen", $"/api/v1/Page/{shown}", $"/api/v1/Page/{shown}/history", "/api/v1/changes", "/sitemap-fi.xml"])
        {
            (await town.ReadAsync(path)).ShouldNotContain("hiiri", customMessage: path);
            (await town.ReadAsync(path)).ShouldNotContain(draft.Document.ToString(), customMessage: path);
        }
    }

    [Fact]
    public async Task A_renamed_page_leaves_redirects_for_all_below_it_without_a_chain()
    {
        await using var town = await TownAsync();
        var above = await town.PublishAsync("""{"title":{"fi":"Vapaa-aika"}}""");
        await town.PublishAsync($$"""{"title":{"fi":"Avantouinti"},"parent":{"id":"{{above}}"} }""");

        await town.PublishAsync("""{"title":{"fi":"Kulttuuri"}}""", above, 1);
        await town.PublishAsync("""{"title":{"fi":"Kulttuuri ja liikunta"}}""", above, 2);

        (await town.LocationAsync("/fi/vapaa-aika/avantouinti")).ShouldBe("/fi/kulttuuri-ja-liikunta/avantouinti");
        (await town.LocationAsync("/fi/kulttuuri/avantouinti")).ShouldBe("/fi/kulttuuri-ja-liikunta/avantouinti");
        (await town.ReadAsync("/fi/kulttuuri-ja-liikunta/avantouinti")).ShouldContain("Kulttuuri ja liikunta");
    }

    [Fact]
    public async Task A_moved_page_is_found_at_its_new_place_from_the_old_one()
    {
        await using var town = await TownAsync();
        var (a, b) = (await town.PublishAsync("""{"title":{"fi":"Vapaa-aika"}}"""), await town.PublishAsync("""{"title":{"fi":"Liikunta"}}"""));
        var page = await town.PublishAsync($$"""{"title":{"fi":"Avantouinti"},"parent":{"id":"{{a}}"} }""");

        await town.PublishAsync($$"""{"title":{"fi":"Avantouinti"},"parent":{"id":"{{b}}"} }""", page, 1);

        (await town.LocationAsync("/fi/vapaa-aika/avantouinti")).ShouldBe("/fi/liikunta/avantouinti");
        (await town.ReadAsync("/fi/vapaa-aika")).ShouldNotContain("Avantouinti");
        (await town.ReadAsync("/fi/liikunta")).ShouldContain("/fi/liikunta/avantouinti");
    }

    [Fact]
    public async Task A_withdrawn_page_says_that_it_was_withdrawn()
    {
        await using var town = await TownAsync();
        var page = await town.PublishAsync("""{"title":{"fi":"Avantouinti"}}""");
        await town.SaveAsync(page, 1, """{"title":{"fi":"Salainen hiiri"}}""");

        await town.WithdrawAsync(page, 2);

        (await town.StatusAsync("/fi/avantouinti")).ShouldBe(HttpStatusCode.Gone);
        var gone = await town.TextAsync("/fi/avantouinti");
        gone.ShouldContain("Avantouinti");
        gone.ShouldNotContain("Salainen");
        (await town.ReadAsync("/fi/haku?q=avantouinti")).ShouldNotContain("/fi/avantouinti\"");
        (await town.StatusAsync($"/fi/avantouinti?asOf={TimeProvider.System.GetUtcNow().AddDays(-1):yyyy-MM-dd}")).ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_page_without_a_translation_is_shown_in_another_language_and_says_so()
    {
        await using var town = await TownAsync("fi", "sv");
        await town.PublishAsync("""{"title":{"fi":"Avantouinti"},"body":{"fi":[{"type":"text","html":"<p>Auki.</p>"}]}}""");

        var page = await town.ReadAsync("/sv/avantouinti");

        page.ShouldContain("""<h1 lang="fi">Avantouinti</h1>""");
        page.ShouldContain("rel=\"canonical\" href=\"" + town.Origin + "/fi/avantouinti\"");
    }

    [Fact]
    public async Task Hostile_html_in_a_block_is_cleaned_on_the_page()
    {
        await using var town = await TownAsync();
        await town.PublishAsync("""{"title":{"fi":"Avanto"},"body":{"fi":[{"type":"text","html":"<p onclick=\"x()\">Auki<script>alert(1)</script></p><iframe src=\"//x\"></iframe>"}]}}""");

        var page = await town.ReadAsync("/fi/avanto");

        page.ShouldContain("<p>Auki</p>");
        page.ShouldNotContain("alert(1)");
        page.ShouldNotContain("<iframe");
    }

    [Theory]
    [InlineData("Page", "page")]
    [InlineData("TopicPage", "page")]
    [InlineData("Directory", "below")]
    public async Task Many_pages_below_one_are_listed_by_pages(string type, string parameter)
    {
        await using var town = await TownAsync();
        var above = await town.PublishAsync("""{"title":{"fi":"Hakemisto"}}""", type: type);
        for (var i = 1; i <= 61; i++)
        {
            await town.PublishAsync($$"""{"title":{"fi":"Sivu {{i:000}}"},"parent":{"id":"{{above}}"} }""");
        }

        var (first, last) = (await town.ReadAsync("/fi/hakemisto"), await town.ReadAsync($"/fi/hakemisto?{parameter}=2"));

        first.ShouldContain("/fi/hakemisto/sivu-060\"");
        first.ShouldNotContain("/fi/hakemisto/sivu-061\"");
        first.ShouldContain($"<a rel=\"next\" href=\"/fi/hakemisto?{parameter}=2#below\"");
        first.ShouldContain($"<link rel=\"canonical\" href=\"{town.Origin}/fi/hakemisto\"");
        last.ShouldContain("/fi/hakemisto/sivu-061\"");
        last.ShouldNotContain("/fi/hakemisto/sivu-060\"");
        last.ShouldContain("<a rel=\"prev\" href=\"/fi/hakemisto#below\"");
        last.ShouldContain($"<link rel=\"canonical\" href=\"{town.Origin}/fi/hakemisto?{parameter}=2\"");
        (await town.ReadAsync($"/fi/hakemisto?{parameter}=99")).ShouldContain("/fi/hakemisto/sivu-061\"");
    }

    [Fact]
    public async Task Many_pages_at_the_root_are_listed_by_pages_on_the_front_page()
    {
        await using var town = await TownAsync();
        for (var i = 1; i <= 61; i++)
        {
            await town.PublishAsync($$"""{"title":{"fi":"Sivu {{i:000}}"} }""");
        }

        var (first, last) = (await town.ReadAsync("/fi/"), await town.ReadAsync("/fi/?page=2"));

        first.ShouldContain("/fi/sivu-060\"");
        first.ShouldNotContain("/fi/sivu-061\"");
        first.ShouldContain("<a rel=\"next\" href=\"/fi/?page=2#below\"");
        last.ShouldContain("/fi/sivu-061\"");
        last.ShouldContain("<a rel=\"prev\" href=\"/fi/#below\"");
        last.ShouldContain($"<link rel=\"canonical\" href=\"{town.Origin}/fi/?page=2\"");
        last.ShouldNotContain("class=\"breadcrumb");
    }

    private static async Task<ContentTown> TownAsync(params string[] languages)
    {
        var host = await RunningHost.StartAsync();
        var added = await host.App.Services.GetRequiredService<ITenantRegister>().AddAsync("pages", languages is [] ? ["fi"] : languages, [], TestContext.Current.CancellationToken);
        host.App.Services.GetRequiredService<TenantHosts>().Forget();
        return new ContentTown(host, added.Value.ShouldNotBeNull());
    }

    private sealed class ContentTown(RunningHost host, TenantEntry town) : IAsyncDisposable
    {
        private static CancellationToken Stop => TestContext.Current.CancellationToken;

        private Node Node => host.App.Services.GetRequiredService<Node>();

        private EditedDocuments Edited => host.App.Services.GetRequiredService<EditedDocuments>();

        public string Origin { get; } = "http://pages.localhost";

        public async Task<Guid> PublishAsync(string json, Guid? known = null, int expected = 0, string type = "Page")
        {
            var saved = await SaveAsync(known ?? Guid.CreateVersion7(), expected, json, type);
            await WriteAsync((unit, ct) => Edited.PublishAsync(unit, new PublishingOrder(saved.Document, saved.Draft, ["fi"], true, null), Aino, ct));
            return saved.Document;
        }

        public Task<EditedState> SaveAsync(Guid id, int expected, string json, string type = "Page") =>
            WriteAsync((unit, ct) => Edited.SaveAsync(unit, new DraftSave(id, type, expected, StoreTown.Canonical(json), null), Aino, ct));

        public Task WithdrawAsync(Guid id, int expected) => WriteAsync((unit, ct) => Edited.WithdrawAsync(unit, id, expected, Aino, ct));

        /// <summary>The text of what is answered with 200.</summary>
        public async Task<string> ReadAsync(string path)
        {
            using var answer = await host.SendAsync(path, host: "pages.localhost");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            return await answer.Content.ReadAsStringAsync(Stop);
        }

        public async Task<string> TextAsync(string path)
        {
            using var answer = await host.SendAsync(path, host: "pages.localhost");
            return await answer.Content.ReadAsStringAsync(Stop);
        }

        public async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var answer = await host.SendAsync(path, host: "pages.localhost");
            return answer.StatusCode;
        }

        public async Task<string?> LocationAsync(string path)
        {
            using var direct = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Client.BaseAddress };
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = "pages.localhost";
            using var answer = await direct.SendAsync(request, Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently, path);
            return answer.Headers.Location?.ToString();
        }

        public ValueTask DisposeAsync() => host.DisposeAsync();

        private async Task<EditedState> WriteAsync(Func<TenantUnit, CancellationToken, Task<Outcome<EditedState>>> write)
        {
            var (state, sequence) = await Node.Writer.WriteAsync(town.Tenant.Id, WriteLane.People, async (unit, ct) =>
            {
                var outcome = await write(unit, ct);
                return (outcome.Succeeded ? outcome.Value : throw new InvalidOperationException(outcome.Problems[0].Code), unit.Cursor.Sequence);
            }, Stop);
            (await Node.Open(town.Tenant).WaitForAsync(sequence, TimeSpan.FromSeconds(10), Stop)).ShouldBeTrue();
            return state;
        }
    }
}
