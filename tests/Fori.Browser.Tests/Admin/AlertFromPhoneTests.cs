using Fori.Browser.Tests.Site;
using Fori.Demonstration;
using Microsoft.Playwright;

namespace Fori.Browser.Tests.Admin;

/// <summary>An emergency from a phone, without script: three steps, found by what is written on the screen.</summary>
public sealed class AlertFromPhoneTests(DemonstrationHost demonstration) : IClassFixture<DemonstrationHost>
{
    private const string Town = "kaislaranta";

    [Fact]
    public async Task It_is_on_every_page_after_three_steps_and_a_visitor_can_close_what_is_no_emergency()
    {
        Assert.SkipUnless(demonstration.Browser is not null, GalleryHost.Missing);
        await using var context = await demonstration.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, Locale = "en", JavaScriptEnabled = false });
        var (tab, visitor) = (await context.NewPageAsync(), await context.NewPageAsync());
        await tab.GotoAsync(Address("/admin/sign-in"));
        await tab.GetByLabel("Email").FillAsync(DemonstrationStaff.People.Single(p => p.FirstName == "Viivi").EmailAt(Town));
        await tab.GetByLabel("Password").FillAsync(DemonstrationStaff.Password);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visitor.GotoAsync(Address("/fi/palvelut"));
        var steps = 0;

        await tab.GetByLabel("Emergency").CheckAsync();
        await tab.GetByLabel("What has happened (Finnish)").FillAsync("Vesi ei kelpaa juotavaksi");
        await tab.GetByLabel("What to do (Finnish)").FillAsync("Keitä juomavesi.");
        await tab.GetByLabel("What has happened (Swedish)").FillAsync("Vattnet går inte att dricka");
        await tab.GetByLabel("What to do (Swedish)").FillAsync("Koka dricksvattnet.");
        await tab.GetByLabel("in 2 hours").CheckAsync();
        (await tab.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        steps++;
        await tab.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
        steps++;
        (await tab.Locator("main").InnerTextAsync()).ShouldContain("Koka dricksvattnet.");
        (await tab.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Publish now" }).ClickAsync();
        steps++;

        steps.ShouldBe(3);
        await tab.GetByText("The alert is published").WaitForAsync();
        foreach (var path in new[] { "/fi/palvelut", "/sv/", "/fi/paikat" })
        {
            await visitor.GotoAsync(Address(path));
            (await visitor.Locator(".alert.emergency").CountAsync()).ShouldBe(1, path);
        }

        await visitor.GetByRole(AriaRole.Button, new() { Name = "Sulje" }).First.ClickAsync();
        new Uri(visitor.Url).AbsolutePath.ShouldBe("/fi/paikat");
        (await visitor.Locator(".alert:not(.emergency)").CountAsync()).ShouldBe(0);
        (await visitor.Locator(".alert.emergency").CountAsync()).ShouldBe(1);
        (await visitor.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
    }

    private string Address(string path) => demonstration.AddressOf(Town) + path;
}
