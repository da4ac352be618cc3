using System.Net;
using System.Text.RegularExpressions;
using Fori.Tests.Admin;
using Fori.Tests.Testing;

namespace Fori.Tests.Plugins;

/// <summary>The sample of an invented vendor in the real program: a type, a kind of source and a look that the program does not know.</summary>
public sealed partial class PluginTests
{
    private const string Town = "killed";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Sample => Path.Combine(
        SourceTree.Root("samples"), "Polkuverkko.Trails", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "Release", "net10.0", "Polkuverkko.Trails.dll");

    private static IReadOnlyList<(string, string)> WithSample => [("Plugins", Sample)];

    [Fact]
    public async Task A_type_of_a_plug_in_is_written_checked_published_found_and_read_by_its_own_words()
    {
        using var folder = new DataFolder();
        await EditorsOfProgram.PrepareAsync(folder, null, 1, Stop);
        var (server, address) = await ForiProgram.ServeWithAsync(folder, WithSample);
        using var running = server;
        using var client = NewClient(address);
        var editor = await EditorAsync(client);
        var form = await editor.GetAsync("/admin/content/Trail/new");
        var trail = Action().Match(form.Text).Groups[1].Value;

        var refused = await editor.PostAsync(trail, Trail("-3"));
        var published = await editor.PostAsync(trail, Trail("4.5"));

        form.Text.ShouldContain("Length (km)");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("between zero and 1000 kilometres");
        published.Status.ShouldBe(HttpStatusCode.SeeOther, published.Text);
        var page = (await editor.GetAsync("/fi/kuusipolku")).Text;
        page.ShouldContain("4,5 km");
        page.ShouldContain("Keskivaativa");
        (await editor.GetAsync("/fi/haku?q=kuusipolku")).Text.ShouldContain("Reitti");
        (await editor.GetAsync("/sitemap-fi.xml")).Text.ShouldContain("/fi/kuusipolku");
        (await editor.GetAsync("/api/v1/Trail")).Text.ShouldContain("\"length\":4.5");
        (await editor.GetAsync("/api/v1/openapi.json")).Text.ShouldContain("\"Middling\"");
    }

    [Fact]
    public async Task What_a_plug_in_left_behind_is_kept_without_it_and_is_there_again_with_it()
    {
        using var folder = new DataFolder();
        await EditorsOfProgram.PrepareAsync(folder, null, 1, Stop);
        var trail = await ServedAsync(folder, WithSample, async editor =>
        {
            var form = Action().Match((await editor.GetAsync("/admin/content/Trail/new")).Text).Groups[1].Value;
            (await editor.PostAsync(form, Trail("4.5"))).Status.ShouldBe(HttpStatusCode.SeeOther);
            return form;
        });

        await ServedAsync(folder, [], async editor =>
        {
            (await editor.GetAsync("/fi/kuusipolku")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await editor.GetAsync(trail)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await editor.GetAsync("/admin/content")).Status.ShouldBe(HttpStatusCode.OK);
            (await editor.GetAsync("/fi/haku?q=kuusipolku")).Status.ShouldBe(HttpStatusCode.OK);
            (await editor.GetAsync("/sitemap-fi.xml")).Text.ShouldNotContain("kuusipolku");
            return trail;
        });
        var verified = await ForiProgram.RunWithAsync(folder, [], "verify", "--data", folder.Path);
        await ServedAsync(folder, WithSample, async editor =>
        {
            (await editor.GetAsync("/fi/kuusipolku")).Text.ShouldContain("4,5 km");
            return trail;
        });

        verified.Exit.ShouldBe(0, verified.Out + verified.Err);
    }

    [Fact]
    public async Task A_source_of_a_plug_in_fills_the_registers_and_a_broken_one_says_where()
    {
        using var folder = new DataFolder();
        await EditorsOfProgram.PrepareAsync(folder, null, 1, Stop);
        await File.WriteAllTextAsync(folder["whole.gpx"], Gpx("<wpt lat=\"60.5\" lon=\"22.2\"><name>Lehtolaavu</name><desc>Halkoja on.</desc></wpt><wpt lat=\"999\" lon=\"0\"><name>Harha</name></wpt>"), Stop);
        await File.WriteAllTextAsync(folder["broken.gpx"], Gpx("<wpt lat=\"60.5\" lon=\"22.2\"><name>Lehtolaavu</name></wpt>\n<wpt lat="), Stop);
        await File.WriteAllTextAsync(folder["hostile.gpx"], "<!DOCTYPE gpx [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Gpx("<wpt lat=\"60\" lon=\"22\"><name>&x;</name></wpt>"), Stop);

