using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Nodes;

namespace Fori.Tests.Admin;

/// <summary>The municipality's own vocabularies: written by editors, ticked on forms, and filters of what the public sees.</summary>
public sealed partial class TermTests
{
    [Fact]
    public async Task Content_is_filtered_and_counted_by_its_topics_and_those_above_them()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var sports = await PublishAsync(eero, "Topic", ("name.fi", "Liikunta"));
        var skiing = await PublishAsync(eero, "Topic", ("name.fi", "Hiihto"), ("broader", sports), ("synonyms.fi", "ladut\nsivakat"));
        await PublishAsync(eero, "NewsItem", ("title.fi", "Latu avattiin"), ("lead.fi", "Kierros on auki."), ("topics:count", "2"), ("topics.1", skiing));
        await PublishAsync(eero, "NewsItem", ("title.fi", "Uimahalli aukeaa"), ("lead.fi", "Tervetuloa."), ("topics:count", "2"), ("topics.0", sports));
        await PublishAsync(eero, "NewsItem", ("title.fi", "Talousarvio"), ("lead.fi", "Hyväksyttiin."));

        var narrow = (await eero.GetAsync($"/fi/uutiset?topic={skiing}")).Text;
        var wide = (await eero.GetAsync($"/fi/uutiset?topic={sports}")).Text;
        var page = (await eero.GetAsync($"/fi/uutiset/{town.Clock.GetUtcNow().Year}/latu-avattiin")).Text;

