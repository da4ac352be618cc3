namespace Fori.Search.Analysis;

/// <summary>The analyses of the languages that have one of their own.</summary>
internal static class WordAnalyses
{
    /// <param name="lexicons">By language: the words by which compounds are split.</param>
    /// <param name="useVoikko">False keeps Finnish to Snowball although Voikko is installed.</param>
    public static IReadOnlyDictionary<string, IWordAnalysis> Of(IReadOnlyDictionary<string, IReadOnlySet<string>> lexicons, bool useVoikko)
    {
        var finnish = new CompoundSplitter(lexicons["fi"], ["n", "s", "in"]);
        var swedish = new CompoundSplitter(lexicons["sv"], ["s", "e", "u", "o"]);
        return new Dictionary<string, IWordAnalysis>(StringComparer.Ordinal)
        {
            ["fi"] = useVoikko && Voikko.TryGet(out var voikko)
                ? new FinnishAnalysis(voikko, finnish)
                : new StemAnalysis("fi:snowball", Stemmer.Finnish, finnish),
            ["sv"] = new StemAnalysis("sv:snowball", Stemmer.Swedish, swedish, word => SwedishForms.Indefinite(word, lexicons["sv"])),
            ["en"] = new StemAnalysis("en:snowball", Stemmer.English, new CompoundSplitter(lexicons["en"], [], splitsKnown: false)),
        };
    }
}
