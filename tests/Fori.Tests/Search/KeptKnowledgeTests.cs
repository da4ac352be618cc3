using Fori.Search;
using Fori.Tests.Testing;

namespace Fori.Tests.Search;

/// <summary>The analysed vocabulary that is kept between two starts.</summary>
public sealed class KeptKnowledgeTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private int _analysed;

    private string Kept => _folder["index/concepts.analysed"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_start_reads_what_the_first_has_made_and_finds_the_same()
    {
        var made = Start();

        var read = Start();

        _analysed.ShouldBe(1);
        read.Fingerprint.ShouldBe(made.Fingerprint);
        Answers(read).ShouldBe(Answers(made));
        Answers(read).ShouldBe(Answers(new SearchKnowledge(Given.Vocabulary())));
    }

    [Fact]
    public void Another_vocabulary_or_another_analysis_is_analysed_anew()
    {
        Start("first");
        Start("second");
        Start("second", useVoikko: false);

        _analysed.ShouldBe(Given.Knowledge.HasVoikko ? 3 : 2);
        Directory.GetFiles(_folder["index"]).ShouldBe([Kept]);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void A_file_with_a_changed_byte_is_made_anew(double place)
    {
        var sound = Answers(Start());
        var bytes = File.ReadAllBytes(Kept);
        bytes[(int)(place * bytes.Length)] ^= 0x10;
        File.WriteAllBytes(Kept, bytes);

        Answers(Start()).ShouldBe(sound);
        Start();

        _analysed.ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(2000)]
    public void A_file_that_ends_too_early_is_made_anew(int length)
    {
        Start();
        File.WriteAllBytes(Kept, File.ReadAllBytes(Kept)[..length]);

        Start();

        _analysed.ShouldBe(2);
    }

    [Fact]
    public void What_cannot_be_kept_is_told_and_serves_all_the_same()
    {
        Directory.CreateDirectory(Kept);
        Exception? told = null;

        var knowledge = SearchKnowledge.Kept(Kept, "1", Given.Vocabulary, useVoikko: true, e => told = e);

        told.ShouldNotBeNull();
        Answers(knowledge).ShouldBe(Answers(Given.Knowledge));
    }

    private SearchKnowledge Start(string version = "1", bool useVoikko = true) => SearchKnowledge.Kept(
        Kept,
        version,
        () =>
        {
            _analysed++;
            return Given.Vocabulary();
        },
        useVoikko,
        e => throw e);

    private static List<string> Answers(SearchKnowledge knowledge)
    {
        SearchDocument[] all = [Given.Service("Uimahallin vuorot"), Given.Service("Kirjastopalvelut"), Given.Service("Toimeentulotuki"), Given.Service("Liikunta")];
        using var index = SearchIndex.InMemory(knowledge);
        index.Apply(all, []);
        index.Refresh();
        (string Language, string Text)[] asked = [("fi", "uimaan"), ("sv", "simhallen"), ("en", "income support"), ("en", "swimming"), ("sv", "biblotek")];
        return [.. asked.SelectMany(a => index.Titles(all, new SearchQuery { Text = a.Text, Language = a.Language }).Prepend(a.Text))];
    }
}
