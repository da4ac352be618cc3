using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Fori.Access;
using Fori.Tests.Admin;
using Fori.Tests.Testing;

namespace Fori.Tests.Content.Types.Alerts;

/// <summary>Alerts as programs read them: feeds, JSON, CAP 1.2 and JSON-LD.</summary>
public sealed class AlertMessagesTests
{
    private static readonly XNamespace Cap = "urn:oasis:names:tc:emergency:cap:1.2";

    [Fact]
    public async Task An_alert_is_a_message_of_CAP_in_all_its_languages()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        await saara.AlertAsync(
            town, "Emergency", "Vesi ei kelpaa juotavaksi", ("act", "publish:fi,sv"), ("title.sv", "Vattnet går inte att dricka"), ("message.sv", "Koka vattnet & vänta."), ("category", "Health"));

        var message = await MessageAsync(saara, (await MessagesAsync(saara)).ShouldHaveSingleItem());

        Text(message, "status").ShouldBe("Actual");
        Text(message, "msgType").ShouldBe("Alert");
        Text(message, "scope").ShouldBe("Public");
        Text(message, "sender").ShouldBe("ranta.localhost");
        message.Element(Cap + "references").ShouldBeNull();
        var infos = message.Elements(Cap + "info").ToList();
        infos.Select(i => Text(i, "language")).ShouldBe(["fi", "sv"]);
        Text(infos[0], "headline").ShouldBe("Vesi ei kelpaa juotavaksi");
        Text(infos[1], "description").ShouldBe("Koka vattnet & vänta.");
        Text(infos[0], "category").ShouldBe("Health");
        Text(infos[1], "event").ShouldBe("Hälsa");
        (Text(infos[0], "urgency"), Text(infos[0], "severity"), Text(infos[0], "certainty")).ShouldBe(("Immediate", "Extreme", "Observed"));
        DateTimeOffset.Parse(Text(infos[0], "expires"), CultureInfo.InvariantCulture).ShouldBe(town.Clock.GetUtcNow() + TimeSpan.FromHours(6), TimeSpan.FromMinutes(2));
        Text(infos[1], "web").ShouldStartWith("http://ranta.localhost");
        infos[0].Element(Cap + "area")?.Element(Cap + "areaDesc")?.Value.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_changed_alert_is_an_update_and_a_withdrawn_one_a_cancel_that_name_what_went_before()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        var form = await saara.AlertAsync(town, "Major", "Silta on poikki");
        await saara.AlertAsync(town, 1, form, "Minor", "Silta on auki yhteen suuntaan");
        (await saara.PostAsync(form + "/withdraw", ("expected", "2"))).Status.ShouldBe(HttpStatusCode.SeeOther);

        var addresses = await MessagesAsync(saara);

        var messages = new List<XElement>();
        foreach (var address in addresses)
        {
            messages.Add(await MessageAsync(saara, address));
        }

