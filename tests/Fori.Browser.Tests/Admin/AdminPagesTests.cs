using Fori.Browser.Tests.Site;
using Fori.Demonstration;
using Microsoft.Playwright;

namespace Fori.Browser.Tests.Admin;

/// <summary>The ways through the admin in a real browser, with what each step shows; and with the keyboard alone. AdminWalkTests looks at every page as it is when one comes to it.</summary>
public sealed class AdminPagesTests(DemonstrationHost demonstration) : IClassFixture<DemonstrationHost>
{
    [Theory]
    [InlineData("kaislaranta", "fi", 320, false)]
    [InlineData("kuurakoski", "sv", 1280, true)]
    public async Task Coming_in_and_out_is_accessible_and_fits_its_window(string town, string language, int width, bool dark)
    {
        await using var context = await OpenAsync(language, width, dark);
        var tab = await context.NewPageAsync();
        var faults = new List<string>();
        tab.Console += (_, message) =>
        {
            // Refusals say so as failed loads of themselves.
            if (message.Type == "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal))
            {
                faults.Add(message.Text);
            }
        };

        await tab.GotoAsync(Address(town, "/admin/sign-in"));
        await LookAsync(tab, "sign-in", faults);
        await tab.ClickAsync("form[action='/admin/sign-in'] button");
        await Assertions.Expect(tab.Locator(".problems")).ToBeVisibleAsync();
        await LookAsync(tab, "sign-in-problems", faults);
        foreach (var person in (string[])["Saara", "Onni"])
        {
            await SignInAsync(tab, town, person);
            await LookAsync(tab, "work-list-" + person, faults);
            await tab.Locator(".admin-own button").ClickAsync();
            await tab.WaitForURLAsync("**/admin/sign-in?out");
            await LookAsync(tab, "signed-out", faults);
        }

        // Somebody else than in the other tests: what is begun here is not finished.
        await SignInAsync(tab, town, "Reko");
        await tab.GotoAsync(Address(town, "/admin/account"));
        await tab.FillAsync("#current", DemonstrationStaff.Password);
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**/admin/account/two-factor");
        await LookAsync(tab, "two-factor", faults);
        await tab.FillAsync("#code", "000000");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator(".problems")).ToBeVisibleAsync();
        await LookAsync(tab, "two-factor-problems", faults);

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Signing_in_looking_at_the_account_and_signing_out_goes_by_the_keyboard_alone()
    {
        await using var context = await OpenAsync("fi", 1280, dark: false);
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(Address("kuurakoski", "/admin"));

        await Looking.TabToAsync(tab, "e => e.id === 'email'");
        await tab.Keyboard.TypeAsync(Email("kuurakoski", "Eero"));
        await Looking.TabToAsync(tab, "e => e.id === 'password'");
        await tab.Keyboard.TypeAsync("vaara salasana");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator(".problems")).ToBeFocusedAsync();
        await Looking.TabToAsync(tab, "e => e.getAttribute('href') === '#email'");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator("#email")).ToBeFocusedAsync();
        (await tab.InputValueAsync("#email")).ShouldBe(Email("kuurakoski", "Eero"));
        await Looking.TabToAsync(tab, "e => e.id === 'password'");
        await tab.Keyboard.TypeAsync(DemonstrationStaff.Password);
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator("h1")).ToHaveTextAsync("Työlista");
        await Looking.TabToAsync(tab, "e => e.getAttribute('href') === '/admin/account'");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator("h1")).ToHaveTextAsync("Oma tili");
        await Looking.TabToAsync(tab, "e => e.textContent.trim() === 'Kirjaudu ulos'");
        await tab.Keyboard.PressAsync("Enter");

        await Assertions.Expect(tab.Locator("[role=status]")).ToHaveTextAsync("Olet kirjautunut ulos.");
    }

    [Theory]
    [InlineData("kaislaranta", "en", 320, true)]
    [InlineData("kuurakoski", "fi", 1280, false)]
    public async Task Writing_publishing_and_planning_are_accessible_and_fit_their_window(string town, string language, int width, bool dark)
    {
        await using var context = await OpenAsync(language, width, dark);
        var tab = await context.NewPageAsync();
        var faults = new List<string>();
        await SignInAsync(tab, town, "Eero");
        await tab.GotoAsync(Address(town, "/admin/content"));
        await LookAsync(tab, "content", faults);
        await tab.GotoAsync(Address(town, "/admin/content/Page/new"));
        await LookAsync(tab, "content-new", faults);
        await tab.FillAsync("[id='title.fi']", $"Sivu {Guid.NewGuid():N}");
        await tab.FillAsync("[id='body.fi.0.html']", "#### Liian syvällä");
        await tab.ClickAsync("[id='body.fi'] .add-block summary");
        await tab.ClickAsync("button[value='add:body.fi:text']");
        await Assertions.Expect(tab.Locator("[id='body.fi.1.html']")).ToBeVisibleAsync();
        await LookAsync(tab, "content-blocks", faults);
        await tab.Locator(".publish-bar button").Last.ClickAsync();
        await Assertions.Expect(tab.Locator(".problems")).ToBeVisibleAsync();
        await LookAsync(tab, "content-problems", faults);
        await tab.FillAsync("[id='body.fi.0.html']", "## Hyvin\n\n- yksi\n- kaksi");
        await tab.Locator(".publish-bar button").Last.ClickAsync();
        await tab.WaitForURLAsync("**?published");
        await LookAsync(tab, "content-published", faults);
        var form = tab.Url.Split('?')[0];
        await tab.GotoAsync(Address(town, "/admin/content"));
        await LookAsync(tab, "content-list", faults);
        await tab.GotoAsync(form + "/history");
        await LookAsync(tab, "content-history", faults);
        await tab.GotoAsync(form + "/preview/fi");
        await LookAsync(tab, "content-preview", faults);
        await tab.GotoAsync(form);
        await tab.Locator(".way summary").First.ClickAsync();
        await tab.FillAsync("#plan-day", "2031-03-30");
        await tab.FillAsync("#plan-time", "12:00");
        await LookAsync(tab, "content-planning", faults);
        await tab.Locator(".way form[action$='/schedule'] button").ClickAsync();
        await tab.WaitForURLAsync("**?scheduled");
        await LookAsync(tab, "content-planned", faults);
        await tab.GotoAsync(Address(town, "/admin/coming"));
        await LookAsync(tab, "coming", faults);
        await tab.GotoAsync(form);
        await tab.ClickAsync("button[name='secret']");
        await LookAsync(tab, "content-link", faults);

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_is_written_and_published_by_the_keyboard_alone()
    {
        await using var context = await OpenAsync("fi", 1280, dark: false);
        var tab = await context.NewPageAsync();
        await SignInAsync(tab, "kuurakoski", "Eero");
        var title = $"Näppäimin {Guid.NewGuid():N}";

        await Looking.TabToAsync(tab, "e => e.getAttribute('href') === '/admin/content'");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator("h1")).ToHaveTextAsync("Sisältö");
        await Looking.TabToAsync(tab, "e => e.localName === 'summary' && !!e.parentElement.querySelector('[href=\"/admin/content/Page/new\"]')");
        await tab.Keyboard.PressAsync("Enter");
        await Looking.TabToAsync(tab, "e => e.getAttribute('href') === '/admin/content/Page/new'");
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**/admin/content/Page/new");
        await Looking.TabToAsync(tab, "e => e.id === 'title.fi'");
        await tab.Keyboard.TypeAsync(title);

        // Enter in a field keeps a draft; it must never publish, move or take away.
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**?saved");
        await Looking.TabToAsync(tab, "e => e.id === 'body.fi.0.html'");
        await tab.Keyboard.TypeAsync("Kirjoitettu ilman hiirtä.");
        await Looking.TabToAsync(tab, "e => !!e.value && e.value.startsWith('publish:')");
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**?published");
        await Looking.TabToAsync(tab, "e => e.closest('.edit-ways') !== null && !e.getAttribute('href').startsWith('/admin')");
        await tab.Keyboard.PressAsync("Enter");

        await Assertions.Expect(tab.Locator("h1")).ToHaveTextAsync(title);
        await Assertions.Expect(tab.Locator("article")).ToContainTextAsync("Kirjoitettu ilman hiirtä.");
    }

    private static string Email(string town, string person) => DemonstrationStaff.People.Single(p => p.FirstName == person).EmailAt(town);

    private string Address(string town, string path) => demonstration.AddressOf(town) + path;

    private async Task SignInAsync(IPage tab, string town, string person)
    {
        await tab.GotoAsync(Address(town, "/admin/sign-in"));
        await tab.FillAsync("#email", Email(town, person));
        await tab.FillAsync("#password", DemonstrationStaff.Password);
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**/admin");
    }

    private static async Task LookAsync(IPage tab, string name, List<string> faults)
    {
        await tab.WaitForLoadStateAsync();
        await Looking.PhotographAsync(tab, "admin" + name.Replace('/', '-'));
        faults.AddRange(await Looking.FaultsAsync(tab, name));
    }

    private async Task<IBrowserContext> OpenAsync(string language, int width, bool dark)
    {
        Assert.SkipUnless(demonstration.Browser is not null, GalleryHost.Missing);
        return await demonstration.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = language,
        });
    }
}
