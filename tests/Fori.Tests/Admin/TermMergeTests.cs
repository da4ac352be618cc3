using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using Fori.Access;
using Fori.Content.Types;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;
using Fori.Store.Verification;
using Fori.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>Merging of terms over HTTP, on every database: what used the one that ceases uses the one that stays, and nothing else changes.</summary>
public abstract partial class TermMergeContract
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<AdminTown> TownAsync();

    [Fact]
    public async Task It_is_shown_what_will_change_and_then_every_use_is_of_the_one_that_stays()
    {
        await using var town = await TownAsync();
        var eero = await WriterAsync(town);
        var stays = await PublishAsync(eero, "Topic", ("name.fi", "Hiihto"), ("synonyms.fi", "ladut"));
        var goes = await PublishAsync(eero, "Topic", ("name.fi", "Murtomaahiihto"), ("synonyms.fi", "Ladut\nsivakat"), ("uri", "http://www.yso.fi/onto/yso/p1"));
        var narrow = await PublishAsync(eero, "Topic", ("name.fi", "Perinteinen"), ("broader", goes));
        await PublishAsync(eero, "NewsItem", ("title.fi", "Latu avattiin"), ("lead.fi", "Kierros on auki."), ("topics:count", "2"), ("topics.0", stays), ("topics.1", goes));
        var page = await PublishAsync(eero, "Page", ("title.fi", "Ladut talvella"), ("topics:count", "1"), ("topics.0", goes));
        var draft = await SaveAsync(eero, "Page", ("title.fi", "Kesken"), ("topics:count", "1"), ("topics.0", goes));

        var choosing = await eero.GetAsync($"/admin/content/Topic/{goes}/merge");
        var looking = await eero.GetAsync($"/admin/content/Topic/{goes}/merge?with={stays}&stays=other");

        choosing.Text.ShouldContain("value=\"" + stays);
        looking.Status.ShouldBe(HttpStatusCode.OK);
        looking.Text.ShouldContain("Documents that get the one that stays: 3 (");
        looking.Text.ShouldContain("Terms that come under Hiihto: 1");
        looking.Text.ShouldContain("Murtomaahiihto, sivakat");
        looking.Text.ShouldContain("http://www.yso.fi/onto/yso/p1");
        (await TopicsAsync(town, page)).ShouldBe([goes]);

        var done = await SendAsync(eero, goes, looking);

        done.Status.ShouldBe(HttpStatusCode.SeeOther, done.Text);
        done.Location.ShouldBe($"/admin/content/Topic/{stays}?merged=4");
        (await eero.GetAsync(done.Location!)).Text.ShouldContain("The terms are merged. Documents changed: 4");
        (await TopicsAsync(town, page)).ShouldBe([stays]);
        (await TopicsAsync(town, draft)).ShouldBe([stays]);
        (await TermAsync(town, narrow)).Above.ShouldBe(Guid.Parse(stays));
        var term = await TermAsync(town, stays);
        term.Synonyms.Exactly("fi").ShouldBe("ladut\nMurtomaahiihto\nsivakat");
        term.Uri.ShouldBe("http://www.yso.fi/onto/yso/p1");
        (await eero.GetAsync($"/admin/content/Topic/{stays}/uses")).Text.ShouldContain("Latu avattiin");
        (await town.LogAsync()).ShouldContain(r => r.Action == "merge-terms" && r.Allowed);
        await IsSoundAsync(town);
    }

    [Fact]
    public async Task The_old_id_leads_to_the_one_that_stays_in_addresses_lists_search_and_the_interface()
    {
        await using var town = await TownAsync();
        var eero = await WriterAsync(town);
        var stays = await PublishAsync(eero, "Topic", ("name.fi", "Hiihto"));
        var goes = await PublishAsync(eero, "Topic", ("name.fi", "Murtomaahiihto"));
        await PublishAsync(eero, "NewsItem", ("title.fi", "Latu avattiin"), ("lead.fi", "Kierros on auki."), ("topics:count", "1"), ("topics.0", goes));
        (await eero.GetAsync($"/fi/uutiset?topic={goes}")).Text.ShouldContain("Latu avattiin");
        (await eero.GetAsync($"/api/v1/NewsItem?topics={stays}")).Text.ShouldContain("\"total\":0");

        await MergeAsync(eero, goes, stays);

        var list = await eero.GetAsync($"/fi/uutiset?topic={goes}");
        (list.Status, list.Location).ShouldBe((HttpStatusCode.MovedPermanently, $"/fi/uutiset?topic={stays}"));
        var search = await eero.GetAsync($"/fi/haku?q=latu&topic={goes}");
        (search.Status, search.Location).ShouldBe((HttpStatusCode.MovedPermanently, $"/fi/haku?q=latu&topic={stays}"));
        var admin = await eero.GetAsync($"/admin/content/Topic/{goes}");
        (admin.Status, admin.Location).ShouldBe((HttpStatusCode.MovedPermanently, $"/admin/content/Topic/{stays}"));
        (await eero.GetAsync($"/fi/uutiset?topic={stays}")).Text.ShouldContain("Latu avattiin");
        (await eero.GetAsync("/fi/haku?q=murtomaahiihto")).Text.ShouldContain("Latu avattiin");
        (await eero.GetAsync($"/api/v1/Topic/{goes}")).Text.ShouldContain($"\"id\":\"{stays}\"");
        (await eero.GetAsync($"/api/v1/NewsItem?topics={goes}")).Text.ShouldContain("\"total\":1");
        (await eero.GetAsync($"/api/v1/Topic?id={goes}")).Text.ShouldContain($"\"id\":\"{stays}\"");
    }

    [Fact]
    public async Task What_is_being_written_at_the_same_time_keeps_both_changes()
    {
        await using var town = await TownAsync();
        var eero = await WriterAsync(town);
        var (stays, goes, third) = (await PublishAsync(eero, "Topic", ("name.fi", "A")), await PublishAsync(eero, "Topic", ("name.fi", "B")), await PublishAsync(eero, "Topic", ("name.fi", "C")));
        var page = await PublishAsync(eero, "Page", ("title.fi", "Sivu"), ("topics:count", "1"), ("topics.0", goes));

        await MergeAsync(eero, goes, stays);
        var saved = await eero.PostAsync(
            $"/admin/content/Page/{page}", ("expected", "1"), ("act", "save"), ("title.fi", "Uusi nimi"), ("topics:count", "2"), ("topics.0", goes), ("topics.1", third));

        saved.Status.ShouldBe(HttpStatusCode.SeeOther, saved.Text);
        (await TopicsAsync(town, page)).ShouldBe([stays, third], ignoreOrder: true);
        (await DraftAsync(town, page)).Title.Exactly("fi").ShouldBe("Uusi nimi");
        var late = await eero.PostAsync($"/admin/content/Topic/{goes}", ("expected", "1"), ("act", "save"), ("name.fi", "Parempi nimi"));
        late.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        late.Text.ShouldContain("Parempi nimi");
        var restored = await eero.PostAsync($"/admin/content/Page/{page}/restore", ("version", "1"), ("expected", (await DraftNumberAsync(town, page)).ToString(CultureInfo.InvariantCulture)));
        restored.Status.ShouldBe(HttpStatusCode.SeeOther, restored.Text);
        (await TopicsAsync(town, page)).ShouldBe([stays]);
        await IsSoundAsync(town);
    }

    [Fact]
    public async Task What_waits_for_its_time_goes_out_with_the_one_that_stays()
    {
        await using var town = await TownAsync();
        var eero = await WriterAsync(town);
        var (stays, goes) = (await PublishAsync(eero, "Topic", ("name.fi", "A")), await PublishAsync(eero, "Topic", ("name.fi", "B")));
        var page = await SaveAsync(eero, "Page", ("title.fi", "Ajastettu"), ("topics:count", "1"), ("topics.0", goes));
        var planned = await eero.PostAsync($"/admin/content/Page/{page}/schedule", ("expected", "1"), ("act", "publish"), ("plan-language", "fi"), ("plan-day", "2098-01-01"), ("plan-time", "10:00"));
        planned.Status.ShouldBe(HttpStatusCode.SeeOther, planned.Text);

        await MergeAsync(eero, goes, stays);

        var node = town.Host.App.Services.GetRequiredService<Node>();
        var schedule = (await node.Database.ReadAsync(town.Tenant, s => s.SchedulesAsync(Guid.Parse(page), Stop), Stop)).ShouldHaveSingleItem();
        var version = await node.Database.ReadAsync(town.Tenant, s => s.VersionAsync(Guid.Parse(page), schedule.Version, Stop), Stop);
        System.Text.Encoding.UTF8.GetString(version!.Body).ShouldNotContain(goes);
    }

    [Fact]
    public async Task Refused_are_itself_what_is_below_it_another_vocabulary_what_is_not_public_and_who_may_not()
    {
        await using var town = await TownAsync();
        var eero = await WriterAsync(town);
        var wide = await PublishAsync(eero, "Topic", ("name.fi", "Laaja"));
        var narrow = await PublishAsync(eero, "Topic", ("name.fi", "Suppea"), ("broader", wide));
        var narrowest = await PublishAsync(eero, "Topic", ("name.fi", "Suppein"), ("broader", narrow));
        var hidden = await SaveAsync(eero, "Topic", ("name.fi", "Luonnos"));
        var audience = await PublishAsync(eero, "Audience", ("name.fi", "Nuoret"));
        await town.PersonAsync("aino@ranta.example", grants: [new Grant(Role.Contributor)]);
        var aino = await town.SignedInAsync("aino@ranta.example");

        (string Goes, string Stays)[] refused = [(wide, wide), (wide, narrow), (wide, narrowest), (wide, audience), (wide, hidden)];
        foreach (var (goes, stays) in refused)
        {
            var answer = await eero.PostAsync($"/admin/content/Topic/{wide}/merge", ("stays", stays), ("goes", goes), ("stays-expected", "1"), ("goes-expected", "1"));
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{goes} into {stays}");
        }

        (await eero.PostAsync($"/admin/content/Topic/{narrowest}/merge", ("stays", wide), ("goes", narrowest), ("stays-expected", "1"), ("goes-expected", "7"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await eero.GetAsync($"/admin/content/Page/{wide}/merge")).Status.ShouldBe(HttpStatusCode.NotFound);
        await aino.GetAsync("/admin");
        (await aino.PostAsync($"/admin/content/Topic/{narrowest}/merge", ("stays", wide), ("goes", narrowest), ("stays-expected", "1"), ("goes-expected", "1"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await TermAsync(town, narrowest)).Above.ShouldBe(Guid.Parse(narrow));
        (await eero.GetAsync($"/admin/content/Topic/{wide}")).Status.ShouldBe(HttpStatusCode.OK);
        await IsSoundAsync(town);
    }

    [Fact]
    public async Task Whatever_is_merged_the_uses_are_the_union_and_nothing_else_changes() => await Gen.Select(
        Gen.Int[-1, 4].Array[5], Gen.Select(Gen.Int[0, 31], Gen.Int[0, 31], Gen.Bool).Array[4], Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4]).Array[4]).SampleAsync(
        async (parents, pages, merges) =>
        {
            await using var town = await TownAsync();
            var eero = await WriterAsync(town);
            var terms = new List<string>();
            var above = new int?[parents.Length];
            for (var i = 0; i < parents.Length; i++)
            {
                above[i] = parents[i] >= 0 && parents[i] < i ? parents[i] : null;
                terms.Add(await PublishAsync(eero, "Topic", above[i] is { } wide ? [("name.fi", $"T{i}"), ("broader", terms[wide])] : [("name.fi", $"T{i}")]));
            }

            var written = new List<(string Id, HashSet<int> Draft, HashSet<int>? Shown, string Title)>();
            foreach (var (shown, draft, isPublic) in pages)
            {
                var title = $"Sivu {written.Count}";
                var id = isPublic
                    ? await PublishAsync(eero, "Page", [("title.fi", title), .. TopicsOf(shown, terms)])
                    : await SaveAsync(eero, "Page", [("title.fi", title), .. TopicsOf(draft, terms)]);
                if (isPublic && draft != shown)
                {
                    await eero.PostAsync($"/admin/content/Page/{id}", [("expected", "1"), ("act", "save"), ("title.fi", title), .. TopicsOf(draft, terms)]);
                }

                written.Add((id, SetOf(draft), isPublic ? SetOf(shown) : null, title));
            }

            var present = Enumerable.Range(0, terms.Count).ToArray();
            foreach (var (goes, stays) in merges)
            {
                var isBelow = false;
                for (int? at = stays; at is { } term; at = above[term])
                {
                    isBelow |= term == goes;
                }

                var may = present[goes] == goes && present[stays] == stays && !isBelow;
                var answer = await eero.PostAsync(
                    $"/admin/content/Topic/{terms[present[stays]]}/merge", ("stays", terms[stays]), ("goes", terms[goes]),
                    ("stays-expected", await NumberAsync(town, terms[stays])), ("goes-expected", await NumberAsync(town, terms[goes])));
                (answer.Status == HttpStatusCode.SeeOther).ShouldBe(may, answer.Text);
                if (may)
                {
                    present = [.. present.Select(p => p == goes ? stays : p)];
                    above = [.. above.Select(a => a == goes ? stays : a)];
                }
            }

            foreach (var (id, draft, shown, title) in written)
            {
                (await TopicsAsync(town, id)).ShouldBe(draft.Select(t => terms[present[t]]).Distinct(), ignoreOrder: true);
                (await DraftAsync(town, id)).Title.Exactly("fi").ShouldBe(title);
                if (shown is not null)
                {
                    (await ShownTopicsAsync(town, id)).ShouldBe(shown.Select(t => terms[present[t]]).Distinct(), ignoreOrder: true);
                }
            }

            for (var i = 0; i < terms.Count; i++)
            {
                if (present[i] == i)
                {
                    (await TermAsync(town, terms[i])).Above.ShouldBe(above[i] is { } wide ? Guid.Parse(terms[wide]) : null);
                }
            }

            await IsSoundAsync(town);
        },
        iter: 3, threads: 1);

    private static HashSet<int> SetOf(int bits) => [.. Enumerable.Range(0, 5).Where(i => (bits & (1 << i)) != 0)];

    private static IEnumerable<(string, string)> TopicsOf(int bits, List<string> terms)
    {
        var set = SetOf(bits).Select(i => terms[i]).ToList();
        return set.Select((t, i) => ($"topics.{i}", t)).Prepend(("topics:count", set.Count.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task MergeAsync(Visitor visitor, string goes, string stays)
    {
        var answer = await SendAsync(visitor, goes, await visitor.GetAsync($"/admin/content/Topic/{goes}/merge?with={stays}&stays=other"));
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);

        // The next page of the same browser waits for what was written.
        await visitor.GetAsync(answer.Location!);
    }

    private static Task<Answer> SendAsync(Visitor visitor, string of, Answer page) =>
        visitor.PostAsync($"/admin/content/Topic/{of}/merge", [.. Hidden().Matches(page.Text).Select(m => (m.Groups[1].Value, m.Groups[2].Value)).Where(f => f.Item1 is "stays" or "goes" or "stays-expected" or "goes-expected")]);

    private static async Task<EditedDocument> FoundAsync(AdminTown town, string id) =>
        (await town.Host.App.Services.GetRequiredService<Node>().Database.ReadAsync(town.Tenant, s => s.EditedAsync(Guid.Parse(id), Stop), Stop)).ShouldNotBeNull();

    private static async Task<int> DraftNumberAsync(AdminTown town, string id) => (await FoundAsync(town, id)).Document.Draft;

    private static async Task<string> NumberAsync(AdminTown town, string id) => (await DraftNumberAsync(town, id)).ToString(CultureInfo.InvariantCulture);

    private static DocumentType TypeOf(AdminTown town, string type) => town.Host.App.Services.GetRequiredService<DocumentTypes>()[type];

    private static async Task<ContentBody> DraftAsync(AdminTown town, string id) => (ContentBody)TypeOf(town, "Page").Read((await FoundAsync(town, id)).Draft.Body);

    private static async Task<Term> TermAsync(AdminTown town, string id) => (Term)TypeOf(town, "Topic").Read((await FoundAsync(town, id)).Draft.Body);

    private static async Task<IReadOnlyList<string>> TopicsAsync(AdminTown town, string id) => [.. (await DraftAsync(town, id)).Topics.Select(t => t.Id.ToString()!)];

    private static async Task<IReadOnlyList<string>> ShownTopicsAsync(AdminTown town, string id)
    {
        var shown = await town.Host.App.Services.GetRequiredService<Node>().Database.ReadAsync(town.Tenant, s => s.PublishedAsync([Guid.Parse(id)], Stop), Stop);
        return [.. ((ContentBody)TypeOf(town, "Page").Read(shown.ShouldHaveSingleItem().Body)).Topics.Select(t => t.Id.ToString()!)];
    }

    private static async Task IsSoundAsync(AdminTown town)
    {
        var node = town.Host.App.Services.GetRequiredService<Node>();
        (await StoreVerifier.VerifyAsync(node.Database, node.Types.Kinds(), null, Stop)).Problems.ShouldBeEmpty();
    }

    // With the form token of whoever is signed in: these tests name the ids of new documents themselves.
    private static async Task<Visitor> WriterAsync(AdminTown town)
    {
        var eero = await town.EditorAsync();
        await eero.GetAsync("/admin");
        return eero;
    }

    private static Task<string> PublishAsync(Visitor visitor, string type, params (string Name, string Value)[] typed) => SendNewAsync(visitor, type, "publish:fi", typed);

    private static Task<string> SaveAsync(Visitor visitor, string type, params (string Name, string Value)[] typed) => SendNewAsync(visitor, type, "save", typed);

    private static async Task<string> SendNewAsync(Visitor visitor, string type, string act, (string Name, string Value)[] typed)
    {
        var id = Guid.CreateVersion7().ToString();
        var answer = await visitor.PostAsync($"/admin/content/{type}/{id}", [("expected", "0"), ("act", act), .. typed]);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        return id;
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}

public sealed class TermMergeOnSqliteTests : TermMergeContract
{
    private protected override Task<AdminTown> TownAsync() => AdminTown.StartAsync();
}

public sealed class TermMergeOnPostgresTests(PostgresServer server) : TermMergeContract, IClassFixture<PostgresServer>
{
    private protected override async Task<AdminTown> TownAsync()
    {
        var database = await server.AnotherDatabaseAsync();
        return await AdminTown.StartAsync(s => s with { Database = database });
    }
}
