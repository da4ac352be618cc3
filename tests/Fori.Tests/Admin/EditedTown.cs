using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>What tests of the editors' pages do by hand again and again, over HTTP.</summary>
internal static partial class EditedTown
{
    public static async Task<Visitor> EditorAsync(this AdminTown town, string name = "eero", params IReadOnlyList<Grant> grants)
    {
        await town.PersonAsync($"{name}@ranta.example", grants: grants.Count > 0 ? grants : [new Grant(Role.Editor)]);
        return await town.SignedInAsync($"{name}@ranta.example");
    }

    /// <returns>The path of the new page in the admin.</returns>
    public static async Task<string> WriteAsync(this Visitor visitor, params (string Name, string Value)[] fields) => await visitor.SendAsync(0, "save", null, fields);

    public static async Task<string> PublishAsync(this Visitor visitor, params (string Name, string Value)[] fields) => await visitor.SendAsync(0, "publish:fi", null, fields);

    /// <summary>Saves or publishes a page that is there.</summary>
    public static async Task<string> SendAsync(this Visitor visitor, int expected, string act, string? page, params (string Name, string Value)[] fields)
    {
        page ??= Action().Match((await visitor.GetAsync("/admin/content/Page/new")).Text).Groups[1].Value;
        var answer = await visitor.PostAsync(page, [("expected", expected.ToString(CultureInfo.InvariantCulture)), ("act", act), .. fields]);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        return page;
    }

    public static string IdOf(string page) => page.Split('/')[^1];

    /// <summary>Titles of the rows of a list, in their order.</summary>
    public static IReadOnlyList<string> TitlesOf(string html) => [.. Rows().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];

    [GeneratedRegex("action=\"(/admin/content/Page/[0-9a-f-]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<th scope=\"row\"><a href=\"[^\"]+\">([^<]*)</a>")]
    private static partial Regex Rows();
}
