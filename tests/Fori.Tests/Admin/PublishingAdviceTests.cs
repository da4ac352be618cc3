using System.Net;
using System.Text.RegularExpressions;

namespace Fori.Tests.Admin;

/// <summary>Advice beside the buttons that publish, over HTTP.</summary>
public sealed partial class PublishingAdviceTests
{
    [Fact]
    public async Task Advice_stands_in_the_form_with_a_count_leads_to_the_field_and_stops_nothing()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        await eero.PublishAsync(("title.fi", "Uimahalli"), ("summary.fi", "Hallin ajat."));

        var page = await eero.PublishAsync(("title.fi", "Uimahalli "), ("body.fi:count", "1"), ("body.fi.0:type", "text"), ("body.fi.0.html", "Katso [täältä](https://example.org/hinnat.pdf)."));

        (await eero.GetAsync("/fi/uimahalli-2")).Status.ShouldBe(HttpStatusCode.OK);
        var form = (await eero.GetAsync(page)).Text;
        form.ShouldContain("4 things to improve");
        var fields = Advice().Matches(form).Select(m => m.Groups[1].Value).ToList();
        fields.ShouldBe(["summary.fi", "title.fi", "body.fi.0.html", "body.fi.0.html"]);
        fields.ShouldAllBe(field => form.Contains($"id=\"{field}\""));
    }

    [GeneratedRegex("<li><a href=\"#([^\"]+)\">")]
    private static partial Regex Advice();
}
