using Fori.Access;
using Fori.Browser.Tests.Site;
using Fori.Tests.Testing;
using Fori.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Fori.Browser.Tests.Admin;

/// <summary>
/// The first hour of somebody who has never seen the admin: a town, its look, a topic with three pages, news with a picture, an
/// alert and a directory with a map, found by what stands on the screen alone. What it took is counted; docs/performance.md has
/// the same job in WordPress beside it.
/// </summary>
public sealed class FirstHourTests
{
    private const string Email = "saara@ranta.example";
    private const string Password = "seitseman-lautan-ranta";

    [Fact]
    public async Task A_town_with_pages_news_an_alert_and_a_directory_is_made_by_what_stands_on_the_screen()
    {
        Assert.SkipUnless(File.Exists(DemonstrationHost.Chromium), GalleryHost.Missing);
        await using var host = await RunningHost.StartAsync();
        var tenant = (await host.AddTenantAsync("ranta", ["fi"], [])).Tenant.Id;
        var hash = host.App.Services.GetRequiredService<IPasswordHasher<StaffAccount>>().HashPassword(null!, Password); // The hasher does not look at the person.
        await host.App.Services.GetRequiredService<StaffRegister>().AddAsync(tenant, Email, "Saara Saari", [new Grant(Role.SiteManager)], hash, false, TestContext.Current.CancellationToken);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = DemonstrationHost.Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        await using var context = await browser.NewContextAsync(new() { Locale = "en", ViewportSize = new() { Width = 1280, Height = 900 } });
        var tab = await context.NewPageAsync();
        var newcomer = new Newcomer(tab);
        var site = $"http://ranta.localhost:{host.Client.BaseAddress?.Port}";

        await tab.GotoAsync(site + "/admin");
        await newcomer.TypeAsync("Email", Email);
        await newcomer.TypeAsync("Password", Password);
        await newcomer.PressAsync("Sign in");

        newcomer.Begin();
        await newcomer.FollowAsync("Settings");
        await newcomer.TypeAsync("Finnish", "Rantakunta", within: "Name of the municipality");
        await newcomer.TypeAsync("Telephone", "02 330 000");
        await newcomer.PressAsync("Save settings");
        await newcomer.FollowAsync("Look");
        await newcomer.TypeAsync("Light mode", "#7a2048", within: "Brand");
        await newcomer.PressAsync("Save the look");
        newcomer.Report("the town's name and look");

        await newcomer.CreateAsync("Create a topic page");
        await newcomer.TypeAsync("Finnish", "Kirjasto", within: "Title");
        await newcomer.TypeAsync("Finnish", "Lainaa ja lue.", within: "Summary");
        await newcomer.PressAsync("Publish now");
        await newcomer.FollowAsync("Create a page below");
        foreach (var (title, text) in ((string, string)[])[("Aukioloajat", "Kirjasto on auki arkisin."), ("Kirjastokortti", "Saat kortin tiskiltä."), ("Kaukolaina", "Pyydä muualta.")])
        {
            await newcomer.TypeAsync("Finnish", title, within: "Title");
            await newcomer.TypeAsync("Text 1", text);
            await newcomer.PressAsync("Publish now");
            if (title != "Kaukolaina")
            {
                await newcomer.FollowAsync("Create another below", exact: false);
            }
        }

        newcomer.Report("a topic with three pages");

        await newcomer.CreateAsync("Write news");
        await newcomer.TypeAsync("Finnish", "Silta avataan", within: "Title");
        await newcomer.TypeAsync("Finnish", "Silta avataan maanantaina.", within: "Lead paragraph");
        await newcomer.PressAsync("Send a new picture", exact: false);
        await newcomer.SendAsync("Picture", await tab.ScreenshotAsync());
        await newcomer.TypeAsync("Finnish", "Silta kesällä", within: "Description for those who cannot see the picture");
        await newcomer.PressAsync("Send and choose");
        await newcomer.PressAsync("Publish now");
        newcomer.Report("news with a picture");

        await newcomer.FollowAsync("Work list");
        await newcomer.UnfoldAsync("Publish an alert quickly");
        await newcomer.ChooseAsync("For information");
        await newcomer.TypeAsync("What has happened (Finnish)", "Kirjasto on kiinni");
        await newcomer.TypeAsync("What to do (Finnish)", "Palauta kirjat huomenna.");
        await newcomer.ChooseAsync("in 2 hours");
        await newcomer.PressAsync("Check");
        await newcomer.PressAsync("Publish now");
        newcomer.Report("an alert");

        await newcomer.CreateAsync("Create a directory");
        await newcomer.TypeAsync("Finnish", "Uimarannat", within: "Title");
        await newcomer.PressAsync("Add What it lists", exact: false);
        await newcomer.SelectAsync("What", "Entries written for this directory");
        await newcomer.ChooseAsync("Show on a map");
        await newcomer.PressAsync("Publish now");
        foreach (var (name, latitude) in ((string, string)[])[("Hietaranta", "60.31"), ("Kallioranta", "60.32")])
        {
            await newcomer.CreateAsync("Add an entry to a directory");
            await newcomer.TypeAsync("Finnish", name, within: "Title");
            await newcomer.SelectAsync("Directory", "Uimarannat");
            await newcomer.TypeAsync("Latitude (north)", latitude);
            await newcomer.TypeAsync("Longitude (east)", "21.21");
            await newcomer.PressAsync("Publish now");
        }

        newcomer.Report("a directory of two with a map");
        TestContext.Current.SendDiagnosticMessage(newcomer.Sum);

        await tab.GotoAsync(site + "/fi/");
        await Assertions.Expect(tab.Locator("h1")).ToContainTextAsync("Rantakunta");
        await Assertions.Expect(tab.Locator(".alert")).ToContainTextAsync("Kirjasto on kiinni");
        (await tab.EvaluateAsync<string>("getComputedStyle(document.querySelector('header, .hero') ?? document.body).getPropertyValue('--f-brand').trim()")).ShouldBe("#7a2048");
        await tab.GetByRole(AriaRole.Link, new() { Name = "Kirjasto", Exact = true }).ClickAsync();
        foreach (var below in (string[])["Aukioloajat", "Kirjastokortti", "Kaukolaina"])
        {
            await Assertions.Expect(tab.Locator("main").GetByRole(AriaRole.Link, new() { Name = below, Exact = true })).ToBeVisibleAsync();
        }

        await tab.GotoAsync(site + "/fi/uutiset");
        await tab.GetByRole(AriaRole.Link, new() { Name = "Silta avataan", Exact = true }).ClickAsync();
        await Assertions.Expect(tab.GetByRole(AriaRole.Img, new() { Name = "Silta kesällä" })).ToBeVisibleAsync();
        await tab.GotoAsync(site + "/fi/uimarannat");
        (await tab.Locator("fori-map svg .map-marker").CountAsync()).ShouldBe(2);
    }

