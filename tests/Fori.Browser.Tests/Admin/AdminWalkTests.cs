using Fori.Browser.Tests.Site;
using Fori.Demonstration;
using Fori.Tests.Testing;
using Microsoft.Playwright;

namespace Fori.Browser.Tests.Admin;

/// <summary>
/// Every route of the admin, opened in a town with a document of each type, at the widths of a phone and a desk, light and dark; and
/// asked as each person of the demonstration. The routing table says which they are, so a new page cannot be left out.
/// </summary>
public sealed class AdminWalkTests(WrittenTown town) : IClassFixture<WrittenTown>
{
    private const string NoOne = "00000000-0000-0000-0000-000000000001";
    private static readonly string NoLink = new('a', 64);

    private static readonly string Library = "/admin/sections/" + DemonstrationContent.IdOf(WrittenTown.Town, "section-library");

    private const int Windows = 4;

    /// <summary>Each route, and the addresses at which it is looked at.</summary>
    private static readonly Dictionary<string, Func<WrittenTown, IEnumerable<string>>> Pages = new()
    {
        ["/admin"] = _ => ["/admin"],
        ["/admin/access-log"] = _ => ["/admin/access-log"],
        ["/admin/account"] = _ => ["/admin/account"],
        ["/admin/account/password"] = _ => ["/admin/account/password"],
        ["/admin/account/two-factor"] = _ => ["/admin/account/two-factor"],
        ["/admin/alert-now"] = _ => ["/admin/alert-now"],
        ["/admin/bin"] = _ => ["/admin/bin"],
        ["/admin/coming"] = _ => ["/admin/coming"],
        ["/admin/content"] = _ => ["/admin/content", "/admin/content?q=silta", "/admin/content?q=xyzzy"],
        ["/admin/content/bulk"] = t => ["/admin/content/bulk?act=move&id=" + t.Document("Page").Split('/')[^1], "/admin/content/bulk?act=withdraw&all=1&of=", "/admin/content/bulk?act=move"],
        ["/admin/content/tree"] = _ => ["/admin/content/tree"],
        ["/admin/content/{type}"] = _ => WrittenTown.Types.Select(type => $"/admin/content/{type}"),
        ["/admin/content/{type}/new"] = _ => WrittenTown.Types.Select(type => $"/admin/content/{type}/new"),
        ["/admin/content/{type}/of/{record:guid}"] = t => [t.OfRecord],
        ["/admin/content/{type}/{id:guid}"] = t => [.. WrittenTown.Types.Select(t.Document), t.Picture.Replace("/media/", "/content/Media/", StringComparison.Ordinal)],
        ["/admin/content/{type}/{id:guid}/autosave/{tab:guid}"] = t => [t.Unsaved],
        ["/admin/content/{type}/{id:guid}/compare"] = t => [t.Document("Page") + "/compare?from=1&to=2"],
        ["/admin/content/{type}/{id:guid}/delete"] = t => [t.Document("Page") + "/delete", t.Document("Contact") + "/delete"],
        ["/admin/content/{type}/{id:guid}/history"] = t => WrittenTown.Types.Select(type => t.Document(type) + "/history"),
        ["/admin/content/{type}/{id:guid}/preview/{language}"] = t =>
            new[] { "Page", "TopicPage", "Directory", "DirectoryEntry", "NewsItem", "ServicePage", "PlacePage", "UnitPage", "Person" }.Select(type => t.Document(type) + "/preview/fi"), // The others have no page of their own.
        ["/admin/content/{type}/{id:guid}/merge"] = t => [t.Document("Topic") + "/merge"],
        ["/admin/content/{type}/{id:guid}/uses"] = t => [t.Document("Page") + "/uses"],
        ["/admin/replace"] = _ => ["/admin/replace", "/admin/replace?find=a&with=b"],
        ["/admin/missed-searches"] = _ => ["/admin/missed-searches"],
        ["/admin/missed-searches/synonym"] = _ => ["/admin/missed-searches/synonym?language=fi&words=kylpyla"],
        ["/admin/settings/fields"] = _ => ["/admin/settings/fields"],
        ["/admin/settings/fields/remove"] = _ => ["/admin/settings/fields/remove"],
        ["/admin/words"] = _ => ["/admin/words"],
        ["/admin/first-steps"] = _ => ["/admin/first-steps"],
        ["/admin/forgotten"] = _ => ["/admin/forgotten", "/admin/forgotten?sent"],
        ["/admin/hand-over"] = _ => ["/admin/hand-over"],
        ["/admin/hand-over/{id:guid}"] = t => [t.Person.Replace("/people/", "/hand-over/", StringComparison.Ordinal)],
        ["/admin/link/invitation/{secret}"] = t => [t.Invitation],
        ["/admin/link/recovery/{secret}"] = _ => ["/admin/link/recovery/" + NoLink],
        ["/admin/link/unlock/{secret}"] = _ => ["/admin/link/unlock/" + NoLink],
        ["/admin/links"] = _ => ["/admin/links", "/admin/links?state=all"],
        ["/admin/media"] = _ => ["/admin/media", "/admin/media?q=xyzzy"],
        ["/admin/media/upload"] = t => ["/admin/media/upload", "/admin/media/upload?for=" + t.Document("Page")["/admin/content/".Length..] + "&field=image", "/admin/media/upload?for=" + t.Document("Page")["/admin/content/".Length..] + "&field=body.fi.0.files.0"],
        ["/admin/media/{id:guid}"] = t => [t.Picture],
        ["/admin/outbox"] = _ => ["/admin/outbox"],
        ["/admin/outbox/{id:guid}"] = t => [t.Letter],
        ["/admin/people"] = _ => ["/admin/people", "/admin/people?q=kerttu"],
        ["/admin/people/new"] = _ => ["/admin/people/new"],
        ["/admin/people/{id:guid}"] = t => [t.Person],
        ["/admin/people/{id:guid}/remove"] = t => [t.Person + "/remove"],
        ["/admin/search"] = _ => ["/admin/search?q=silta", "/admin/search?q=xyzzy"],
        ["/admin/sections"] = _ => ["/admin/sections"],
        ["/admin/sections/{id:guid}/look"] = _ => [Library + "/look"],
        ["/admin/sections/{id:guid}/members"] = _ => [Library + "/members"],
        ["/admin/sections/{id:guid}/menu"] = _ => [Library + "/menu"],
        ["/admin/sections/{id:guid}/types"] = _ => [Library + "/types"],
        ["/admin/settings"] = _ => ["/admin/settings"],
        ["/admin/settings/sign-in"] = _ => ["/admin/settings/sign-in"],
        ["/admin/settings/look"] = _ => ["/admin/settings/look"],
        ["/admin/sign-in"] = _ => ["/admin/sign-in", "/admin/sign-in?out"],
    };

