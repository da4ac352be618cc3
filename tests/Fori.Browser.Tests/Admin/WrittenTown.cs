using System.Text.RegularExpressions;
using Fori.Browser.Tests.Site;
using Fori.Content;
using Fori.Demonstration;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;

namespace Fori.Browser.Tests.Admin;

/// <summary>A demonstration town in whose admin one document of each type was written, by the screens: what the pages of the admin show.</summary>
public sealed partial class WrittenTown : IAsyncLifetime
{
    public const string Town = "kaislaranta";

    /// <summary>What the form of each type asks for, by the id of the field.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Written = new()
    {
        ["Page"] = new() { ["title.fi"] = "Uimahallin aukioloajat juhlapyhinä", ["title.sv"] = "Simhallens öppettider", ["body.fi.0.html"] = "## Jouluna\n\n- aatto kiinni\n- tapani 10–16",
            ["add:body.fi:table"] = "body.fi.1.caption", ["body.fi.1.caption"] = "Uimahallin hinnat", ["body.fi.1.table.0.0"] = "Ikä", ["body.fi.1.table.0.1"] = "Hinta", ["body.fi.1.table.1.0"] = "Lapset", ["body.fi.1.table.1.1"] = "3,50 €",
            ["add:body.fi:chart"] = "body.fi.2.title", ["body.fi.2.title"] = "Kävijöitä", ["body.fi.2.description"] = "Kävijöitä on joka vuosi enemmän.", ["body.fi.2.table.0.0"] = "Vuosi", ["body.fi.2.table.0.1"] = "Kävijöitä",
            ["body.fi.2.table.1.0"] = "2025", ["body.fi.2.table.1.1"] = "41 200", ["body.fi.2.table.2.0"] = "2026", ["body.fi.2.table.2.1"] = "43 900",
            ["add:body.fi:map"] = "body.fi.3.heading", ["body.fi.3.heading"] = "Uimapaikat", ["add:body.fi.3.points"] = "body.fi.3.points.0.name", ["body.fi.3.points.0.name"] = "Laituri", ["body.fi.3.points.0.point:lat"] = "60.30", ["body.fi.3.points.0.point:lon"] = "21.20",
            ["add:body.fi:columns"] = "body.fi.4.columns.1.blocks.0.html", ["body.fi.4.columns.0.blocks.0.html"] = "Aamulla.", ["body.fi.4.columns.1.blocks.0.html"] = "Illalla.",
        },
        ["TopicPage"] = new() { ["title.fi"] = "Liikunta ja ulkoilu", ["summary.fi"] = "Mitä voit tehdä.", ["intro.fi"] = "Kaikki liikunnasta." },
        ["Directory"] = new() { ["title.fi"] = "Harrastuspaikkoja", ["sources.0.recordType"] = "Entry", ["facets.0.name.fi"] = "Kenelle", ["facets.0.values.0.name.fi"] = "Lapset" },
        ["DirectoryEntry"] = new() { ["title.fi"] = "Suunnistusseura", ["parent"] = "Harrastuspaikkoja", ["address.street.fi"] = "Rantatie 1", ["point:lat"] = "60.31", ["point:lon"] = "21.21" },
        ["NewsItem"] = new() { ["title.fi"] = "Uusi silta avataan", ["lead.fi"] = "Silta avataan liikenteelle maanantaina." },
        ["ServicePage"] = new() { ["whoFor.fi"] = "Kaikille asukkaille ja vapaa-ajan asukkaille.", ["whatYouNeed.fi"] = "- henkilötodistus" },
        ["PlacePage"] = new() { ["intro.fi"] = "Tervetuloa käymään." },
        ["UnitPage"] = new() { ["intro.fi"] = "Autamme mielellämme." },
        ["Person"] = new() { ["name"] = "Maija Mallikas-Pitkäniminen", ["tick:kinds.0"] = "", ["jobTitle.fi"] = "Palveluneuvoja", ["email"] = "maija.mallikas@example.org" },
        ["Position"] = new() { ["person"] = "Maija Mallikas-Pitkäniminen", ["bodyName.fi"] = "Kaupunginvaltuusto", ["role"] = "Chair", ["from"] = "2025-06-01" },
        ["Alert"] = new() { ["title.fi"] = "Vesikatko keskustassa", ["message.fi"] = "Vesi on poikki kello 15 asti.", ["until"] = "2041-05-01T12:00" },
        ["Contact"] = new() { ["name.fi"] = "Neuvonta", ["role.fi"] = "Palveluneuvoja", ["email"] = "neuvonta@example.org" },
        ["Snippet"] = new() { ["name.fi"] = "Asiointi", ["body.fi.0.html"] = "Asioi verkossa." },
        ["Menu"] = new() { ["name.fi"] = "Päävalikko" },
        ["Topic"] = new() { ["name.fi"] = "Talviuinti" },
        ["Audience"] = new() { ["name.fi"] = "Mökkiläiset" },
        ["District"] = new() { ["name.fi"] = "Uusi ranta" },
        ["SubjectWord"] = new() { ["name.fi"] = "avanto" },
        ["Section"] = new() { ["title.fi"] = "Museo", ["frontPage"] = "Uimahallin aukioloajat juhlapyhinä", ["host"] = "museo.kaislaranta.example" },
        ["Redirect"] = new() { ["from"] = "/vanha-osoite", ["to"] = "https://www.example.org/" },
    };

