using Microsoft.Playwright;

namespace Fori.Browser.Tests.Site;

/// <summary>
/// The pages as the program serves them, with the demonstration's own texts: the gallery cannot have every length of word
/// and every missing part. Which pages there are comes from the routing table.
/// </summary>
public sealed class DemonstrationPagesTests(DemonstrationHost demonstration) : IClassFixture<DemonstrationHost>
{
    [Theory]
    [InlineData("kaislaranta", "fi", 320, false)]
    [InlineData("kuurakoski", "sv", 1280, true)]
    public async Task Every_page_is_accessible(string town, string language, int width, bool dark)
    {
        await using var context = await OpenAsync(width, dark);
        var faults = new List<string>();

        foreach (var path in await demonstration.PathsAsync(town, language))
        {
            await LookAsync(context, demonstration.AddressOf(town) + path, faults);
        }

        faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("kaislaranta", "sv", 320, 100)]
    [InlineData("kaislaranta", "fi", 390, 200)]
    [InlineData("kuurakoski", "en", 320, 100)]
    [InlineData("ruovonmaa", "fi", 320, 100)]
    public async Task No_page_scrolls_sideways_on_a_phone_or_with_larger_text(string town, string language, int width, int percent)
    {
        await using var context = await OpenAsync(width, dark: false);
        var tab = await context.NewPageAsync();
        var wide = new List<string>();

        foreach (var path in await demonstration.PathsAsync(town, language))
        {
            await tab.GotoAsync(demonstration.AddressOf(town) + path);
            await tab.EvaluateAsync($"document.documentElement.style.fontSize = '{percent}%'");
            if (await Looking.SidewaysAsync(tab) is > 0 and var by)
            {
                wide.Add($"{path} by {by}");
            }
        }

        wide.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_of_the_installation_is_accessible_and_its_links_and_pictures_are_there()
    {
        await using var context = await OpenAsync(320, dark: false);
        var faults = new List<string>();

        var tab = await LookAsync(context, demonstration.AddressOf("") + "/", faults);

        faults.ShouldBeEmpty();
        (await tab.EvaluateAsync<bool>("[...document.images].every(i => i.complete && i.naturalWidth > 0)")).ShouldBeTrue();
        await tab.GetByRole(AriaRole.Link, new() { Name = "Kuurakoski" }).First.ClickAsync();
        await Assertions.Expect(tab.Locator("h1")).ToContainTextAsync("Kuurakoski");
    }

    [Fact]
    public async Task A_service_is_found_with_the_keyboard_alone()
    {
        await using var context = await OpenAsync(1280, dark: false);
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(demonstration.AddressOf("kaislaranta") + "/fi/");

        await Looking.TabToAsync(tab, "e => e.type === 'search'");
        await tab.Keyboard.TypeAsync("venepaikan hakeminen");
        await EnterAsync(tab, "**/fi/haku?*");
        await Looking.TabToAsync(tab, "e => e.type === 'checkbox'");
        await tab.Keyboard.PressAsync("Space");
        await EnterAsync(tab, "**/fi/haku?*type=*");
        await Assertions.Expect(tab.Locator("[role=status]").First).ToBeVisibleAsync();
        await Looking.TabToAsync(tab, "e => e.tagName === 'A' && e.textContent.trim() === 'Venepaikan hakeminen'");
        await EnterAsync(tab, "**/fi/palvelut/*");
        await Assertions.Expect(tab.Locator("h1")).ToHaveTextAsync("Venepaikan hakeminen");
        await Looking.TabToAsync(tab, "e => e.hreflang === 'sv'");
        await EnterAsync(tab, "**/sv/tjanster/*");

        await Assertions.Expect(tab.Locator("html")).ToHaveAttributeAsync("lang", "sv");
    }

    private static async Task EnterAsync(IPage tab, string leadsTo)
    {
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync(leadsTo);
    }

    private static async Task<IPage> LookAsync(IBrowserContext context, string address, List<string> faults)
    {
        var tab = await context.NewPageAsync();
        tab.Console += (_, message) =>
        {
            // A page that is not there says so as a failed load of itself.
            if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal))
            {
                faults.Add($"{address}: {message.Text}");
            }
        };
        await tab.GotoAsync(address);
        await tab.EvaluateAsync("for (const d of document.querySelectorAll('main details, .menu-fold, .filters-fold')) d.open = true");
        faults.AddRange((await Looking.ViolationsAsync(tab)).Select(v => $"{address}: {v}"));
        return tab;
    }

    private async Task<IBrowserContext> OpenAsync(int width, bool dark)
    {
        Assert.SkipUnless(demonstration.Browser is not null, GalleryHost.Missing);
        return await demonstration.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
    }
}