    /// <summary>What has no page of its own: other kinds of files, and ways to another page. Asked of every person too.</summary>
    private static readonly Dictionary<string, Func<WrittenTown, string>> NotPages = new()
    {
        ["/admin/account/passkeys/{id:guid}"] = _ => "/admin/account/passkeys/" + NoOne, // PasskeyPagesTests adds one by a device.
        ["/admin/kept/{id:guid}"] = _ => "/admin/kept/" + NoOne, // Only after a session ended: KeptFormTests go that way.
        ["/admin/content/export.csv"] = _ => "/admin/content/export.csv",
        ["/admin/content/Media"] = _ => "/admin/content/Media",
        ["/admin/content/Media/new"] = _ => "/admin/content/Media/new",
        ["/admin/content/Media/{id:guid}/preview/{language}"] = t => t.Picture.Replace("/media/", "/content/Media/", StringComparison.Ordinal) + "/preview/fi",
        ["/admin/look/preview.css"] = _ => "/admin/look/preview.css",
        ["/admin/form-token"] = _ => "/admin/form-token",
        ["/admin/media/{id:guid}/file/{name}"] = t => t.Picture + "/file/original",
        ["/admin/sign-in/provider"] = _ => "/admin/sign-in/provider", // It leads away, to a directory.
        ["/admin/sign-in/provider/back"] = _ => "/admin/sign-in/provider/back",
        ["/admin/sign-in/code"] = _ => "/admin/sign-in/code", // Only between the password and the code; AdminPagesTests goes that way.
    };