    /// <summary>Buttons to press before, for rows that a new form does not have, each with the field that it brings.</summary>
    private static readonly Dictionary<string, (string Button, string Brings)[]> Rows = new()
    {
        ["Directory"] = [("add:sources", "sources.0.recordType"), ("add:facets", "facets.0.name.fi"), ("add:facets.0.values", "facets.0.values.0.name.fi")],
    };

    private readonly DemonstrationHost _host = new();
    private readonly Dictionary<string, string> _ids = [];

    public IBrowser? Browser => _host.Browser;

    /// <summary>Somebody who was invited and has not come yet.</summary>
    public string Person { get; private set; } = "";

    public string Letter { get; private set; } = "";

    /// <summary>The address in the letter: where the invited person chooses a password.</summary>
    public string Invitation { get; private set; } = "";

    /// <summary>Where a text stands that was typed and never saved.</summary>
    public string Unsaved { get; private set; } = "";

    public string Picture { get; private set; } = "";

    /// <summary>The way from a record of the register to what is written of it.</summary>
    public string OfRecord { get; private set; } = "";

    /// <summary>The address of a preview link.</summary>
    public string Preview { get; private set; } = "";

    public static IEnumerable<string> Types => Written.Keys;

    public string Document(string type) => $"/admin/content/{type}/{_ids[type]}";

    public string Address(string path) => _host.AddressOf(Town) + path;

    /// <summary>Every route of the admin that answers to GET, as the routing table has it.</summary>
    public IReadOnlyList<string> Routes() =>
        [.. _host.Endpoints().OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(e => "/" + e.RoutePattern.RawText?.Trim('/'))
            .Where(r => r == "/admin" || r.StartsWith("/admin/", StringComparison.Ordinal)).Distinct()];

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        if (Browser is null)
        {
            return;
        }

        Written.Keys.ShouldBe(ContentModule.Types.Select(t => t.Name).Where(n => n != "Media"), ignoreOrder: true);
        await using var context = await Browser.NewContextAsync(new() { Locale = "fi" });
        var tab = await context.NewPageAsync();
        await SignInAsync(tab, "Saara");
        foreach (var type in Written.Keys)
        {
            await WriteAsync(tab, type);
        }

