using System.Collections.Concurrent;
using System.Globalization;
using Fori.Documents;
using Fori.Search.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Util;

namespace Fori.Search.Index;

/// <summary>
/// Makes the entry of a document: a pure function of the document and the installation's knowledge, so that a rebuilt
/// index equals the live one. Nothing is stored but the id, the version and what sorting and counting read.
/// </summary>
internal static class IndexEntry
{
    private const int MostWords = 20_000;
    private const int MostTitleWords = 40;
    private const int MostCompletions = 6;
    private static readonly ConcurrentDictionary<string, CompareInfo> Alphabets = new(StringComparer.Ordinal);
    [ThreadStatic]
    private static Desk? _desk;

    public static Document Of(SearchDocument source, SearchKnowledge knowledge)
    {
        var desk = _desk ??= new Desk();
        var entry = new Document
        {
            desk.Values(IndexFields.Id, [IndexFields.IdBytes(source.Id)]),
            new BinaryDocValuesField(IndexFields.Id, IndexFields.IdBytes(source.Id)),
            new NumericDocValuesField(IndexFields.Version, source.Version),
            new NumericDocValuesField(IndexFields.Changed, source.ChangedAt.UtcTicks),
            desk.Values(IndexFields.Type, [IndexFields.Bounded(source.Type)]),
            new SortedDocValuesField(IndexFields.Type, IndexFields.Bounded(source.Type)),
            desk.Values(IndexFields.Language, source.Languages.Distinct().Select(IndexFields.Bounded)),
            desk.Values(IndexFields.Identifier, source.Identifiers.Distinct().Select(IndexFields.IdentifierTerm)),
        };
        if (source.IsHistorical)
        {
            entry.Add(desk.Values(IndexFields.Historical, [IndexFields.Bounded(IndexFields.IsHistorical)]));
        }

        foreach (var (field, given) in source.Facets)
        {
            var values = given.Distinct().Select(IndexFields.Bounded).ToList();
            entry.Add(desk.Values(IndexFields.Facet(field), values));
            foreach (var value in values)
            {
                entry.Add(new SortedSetDocValuesField(IndexFields.Facet(field), value));
            }
        }

        var points = source.Points.Where(p => p is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 }).ToList();
        if (points.Count > 0)
        {
            entry.Add(new BinaryDocValuesField(IndexFields.Points, IndexFields.PointBytes(points)));
        }

        AddTexts(entry, source, knowledge, desk);
        AddTitleOrders(entry, source.Title);
        if (!source.IsHistorical)
        {
            AddCompletions(entry, source.Title, desk);
        }