        var whole = await ImportAsync(folder, "whole.gpx");
        var broken = await ImportAsync(folder, "broken.gpx");
        var hostile = await ImportAsync(folder, "hostile.gpx");

        whole.Out.ShouldContain("1 created");
        whole.Out.ShouldContain("1 in quarantine");
        (broken.Out + broken.Err).ShouldContain("line 3");
        hostile.Exit.ShouldNotBe(0);
        (hostile.Out + hostile.Err).ShouldNotContain("root:");
    }

    [Fact]
    public async Task A_look_of_a_plug_in_is_taken_by_its_name()
    {
        using var folder = new DataFolder();
        await EditorsOfProgram.PrepareAsync(folder, null, 1, Stop);
        var key = await ForiProgram.RunWithAsync(folder, WithSample, "key", "add", "looks", "--source", "local", "--role", "steward", "--tenant", Town, "--json", "--data", folder.Path);
        var (server, address) = await ForiProgram.ServeWithAsync(folder, WithSample);
        using var running = server;
        using var client = NewClient(address);
        using var settings = new HttpRequestMessage(HttpMethod.Put, "/api/v1/Municipality/by/local/municipality")
        {
            Content = new StringContent("""{"name":{"fi":"Metsäkylä"},"languages":["fi"],"theme":{"name":"spruce"}}""", System.Text.Encoding.UTF8, "application/json"),
            Headers = { Host = $"{Town}.localhost:{address.Port}", Authorization = new("Bearer", key.Json.GetProperty("key").GetString()) },
        };

        var taken = await client.SendAsync(settings, Stop);

        taken.IsSuccessStatusCode.ShouldBeTrue(await taken.Content.ReadAsStringAsync(Stop));
        (await VisitorOf(client).GetAsync("/fi/")).Text.ShouldContain("data-theme=\"spruce\"");
        (await VisitorOf(client).GetAsync("/theme.css")).Text.ShouldContain("#2d4a22");
    }

    [Theory]
    [InlineData("not-there.dll", "is not there")]
    [InlineData("text.dll", "cannot be loaded")]
    public async Task A_plug_in_that_cannot_be_loaded_stops_the_program_with_a_sentence(string file, string says)
    {
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder["text.dll"], "This is no assembly.", Stop);

        var answer = await ForiProgram.RunWithAsync(folder, [("Plugins", folder[file])], "tenant", "list", "--data", folder.Path);

        answer.Exit.ShouldNotBe(0);
        answer.Err.ShouldContain(says);
        answer.Err.ShouldContain(file);
    }

    private static async Task<string> ServedAsync(DataFolder folder, IReadOnlyList<(string, string)> settings, Func<Visitor, Task<string>> does)
    {
        var (server, address) = await ForiProgram.ServeWithAsync(folder, settings);
        using var running = server;
        using var client = NewClient(address);
        var told = await does(await EditorAsync(client));
        await server.StopAsync();
        return told;
    }

    private static Task<ProgramAnswer> ImportAsync(DataFolder folder, string file) =>
        ForiProgram.RunWithAsync(folder, WithSample, "import", "--tenant", Town, "--source", "gpx", "--name", file.Split('.')[0], "--data", folder.Path, folder[file]);

    private static string Gpx(string points) => $"<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\">{points}</gpx>";

    private static (string, string)[] Trail(string length) =>
        [("expected", length == "-3" ? "0" : "1"), ("act", "publish:fi"), ("title.fi", "Kuusipolku"), ("length", length), ("grade", "Middling")];

    private static HttpClient NewClient(Uri address) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };

    private static Visitor VisitorOf(HttpClient client) => new(client, $"{Town}.localhost:{client.BaseAddress?.Port}");

    private static async Task<Visitor> EditorAsync(HttpClient client)
    {
        var visitor = VisitorOf(client);
        (await visitor.SignInAsync(WritingEditor.EmailOf(0), AdminTown.Password)).Status.ShouldBe(HttpStatusCode.SeeOther);
        return visitor;
    }

    [GeneratedRegex("action=\"(/admin/content/Trail/[0-9a-f-]+)\"")]
    private static partial Regex Action();
}