        messages.Select(m => Text(m, "msgType")).ShouldBe(["Alert", "Update", "Cancel"]);
        string Named(XElement m) => $"{Text(m, "sender")},{Text(m, "identifier")},{Text(m, "sent")}";
        Text(messages[1], "references").ShouldBe(Named(messages[0]));
        Text(messages[2], "references").ShouldBe($"{Named(messages[0])} {Named(messages[1])}");
        messages.Select(m => Text(m, "identifier")).Distinct().Count().ShouldBe(3);
        Text(messages[0].Element(Cap + "info")!, "headline").ShouldBe("Silta on poikki");
        Text(messages[2].Element(Cap + "info")!, "urgency").ShouldBe("Past");
        (await saara.GetAsync("/fi/varoitukset/feed.rss")).Text.ShouldContain("Peruttu: ");
        (await saara.GetAsync("/fi/")).Text.ShouldNotContain("Silta on auki");
    }

    [Fact]
    public async Task An_alert_that_ended_by_itself_is_not_cancelled_and_one_given_again_begins_anew()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        var form = await saara.AlertAsync(town, "Minor", "Silta on poikki");
        town.Clock.Ahead = TimeSpan.FromHours(7);
        await saara.GetAsync(form);
        (await saara.PostAsync(form + "/withdraw", ("expected", "1"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await MessagesAsync(saara)).Count.ShouldBe(1);
        await saara.AlertAsync(town, 1, form, "Minor", "Silta on taas poikki");
        (await saara.PostAsync(form + "/withdraw", ("expected", "2"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await saara.AlertAsync(town, 2, form, "Minor", "Silta on yhä poikki");

        var types = new List<(string, bool)>();
        foreach (var address in await MessagesAsync(saara))
        {
            var message = await MessageAsync(saara, address);
            types.Add((Text(message, "msgType"), message.Element(Cap + "references") is null));
        }

        types[^2..].ShouldBe([("Cancel", false), ("Alert", true)]);
    }

    [Fact]
    public async Task Feeds_JSON_and_JSON_LD_tell_the_same_and_every_page_links_the_feed()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        var form = await saara.AlertAsync(town, "Major", "Silta </script> on \"poikki\"");

        var atom = XDocument.Parse((await saara.GetAsync("/fi/varoitukset/feed.atom")).Text);
        XNamespace ns = "http://www.w3.org/2005/Atom";
        var entry = atom.Root!.Elements(ns + "entry").ShouldHaveSingleItem();
        entry.Element(ns + "id")?.Value.ShouldBe("urn:uuid:" + form.Split('/')[^1]);
        entry.Elements(ns + "link").ShouldContain(l => (string?)l.Attribute("type") == "application/cap+xml");
        XDocument.Parse((await saara.GetAsync("/fi/varoitukset/feed.rss")).Text).Descendants("item").ShouldHaveSingleItem();
        var json = JsonElement.Parse((await saara.GetAsync("/fi/varoitukset.json")).Text).GetProperty("alerts")[0];
        json.GetProperty("severity").GetString().ShouldBe("major");
        json.GetProperty("inForce").GetBoolean().ShouldBeTrue();
        json.GetProperty("title").GetProperty("fi").GetString().ShouldBe("Silta </script> on \"poikki\"");
        var page = (await saara.GetAsync("/fi/varoitukset")).Text;
        var data = page.Split("<script type=\"application/ld+json\">").Skip(1).Select(s => JsonElement.Parse(s.Split("</script>")[0]));
        var announcement = data.Single(d => d.GetProperty("@type").GetString() == "SpecialAnnouncement");
        announcement.GetProperty("name").GetString().ShouldBe("Silta </script> on \"poikki\"");
        announcement.TryGetProperty("expires", out _).ShouldBeTrue();
        (await saara.GetAsync("/fi/palvelut")).Text.ShouldContain("/fi/varoitukset/feed.rss");
        (await saara.GetAsync("/fi/alerts/feed.rss")).Location.ShouldBe("/fi/varoitukset/feed.rss");
    }

    [Theory]
    [InlineData("/fi/varoitukset/x.cap.xml")]
    [InlineData("/fi/varoitukset/00000000-0000-0000-0000-000000000000.1.cap.xml")]
    [InlineData("/fi/varoitukset/feed.xml")]
    [InlineData("/fi/varoitukset.csv")]
    public async Task What_was_never_sent_is_not_found(string path)
    {
        await using var town = await AdminTown.StartAsync();

        (await town.Visit().GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<IReadOnlyList<string>> MessagesAsync(Visitor visitor) =>
        [.. JsonElement.Parse((await visitor.GetAsync("/fi/varoitukset.json")).Text).GetProperty("alerts")[0].GetProperty("messages").EnumerateArray().Select(m => new Uri(m.GetString()!).AbsolutePath)];

    private static async Task<XElement> MessageAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Headers["Content-Type"].ShouldStartWith("application/cap+xml");
        var schema = new XmlSchemaSet();
        schema.Add(Cap.NamespaceName, XmlReader.Create(Path.Combine(SourceTree.Root("tests"), "Fori.Tests", "Golden", "cap-1.2.xsd")));
        var document = XDocument.Parse(answer.Text);
        document.Validate(schema, (_, e) => throw new XmlSchemaValidationException(e.Message + answer.Text));
        return document.Root!;
    }

    private static string Text(XElement parent, string name) => parent.Element(Cap + name).ShouldNotBeNull(name).Value;
}
