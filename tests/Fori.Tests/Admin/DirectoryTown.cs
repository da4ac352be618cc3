using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Writing;
using Fori.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>What tests of directories do by hand: an editor fills in forms, a register says something, a visitor reads a list.</summary>
internal static partial class DirectoryTown
{
    public static readonly (string, string)[] OfEntries = [("sources:count", "1"), ("sources.0.recordType", "Entry")];

    /// <summary>A list that asks for whom (one is enough) and what (all must fit).</summary>
    public static readonly (string, string)[] AgeAndKind =
    [
        ("facets:count", "2"),
        ("facets.0.name.fi", "Kenelle"), ("facets.0.match", "Any"), ("facets.0.values:count", "3"),
        ("facets.0.values.0.name.fi", "Lapset"), ("facets.0.values.1.name.fi", "Nuoret"), ("facets.0.values.2.name.fi", "Aikuiset"),
        ("facets.1.name.fi", "Laji"), ("facets.1.match", "All"), ("facets.1.values:count", "3"),
        ("facets.1.values.0.name.fi", "Liikunta"), ("facets.1.values.1.name.fi", "Musiikki"), ("facets.1.values.2.name.fi", "Luonto"),
    ];

    public static async Task<Answer> SendAsync(this Visitor visitor, string type, string act, params (string Name, string Value)[] typed)
    {
        var form = await visitor.GetAsync($"/admin/content/{type}/new");
        form.Status.ShouldBe(HttpStatusCode.OK, form.Text);
        var path = Action().Match(form.Text).Groups[1].Value;
        var answer = await visitor.PostAsync(path, [("expected", "0"), ("act", act), .. typed]);
        return answer with { Location = path };
    }

    /// <returns>The new document's id.</returns>
    public static async Task<string> MakeAsync(this Visitor visitor, string type, params (string Name, string Value)[] typed)
    {
        var answer = await visitor.SendAsync(type, "publish:fi", typed);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, Problems(answer.Text));
        return answer.Location!.Split('/')[^1]; // Set in sending.
    }

    public static Task<string> EntryAsync(this Visitor visitor, string directory, string title, IReadOnlyList<string> values, params (string Name, string Value)[] typed) => visitor.MakeAsync(
        "DirectoryEntry",
        [
            ("title.fi", title), ("parent", directory), ("facetValues:count", values.Count.ToString(CultureInfo.InvariantCulture)),
            .. values.Select((v, i) => ($"facetValues.{i}", v)), .. typed,
        ]);

    /// <summary>What a form says is to be mended, for messages of tests.</summary>
    public static string Problems(string html) => string.Join(" | ", Parse(html).QuerySelectorAll(".error, .error-summary").Select(e => e.TextContent.Trim()));

    public static async Task<IDocument> OpenAsync(this Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.OK, path);
        return Parse(answer.Text);
    }

    public static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    public static IReadOnlyList<string> Names(this IDocument page) => [.. page.QuerySelectorAll(".cards h2").Select(h => h.TextContent.Trim())];

    /// <summary>How many there are of a value, as its filter says; null when it is not offered.</summary>
    public static int? CountOf(this IDocument page, string parameter, string value) =>
        page.QuerySelector($"input[name='{parameter}'][value='{value}']")?.ParentElement?.QuerySelector(".count") is { } count ? int.Parse(count.TextContent, CultureInfo.InvariantCulture) : null;

    /// <summary>The first column of a file, without its heading.</summary>
    public static IReadOnlyList<string> Rows(string csv) => [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')[0])];

    [GeneratedRegex("action=\"(/admin/content/[A-Za-z]+/[0-9a-f-]+)\"")]
    private static partial Regex Action();
}
