using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Tests.Admin;

namespace Fori.Tests.Site;

/// <summary>A municipality that also writes in a language that runs from right to left.</summary>
public sealed partial class RightToLeftTests
{
    [Fact]
    public async Task A_page_tells_its_direction_and_a_part_that_runs_the_other_way_tells_its_own()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "ar"]);
        var eero = await EditorAsync(town);
        await PublishAsync(eero, ["fi", "ar"], ("title.fi", "Asuminen"), ("title.ar", "السكن"), ("summary.fi", "Vuokra-asunnot."));
        await PublishAsync(eero, ["fi"], ("title.fi", "Tontit"), ("summary.fi", "Rakenna itse."));

        var (arabic, finnish) = ((await eero.GetAsync("/ar/")).Text, (await eero.GetAsync("/fi/asuminen")).Text);
        var untranslated = (await eero.GetAsync("/ar/tontit")).Text;
        var half = (await eero.GetAsync(Link().Match(arabic).Groups[1].Value)).Text;

        arabic.ShouldContain("<html lang=\"ar\" dir=\"rtl\"");
        finnish.ShouldContain("<html lang=\"fi\" data-theme");
        finnish.ShouldNotContain("dir=");
        untranslated.ShouldContain("<h1 lang=\"fi\" dir=\"ltr\">Tontit</h1>");
        half.ShouldContain("<h1>السكن</h1>");
        half.ShouldContain("<p class=\"lead\" lang=\"fi\" dir=\"ltr\">Vuokra-asunnot.</p>");
    }

    [Fact]
    public async Task Hours_run_from_the_opening_to_the_closing_there_too()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "ar"]);
        await town.RegisterAsync();
        var eero = await EditorAsync(town);

        var (arabic, finnish) = ((await eero.GetAsync("/ar/places/lautturilan-kirjasto")).Text, (await eero.GetAsync("/fi/paikat/lautturilan-kirjasto")).Text);

        Cell().Match(finnish).Groups[1].Value.ShouldMatch("^[0-9.]+–[0-9.]+$");
        Cell().Match(WebUtility.HtmlDecode(arabic)).Groups[1].Value.ShouldMatch("^\u2066[0-9:]+–[0-9:]+\u2069$");
    }

    [Fact]
    public async Task Fields_of_the_form_run_as_the_language_that_is_written_in_them()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "ar"]);
        var eero = await EditorAsync(town);
        var form = Action().Match((await eero.GetAsync("/admin/content/Page/new")).Text).Groups[1].Value;
        await eero.PostAsync(form, [("expected", "0"), ("act", "save"), ("title.fi", "Asuminen"), ("body.ar:count", "1"), ("body.ar.0:type", "text"), ("body.ar.0.html", "<p>السكن</p>"), ("body.ar.0.html:format", "html")]);

        var page = (await eero.GetAsync(form)).Text;

        Direction(page, "title.ar").ShouldBe("rtl");
        Direction(page, "summary.ar").ShouldBe("rtl");
        Direction(page, "body.ar.0.html").ShouldBe("rtl");
        Direction(page, "title.fi").ShouldBeNull();
    }

    private static async Task<Visitor> EditorAsync(AdminTown town)
    {
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        return await town.SignedInAsync("eero@ranta.example");
    }

    private static async Task PublishAsync(Visitor eero, IReadOnlyList<string> languages, params (string Name, string Value)[] typed)
    {
        var form = Action().Match((await eero.GetAsync("/admin/content/Page/new")).Text).Groups[1].Value;
        foreach (var (version, language) in languages.Index())
        {
            var answer = await eero.PostAsync(form, [("expected", version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("act", $"publish:{language}"), .. typed]);
            answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        }
    }

    private static string? Direction(string page, string field) =>
        Regex.Match(page, $"<(?:input|textarea) id=\"{Regex.Escape(field)}\"[^>]*>", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match
            ? Dir().Match(match.Value) is { Success: true } dir ? dir.Groups[1].Value : null
            : throw new InvalidOperationException($"The form has no field {field}.");

    [GeneratedRegex("action=\"(/admin/content/Page/[0-9a-f-]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<a href=\"([^\"]+)\">السكن</a>")]
    private static partial Regex Link();

    [GeneratedRegex("<td>([^<]*–[^<]*)</td>")]
    private static partial Regex Cell();

    [GeneratedRegex(" dir=\"([a-z]+)\"")]
    private static partial Regex Dir();
}
