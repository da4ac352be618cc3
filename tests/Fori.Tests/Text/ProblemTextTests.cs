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
            Catalogue.Languages.Select(language => string.Join(' ', Catalogue.Problems.ArgumentsOf(key, language).Order(StringComparer.Ordinal))).Distinct().Count().ShouldBe(1, key);
        }
    }

    [Fact]
    public void Codes_are_dotted_and_in_lower_case() => ProblemCodes.All.ShouldAllBe(code => Regex.IsMatch(code, "^[a-z]+\\.[a-z-]+$"));

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
    public void A_path_that_is_no_field_is_told_as_it_is() =>
        ProblemText.Say(Problem.Of("query.limit", "limit", ("max", "100")), "en")
            .ShouldBe("limit: The limit must be a whole number, at most 100. Read the rest from the next pages.");

    [Fact]
    public void A_command_tells_its_place_within_its_sentence()
    {
        ProblemText.Say(Problem.Of("settings.invalid", "FORI__Port", ("value", "x"), ("allowed", "0–65535")), "en")
            .ShouldBe("The setting FORI__Port is \"x\"; allowed is 0–65535. Correct it.");
        ProblemText.Say(Problem.Of("tenant.taken", "name", ("name", "kaislaranta")), "fi")
            .ShouldBe("Kunta kaislaranta on jo olemassa. Valitse toinen nimi.");
    }

    [Fact]
    public void An_argument_from_outside_cannot_bring_arguments_of_its_own() =>
        ProblemText.Sentence(Problem.Of("text.placeholder", "", ("value", "{max}")), "en").ShouldContain("“{max}”");

    [Fact]
    public void A_code_without_a_sentence_is_said_as_itself() =>
        ProblemText.Say(Problem.Of("something.new", "extra.field"), "fi").ShouldBe("extra, field: something.new");
}
