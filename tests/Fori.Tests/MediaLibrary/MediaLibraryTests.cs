using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Content.Types.MediaItems;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Files;
using Fori.Store.Sql;
using Fori.Tests.Admin;
using Fori.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Fori.Tests.MediaLibrary;

/// <summary>Editors send files and use them; the public sees what was published, and only that.</summary>
public sealed partial class MediaLibraryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sent_picture_is_a_draft_that_only_staff_see_until_it_is_published()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);

        var id = await UploadAsync(editor, "ranta.jpg", SampleFiles.Jpeg());
        var media = await DraftAsync(town, id);

        (media.Title["fi"], media.Kind, media.File!.Width, media.File.Height).ShouldBe(("ranta", MediaKind.Image, 800, 600));
        var url = MediaAddress.Of(id, media.File);
        (await PublicAsync(town, url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var seen = await editor.GetAsync(url);
        (seen.Status, seen.Headers["Cache-Control"]).ShouldBe((HttpStatusCode.OK, "no-store, private"));

        (await PublishAsync(town, editor, id)).Text.ShouldContain("no alternative text");
        (await PublishAsync(town, editor, id, ("alt.fi", "Ranta illalla"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await ShownAsync(town);

        var shown = await PublicAsync(town, url);
        (shown.StatusCode, shown.Content.Headers.ContentType?.MediaType).ShouldBe((HttpStatusCode.OK, "image/jpeg"));
        shown.Headers.CacheControl?.ToString().ShouldBe("public, max-age=31536000, immutable");
        shown.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task Sizes_are_made_in_webp_and_jpeg_and_none_that_nobody_offers()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);
        var (id, file) = await PublishedAsync(town, editor, "ranta.jpg", SampleFiles.Jpeg(1_000, 500));

        using var small = SKBitmap.Decode(await BytesAsync(town, $"{Folder(id, file)}/w/320.webp", "image/webp"));
        (small.Width, small.Height).ShouldBe((320, 160));
        (await BytesAsync(town, $"{Folder(id, file)}/w/640.jpg", "image/jpeg")).Length.ShouldBeGreaterThan(100);
        foreach (var name in (string[])["321.webp", "1920.webp", "640.png", "640-wide-10-10.gif", "..%2f..%2fx.webp"])
        {
            (await PublicAsync(town, $"{Folder(id, file)}/w/{name}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, name);
        }
    }

    [Fact]
    public async Task A_picture_is_cropped_around_the_point_that_must_stay_in_sight()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);
        var (id, file) = await PublishedAsync(town, editor, "ranta.jpg", SampleFiles.Jpeg(1_200, 400));
        var page = await editor.GetAsync($"/admin/media/{id}");
        page.Text.ShouldContain("name=\"at\" value=\"100-50\"");

        (await editor.PostAsync($"/admin/media/{id}/focus", ("expected", Expected(page)), ("at", "100-50"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await ShownAsync(town);

        // The former point's address leads to the present one.
        var moved = await PublicAsync(town, $"{Folder(id, file)}/w/320-square-50-50.webp");
        moved.RequestMessage?.RequestUri?.AbsolutePath.ShouldEndWith("/w/320-square-100-50.webp");
        using var right = SKBitmap.Decode(await moved.Content.ReadAsByteArrayAsync(Stop));
        (right.Width, right.Height, right.GetPixel(5, 160).Blue > 200).ShouldBe((320, 320, true));

        var wrong = await editor.PostAsync($"/admin/media/{id}/focus", ("expected", Expected(await editor.GetAsync($"/admin/media/{id}"))), ("x", "101"), ("y", "5"));
        (wrong.Status, wrong.Text.Contains("from 0 to 100", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
    }

    [Fact]
    public async Task A_replaced_file_changes_at_once_and_its_old_address_leads_to_the_new()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);
        var (id, file) = await PublishedAsync(town, editor, "ranta.jpg", SampleFiles.Jpeg());
        var page = await editor.GetAsync($"/admin/media/{id}");

        (await editor.SendFilesAsync($"/admin/media/{id}/replace", "file", [("uusi.png", SampleFiles.Png(400, 300))], ("expected", Expected(page)))).Location.ShouldBe($"/admin/media/{id}?replaced");
        await ShownAsync(town);

        var old = await PublicAsync(town, MediaAddress.Of(id, file));
        (old.StatusCode, old.Content.Headers.ContentType?.MediaType).ShouldBe((HttpStatusCode.OK, "image/png"));
        (await DraftAsync(town, id)).Alt["fi"].ShouldBe("Kuva");

        var other = await editor.SendFilesAsync($"/admin/media/{id}/replace", "file", [("ohje.pdf", SampleFiles.Pdf())], ("expected", Expected(await editor.GetAsync($"/admin/media/{id}"))));
        (other.Status, other.Text.Contains("another kind", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
    }

    [Fact]
    public async Task Of_several_files_the_sound_are_kept_and_the_others_named_with_the_reason()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);
        await editor.GetAsync("/admin/media/upload");

        var answer = await editor.SendFilesAsync("/admin/media/upload", "files", [("a.png", SampleFiles.Png()), ("b.pdf", SampleFiles.Pdf("/JavaScript"))]);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Text.ShouldContain("b.pdf: The PDF has functions");
        answer.Text.ShouldContain(">a.png</a>");
        var all = await town.Host.Installation.Database.ReadAsync(town.Tenant, s => s.FilesAsync(Stop), Stop);
        all.Count.ShouldBe(1);
        Directory.GetFiles(Path.Combine(town.Host.Installation.Settings.Blobs, "incoming")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_too_large_is_refused_with_the_limit_before_it_is_read()
    {
        await using var town = await AdminTown.StartAsync(s => s with { Limits = s.Limits with { Upload = 1024 * 1024 } });
        var editor = await EditorAsync(town);
        await editor.GetAsync("/admin/media/upload");

        var one = await editor.SendFilesAsync("/admin/media/upload", "files", [("a.png", new byte[(1024 * 1024) + 1])]);
        (one.Status, one.Text.Contains("The most is 1 MB", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));

        // Announced, and not one byte of it sent: the answer comes all the same.
        using var socket = new System.Net.Sockets.TcpClient();
        var address = town.Host.Client.BaseAddress.ShouldNotBeNull();
        await socket.ConnectAsync("127.0.0.1", address.Port, Stop);
        var stream = socket.GetStream();
        var cookies = string.Join("; ", editor.Cookies.Select(c => $"{c.Key}={c.Value}"));
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"POST /admin/media/upload HTTP/1.1\r\nHost: {AdminTown.Own}.localhost:{address.Port}\r\nAccept-Language: en\r\nCookie: {cookies}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 209715200\r\n\r\n"), Stop);
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(Stop)).ShouldBe("HTTP/1.1 413 Payload Too Large");
        var text = await reader.ReadToEndAsync(Stop);
        text.ShouldContain("The most is 1 MB");
    }

    [Fact]
    public async Task A_picture_stands_at_the_head_of_its_page_on_cards_and_in_the_text()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);
        var (id, _) = await PublishedAsync(town, editor, "lautta.png", SampleFiles.Png());
        var news = $"/admin/content/NewsItem/{Guid.CreateVersion7()}";
        await editor.GetAsync("/admin/content/NewsItem/new");

        var published = await editor.PostAsync(
            news, ("expected", "0"), ("act", "publish:fi"), ("title.fi", "Lautta"), ("lead.fi", "Kulkee."), ("image", id.ToString()), ("publishedAt", "2026-05-02T10:00"),
            ("body.fi:count", "1"), ("body.fi.0:type", "image"), ("body.fi.0.picture", id.ToString()), ("body.fi.0.caption", "Keväällä"));

        published.Status.ShouldBe(HttpStatusCode.SeeOther, published.Text);
        var page = (await editor.GetAsync("/fi/uutiset/2026/lautta")).Text;
        Pictures().Count(page).ShouldBe(2);
        page.ShouldContain("property=\"og:image\"");
        page.ShouldContain("Keväällä");
        (await editor.GetAsync("/fi/uutiset")).Text.ShouldContain($"/media/{id}/");
    }

    [GeneratedRegex("<picture>")]
    private static partial Regex Pictures();

    [Fact]
    public async Task A_used_file_can_neither_be_taken_out_nor_withdrawn_and_lists_its_users()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);
        var (captions, _) = await PublishedAsync(town, editor, "video.vtt", SampleFiles.Vtt());
        var video = await UploadAsync(editor, "video.mp4", SampleFiles.Mp4());
        (await PublishAsync(town, editor, video)).Text.ShouldContain("has no captions");
        (await PublishAsync(town, editor, video, ("captions:count", "1"), ("captions.0.language", "fi"), ("captions.0.track", captions.ToString()))).Status.ShouldBe(HttpStatusCode.SeeOther);

        var page = await editor.GetAsync($"/admin/media/{captions}");
        page.Text.ShouldContain($"/admin/media/{video}");
        page.Text.ShouldNotContain($"/admin/media/{captions}/delete");
        var deleted = await editor.PostAsync($"/admin/media/{captions}/delete", ("expected", Expected(page)));
        (deleted.Status, deleted.Text.Contains("still used: video", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
        var withdrawn = await editor.PostAsync($"/admin/content/Media/{captions}/withdraw", ("expected", Expected(page)));
        (withdrawn.Status, withdrawn.Text.Contains("still used: video", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));

        var unused = await editor.GetAsync($"/admin/media/{video}");
        (await editor.PostAsync($"/admin/media/{video}/delete", ("expected", Expected(unused)))).Location.ShouldBe("/admin/media?deleted");
        (await editor.GetAsync($"/admin/media/{video}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await editor.GetAsync("/admin/media")).Text.ShouldNotContain(">video.mp4<");
    }

    [Fact]
    public async Task A_document_is_saved_not_opened_and_a_drawing_cannot_act()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);
        var (pdf, pdfFile) = await PublishedAsync(town, editor, "Päätös 1.pdf", SampleFiles.Pdf());
        var (svg, svgFile) = await PublishedAsync(town, editor, "kartta.svg", SampleFiles.Svg("<path d=\"M0 0h9\"/>"));

        var document = await PublicAsync(town, MediaAddress.Of(pdf, pdfFile));
        document.Content.Headers.ContentDisposition?.DispositionType.ShouldBe("attachment");
        document.Content.Headers.ContentDisposition?.FileNameStar.ShouldBe("Päätös 1.pdf");
        document.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        var drawing = await PublicAsync(town, MediaAddress.Of(svg, svgFile));
        (drawing.Content.Headers.ContentType?.MediaType, drawing.Headers.GetValues("Content-Security-Policy").Single()).ShouldBe(("image/svg+xml", "default-src 'none'; style-src 'unsafe-inline'; sandbox"));

        var part = await town.Host.SendAsync(MediaAddress.Of(pdf, pdfFile), host: Host(town), headers: ("Range", "bytes=0-3"));
        (part.StatusCode, await part.Content.ReadAsStringAsync(Stop)).ShouldBe((HttpStatusCode.PartialContent, "%PDF"));
    }

    [Fact]
    public async Task The_library_is_searched_and_filtered()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);
        var (shore, _) = await PublishedAsync(town, editor, "ranta.jpg", SampleFiles.Jpeg());
        var harbour = await UploadAsync(editor, "satama.png", SampleFiles.Png());
        var guide = await UploadAsync(editor, "ohje.pdf", SampleFiles.Pdf());
        async Task<IEnumerable<Guid>> FoundAsync(string query)
        {
            var text = (await editor.GetAsync("/admin/media?" + query)).Text;
            return new[] { shore, harbour, guide }.Where(id => text.Contains($"href=\"/admin/media/{id}\"", StringComparison.Ordinal));
        }

        (await FoundAsync("")).ShouldBe([shore, harbour, guide]);
        (await FoundAsync("q=SATAMA")).ShouldBe([harbour]);
        (await FoundAsync("kind=Document&as=list")).ShouldBe([guide]);
        (await FoundAsync("only=no-alt")).ShouldBe([harbour]);
        (await FoundAsync("only=unused")).ShouldBe([shore, harbour, guide]);
        (await FoundAsync("only=rights")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ended_rights_wait_in_the_work_list_of_who_publishes()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);
        var id = await UploadAsync(editor, "ranta.jpg", SampleFiles.Jpeg());

        await PublishAsync(town, editor, id, ("alt.fi", "Ranta"), ("rightsUntil", "2020-01-31"));

        var list = await editor.GetAsync("/admin");
        list.Text.ShouldContain("The right to use it ended on");
        list.Text.ShouldContain($"/admin/media/{id}");
    }

    [Fact]
    public async Task Who_may_only_read_sends_replaces_and_deletes_nothing()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);
        var id = await UploadAsync(editor, "ranta.jpg", SampleFiles.Jpeg());
        await town.PersonAsync("onni@town.example", grants: new Grant(Role.Auditor));
        var auditor = await town.SignedInAsync("onni@town.example");
        (await auditor.GetAsync($"/admin/media/{id}")).Status.ShouldBe(HttpStatusCode.OK);

        (await auditor.SendFilesAsync("/admin/media/upload", "files", [("a.png", SampleFiles.Png())])).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.SendFilesAsync($"/admin/media/{id}/replace", "file", [("a.png", SampleFiles.Png())], ("expected", "1"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.PostAsync($"/admin/media/{id}/focus", ("expected", "1"), ("at", "0-0"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.PostAsync($"/admin/media/{id}/delete", ("expected", "1"))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Another_municipality_sees_none_of_it()
    {
        await using var town = await AdminTown.StartAsync();
        var editor = await EditorAsync(town);
        var (id, file) = await PublishedAsync(town, editor, "ranta.jpg", SampleFiles.Jpeg());

        var other = await town.Host.SendAsync(MediaAddress.Of(id, file), host: $"{AdminTown.Other}.localhost:{town.Host.Client.BaseAddress?.Port}");

        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<Visitor> EditorAsync(AdminTown town)
    {
        await town.PersonAsync("eero@town.example", grants: new Grant(Role.Editor));
        return await town.SignedInAsync("eero@town.example");
    }

    private static async Task<Guid> UploadAsync(Visitor editor, string name, byte[] content)
    {
        await editor.GetAsync("/admin/media/upload");
        var answer = await editor.SendFilesAsync("/admin/media/upload", "files", [(name, content)], ("batch", Guid.NewGuid().ToString()));
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        return Guid.Parse(Id().Match(answer.Location.ShouldNotBeNull()).Value);
    }

    private static async Task<Answer> PublishAsync(AdminTown town, Visitor editor, Guid id, params (string Name, string Value)[] fields)
    {
        var form = await editor.GetAsync($"/admin/content/Media/{id}");
        form.Status.ShouldBe(HttpStatusCode.OK, form.Text);
        return await editor.PostAsync($"/admin/content/Media/{id}", [("expected", Expected(form)), ("title.fi", (await DraftAsync(town, id)).Title["fi"]), ("act", "publish:fi"), .. fields]);
    }

    private static async Task<(Guid Id, MediaFile File)> PublishedAsync(AdminTown town, Visitor editor, string name, byte[] content)
    {
        var id = await UploadAsync(editor, name, content);
        var answer = await PublishAsync(town, editor, id, ("alt.fi", "Kuva"));
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        await ShownAsync(town);
        return (id, (await DraftAsync(town, id)).File.ShouldNotBeNull());
    }

    private static async Task<Media> DraftAsync(AdminTown town, Guid id)
    {
        var found = await town.Host.Installation.Database.ReadAsync(town.Tenant, s => s.EditedAsync(id, Stop), Stop);
        return (Media)town.Host.Installation.Node.Types[nameof(Media)].Read(found.ShouldNotBeNull().Draft.Body);
    }

    // Visitors bring no sequence: what was written must have come to this node.
    private static async Task ShownAsync(AdminTown town)
    {
        var head = (await town.Host.Installation.Database.HeadsAsync(Stop))[town.Tenant].Head;
        var tenant = (await town.Host.Installation.Database.TenantsAsync(Stop)).Single(t => t.Id == town.Tenant);
        (await town.Host.App.Services.GetRequiredService<Node>().Open(tenant).WaitForAsync(head, TimeSpan.FromSeconds(10), Stop)).ShouldBeTrue();
    }

    private static string Host(AdminTown town) => $"{AdminTown.Own}.localhost:{town.Host.Client.BaseAddress?.Port}";

    private static async Task<HttpResponseMessage> PublicAsync(AdminTown town, string path) => await town.Host.SendAsync(path, host: Host(town));

    private static async Task<byte[]> BytesAsync(AdminTown town, string path, string mediaType)
    {
        var answer = await PublicAsync(town, path);
        (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType).ShouldBe((HttpStatusCode.OK, mediaType));
        return await answer.Content.ReadAsByteArrayAsync(Stop);
    }

    private static string Folder(Guid id, MediaFile file) => $"/media/{id}/{file.Hash[..MediaAddress.HashDigits]}";

    private static string Expected(Answer page) => ExpectedField().Match(page.Text) is { Success: true } found ? found.Groups[1].Value : "1";

    [GeneratedRegex("name=\"expected\" value=\"(\\d+)\"")]
    private static partial Regex ExpectedField();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Id();
}