    /// <summary>Somebody who reads what stands on the screen, and whose acts are counted.</summary>
    private sealed class Newcomer
    {
        private readonly IPage _tab;
        private readonly List<string> _parts = [];
        private (int Clicks, int Fields, int Screens) _now;

        public Newcomer(IPage tab)
        {
            _tab = tab;
            tab.FrameNavigated += (_, frame) => _now.Screens += frame == tab.MainFrame ? 1 : 0;
        }

        public string Sum => string.Join("; ", _parts);

        public void Report(string part)
        {
            _parts.Add($"{part}: {_now.Clicks} clicks, {_now.Fields} fields, {_now.Screens} screens");
            _now = default;
        }

        public void Begin() => _now = default;

        public Task FollowAsync(string link, bool exact = true) => GoAsync(_tab.GetByRole(AriaRole.Link, new() { Name = link, Exact = exact }));

        public Task PressAsync(string button, bool exact = true) => GoAsync(_tab.GetByRole(AriaRole.Button, new() { Name = button, Exact = exact }));

        public Task UnfoldAsync(string heading) => GoAsync(Main.GetByText(heading, new() { Exact = true }));

        public async Task CreateAsync(string what)
        {
            await FollowAsync("Content");
            await UnfoldAsync("Create");
            await FollowAsync(what);
        }

        public async Task ChooseAsync(string label)
        {
            _now.Clicks++;
            await Main.GetByLabel(label, new() { Exact = true }).First.CheckAsync();
        }

        public async Task SelectAsync(string label, string choice)
        {
            _now.Clicks += 2; // It is opened, and one is taken.
            await Main.GetByLabel(label, new() { Exact = true }).First.SelectOptionAsync(new SelectOptionValue { Label = choice });
        }

        public async Task SendAsync(string label, byte[] picture)
        {
            _now.Clicks += 2; // A window of the machine opens, and a file is taken.
            await Main.GetByLabel(label, new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "silta.png", MimeType = "image/png", Buffer = picture });
        }

        public async Task TypeAsync(string label, string text, string? within = null)
        {
            _now.Fields++;
            var place = within is null ? Main : Main.GetByRole(AriaRole.Group, new() { Name = within, Exact = false }).First;
            await place.GetByLabel(label, new() { Exact = true }).First.FillAsync(text);
        }

        private ILocator Main => _tab.Locator("main");

        private async Task GoAsync(ILocator what)
        {
            _now.Clicks++;
            await what.First.ClickAsync();
            await _tab.WaitForLoadStateAsync();
        }
    }
}
