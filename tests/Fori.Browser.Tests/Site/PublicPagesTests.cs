using Fori.Tests.Site.Gallery;
using Fori.Tests.Testing;
using Fori.Ui;
using Microsoft.Playwright;

namespace Fori.Browser.Tests.Site;

/// <summary>
/// Every kind of public page in a real browser: no violation of WCAG 2.2 AA or of best practice, no sideways scroll,
/// nothing refused by the content security policy. Pairs of settings by default; <c>./test --full</c> takes every combination.
/// </summary>
public sealed class PublicPagesTests(GalleryHost gallery) : IClassFixture<GalleryHost>
{
    private static readonly string[] Languages = ["fi", "sv", "en"];

    public static TheoryData<string, string, string, int, bool> Settings()
    {
        var data = new TheoryData<string, string, string, int, bool>();
        foreach (var (page, _) in new GalleryPages("fi", Theme.Neutral).All)
        {
            foreach (var (language, theme, width, dark) in FullRun.IsAsked ? All() : Pairs())
            {
                data.Add(page, language, theme, width, dark);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Every_page_is_accessible_and_fits_its_window(string page, string language, string theme, int width, bool dark)
    {
        await using var context = await OpenContextAsync(width, dark, scripts: true);
        var tab = await context.NewPageAsync();
        var refused = new List<string>();
        tab.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                refused.Add(message.Text);
            }
        };

        await tab.GotoAsync($"{gallery.Address}/{theme}/{language}/{page}");
        await Looking.PhotographAsync(tab, $"{page}-{language}-{theme}");
        await OpenEverythingAsync(tab);

        (await Looking.FaultsAsync(tab, page)).ShouldBeEmpty();
        refused.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("places")]
    [InlineData("place")]
    public async Task Without_scripts_the_map_is_a_drawing_with_named_places(string page)
    {
        await using var context = await OpenContextAsync(1280, dark: false, scripts: false);
        var tab = await context.NewPageAsync();

        await tab.GotoAsync($"{gallery.Address}/neutral/fi/{page}");

        (await tab.Locator("fori-map svg .map-marker").First.GetAttributeAsync("aria-label")).ShouldNotBeNullOrEmpty();
        await Assertions.Expect(tab.Locator("fori-map svg").First).ToBeVisibleAsync();
        await Looking.PhotographAsync(tab, $"{page}-without-scripts");
    }

    [Fact]
    public async Task A_map_that_moves_is_fetched_when_it_is_asked_for_and_its_markers_are_named_buttons()
    {
        await using var context = await OpenContextAsync(1280, dark: false, scripts: true);
        var tab = await context.NewPageAsync();

        await tab.GotoAsync($"{gallery.Address}/neutral/fi/places", new() { WaitUntil = WaitUntilState.NetworkIdle });
        (await tab.Locator("script[src*='fori-map']").CountAsync()).ShouldBe(0);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Avaa kartta, jota voi liikuttaa" }).PressAsync("Enter");
        await Assertions.Expect(tab.Locator("fori-map .leaflet-container")).ToBeFocusedAsync();
        (await Looking.FaultsAsync(tab, "places with a map that moves")).ShouldBeEmpty();
        var marker = tab.GetByRole(AriaRole.Button, new() { Name = "Pääkirjasto" });
        await marker.FocusAsync();
        await tab.Keyboard.PressAsync("Enter");

        await Assertions.Expect(tab.Locator(".leaflet-popup a", new() { HasText = "Pääkirjasto" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("front")]
    [InlineData("service")]
    [InlineData("place")]
    public async Task In_print_menus_and_forms_are_gone_and_the_address_stands_at_the_foot(string page)
    {
        await using var context = await OpenContextAsync(800, dark: false, scripts: false);
        var tab = await context.NewPageAsync();
        await tab.EmulateMediaAsync(new() { Media = Media.Print });

        await tab.GotoAsync($"{gallery.Address}/kaislaranta/fi/{page}");

        await Assertions.Expect(tab.Locator(".menu")).ToBeHiddenAsync();
        await Assertions.Expect(tab.Locator("form").First).ToBeHiddenAsync();
        await Assertions.Expect(tab.Locator(".footer-print")).ToHaveTextAsync($"https://town.example/fi/{page}");
        await Looking.PhotographAsync(tab, $"{page}-print");
    }

    [Theory]
    [InlineData("front")]
    [InlineData("places")]
    public async Task With_forced_colours_cards_and_buttons_keep_their_borders(string page)
    {
        await using var context = await OpenContextAsync(1280, dark: false, scripts: true);
        var tab = await context.NewPageAsync();
        await tab.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });

        await tab.GotoAsync($"{gallery.Address}/kuurakoski/fi/{page}");

        (await tab.Locator(".card").First.EvaluateAsync<string>("e => getComputedStyle(e).borderTopWidth")).ShouldBe("2px");
        await Looking.PhotographAsync(tab, $"{page}-forced-colours");
    }

    [Fact]
    public async Task Escape_closes_the_open_menu_and_returns_to_its_button()
    {
        await using var context = await OpenContextAsync(1280, dark: false, scripts: true);
        var tab = await context.NewPageAsync();
        await tab.GotoAsync($"{gallery.Address}/neutral/fi/front");
        var topic = tab.Locator(".menu-topics summary").First;

        await topic.ClickAsync();
        await Assertions.Expect(tab.Locator(".menu-pane").First).ToBeVisibleAsync();
        await Looking.PhotographAsync(tab, "menu-open");
        await tab.Keyboard.PressAsync("Escape");

        await Assertions.Expect(tab.Locator(".menu-pane").First).ToBeHiddenAsync();
        await Assertions.Expect(topic).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_first_tab_stop_skips_to_the_content()
    {
        await using var context = await OpenContextAsync(320, dark: false, scripts: false);
        var tab = await context.NewPageAsync();
        await tab.GotoAsync($"{gallery.Address}/neutral/fi/service");

        await tab.Keyboard.PressAsync("Tab");
        await Assertions.Expect(tab.Locator(".skip")).ToBeInViewportAsync();
        await tab.Keyboard.PressAsync("Enter");

        await Assertions.Expect(tab.Locator("main")).ToBeFocusedAsync();
    }

    private static IEnumerable<(string Language, string Theme, int Width, bool Dark)> Pairs() =>
    [
        ("fi", "neutral", 1280, false),
        ("sv", "kaislaranta", 320, true),
        ("en", "kuurakoski", 320, false),
        ("fi", "kaislaranta", 1280, true),
        ("sv", "neutral", 390, false),
    ];

    private static IEnumerable<(string Language, string Theme, int Width, bool Dark)> All() =>
        from language in Languages
        from theme in GalleryThemes.All
        from width in (int[])[320, 1280]
        from dark in (bool[])[false, true]
        select (language, theme.Name, width, dark);

    private async Task<IBrowserContext> OpenContextAsync(int width, bool dark, bool scripts)
    {
        Assert.SkipUnless(gallery.Browser is not null, GalleryHost.Missing);
        return await gallery.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
        });
    }

    /// <summary>Folded parts are read too: what is closed cannot be checked.</summary>
    private static async Task OpenEverythingAsync(IPage tab) =>
        await tab.EvaluateAsync("for (const d of document.querySelectorAll('main details, .menu-fold, .filters-fold')) d.open = true");

    /// <summary>FORI_SCREENSHOTS names a folder in which to look at the pages.</summary>
}
