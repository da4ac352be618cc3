using System.Text.RegularExpressions;
using Fori.Tests.Testing;
using Fori.Ui;

namespace Fori.Tests.Ui;

public sealed partial class UiTextTests
{
    private static readonly string[] Whole = ["fi", "sv", "en"];

    [Fact]
    public void No_key_is_missing_in_any_language()
    {
        var all = Whole.SelectMany(l => UiText.FileOf(l).Keys).ToHashSet();

        foreach (var language in Whole)
        {
            all.Except(UiText.FileOf(language).Keys).ShouldBeEmpty($"missing in {language}");
            UiText.FileOf(language).Where(t => string.IsNullOrWhiteSpace(t.Value)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_language_fills_the_same_places()
    {
        foreach (var (key, text) in UiText.FileOf("en"))
        {
            foreach (var language in Whole)
            {
                Places().Matches(UiText.FileOf(language)[key]).Select(m => m.Value).Order()
                    .ShouldBe(Places().Matches(text).Select(m => m.Value).Order(), $"{key} in {language}");
            }
        }
    }

    [Fact]
    public void Every_key_that_a_page_asks_for_is_there_and_none_is_unused()
    {
        var sources = Directory.EnumerateFiles(SourceTree.Root("src"), "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            // The registers' words about opening hours have a catalogue of their own.
            .Where(f => !f.Contains("/Registers/", StringComparison.Ordinal))
            .Select(f => (IsAdmin: f.Contains("/Admin/", StringComparison.Ordinal), Text: File.ReadAllText(f)))
            .ToList();
        // The admin's pages have words of their own, in the catalogue; AdminWordsTests looks after them.
        var asked = sources.Where(s => !s.IsAdmin).Select(s => s.Text).SelectMany(s => Keys().Matches(s)).Select(m => m.Groups["key"].Value).ToHashSet();
        var known = UiText.FileOf("en").Keys.ToHashSet();

        asked.Where(k => !known.Contains(k) && !known.Contains($"{k}.other")).ShouldBeEmpty();
        var all = string.Concat(sources.Select(s => s.Text));
        known.Where(k => !IsBuilt(k) && !all.Contains($"\"{Stem(k)}\"", StringComparison.Ordinal)).ShouldBeEmpty("asked for by nobody");
    }

    [Fact]
    public void A_day_is_written_as_the_language_writes_it()
    {
        var day = new DateOnly(2026, 12, 3);

        UiText.For("fi").Day(day).ShouldBe("3.12.2026");
        UiText.For("sv").Day(day).ShouldBe("3.12.2026");
        UiText.For("en").Day(day).ShouldBe("3 December 2026");
    }

    [Fact]
    public void One_and_many_have_their_own_words()
    {
        UiText.For("fi").Count("directory.services", 1).ShouldBe("1 palvelu");
        UiText.For("sv").Count("directory.services", 1240).ShouldBe("1\u00A0240 tjänster");
        UiText.For("en").Count("directory.services", 0).ShouldBe("0 services");
    }

    [Fact]
    public void A_language_without_a_file_speaks_its_parents_and_an_unknown_one_english()
    {
        UiText.For("fi-x-easy")["search.button"].ShouldBe("Hae");
        UiText.For("xx")["search.button"].ShouldBe("Search");
    }

    [Fact]
    public void A_key_that_nobody_wrote_is_our_mistake() =>
        Should.Throw<InvalidOperationException>(() => UiText.For("fi")["no.such.key"]);

    /// <summary>Keys put together from a language's tag, or offered to the colleagues who make views.</summary>
    private static bool IsBuilt(string key) =>
        key.StartsWith("language.", StringComparison.Ordinal) || key.StartsWith("in-language.", StringComparison.Ordinal) || key.StartsWith("feed.", StringComparison.Ordinal)
        || key.StartsWith("callout.", StringComparison.Ordinal) || key.StartsWith("alert.severity.", StringComparison.Ordinal);

    private static string Stem(string key) => key.EndsWith(".one", StringComparison.Ordinal) || key.EndsWith(".other", StringComparison.Ordinal) ? key[..key.LastIndexOf('.')] : key;

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();

    [GeneratedRegex("""Words(\.With|\.Count)?[\[(]"(?<key>[a-z.-]+)""")]
    private static partial Regex Keys();
}
