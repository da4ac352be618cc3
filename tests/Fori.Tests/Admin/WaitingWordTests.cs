using System.Net;
using System.Text;
using Fori.Access;
using Fori.Content.Types;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>Subject words that editors type: nobody outside sees them until somebody makes terms of them.</summary>
public sealed class WaitingWordTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_typed_word_waits_unseen_and_becomes_a_term_of_every_document_that_has_it()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.PublishAsync(("title.fi", "Ojitus"), ("newKeywords.fi", "Hulevesi, ojat"));
        var draft = await eero.WriteAsync(("title.fi", "Luonnos"), ("newKeywords.fi", "hulevesi"));
        (await eero.GetAsync($"/api/v1/Page/{EditedTown.IdOf(page)}")).Text.ShouldNotContain("ulevesi");
        (await eero.GetAsync("/fi/ojitus")).Text.ShouldNotContain("ulevesi");
        (await eero.GetAsync("/fi/haku?q=hulevesi")).Text.ShouldNotContain("/fi/ojitus");

        var queue = await eero.GetAsync("/admin/words");
        queue.Text.ShouldContain("documents: 2");
        queue.Text.ShouldContain("Ojitus");
        var done = await eero.PostAsync("/admin/words", ("word", "Hulevesi"), ("language", "fi"), ("act", "accept"));

        done.Status.ShouldBe(HttpStatusCode.SeeOther, done.Text);
        var (shown, before) = (await ShownAsync(town, page), await DraftAsync(town, draft));
        shown.NewKeywords.Exactly("fi").ShouldBe("ojat");
        before.NewKeywords.IsEmpty.ShouldBeTrue();
        shown.Keywords.ShouldHaveSingleItem().Id.ShouldBe(before.Keywords.ShouldHaveSingleItem().Id);
        (await eero.GetAsync("/fi/haku?q=hulevesi")).Text.ShouldContain("/fi/ojitus");
        (await eero.GetAsync("/admin/words")).Text.ShouldNotContain("name=\"word\" value=\"Hulevesi\"");
    }

    [Fact]
    public async Task Settling_a_word_leaves_no_translation_behind()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Ojitus"), ("title.sv", "Dikning"), ("newKeywords.fi", "hulevesi"));
        await eero.GetAsync("/admin/words");

        (await eero.PostAsync("/admin/words", ("word", "hulevesi"), ("language", "fi"), ("act", "accept"))).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await eero.GetAsync(page)).Text.ShouldNotContain("has changed since");
        await eero.SendAsync(2, "save", page, ("title.fi", "Ojat"), ("title.sv", "Dikning"));
        (await eero.GetAsync(page)).Text.ShouldContain("Finnish has changed since Swedish was last written.");
    }

    [Fact]
    public async Task A_word_is_joined_with_a_term_or_refused_with_a_note()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.PublishAsync(("title.fi", "Sadevesi"), ("newKeywords.fi", "hulevesi, sadevedet, roska"));
        await eero.GetAsync("/admin/words");
        await eero.PostAsync("/admin/words", ("word", "hulevesi"), ("language", "fi"), ("act", "accept"));
        await eero.GetAsync("/admin/words");

        var unknown = await eero.PostAsync("/admin/words", ("word", "sadevedet"), ("language", "fi"), ("act", "join"), ("term", "ei tällaista"));
        var joined = await eero.PostAsync("/admin/words", ("word", "sadevedet"), ("language", "fi"), ("act", "join"), ("term", "Hulevesi"));
        await eero.GetAsync("/admin/words");
        var refused = await eero.PostAsync("/admin/words", ("word", "roska"), ("language", "fi"), ("act", "refuse"), ("reason", "Liian yleinen"));

        unknown.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(unknown.Text).ShouldContain("ei tällaista");
        (joined.Status, refused.Status).ShouldBe((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther));
        var shown = await ShownAsync(town, page);
        shown.NewKeywords.IsEmpty.ShouldBeTrue();
        var term = shown.Keywords.ShouldHaveSingleItem().Id.ShouldNotBeNull();
        var word = (Term)town.Host.App.Services.GetRequiredService<DocumentTypes>()["SubjectWord"].Read((await FoundAsync(town, term)).Draft.Body);
        word.Synonyms.Exactly("fi").ShouldBe("sadevedet");
        WebUtility.HtmlDecode((await eero.GetAsync(page + "/history")).Text).ShouldContain("The subject word “roska” was refused: Liian yleinen");
        (await StoreVerifier(town)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_does_not_manage_terms_types_words_and_settles_none()
    {
        await using var town = await AdminTown.StartAsync();
        var aino = await town.EditorAsync("aino", new Grant(Role.Author));

        var page = await aino.WriteAsync(("title.fi", "Sivu"), ("newKeywords.fi", "oma sana"));

        (await aino.GetAsync(page)).Text.ShouldContain("oma sana");
        (await aino.GetAsync("/admin/words")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await aino.PostAsync("/admin/words", ("word", "oma sana"), ("language", "fi"), ("act", "accept"))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("a, b ,A,,  c  d ;e", "a|b|c d|e")]
    [InlineData("  ", "")]
    [InlineData(null, "")]
    public void Words_are_parted_by_commas_and_each_counts_once(string? typed, string words) => string.Join('|', WaitingWords.Read(typed)).ShouldBe(words);

    [Fact]
    public void Settling_a_word_leaves_every_other_as_it_was_typed_also_those_that_do_not_wait()
    {
        var (tooLong, many) = (new string('p', 61), string.Join(", ", Enumerable.Range(1, 25).Select(n => $"sana {n}")));
        var body = Encoding.UTF8.GetBytes($$$"""{"newKeywords":{"fi":"{{{tooLong}}}, Hulevesi; {{{many}}}, hulevesi"}}""");

        var settled = WaitingWords.Settle(body, "fi", "hulevesi", null);

        Encoding.UTF8.GetString(settled).ShouldBe($$$"""{"newKeywords":{"fi":"{{{tooLong}}}, {{{many}}}"}}""");
        WaitingWords.Settle(body, "fi", "jokin muu", null).ShouldBeSameAs(body);
    }

    private static async Task<EditedDocument> FoundAsync(AdminTown town, Guid id) =>
        (await town.Host.App.Services.GetRequiredService<Node>().Database.ReadAsync(town.Tenant, s => s.EditedAsync(id, Stop), Stop)).ShouldNotBeNull();

    private static ContentBody Read(AdminTown town, byte[] body) => (ContentBody)town.Host.App.Services.GetRequiredService<DocumentTypes>()["Page"].Read(body);

    private static async Task<ContentBody> DraftAsync(AdminTown town, string page) => Read(town, (await FoundAsync(town, Guid.Parse(EditedTown.IdOf(page)))).Draft.Body);

    private static async Task<ContentBody> ShownAsync(AdminTown town, string page) => Read(town, (await town.Host.App.Services.GetRequiredService<Node>().Database.ReadAsync(
        town.Tenant, s => s.PublishedAsync([Guid.Parse(EditedTown.IdOf(page))], Stop), Stop)).ShouldHaveSingleItem().Body);

    private static async Task<IReadOnlyList<object>> StoreVerifier(AdminTown town)
    {
        var node = town.Host.App.Services.GetRequiredService<Node>();
        return [.. (await Fori.Store.Verification.StoreVerifier.VerifyAsync(node.Database, node.Types.Kinds(), null, Stop)).Problems];
    }
}
