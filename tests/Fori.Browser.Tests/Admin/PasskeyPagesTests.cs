using Fori.Browser.Tests.Site;
using Fori.Demonstration;
using Microsoft.Playwright;

namespace Fori.Browser.Tests.Admin;

/// <summary>Passkeys in a real browser, whose device is made by its tools for developers.</summary>
public sealed class PasskeyPagesTests(DemonstrationHost demonstration) : IClassFixture<DemonstrationHost>
{
    private const string Town = "kuurakoski";

    [Fact]
    public async Task A_passkey_is_added_opens_the_admin_and_is_removed()
    {
        Assert.SkipUnless(demonstration.Browser is not null, GalleryHost.Missing);
        await using var context = await demonstration.Browser.NewContextAsync(new() { Locale = "en", ReducedMotion = ReducedMotion.Reduce });
        var tab = await context.NewPageAsync();
        var device = await context.NewCDPSessionAsync(tab);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        var faults = new List<string>();
        tab.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of 422", StringComparison.Ordinal))
            {
                faults.Add(message.Text);
            }
        };

        await tab.GotoAsync(Address("/admin/sign-in"));
        await tab.FillAsync("#email", DemonstrationStaff.People.Single(p => p.FirstName == "Aino").EmailAt(Town));
        await tab.FillAsync("#password", DemonstrationStaff.Password);
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**/admin");
        await tab.GotoAsync(Address("/admin/account"));
        await tab.FillAsync("#passkey-name", "Work phone");
        await tab.ClickAsync("form[data-passkey] button");
        await tab.WaitForURLAsync("**/admin/account?passkey");
        await tab.Locator(".admin-own button").ClickAsync();
        await tab.WaitForURLAsync("**/admin/sign-in?out");
        await tab.ClickAsync("#passkey");
        await tab.WaitForURLAsync("**/admin");
        await tab.GotoAsync(Address("/admin/account"));
        await tab.GetByRole(AriaRole.Link, new() { Name = "Work phone" }).ClickAsync();
        await tab.Locator("form[action$='/remove'] button").ClickAsync();
        await tab.WaitForURLAsync("**/admin/account?removed");
        await tab.Locator(".admin-own button").ClickAsync();
        await tab.ClickAsync("#passkey");

        await Assertions.Expect(tab.Locator(".problems")).ToContainTextAsync("The passkey did not open the admin.");
        faults.ShouldBeEmpty();
    }

    private string Address(string path) => demonstration.AddressOf(Town) + path;
}
