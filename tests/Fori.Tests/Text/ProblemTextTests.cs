using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Fori.Registers;
using Fori.Registers.Profiles;
using Fori.Store;
using Fori.Text;

namespace Fori.Tests.Text;

public sealed class ProblemTextTests
{
    [Fact]
    public void Every_code_has_a_sentence_in_every_language() =>
        ProblemCodes.All.ShouldAllBe(code => Catalogue.Languages.All(language => Catalogue.Problems.Find(code, language, null) != null));

    [Fact]
    public void Every_shape_of_the_profiles_has_its_code() =>
        Shapes.Names.Select(shape => $"shape.{shape}").ShouldBeSubsetOf(ProblemCodes.All);

    [Fact]
    public void The_languages_have_the_same_sentences_with_the_same_arguments()
    {
        foreach (var catalogue in new[] { Catalogue.Problems, Catalogue.Words })
        {
            var keys = catalogue.KeysIn("fi").Order(StringComparer.Ordinal).ToList();
            foreach (var language in Catalogue.Languages)
            {
                catalogue.KeysIn(language).Order(StringComparer.Ordinal).ShouldBe(keys);
            }
        }

        foreach (var key in Catalogue.Problems.KeysIn("fi"))
        {
            Catalogue.Languages.Select(language => string.Join(' ', Arguments(key, language))).Distinct().Count().ShouldBe(1, key);
        }
    }

    [Fact]
    public void Codes_are_dotted_and_in_lower_case() => ProblemCodes.All.ShouldAllBe(code => Regex.IsMatch(code, "^[a-z]+\\.[a-z-]+$"));

    [Fact]
    public void The_codes_are_those_of_the_golden_file()
    {
        var golden = File.ReadAllLines(Path.Combine(Golden(), "problem-codes.txt")).Where(line => line.Length > 0);

        // A code that is gone stays in the file with a dash: it is never given another meaning.
        var living = golden.Where(line => !line.StartsWith('-')).Order(StringComparer.Ordinal);

        ProblemCodes.All.ShouldBeSubsetOf(living);
        living.ShouldBeSubsetOf(Catalogue.Problems.KeysIn("en"));
    }

    [Fact]
    public void A_problem_is_told_with_its_field_in_the_words_of_the_reader()
    {
        var problem = Problem.Of("text.too-long", "name.fi", ("max", "100"), ("length", "101"));

        ProblemText.Say(problem, "fi").ShouldBe("Nimi (suomi): Teksti on liian pitkä: 101 merkkiä, enintään 100. Lyhennä tekstiä.");
        ProblemText.Say(problem, "sv").ShouldBe("Namn (finska): Texten är för lång: 101 tecken, högst 100. Förkorta texten.");
        ProblemText.Say(problem, "en").ShouldBe("Name (Finnish): The text is too long: 101 characters, at most 100. Shorten the text.");
        ProblemText.Where(Problem.Of("field.required", "addresses[1].postalCode"), "fi").ShouldBe("Osoitteet 2, Postinumero");
        ProblemText.Say(Problem.Of("organization.circle"), "se").ShouldBe("Organisaatio on itsensä yläorganisaatio. Valitse toinen yläorganisaatio.");
    }

    [Fact]
    public void An_argument_from_outside_cannot_bring_arguments_of_its_own() =>
        ProblemText.Sentence(Problem.Of("text.placeholder", "", ("value", "{max}")), "en").ShouldContain("“{max}”");

    [Fact]
    public void A_code_without_a_sentence_is_said_as_itself() =>
        ProblemText.Say(Problem.Of("something.new", "extra.field"), "fi").ShouldBe("extra, field: something.new");

    private static IEnumerable<string> Arguments(string key, string language)
    {
        var sentence = Catalogue.Problems.Find(key, language, new Echo())!; // The key was just listed.
        return Regex.Matches(sentence, "<([a-zA-Z]+)>").Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
    }

    private static string Golden([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden"); // A source file has a folder.

    /// <summary>Answers every argument with its own name in brackets.</summary>
    private sealed class Echo : Dictionary<string, string>, IReadOnlyDictionary<string, string>
    {
        bool IReadOnlyDictionary<string, string>.TryGetValue(string key, out string value)
        {
            value = $"<{key}>";
            return true;
        }
    }
}