    [Fact]
    public void Every_route_of_the_routing_table_has_a_row()
    {
        Assert.SkipUnless(town.Browser is not null, GalleryHost.Missing);

        town.Routes().Order(StringComparer.Ordinal).ShouldBe(Pages.Keys.Concat(NotPages.Keys).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0, "fi", 320, false)]
    [InlineData(1, "sv", 320, true)]
    [InlineData(2, "en", 1280, false)]
    [InlineData(3, "fi", 1280, true)]
    public async Task Every_page_is_accessible_and_fits_its_window(int window, string language, int width, bool dark)
    {
        Assert.SkipUnless(town.Browser is not null, GalleryHost.Missing);
        await using var context = await town.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = language,
        });
        var tab = await context.NewPageAsync();
        var faults = new List<string>();
        foreach (var path in Pages.Where(p => IsOpenToAll(p.Key)).SelectMany((p, route) => SeenIn(window, route, p.Value(town))))
        {
            await LookAsync(tab, path, faults);
        }

        await town.SignInAsync(tab, "Saara");
        foreach (var path in Pages.Where(p => !IsOpenToAll(p.Key)).SelectMany((p, route) => SeenIn(window, route, p.Value(town))).Append(town.Preview))
        {
            await LookAsync(tab, path, faults);
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_page_fails_for_anybody()
    {
        Assert.SkipUnless(town.Browser is not null, GalleryHost.Missing);
        var paths = Pages.Values.SelectMany(p => p(town)).Concat(NotPages.Values.Select(p => p(town)))
            .Concat(NotPages.Keys.Concat(Pages.Keys).Where(k => k.Contains("{id:guid}", StringComparison.Ordinal)).Select(k => k
                .Replace("{id:guid}", NoOne, StringComparison.Ordinal).Replace("{record:guid}", NoOne, StringComparison.Ordinal).Replace("{tab:guid}", NoOne, StringComparison.Ordinal)
                .Replace("{type}", "Page", StringComparison.Ordinal).Replace("{language}", "xx", StringComparison.Ordinal).Replace("{name}", "x", StringComparison.Ordinal)))
            .Concat(WrittenTown.Types.Select(type => town.Document(type) + "/preview/fi")).Append("/admin/content/NoSuchType").Append("/admin/no-such-page").ToList();
        var faults = new List<string>();
        foreach (var person in DemonstrationStaff.People.Select(p => p.FirstName).Append(null))
        {
            await using var context = await town.Browser.NewContextAsync();
            var tab = await context.NewPageAsync();
            await tab.GotoAsync(town.Address("/admin/forgotten"));
            if (person is not null)
            {
                await town.SignInAsync(tab, person);
            }

            foreach (var path in paths)
            {
                // A way to another page has no status that a script may read: 0.
                var status = await tab.EvaluateAsync<int>("path => fetch(path, { redirect: 'manual' }).then(a => a.status)", path);
                if (status >= 500)
                {
                    faults.Add($"{person ?? "nobody"}: {path} answers {status}");
                }

                if (person is null && !IsOpenToAll(path) && status == 200)
                {
                    faults.Add($"nobody sees {path}");
                }
            }
        }

        faults.ShouldBeEmpty();
    }

    // Each route at both widths, light at one and dark at the other, by turns; of a route with many pages the others in one window
    // each. All in all when the full check is asked for.
    private static IEnumerable<string> SeenIn(int window, int route, IEnumerable<string> paths) =>
        FullRun.IsAsked ? paths : paths.Where((_, i) => i == 0 ? (window is 0 or 3) == (route % 2 == 0) : i % Windows == window);

    private static bool IsOpenToAll(string path) => path.StartsWith("/admin/sign-in", StringComparison.Ordinal)
        || path.StartsWith("/admin/link/", StringComparison.Ordinal) || path.StartsWith("/admin/forgotten", StringComparison.Ordinal);

    private async Task LookAsync(IPage tab, string path, List<string> faults)
    {
        var answer = (await tab.GotoAsync(town.Address(path))).ShouldNotBeNull();
        var name = $"{path} ({answer.Status})";
        if (answer.Status >= 500)
        {
            faults.Add($"{name} failed");
        }

        var file = string.Concat(path.Split('/').Skip(2).Select(p => "-" + (p.Length > 30 && !p.Contains('?', StringComparison.Ordinal) ? "x" : p.Split('?')[0] + (p.Contains('?', StringComparison.Ordinal) ? "_" : ""))));
        await Looking.PhotographAsync(tab, "walk" + file);

        // A label, and a way to a fault, lead to the first of one id.
        var twice = await tab.EvaluateAsync<string[]>("[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)");
        faults.AddRange(twice.Select(id => $"{name} has two of the id {id}"));

        // Headings say how the page is built: none is left out on the way down.
        var headings = await tab.EvaluateAsync<int[]>("[...document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')].map(h => +h.tagName[1])");
        if (headings.Count(h => h == 1) != 1 || headings.Where((h, i) => i > 0 && h > headings[i - 1] + 1).Any())
        {
            faults.Add($"{name}: headings {string.Join(' ', headings)}");
        }

        faults.AddRange(await Looking.FaultsAsync(tab, name));
    }
}