        narrow.ShouldContain("Latu avattiin");
        narrow.ShouldNotContain("Uimahalli aukeaa");
        wide.ShouldContain("Latu avattiin");
        wide.ShouldContain("Uimahalli aukeaa");
        wide.ShouldNotContain("Talousarvio");
        wide.ShouldContain("href=\"/fi/uutiset\""); // Takes the choice away.
        page.ShouldContain($"href=\"/fi/haku?topic={skiing}\"");
        Counts(wide).ShouldBe([("Hiihto", 1), ("Liikunta", 2)]);
        (await eero.GetAsync($"/fi/haku?topic={sports}")).Text.ShouldContain("Uimahalli aukeaa");
        (await eero.GetAsync("/fi/haku?q=sivakat")).Text.ShouldContain("Latu avattiin");
    }

    [Fact]
    public async Task Content_that_came_out_before_its_topic_is_found_by_it_and_no_longer_when_the_topic_goes()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var form = await NewAsync(eero, "Topic");
        var topic = form[(form.LastIndexOf('/') + 1)..];
        await eero.PostAsync(form, ("expected", "0"), ("act", "save"), ("name.fi", "Liikunta"));
        await PublishAsync(eero, "NewsItem", ("title.fi", "Latu avattiin"), ("lead.fi", "Kierros on auki."), ("topics:count", "1"), ("topics.0", topic));
        Task<bool> IsFoundAsync() => FoundAsync($"/fi/haku?topic={topic}");
        async Task<bool> FoundAsync(string path) => (await eero.GetAsync(path)).Text.Contains("/latu-avattiin\"", StringComparison.Ordinal);
        (await IsFoundAsync()).ShouldBeFalse();

        await eero.PostAsync(form, ("expected", "1"), ("act", "publish:fi"), ("name.fi", "Liikunta"));
        await UntilAsync(IsFoundAsync);

        await eero.GetAsync(form);
        await eero.PostAsync(form + "/withdraw", ("expected", "1"));
        await UntilAsync(async () => !await FoundAsync("/fi/haku?q=liikunta"));
        var node = town.Host.Installation.Node;
        (await NodeVerification.VerifyAsync(node, node.Tenants.Single(t => t.Id == town.Tenant), TestContext.Current.CancellationToken)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Content_follows_its_topic_to_another_place_in_the_tree()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var sports = await PublishAsync(eero, "Topic", ("name.fi", "Liikunta"));
        var winter = await PublishAsync(eero, "Topic", ("name.fi", "Talvi"));
        var skiing = await PublishAsync(eero, "Topic", ("name.fi", "Hiihto"), ("broader", sports));
        var tracks = await PublishAsync(eero, "Topic", ("name.fi", "Ladut"), ("broader", skiing));
        await PublishAsync(eero, "NewsItem", ("title.fi", "Latu avattiin"), ("lead.fi", "Kierros on auki."), ("topics:count", "1"), ("topics.0", tracks));
        (await eero.GetAsync($"/fi/uutiset?topic={sports}")).Text.ShouldContain("Latu avattiin");

        await eero.PostAsync($"/admin/content/Topic/{skiing}", ("expected", "1"), ("act", "publish:fi"), ("name.fi", "Hiihto"), ("broader", winter));

        // Who only refers to what changed comes after the change itself.
        await UntilAsync(async () => (await eero.GetAsync($"/fi/uutiset?topic={winter}")).Text.Contains("Latu avattiin", StringComparison.Ordinal));
        (await eero.GetAsync($"/fi/uutiset?topic={sports}")).Text.ShouldNotContain("/latu-avattiin\"");
    }

    [Fact]
    public async Task Content_with_the_same_topic_is_related_and_what_is_not_public_is_not()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var topic = await PublishAsync(eero, "Topic", ("name.fi", "Kirjasto"));
        await PublishAsync(eero, "Page", ("title.fi", "Aukiolo"), ("topics:count", "1"), ("topics.0", topic));
        await PublishAsync(eero, "Page", ("title.fi", "Lainaaminen"), ("topics:count", "1"), ("topics.0", topic));
        var draft = await NewAsync(eero, "Page");
        await eero.PostAsync(draft, ("expected", "0"), ("act", "save"), ("title.fi", "Salainen remontti"), ("topics:count", "1"), ("topics.0", topic));

        var page = (await eero.GetAsync("/fi/aukiolo")).Text;

        var related = page[page.IndexOf("id=\"related\"", StringComparison.Ordinal)..].Split("</nav>")[0];
        related.ShouldContain("href=\"/fi/lainaaminen\"");
        related.ShouldNotContain("href=\"/fi/aukiolo\"");
        page.ShouldNotContain("Salainen");
    }

    [Fact]
    public async Task The_form_lets_one_tick_what_there_is_and_keeps_what_was_ticked()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var page = await NewAsync(eero, "Page");
        var before = (await eero.GetAsync("/admin/content/Page/new")).Text;
        var topics = new List<string>();
        foreach (var name in new[] { "Asuminen", "Liikunta", "Vesi" })
        {
            topics.Add(await PublishAsync(eero, "Topic", ("name.fi", name)));
        }

        await eero.PostAsync(page, ("expected", "0"), ("act", "save"), ("title.fi", "Sivu"), ("topics:count", "3"), ("topics.2", topics[2]), ("topics.0", topics[0]));
        var ticked = Ticked((await eero.GetAsync(page)).Text);
        await eero.PostAsync(page, ("expected", "1"), ("act", "save"), ("title.fi", "Sivu"), ("topics:count", "3"));

        before.ShouldContain("There is nothing to choose from yet.");
        ticked.ShouldBe([topics[0], topics[2]], ignoreOrder: true);
        Ticked((await eero.GetAsync(page)).Text).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_term_that_would_stand_above_itself_is_refused_with_its_place()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var wide = await PublishAsync(eero, "Topic", ("name.fi", "Liikunta"));
        var narrow = await PublishAsync(eero, "Topic", ("name.fi", "Hiihto"), ("broader", wide));

        var refused = await eero.PostAsync($"/admin/content/Topic/{wide}", ("expected", "1"), ("act", "publish:fi"), ("name.fi", "Liikunta"), ("broader", narrow));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("href=\"#broader\"");
        (await eero.GetAsync($"/fi/haku?topic={wide}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("topic=ei-ole")]
    [InlineData("topic=00000000-0000-0000-0000-000000000000&area=%00")]
    [InlineData("audience='%20OR%201=1")]
    public async Task Nonsense_in_the_address_finds_nothing_and_can_be_taken_away(string query)
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        await PublishAsync(eero, "NewsItem", ("title.fi", "Uutinen"), ("lead.fi", "On."));

        var list = await eero.GetAsync("/fi/uutiset?" + query);

        list.Status.ShouldBe(HttpStatusCode.OK);
        list.Text.ShouldNotContain("/uutinen\"");
        list.Text.ShouldContain("class=\"clear\" href=\"/fi/uutiset\"");
    }

    [Theory]
    [InlineData(Role.Contributor)]
    [InlineData(Role.Communications)]
    public async Task Vocabularies_are_the_editors(Role role)
    {
        await using var town = await AdminTown.StartAsync();
        var other = await EditorAsync(town, role);

        (await other.GetAsync("/admin/content/Topic/new")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            deadline.IsCancellationRequested.ShouldBeFalse("the list does not follow");
            await Task.Yield();
        }
    }

    private static IReadOnlyList<(string, int)> Counts(string list) =>
        [.. Options().Matches(list).Select(m => (m.Groups[1].Value, int.Parse(m.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)))];

    private static IReadOnlyList<string> Ticked(string form) => [.. Ticks().Matches(form).Select(m => m.Groups[1].Value)];

    private static async Task<Visitor> EditorAsync(AdminTown town, Role role = Role.Editor)
    {
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(role)]);
        return await town.SignedInAsync("eero@ranta.example");
    }

    /// <returns>The new document's id.</returns>
    private static async Task<string> PublishAsync(Visitor visitor, string type, params (string Name, string Value)[] typed)
    {
        var form = await NewAsync(visitor, type);
        var answer = await visitor.PostAsync(form, [("expected", "0"), ("act", "publish:fi"), .. typed]);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        return form[(form.LastIndexOf('/') + 1)..];
    }

    private static async Task<string> NewAsync(Visitor visitor, string type) =>
        Action().Match((await visitor.GetAsync($"/admin/content/{type}/new")).Text).Groups[1].Value;

    [GeneratedRegex("action=\"(/admin/content/[A-Za-z]+/[0-9a-f-]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("name=\"topic\"[^>]*><span>([^<]+)</span> <span class=\"count\">(\\d+)</span>")]
    private static partial Regex Options();

    [GeneratedRegex("type=\"checkbox\" name=\"topics\\.\\d+\" value=\"([^\"]+)\" checked")]
    private static partial Regex Ticks();
}
