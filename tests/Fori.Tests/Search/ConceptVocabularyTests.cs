using System.Text;
using Fori.Search;

namespace Fori.Tests.Search;

public sealed class ConceptVocabularyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_saved_is_loaded_and_the_bytes_are_the_same()
    {
        var vocabulary = Given.Vocabulary();
        using var first = new MemoryStream();
        await vocabulary.SaveAsync(first, Ct);
        first.Position = 0;

        var loaded = await ConceptVocabulary.LoadAsync(first, Ct);

        using var second = new MemoryStream();
        await loaded.Value!.SaveAsync(second, Ct);
        second.ToArray().ShouldBe(first.ToArray());
        loaded.Value.Fingerprint.ShouldBe(vocabulary.Fingerprint);
        var swimming = loaded.Value.Concepts.Single(c => c.Uri == "urn:c:swimming");
        swimming.Labels["sv"].ShouldBe("simning");
        swimming.AlternativeLabels["fi"].ShouldBe(["uiminen"]);
        swimming.Broader.ShouldBe(["urn:c:sport"]);
    }

    [Fact]
    public void The_order_of_adding_changes_nothing_and_a_label_changes_the_fingerprint()
    {
        var one = new ConceptVocabulary.Builder().Add("a", "fi", "yksi").Add("b", "fi", "kaksi").Build();
        var other = new ConceptVocabulary.Builder().Add("b", "fi", "kaksi").Add("a", "fi", "yksi").Build();
        var changed = new ConceptVocabulary.Builder().Add("b", "fi", "kaksi").Add("a", "fi", "eka").Build();

        other.Fingerprint.ShouldBe(one.Fingerprint);
        changed.Fingerprint.ShouldNotBe(one.Fingerprint);
    }

    [Fact]
    public void A_second_preferred_label_becomes_an_alternative()
    {
        var vocabulary = new ConceptVocabulary.Builder().Add("a", "fi", "tori").Add("a", "fi", "kauppatori").Add("a", "fi", "tori").Build();

        vocabulary.Concepts[0].Labels["fi"].ShouldBe("tori");
        vocabulary.Concepts[0].AlternativeLabels["fi"].ShouldBe(["kauppatori"]);
    }

    [Theory]
    [InlineData("{\"uri\":\"a\"}\n{\"uri\":", "2")]
    [InlineData("[]", "1")]
    [InlineData("{\"labels\":{}}", "1")]
    [InlineData("{\"uri\":null}", "1")]
    [InlineData("\u0000", "1")]
    public async Task A_line_that_is_no_concept_refuses_the_file_by_its_number(string text, string line)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        var loaded = await ConceptVocabulary.LoadAsync(stream, Ct);

        var problem = loaded.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Arguments["line"]).ShouldBe(("vocabulary.line-unreadable", line));
    }
}
