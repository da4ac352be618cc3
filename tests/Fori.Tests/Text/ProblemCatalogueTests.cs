using System.Text.RegularExpressions;
using Fori.Tests.Testing;
using Fori.Text;

namespace Fori.Tests.Text;

/// <summary>Every problem that the sources make has a good sentence in every language, and its code is on record.</summary>
public sealed class ProblemCatalogueTests
{
    /// <summary>Arguments that one place cannot give, and why the sentence has them all the same.</summary>
    private static readonly Dictionary<string, string> Excused = new()
    {
        // An export is asked by the tenant's number; the other places know the name, which is what a person can act on.
        ["tenant.unknown"] = "name",
    };

    [Fact]
    public void Every_code_made_in_the_sources_has_a_sentence_in_every_language()
    {
        var missing = ProblemSites.All.SelectMany(site => Catalogue.Languages
            .Where(language => !Catalogue.Problems.KeysIn(language).Contains(site.Code))
            .Select(language => $"{site.Code} in {language}, made in {site.File}"));

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_sentence_is_of_a_code_made_in_the_sources() =>
        Catalogue.Problems.KeysIn("en").Except(ProblemSites.All.Select(site => site.Code)).ShouldBeEmpty();

    [Fact]
    public void Every_argument_of_a_sentence_is_given_wherever_its_problem_is_made()
    {
        var holes = ProblemSites.All.Where(site => site.Arguments is not null).SelectMany(site => Catalogue.Problems.ArgumentsOf(site.Code, "en")
            .Where(name => !site.Arguments!.Contains(name) && Excused.GetValueOrDefault(site.Code) != name) // Filtered just before.
            .Select(name => $"{{{name}}} of {site.Code} is not given in {site.File}"));

        holes.ShouldBeEmpty();
    }

    [Fact]
    public void The_golden_file_lists_every_code()
    {
        var golden = File.ReadAllLines(Path.Combine(SourceTree.Root("tests"), "Fori.Tests", "Golden", "problem-codes.txt")).Where(line => line.Length > 0);

        // A code that is gone stays in the file with a dash: it is never given another meaning.
        golden.Where(line => !line.StartsWith('-')).ShouldBe(ProblemSites.All.Select(site => site.Code).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Codes_are_dotted_and_in_lower_case() =>
        ProblemSites.All.ShouldAllBe(site => Regex.IsMatch(site.Code, "^[a-z]+(\\.[a-z0-9]+(-[a-z0-9]+)*)+$"));

    [Fact]
    public void Sentences_end_as_sentences_and_are_short_enough_to_read()
    {
        var odd = Catalogue.Languages.SelectMany(language => Catalogue.Problems.KeysIn(language)
            .Select(key => (Key: key, Language: language, Sentence: Catalogue.Problems.Find(key, language)!)) // The key was just listed.
            .Where(s => s.Sentence.Length > 260 || !Regex.IsMatch(s.Sentence, "[.`]$") || s.Sentence != s.Sentence.Trim()));

        odd.ShouldBeEmpty();
    }

    /// <summary>A new file here means a new way to make problems: see that the search knows the calls of it.</summary>
    [Fact]
    public void Codes_are_passed_on_only_by_methods_that_the_search_knows() => ProblemSites.PassingOn.ShouldBe(
    [
        "Fori.Store/Json/CanonicalPass.cs",
        "Fori/Geography/PointReading.cs",
        "Fori/Integration/Fetching/GuardedStream.cs",
        "Fori/Integration/Mapping/MappingYaml.cs",
        "Fori/Integration/Mapping/RecordContext.cs",
        "Fori/Integration/Reading/RecordText.cs",
        "Fori/Registers/Profiles/RuleEngine.cs",
    ]);

    [Fact]
    public void The_sources_are_searched_in_all_their_projects() =>
        ProblemSites.All.Select(site => site.File.Split('/')[0]).Distinct().Order(StringComparer.Ordinal).ShouldBe(["Fori", "Fori.Store", "Fori.Web"]);
}