        await UploadAsync(tab);
        await InviteAsync(tab);
        await PreviewAsync(tab);
        await tab.GotoAsync(Address("/admin/content/Page/new"));
        await tab.FillAsync("[id='title.fi']", "Kesken jäänyt sivu");
        await tab.WaitForURLAsync("**/autosave/*");
        Unsaved = new Uri(tab.Url).AbsolutePath;
    }

    public async Task SignInAsync(IPage tab, string person)
    {
        await tab.GotoAsync(Address("/admin/sign-in"));
        await tab.FillAsync("#email", DemonstrationStaff.People.Single(p => p.FirstName == person).EmailAt(Town));
        await tab.FillAsync("#password", DemonstrationStaff.Password);
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**/admin");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task WriteAsync(IPage tab, string type)
    {
        await tab.GotoAsync(Address($"/admin/content/{type}/new"));
        if (ContentModule.Find(type)?.LayerOn is not null)
        {
            // First the record of which it tells: one of which nobody has written.
            var begin = tab.Locator("main .work a[href*='/new?of=']").First;
            OfRecord = $"/admin/content/{type}/of/{(await begin.GetAttributeAsync("href")).ShouldNotBeNull().Split("of=")[1]}";
            await begin.ClickAsync();
        }

        foreach (var (button, brings) in Rows.GetValueOrDefault(type) ?? [])
        {
            await tab.ClickAsync($"button[value='{button}']");
            await tab.WaitForSelectorAsync($"[id='{brings}']");
        }

        foreach (var (field, text) in Written[type])
        {
            if (field.StartsWith("add:", StringComparison.Ordinal))
            {
                await tab.Locator($"button[value='{field}']").EvaluateAsync("button => { for (let fold = button.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true }");
                await tab.ClickAsync($"button[value='{field}']");
                await tab.WaitForSelectorAsync($"[id='{text}']");
            }
            else if (field.StartsWith("tick:", StringComparison.Ordinal))
            {
                await tab.Locator($"input[name='{field["tick:".Length..]}'][type=checkbox]").CheckAsync();
            }
            else if (await tab.Locator($"select[id='{field}']").CountAsync() > 0)
            {
                await ChooseAsync(tab.Locator($"select[id='{field}']"), text);
            }
            else
            {
                await tab.FillAsync($"[id='{field}']", text);
            }
        }

        // A second version, so that there is something to compare.
        await tab.Locator(".publish-bar button[value=save]").ClickAsync();
        await tab.WaitForURLAsync("**?saved");
        await tab.FillAsync("[id='note']", "Ensimmäinen julkaisu");
        await tab.Locator(".publish-bar button[value^='publish:']").Last.ClickAsync();
        await tab.WaitForURLAsync("**?published");
        _ids[type] = new Uri(tab.Url).Segments[^1];
    }

    /// <param name="choice">The value or the words of a choice; empty leaves what is chosen.</param>
    private static async Task ChooseAsync(ILocator select, string choice)
    {
        if (choice.Length > 0)
        {
            var isValue = await select.Locator($"option[value='{choice}']").CountAsync() > 0;
            await select.SelectOptionAsync(isValue ? new SelectOptionValue { Value = choice } : new SelectOptionValue { Label = choice });
        }
    }

    private async Task UploadAsync(IPage tab)
    {
        var picture = await tab.ScreenshotAsync();
        await tab.GotoAsync(Address("/admin/media/upload"));
        await tab.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "Rantapuisto kesällä.png", MimeType = "image/png", Buffer = picture });
        await tab.Locator("main form button[type=submit]").Last.ClickAsync();
        await tab.WaitForURLAsync("**?uploaded");
        Picture = new Uri(tab.Url).AbsolutePath;
    }

    private async Task InviteAsync(IPage tab)
    {
        await tab.GotoAsync(Address("/admin/people/new"));
        await tab.FillAsync("#name", "Kerttu Kivi-Virtanen");
        await tab.FillAsync("#email", "kerttu.kivi-virtanen@kaislaranta.example");
        await tab.Locator("input[name=role][value=Editor]").CheckAsync();
        await tab.Locator("main form button[type=submit]").Last.ClickAsync();
        await tab.WaitForURLAsync("**/admin/people/*-*");
        Person = new Uri(tab.Url).AbsolutePath;
        await tab.GotoAsync(Address("/admin/outbox"));
        Letter = (await tab.Locator("main a[href^='/admin/outbox/']").First.GetAttributeAsync("href")).ShouldNotBeNull();
        await tab.GotoAsync(Address(Letter));
        Invitation = new Uri((await tab.Locator("main a[href*='/admin/link/']").First.GetAttributeAsync("href")).ShouldNotBeNull()).AbsolutePath;
    }

    private async Task PreviewAsync(IPage tab)
    {
        await tab.GotoAsync(Address(Document("Page")));
        await tab.ClickAsync("button[name='secret']");
        Preview = PreviewLink().Match(await tab.ContentAsync()).Value;
        Preview.ShouldNotBeEmpty();
    }

    [GeneratedRegex("/preview/[0-9a-f]{64}")]
    private static partial Regex PreviewLink();
}
