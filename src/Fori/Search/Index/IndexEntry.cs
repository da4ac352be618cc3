using System.Collections.Concurrent;
using System.Globalization;
using Fori.Documents;
using Fori.Search.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;
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
    private static readonly FieldType Terms = TextFieldType();
    private static readonly FieldType Exact = ExactFieldType();

    public static Document Of(SearchDocument source, SearchKnowledge knowledge)
    {
        var entry = new Document
        {
            new Field(IndexFields.Id, new BytesStream(IndexFields.IdBytes(source.Id)), Exact),
            new BinaryDocValuesField(IndexFields.Id, IndexFields.IdBytes(source.Id)),
            new NumericDocValuesField(IndexFields.Version, source.Version),
            new NumericDocValuesField(IndexFields.Changed, source.ChangedAt.UtcTicks),
            new StringField(IndexFields.Type, source.Type, Field.Store.NO),
            new SortedDocValuesField(IndexFields.Type, IndexFields.Bounded(source.Type)),
        };
        foreach (var language in source.Languages.Distinct())
        {
            entry.Add(new StringField(IndexFields.Language, language, Field.Store.NO));
        }

        foreach (var identifier in source.Identifiers.Distinct())
        {
            entry.Add(new Field(IndexFields.Identifier, new BytesStream(IndexFields.IdentifierTerm(identifier)), Exact));
        }

        foreach (var (field, values) in source.Facets)
        {
            foreach (var value in values.Distinct())
            {
                var bytes = IndexFields.Bounded(value);
                entry.Add(new Field(IndexFields.Facet(field), new BytesStream(bytes), Exact));
                entry.Add(new SortedSetDocValuesField(IndexFields.Facet(field), bytes));
            }
        }

        var points = source.Points.Where(p => p is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 }).ToList();
        if (points.Count > 0)
        {
            entry.Add(new BinaryDocValuesField(IndexFields.Points, IndexFields.PointBytes(points)));
        }

        AddTexts(entry, source, knowledge);
        AddTitleOrders(entry, source.Title);
        AddCompletions(entry, source.Title);
        return entry;
    }

    /// <summary>The key by which titles of a language are sorted: å, ä, ö last in Finnish and Swedish; case and marks decide last.</summary>
    public static byte[] TitleOrder(string title, string language) =>
        Alphabet(language).GetSortKey(title.Length > 200 ? title[..200] : title, CompareOptions.IgnoreKanaType | CompareOptions.IgnoreWidth).KeyData;

    private static CompareInfo Alphabet(string language) => Alphabets.GetOrAdd(
        language,
        l => CultureInfo.GetCultureInfo(l switch { "sv" => "sv-FI", "en" => "en-GB", _ => "fi-FI" }).CompareInfo);

    private static void AddTexts(Document entry, SearchDocument source, SearchKnowledge knowledge)
    {
        var fields = new SortedDictionary<string, List<(string, bool)>>(StringComparer.Ordinal);
        var concepts = new HashSet<string>[3];
        for (var zone = 0; zone < concepts.Length; zone++)
        {
            concepts[zone] = new HashSet<string>(StringComparer.Ordinal);
        }

        void Add(TextZone zone, LocalizedText text, int most)
        {
            foreach (var (language, words) in text)
            {
                AddText(zone, language, words, most, fields, concepts[(int)zone], knowledge);
            }
        }

        Add(TextZone.Title, source.Title, MostTitleWords);
        foreach (var title in source.AlternativeTitles.Concat(source.Labels))
        {
            Add(TextZone.Aside, title, MostTitleWords);
        }

        foreach (var (language, word) in source.Keywords)
        {
            AddText(TextZone.Aside, language, word, MostTitleWords, fields, concepts[(int)TextZone.Aside], knowledge);
        }

        Add(TextZone.Running, source.Summary, MostWords);
        Add(TextZone.Running, source.Body, MostWords);
        concepts[(int)TextZone.Aside].UnionWith(source.Concepts);
        for (var zone = 0; zone < concepts.Length; zone++)
        {
            if (concepts[zone].Count > 0)
            {
                fields[IndexFields.Text((TextZone)zone, IndexFields.ConceptLanguage)] =
                    [.. concepts[zone].Order(StringComparer.Ordinal).Select((uri, i) => (IndexFields.ConceptTerm(uri), i == 0))];
            }
        }

        foreach (var (field, terms) in fields)
        {
            entry.Add(new Field(field, new TermStream(terms), Terms));
        }
    }

    private static void AddText(
        TextZone zone, string tag, string text, int most, SortedDictionary<string, List<(string, bool)>> fields, HashSet<string> concepts, SearchKnowledge knowledge)
    {
        var language = IndexFields.LanguageOf(tag);
        var name = IndexFields.Text(zone, language);
        if (!fields.TryGetValue(name, out var terms))
        {
            fields[name] = terms = [];
        }

        var analysis = knowledge.Analysis(language);
        var lemmas = new List<string>();
        var position = -1;
        foreach (var word in Words.Of(text, most))
        {
            var forms = analysis.Analyze(word.Text);
            if (word.Position != position)
            {
                lemmas.Add(forms.Lemma);
            }

            AddWord(forms, begins: word.Position != position && !GenericHeads.Contains(forms.Lemma), terms);
            position = word.Position;
        }

        foreach (var (_, _, concept) in knowledge.Concepts.NamesIn(language, lemmas))
        {
            concepts.Add(knowledge.Concepts.Uri(concept));
        }
    }

    private static void AddWord(WordForms forms, bool begins, List<(string, bool)> terms)
    {
        // The writer wants the first term of a field to begin a place.
        terms.Add((forms.Word, begins || terms.Count == 0));
        foreach (var lemma in forms.Lemmas)
        {
            terms.Add((IndexFields.LemmaMark + lemma, false));
            AddFolded(lemma, terms);
        }

        if (!forms.Lemmas.Contains(forms.Word))
        {
            AddFolded(forms.Word, terms);
        }

        for (var first = 0; first < forms.Parts.Count; first++)
        {
            terms.Add((IndexFields.PartMark + forms.Parts[first], false));
            for (var last = first + 1; last < forms.Parts.Count && last - first + 1 < forms.Parts.Count; last++)
            {
                terms.Add((IndexFields.PartMark + string.Concat(forms.Parts.Skip(first).Take(last - first + 1)), false));
            }
        }

        // Kirjastopalvelut is the library: what stands before a generic last part counts as a word of its own.
        if (forms.Parts.Count > 1 && GenericHeads.Contains(forms.Parts[^1]))
        {
            terms.Add((IndexFields.LemmaMark + string.Concat(forms.Parts.SkipLast(1)), false));
        }

        foreach (var root in forms.Roots)
        {
            terms.Add((IndexFields.RootMark + root, false));
        }
    }

    private static void AddFolded(string word, List<(string, bool)> terms)
    {
        if (Words.Fold(word) is var folded && folded != word)
        {
            terms.Add((IndexFields.FoldMark + folded, false));
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
    private static void AddCompletions(Document entry, LocalizedText title)
    {
        foreach (var (tag, text) in title)
        {
            var shown = text.Length > 150 ? text[..150] : text;
            var words = Words.Of(shown).DistinctBy(w => w.Position).Select(w => Words.Fold(w.Text)).ToList();
            for (var first = 0; first < Math.Min(words.Count, MostCompletions); first++)
            {
                var mark = first == 0 ? '\u001e' : '\u001f';
                entry.Add(new Field(
                    IndexFields.Completion(IndexFields.LanguageOf(tag)),
                    new BytesStream(IndexFields.Bounded(string.Join(' ', words.Skip(first)) + mark + shown)),
                    Exact));
            }
        }
    }

    private static FieldType TextFieldType()
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS, OmitNorms = false, IsStored = false };
        type.Freeze();
        return type;
    }

    private static FieldType ExactFieldType()
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_ONLY, OmitNorms = true, IsStored = false };
        type.Freeze();
        return type;
    }
}
