using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Fori.Documents;

namespace Fori.Registers.Vocabularies;

/// <summary>
/// The vocabularies of an installation, held once in memory. Immutable and safe for any number of threads; a new
/// version makes a new catalogue by <see cref="With"/>.
/// </summary>
/// <remarks>
/// Items are kept as UTF-8 lines and read when asked for: 28,000 concepts in three languages then take about a third
/// of what they take as objects, and a look-up costs a few microseconds.
/// </remarks>
public sealed partial class VocabularyCatalogue
{
    private readonly FrozenDictionary<string, Lazy<HeldVocabulary>> _held;

    private VocabularyCatalogue(IEnumerable<KeyValuePair<string, Lazy<HeldVocabulary>>> held) =>
        _held = held.ToFrozenDictionary(StringComparer.Ordinal);

    public static VocabularyCatalogue Empty { get; } = new([]);

    public IEnumerable<string> Schemes => _held.Keys.Order(StringComparer.Ordinal);

    public static VocabularyCatalogue Of(params IEnumerable<Vocabulary> vocabularies) => Empty.With(vocabularies);

    /// <summary>A catalogue where these take the place of what their schemes held.</summary>
    public VocabularyCatalogue With(params IEnumerable<Vocabulary> vocabularies)
    {
        var held = _held.ToDictionary(StringComparer.Ordinal);
        foreach (var vocabulary in vocabularies)
        {
            held[vocabulary.Scheme] = new Lazy<HeldVocabulary>(HeldVocabulary.Of(vocabulary));
        }

        return new VocabularyCatalogue(held);
    }

    /// <summary>A catalogue with one more vocabulary, which is read when it is first looked into.</summary>
    internal VocabularyCatalogue WithLater(string scheme, Func<Vocabulary> read) =>
        new(_held.Where(h => h.Key != scheme).Append(new(scheme, new Lazy<HeldVocabulary>(() => HeldVocabulary.Of(read())))));

    public bool Has(string scheme) => _held.ContainsKey(scheme);

    /// <returns>0 for a scheme that is not loaded.</returns>
    public int Count(string scheme) => _held.TryGetValue(scheme, out var held) ? held.Value.Count : 0;

    /// <summary>Finds by code, URI, old URI or the URI of an equal concept; http and https are the same.</summary>
    public VocabularyItem? Find(string scheme, string codeOrUri) =>
        _held.TryGetValue(scheme, out var held) && held.Value.TryRow(codeOrUri, out var row) ? held.Value[row] : null;

    public VocabularyItem? Find(Code code) => Find(code.Scheme, code.Value);

    /// <summary>The items directly below; for null the items without a parent here, in ordinal order of their codes.</summary>
    public IReadOnlyList<VocabularyItem> Children(string scheme, string? codeOrUri) =>
        _held.TryGetValue(scheme, out var held) ? held.Value.Children(codeOrUri) : [];

    /// <summary>The item and what is above it, nearest first; a circle in the list is cut.</summary>
    public IReadOnlyList<VocabularyItem> PathUp(string scheme, string codeOrUri)
    {
        var path = new List<VocabularyItem>();
        for (var item = Find(scheme, codeOrUri); item is not null && path.All(p => p.Code != item.Code);)
        {
            path.Add(item);
            item = item.Parents is { Count: > 0 } parents ? Find(scheme, parents[0]) : null;
        }

        return path;
    }

    /// <summary>The label in the first of the languages that has one, else in any; null for an unknown code.</summary>
    public string? Label(Code code, params IEnumerable<string> languages) => Find(code)?.Labels.In(languages)?.Text;

    public IEnumerable<VocabularyItem> Items(string scheme) =>
        _held.TryGetValue(scheme, out var held) ? Enumerable.Range(0, held.Value.Count).Select(row => held.Value[row]) : [];

    /// <summary>The items of one scheme as lines, with their index.</summary>
    private sealed partial class HeldVocabulary
    {
        private readonly byte[] _lines;
        private readonly int[] _starts;
        private readonly FrozenDictionary<string, int> _rows;
        private readonly FrozenDictionary<int, int[]> _children;