        return entry;
    }

    /// <summary>The key by which titles of a language are sorted: å, ä, ö last in Finnish and Swedish; case and marks decide last.</summary>
    public static byte[] TitleOrder(string title, string language) =>
        Alphabet(language).GetSortKey(title.Length > 200 ? title[..200] : title, CompareOptions.IgnoreKanaType | CompareOptions.IgnoreWidth).KeyData;

    private static CompareInfo Alphabet(string language) => Alphabets.GetOrAdd(
        language,
        l => CultureInfo.GetCultureInfo(l switch { "sv" => "sv-FI", "en" => "en-GB", _ => "fi-FI" }).CompareInfo);

    private static void AddTexts(Document entry, SearchDocument source, SearchKnowledge knowledge, Desk desk)
    {
        desk.ClearTexts();
        Add(TextZone.Title, source.Title, MostTitleWords);
        foreach (var title in source.AlternativeTitles.Concat(source.Labels))
        {
            Add(TextZone.Aside, title, MostTitleWords);
        }

        foreach (var (language, word) in source.Keywords)
        {
            AddText(TextZone.Aside, language, word, MostTitleWords, knowledge, desk);
        }

        Add(TextZone.Running, source.Summary, MostWords);
        Add(TextZone.Running, source.Body, MostWords);
        desk.Concepts(TextZone.Aside).UnionWith(source.Concepts);
        foreach (var zone in Desk.Zones)
        {
            var first = true;
            foreach (var uri in desk.Concepts(zone).Order(StringComparer.Ordinal))
            {
                desk.Text(zone, IndexFields.ConceptLanguage).Add('\0', IndexFields.ConceptTerm(uri), first);
                first = false;
            }
        }

        foreach (var field in desk.Texts())
        {
            entry.Add(field);
        }

        void Add(TextZone zone, LocalizedText text, int most)
        {
            foreach (var (language, words) in text)
            {
                AddText(zone, language, words, most, knowledge, desk);
            }
        }
    }

    private static void AddText(TextZone zone, string tag, string text, int most, SearchKnowledge knowledge, Desk desk)
    {
        var language = IndexFields.LanguageOf(tag);
        var terms = desk.Text(zone, language);
        var analysis = knowledge.Analysis(language);
        var lemmas = desk.Lemmas;
        lemmas.Clear();
        var position = -1;
        using var words = new WordReader(text, most);
        while (words.MoveNext())
        {
            var forms = analysis.Analyze(words.Current);
            if (words.Position != position)
            {
                lemmas.Add(forms.Lemma);
            }

            terms.AddWord(forms.Terms ??= TermsOf(forms, desk.Word), mayBegin: words.Position != position);
            position = words.Position;
        }

        foreach (var (_, _, concept) in knowledge.Concepts.NamesIn(language, lemmas))
        {
            desk.Concepts(zone).Add(knowledge.Concepts.Uri(concept));
        }
    }

    private static byte[] TermsOf(WordForms forms, TermBuffer terms)
    {
        terms.Clear();
        terms.Add('\0', forms.Word, begins: !GenericHeads.Contains(forms.Lemma));
        foreach (var lemma in forms.Lemmas)
        {
            terms.Add(IndexFields.LemmaMark, lemma);
            AddFolded(lemma, terms);
        }

        if (!forms.Lemmas.Contains(forms.Word))
        {
            AddFolded(forms.Word, terms);
        }

        for (var first = 0; first < forms.Parts.Count; first++)
        {
            terms.Add(IndexFields.PartMark, forms.Parts[first]);
            for (var last = first + 1; last < forms.Parts.Count && last - first + 1 < forms.Parts.Count; last++)
            {
                terms.Add(IndexFields.PartMark, string.Concat(forms.Parts.Skip(first).Take(last - first + 1)));
            }
        }

        // Kirjastopalvelut is the library: what stands before a generic last part counts as a word of its own.
        if (forms.Parts.Count > 1 && GenericHeads.Contains(forms.Parts[^1]))
        {
            terms.Add(IndexFields.LemmaMark, string.Concat(forms.Parts.SkipLast(1)));
        }

        foreach (var root in forms.Roots)
        {
            terms.Add(IndexFields.RootMark, root);
        }

        return terms.ToArray();
    }

    private static void AddFolded(string word, TermBuffer terms)
    {
        if (Words.Fold(word) is var folded && folded != word)
        {
            terms.Add(IndexFields.FoldMark, folded);
        }
    }

    private static void AddTitleOrders(Document entry, LocalizedText title)
    {
        foreach (var language in SearchKnowledge.Languages)
        {
            if (title.In(language) is { } shown)
            {
                entry.Add(new SortedDocValuesField(IndexFields.TitleOrder(language), new BytesRef(TitleOrder(shown.Text, language))));
            }
        }
    }

    // A completion is found by the beginning of the title or of one of its words: "folded beginning␟whole title".
    private static void AddCompletions(Document entry, LocalizedText title, Desk desk)
    {
        foreach (var (tag, text) in title)
        {
            var shown = text.Length > 150 ? text[..150] : text;
            var words = Words.Of(shown).DistinctBy(w => w.Position).Select(w => Words.Fold(w.Text)).ToList();
            var beginnings = Enumerable.Range(0, Math.Min(words.Count, MostCompletions)).Select(first =>
                IndexFields.Bounded(string.Join(' ', words.Skip(first)) + (first == 0 ? '\u001e' : '\u001f') + shown));
            entry.Add(desk.Values(IndexFields.Completion(IndexFields.LanguageOf(tag)), beginnings));
        }
    }

    /// <summary>What one thread makes entries on, one after another.</summary>
    private sealed class Desk
    {
        private static readonly string[] TextLanguages = [.. IndexFields.Languages, IndexFields.ConceptLanguage];
        private readonly TermBuffer[] _texts;
        private readonly HashSet<string>[] _concepts;
        private readonly TermBuffer _values = new();

        public Desk()
        {
            _texts = [.. Zones.SelectMany(_ => TextLanguages, (_, _) => new TermBuffer())];
            _concepts = [.. Zones.Select(_ => new HashSet<string>(StringComparer.Ordinal))];
        }

        public static IReadOnlyList<TextZone> Zones { get; } = Enum.GetValues<TextZone>();

        public TermBuffer Word { get; } = new();

        public List<string> Lemmas { get; } = [];

        public TermBuffer Text(TextZone zone, string language) => _texts[((int)zone * TextLanguages.Length) + TextLanguages.IndexOf(language)];

        public HashSet<string> Concepts(TextZone zone) => _concepts[(int)zone];

        public void ClearTexts()
        {
            foreach (var text in _texts)
            {
                text.Clear();
            }

            foreach (var concepts in _concepts)
            {
                concepts.Clear();
            }
        }

        public IEnumerable<TermField> Texts() =>
            from zone in Zones
            from language in TextLanguages
            let terms = Text(zone, language)
            where terms.Length > 0
            select TermField.OfWords(IndexFields.Text(zone, language), terms);

        public TermField Values(string name, IEnumerable<BytesRef> values)
        {
            _values.Clear();
            foreach (var value in values)
            {
                _values.Add(value.Bytes.AsSpan(value.Offset, value.Length));
            }

            return TermField.OfValues(name, _values);
        }
    }
}
