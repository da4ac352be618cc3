using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Content.Types.MediaItems;
using Fori.Nodes;
using Fori.Store.Editing;
using Fori.Tests.Admin;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.MediaLibrary;

/// <summary>A picture goes from the form of a page to the library and back into the form, without a script.</summary>
public sealed partial class SendingFromFormsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_sent_from_the_form_of_a_new_page_is_public_and_stands_chosen_in_it()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var form = await NewAsync(eero);
        (await eero.GetAsync("/admin/content/Page/new")).Text.ShouldContain("value=\"send:image\"");

        var sending = await eero.PostAsync(form, Fields(0, "send:image", ("title.fi", "Talviuinti"), ("body.fi.0.html", "Avanto on **auki**.")));

        sending.Location.ShouldStartWith($"/admin/media/upload?for={form["/admin/content/".Length..]}&field=image&tab=");
        var upload = await eero.GetAsync(sending.Location!);
        upload.Text.ShouldContain("Send a new picture");
        upload.Text.ShouldContain(">Talviuinti</a>");
        var sent = await SendAsync(eero, sending.Location!, upload, "ranta.jpg", SampleFiles.Jpeg(), ("alt.fi", "Avanto ja laituri"), ("author", "Aino"));
        sent.Status.ShouldBe(HttpStatusCode.SeeOther, sent.Text);
        var back = await eero.GetAsync(sent.Location!);

        back.Status.ShouldBe(HttpStatusCode.OK, back.Text);
        back.Text.ShouldContain("The picture or file was chosen. Save or publish to keep it.");
        back.Text.ShouldContain("Avanto on **auki**.");
        var media = Chosen("image").Match(back.Text).Groups[1].Value;
        var kept = await DraftAsync(town, Guid.Parse(media));
        (kept.Media.Alt["fi"], kept.Media.Author, kept.IsPublic).ShouldBe(("Avanto ja laituri", "Aino", true));
        (await eero.PostAsync(form, Fields(1, "publish:fi", ("title.fi", "Talviuinti"), ("image", media), ("tab", Tab(back))))).Location.ShouldBe(form + "?published");
        (await eero.GetAsync("/fi/talviuinti")).Text.ShouldContain("alt=\"Avanto ja laituri\"");
        (await eero.GetAsync("/admin")).Text.ShouldNotContain("/autosave/");
    }

    [Fact]
    public async Task A_picture_reaches_a_block_that_is_only_on_the_form_yet_and_the_next_place_of_a_gallery()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var form = await NewAsync(eero);
        (string, string)[] blocks = [("expected", "0"), ("title.fi", "Talviuinti"), ("body.fi:count", "2"), ("body.fi.0:type", "image"), ("body.fi.1:type", "gallery"), ("body.fi.1.pictures:count", "0")];

        var back = await ChosenAsync(eero, await eero.PostAsync(form, [.. blocks, ("act", "send:body.fi.0.picture")]), "ranta.jpg");
        Chosen("body.fi.0.picture").IsMatch(back.Text).ShouldBeTrue(back.Text);

        var again = await ChosenAsync(eero, await eero.PostAsync(form, [.. blocks[1..], ("expected", "1"), ("body.fi.0.picture", Chosen("body.fi.0.picture").Match(back.Text).Groups[1].Value), ("act", "send:body.fi.1.pictures.0")]), "satama.jpg");

        Chosen("body.fi.0.picture").IsMatch(again.Text).ShouldBeTrue();
        Chosen("body.fi.1.pictures.0").IsMatch(again.Text).ShouldBeTrue(again.Text);
    }

    [Fact]
    public async Task Without_a_description_or_with_another_kind_of_file_the_form_comes_back_with_what_was_typed()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var form = await NewAsync(eero);
        var url = (await eero.PostAsync(form, Fields(0, "send:image", ("title.fi", "Talviuinti")))).Location!;
        var upload = await eero.GetAsync(url);

        var silent = await SendAsync(eero, url, upload, "ranta.jpg", SampleFiles.Jpeg(), ("author", "Aino Aalto"));
        var wrong = await SendAsync(eero, url, upload, "ohje.pdf", SampleFiles.Pdf(), ("alt.fi", "Avanto ja laituri"));
        var broken = await SendAsync(eero, url, upload, "ranta.jpg", "no picture at all"u8.ToArray(), ("alt.fi", "Avanto ja laituri"));
        var none = await eero.PostAsync(url, ("alt.fi", "Avanto ja laituri"));

        silent.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        silent.Text.ShouldContain("id=\"alt.fi-error\"");
        silent.Text.ShouldContain("value=\"Aino Aalto\"");
        foreach (var refused in (Answer[])[wrong, broken, none])
        {
            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            refused.Text.ShouldContain("id=\"file-error\"");
            refused.Text.ShouldContain("value=\"Avanto ja laituri\"");
        }

        wrong.Text.ShouldContain("This file is no picture.");
        (await SendAsync(eero, url, upload, "viiva.png", SampleFiles.Png(), ("decorative", "true"))).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_makes_one_file()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var url = (await eero.PostAsync(await NewAsync(eero), Fields(0, "send:image", ("title.fi", "Talviuinti")))).Location!;
        var upload = await eero.GetAsync(url);

        var first = await SendAsync(eero, url, upload, "ranta.jpg", SampleFiles.Jpeg(), ("alt.fi", "Avanto"));
        var second = await SendAsync(eero, url, upload, "ranta.jpg", SampleFiles.Jpeg(), ("alt.fi", "Avanto"));

        second.Location.ShouldBe(first.Location, second.Text);
        (await town.Host.App.Services.GetRequiredService<Node>().Database.ReadAsync(town.Tenant, s => s.EditedAsync(nameof(Media), 10, Stop), Stop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_contributor_sends_waits_for_somebody_who_publishes_and_the_form_says_so()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("aino@ranta.example", grants: [new Grant(Role.Contributor)]);
        var aino = await town.SignedInAsync("aino@ranta.example");

        var back = await ChosenAsync(aino, await aino.PostAsync(await NewAsync(aino), Fields(0, "send:image", ("title.fi", "Talviuinti"))), "ranta.jpg");

        back.Text.ShouldContain("It is not public yet itself");
        (await DraftAsync(town, Guid.Parse(Chosen("image").Match(back.Text).Groups[1].Value))).IsPublic.ShouldBeFalse();
    }

    [Fact]
    public async Task A_text_that_is_refused_stays_on_the_form_and_nothing_is_sent()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var form = Action().Match((await eero.GetAsync("/admin/content/NewsItem/new")).Text).Groups[1].Value;

        var refused = await eero.PostAsync(form, Fields(0, "send:image", ("title.fi", "Avanto auki"), ("publishedAt", "huomenna")));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("value=\"Avanto auki\"");
        refused.Text.ShouldContain("value=\"huomenna\"");
        (await eero.GetAsync("/admin/media")).Text.ShouldNotContain("Avanto auki");
    }

    [Fact]
    public async Task An_address_of_no_field_is_not_found_and_anothers_page_is_refused()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("aino@ranta.example", grants: [new Grant(Role.Contributor)]);
        var (eero, aino) = (await EditorAsync(town), await town.SignedInAsync("aino@ranta.example"));
        var form = await NewAsync(eero);
        await eero.PostAsync(form, Fields(0, "save", ("title.fi", "Talviuinti")));
        var page = form["/admin/content/".Length..];

        foreach (var address in (string[])[$"for={page}&field=title.fi", $"for={page}&field=parent", $"for={page}&field=body.fi.0.html", $"for=Page/{Guid.NewGuid()}&field=image", $"for=News/{page[5..]}&field=image", "for=Page&field=image", $"for={page}"])
        {
            (await eero.GetAsync("/admin/media/upload?" + address)).Status.ShouldBe(HttpStatusCode.NotFound, address);
        }

        (await eero.GetAsync($"/admin/media/upload?for={page}&field=image")).Status.ShouldBe(HttpStatusCode.OK);
        (await aino.GetAsync($"/admin/media/upload?for={page}&field=image")).Status.ShouldBe(HttpStatusCode.Forbidden);
        await aino.GetAsync("/admin/media/upload");
        (await aino.SendFilesAsync($"/admin/media/upload?for={page}&field=image", "file", [("ranta.jpg", SampleFiles.Jpeg())], ("alt.fi", "Ranta"))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<Answer> ChosenAsync(Visitor visitor, Answer sending, string name)
    {
        sending.Status.ShouldBe(HttpStatusCode.SeeOther, sending.Text);
        var sent = await SendAsync(visitor, sending.Location!, await visitor.GetAsync(sending.Location!), name, SampleFiles.Jpeg(), ("alt.fi", "Kuva"));
        sent.Status.ShouldBe(HttpStatusCode.SeeOther, sent.Text);
        return await visitor.GetAsync(sent.Location!);
    }

    private static Task<Answer> SendAsync(Visitor visitor, string url, Answer page, string name, byte[] content, params (string Name, string Value)[] fields) =>
        visitor.SendFilesAsync(url, "file", [(name, content)], [("batch", Batch().Match(page.Text).Groups[1].Value), .. fields]);

    private static async Task<Visitor> EditorAsync(AdminTown town)
    {
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        return await town.SignedInAsync("eero@ranta.example");
    }

    private static async Task<(Media Media, bool IsPublic)> DraftAsync(AdminTown town, Guid id)
    {
        var node = town.Host.App.Services.GetRequiredService<Node>();
        var found = (await node.Database.ReadAsync(town.Tenant, s => s.EditedAsync(id, Stop), Stop)).ShouldNotBeNull();
        return ((Media)node.Types[nameof(Media)].Read(found.Draft.Body), found.Document.Published is not null);
    }

    private static async Task<string> NewAsync(Visitor visitor) => Action().Match((await visitor.GetAsync("/admin/content/Page/new")).Text).Groups[1].Value;

    private static (string, string)[] Fields(int expected, string act, params (string Name, string Value)[] typed) =>
        [("expected", expected.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("act", act), ("body.fi:count", "1"), ("body.fi.0:type", "text"), .. typed];

    /// <summary>What is chosen in a list of the form.</summary>
    private static Regex Chosen(string field) => new($"<select id=\"{Regex.Escape(field)}\"(?:(?!</select>).)*?<option value=\"([0-9a-f-]{{36}})\" selected", RegexOptions.Singleline);

    private static string Tab(Answer page) => TabField().Match(page.Text).Groups[1].Value;

    [GeneratedRegex("action=\"(/admin/content/(?:Page|NewsItem)/[0-9a-f-]{36})\"")]
    private static partial Regex Action();

    [GeneratedRegex("name=\"batch\" value=\"([0-9a-f-]+)\"")]
    private static partial Regex Batch();

    [GeneratedRegex("name=\"tab\" value=\"([0-9a-f-]+)\"")]
    private static partial Regex TabField();
}
