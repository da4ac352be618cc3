using System.Globalization;
using System.Net;

namespace Fori.Tests.Admin;

/// <summary>Much text at once: taken, or refused with a sentence, and never lost.</summary>
public sealed class LargeFormTests
{
    private const string Megabytes = "Kahden megatavun loppu.";

    [Fact]
    public async Task Two_megabytes_pasted_into_a_text_are_taken_or_refused_with_a_sentence_and_the_text()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Pitkä"));
        var text = string.Concat(Enumerable.Repeat("Kunnan sivu kertoo, mitä täällä tehdään.\n\n", 50_000)) + Megabytes;

        var answer = await eero.PostAsync(page, ("expected", "1"), ("act", "save"), ("title.fi", "Pitkä"), ("body.fi:count", "1"), ("body.fi.0:type", "text"), ("body.fi.0.html", text));

        answer.Status.ShouldBeOneOf(HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity);
        (answer.Status == HttpStatusCode.SeeOther ? await eero.GetAsync(page) : answer).Text.ShouldContain(Megabytes);
    }

    [Fact]
    public async Task A_form_of_two_hundred_blocks_in_three_languages_is_read_whole()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Opas"));
        var fields = new List<(string, string)> { ("expected", "1"), ("act", "save"), ("title.fi", "Opas") };
        foreach (var language in (string[])["fi", "sv", "en"])
        {
            fields.Add(($"body.{language}:count", "200"));
            for (var i = 0; i < 200; i++)
            {
                var block = string.Create(CultureInfo.InvariantCulture, $"body.{language}.{i}");
                fields.AddRange([(block + ":type", "text"), (block + ".html", $"Kappale {i} ({language})."), (block + ".html:format", "markdown")]);
            }
        }

        var answer = await eero.PostAsync(page, [.. fields]);

        answer.Status.ShouldBeOneOf(HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity);
        (answer.Status == HttpStatusCode.SeeOther ? await eero.GetAsync(page) : answer).Text.ShouldContain("Kappale 199 (en).");
    }
}