        private HeldVocabulary(string scheme, byte[] lines, int[] starts, FrozenDictionary<string, int> rows, FrozenDictionary<int, int[]> children, IReadOnlyList<int[]> circles)
        {
            Scheme = scheme;
            _lines = lines;
            _starts = starts;
            _rows = rows;
            _children = children;
            _circles = circles;
        }

        public string Scheme { get; }

        public int Count => _starts.Length - 1;

        public VocabularyItem this[int row] =>
            JsonSerializer.Deserialize(_lines.AsSpan(_starts[row], _starts[row + 1] - _starts[row]), VocabularyJson.Lines.VocabularyItem)
            ?? throw new InvalidOperationException($"Row {row} of the vocabulary {Scheme} holds null.");

        public static HeldVocabulary Of(Vocabulary vocabulary)
        {
            var lines = new MemoryStream();
            var starts = new int[vocabulary.Items.Count + 1];
            var rows = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var row = 0; row < vocabulary.Items.Count; row++)
            {
                lines.Write(JsonSerializer.SerializeToUtf8Bytes(vocabulary.Items[row], VocabularyJson.Lines.VocabularyItem));
                starts[row + 1] = (int)lines.Length;
                rows[KeyOf(vocabulary.Items[row].Code)] = row;
            }

            // Present names before former ones, and those before equal concepts: none may hide another's own code.
            AddKeys(item => item.Uri is { } uri ? [uri] : []);
            AddKeys(item => item.OldUris ?? []);
            AddKeys(item => item.SameAs ?? []);

            var children = new Dictionary<int, List<int>>();
            var parentRows = new int[vocabulary.Items.Count][];
            for (var row = 0; row < vocabulary.Items.Count; row++)
            {
                var parents = (vocabulary.Items[row].Parents ?? []).Select(ParentRow).Where(p => p >= 0).Distinct().ToList();
                parentRows[row] = [.. parents];
                parents.Remove(row);
                foreach (var parent in parents.Count > 0 ? parents : [-1])
                {
                    (children.TryGetValue(parent, out var list) ? list : children[parent] = []).Add(row);
                }
            }

            return new HeldVocabulary(
                vocabulary.Scheme,
                lines.ToArray(),
                starts,
                rows.ToFrozenDictionary(StringComparer.Ordinal),
                children.ToFrozenDictionary(c => c.Key, c => c.Value.ToArray()),
                CirclesOf(parentRows));

            // A list's newest items may name a parent by a former edition's URI (…/ptvserclass/code/P7), whose end is its code.
            int ParentRow(string parent) =>
                rows.TryGetValue(KeyOf(parent), out var known) ? known
                : parent.LastIndexOf("/code/", StringComparison.Ordinal) is var at and >= 0 ? rows.GetValueOrDefault(parent[(at + 6)..], -1)
                : -1;

            void AddKeys(Func<VocabularyItem, IReadOnlyList<string>> keys)
            {
                for (var row = 0; row < vocabulary.Items.Count; row++)
                {
                    foreach (var key in keys(vocabulary.Items[row]))
                    {
                        rows.TryAdd(KeyOf(key), row);
                    }
                }
            }
        }

        public bool TryRow([NotNullWhen(true)] string? codeOrUri, out int row)
        {
            row = -1;
            return codeOrUri is not null && _rows.TryGetValue(KeyOf(codeOrUri), out row);
        }

        public IReadOnlyList<VocabularyItem> Children(string? codeOrUri)
        {
            var parent = -1;
            if (codeOrUri is not null && !TryRow(codeOrUri, out parent))
            {
                return [];
            }

            return _children.TryGetValue(parent, out var rows) ? [.. rows.Select(row => this[row])] : [];
        }

        private static string KeyOf(string codeOrUri) =>
            codeOrUri.StartsWith("https://", StringComparison.Ordinal) ? string.Concat("http://", codeOrUri.AsSpan(8)) : codeOrUri;
    }
}
