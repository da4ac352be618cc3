using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Fori.Search.Index;

/// <summary>
/// Columns of one segment in memory, made at first use and kept as long as the segment: facet values, points and the
/// documents of filters in common use, lengths of texts and the order of titles. A segment never changes, so a column is right for ever; deletions are looked
/// up beside it. Lucene's own doc values answer one document at a time through three calls, which is five times slower.
/// </summary>
internal sealed class SegmentColumns
{
    private const int MostFilters = 64;
    private const int CommonFilter = 1000;
    private static readonly ConditionalWeakTable<object, SegmentColumns> All = [];
    private static readonly ConditionalWeakTable<IBits, FixedBitSet> AllLive = [];
    private readonly ConcurrentDictionary<string, FacetColumn> _facets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Field, string Value), FixedBitSet> _filters = new();
    private readonly ConcurrentDictionary<string, byte[]> _lengths = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]> _titleOrders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]> _byTitle = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]?[]> _titles = new(StringComparer.Ordinal);
    private PointColumn? _points;
    private Guid[]? _ids;
    private string[]? _types;

    /// <summary>Above the key of every title: stands for none.</summary>
    public static readonly byte[] LastTitle = [0xFF, 0xFF, 0xFF, 0xFF];

    public static SegmentColumns Of(AtomicReader reader) => All.GetValue(reader.CoreCacheKey, static _ => new SegmentColumns());

    public FacetColumn Facet(AtomicReader reader, string field) =>
        _facets.GetOrAdd(field, static (name, from) => FacetColumn.Read(from, IndexFields.Facet(name)), reader);

    public PointColumn Points(AtomicReader reader) => _points ??= PointColumn.Read(reader);

    public Guid[] Ids(AtomicReader reader)
    {
        if (_ids is { } known)
        {
            return known;
        }

        var source = reader.GetBinaryDocValues(IndexFields.Id);
        var ids = new Guid[reader.MaxDoc];
        var bytes = new BytesRef();
        for (var document = 0; document < ids.Length; document++)
        {
            source.Get(document, bytes);
            ids[document] = IndexFields.IdOf(bytes);
        }

        return _ids = ids;
    }

    /// <summary>Each document's type; one string for all of a type.</summary>
    public string[] Types(AtomicReader reader)
    {
        if (_types is { } known)
        {
            return known;
        }

        var source = reader.GetSortedDocValues(IndexFields.Type);
        var names = new string[source.ValueCount];
        var bytes = new BytesRef();
        for (var ordinal = 0; ordinal < names.Length; ordinal++)
        {
            source.LookupOrd(ordinal, bytes);
            names[ordinal] = bytes.Utf8ToString();
        }

        var types = new string[reader.MaxDoc];
        for (var document = 0; document < types.Length; document++)
        {
            types[document] = names[source.GetOrd(document)];
        }

        return _types = types;
    }

    /// <summary>The length of a text field in each document as its norm's byte; empty when the segment has no such field.</summary>
    public byte[] Lengths(AtomicReader reader, string field) => _lengths.GetOrAdd(
        field,
        static (name, from) =>
        {
            if (from.GetNormValues(name) is not { } norms)
            {
                return [];
            }

            var lengths = new byte[from.MaxDoc];
            for (var document = 0; document < lengths.Length; document++)
            {
                lengths[document] = (byte)norms.Get(document);
            }

            return lengths;
        },
        reader);

    /// <summary>Each document's place by title within the segment; int.MaxValue for one without a title.</summary>
    public int[] TitleOrder(AtomicReader reader, string language) => _titleOrders.GetOrAdd(
        language,
        static (name, from) =>
        {
            var titles = from.GetSortedDocValues(IndexFields.TitleOrder(name));
            var order = new int[from.MaxDoc];
            for (var document = 0; document < order.Length; document++)
            {
                order[document] = titles?.GetOrd(document) is { } ordinal and >= 0 ? ordinal : int.MaxValue;
            }

            return order;
        },
        reader);

    /// <summary>The documents in the order of their titles; those with the same title, or none, in the order of their ids.</summary>
    public int[] ByTitle(AtomicReader reader, string language) => _byTitle.GetOrAdd(
        language,
        static (name, from) =>
        {
            var order = from.Columns.TitleOrder(from.Reader, name);
            var ids = from.Columns.Ids(from.Reader);
            var documents = new int[from.Reader.MaxDoc];
            for (var document = 0; document < documents.Length; document++)
            {
                documents[document] = document;
            }

            Array.Sort(documents, (a, b) => CompareTitles(order, ids, a, b));
            return documents;
        },
        (Columns: this, Reader: reader));

    /// <param name="order">Of <see cref="TitleOrder"/>.</param>
    /// <param name="ids">Of <see cref="Ids"/>.</param>
    public static int CompareTitles(int[] order, Guid[] ids, int one, int other) =>
        order[one].CompareTo(order[other]) is var byTitle && byTitle != 0 ? byTitle : ids[one].CompareTo(ids[other]);

    /// <summary>The key of a title in the order of a language; what was asked for is kept, as it is mostly first pages.</summary>
    /// <param name="place">Of <see cref="TitleOrder"/>.</param>
    public byte[] Title(AtomicReader reader, string language, int place)
    {
        if (place == int.MaxValue)
        {
            return LastTitle;
        }

        var kept = _titles.GetOrAdd(language, static (name, from) => new byte[from.GetSortedDocValues(IndexFields.TitleOrder(name)).ValueCount][], reader);
        if (kept[place] is { } known)
        {
            return known;
        }

        var bytes = new BytesRef();
        reader.GetSortedDocValues(IndexFields.TitleOrder(language)).LookupOrd(place, bytes);
        return kept[place] = bytes.Bytes.AsSpan(bytes.Offset, bytes.Length).ToArray();
    }

    /// <summary>The documents that are not deleted; null when none is.</summary>
    /// <remarks>A reader has its own; Lucene's answers one document at a time and cannot be joined to a filter.</remarks>
    public static FixedBitSet? Live(AtomicReader reader) => reader.LiveDocs is not { } live ? null : AllLive.GetValue(live, static from =>
    {
        var bits = new FixedBitSet(from.Length);
        for (var document = 0; document < from.Length; document++)
        {
            if (from.Get(document))
            {
                bits.Set(document);
            }
        }

        return bits;
    });

    /// <summary>The documents of one term, deleted ones among them; null when there are none.</summary>
    public FixedBitSet? Filter(AtomicReader reader, string field, BytesRef value)
    {
        var key = (field, Convert.ToBase64String(value.Bytes.AsSpan(value.Offset, value.Length)));
        if (_filters.TryGetValue(key, out var known))
        {
            return known;
        }

        if (reader.GetTermDocsEnum(new Term(field, value)) is not { } documents)
        {
            return null;
        }

        var bits = new FixedBitSet(reader.MaxDoc);
        var count = 0;
        while (documents.NextDoc() is var document && document != Lucene.Net.Search.DocIdSetIterator.NO_MORE_DOCS)
        {
            bits.Set(document);
            count++;
        }

        if (count >= CommonFilter && _filters.Count < MostFilters)
        {
            _filters[key] = bits;
        }

        return bits;
    }
}

/// <summary>The values of one facet field: document → ordinals of values.</summary>
internal sealed class FacetColumn
{
    private readonly int[] _starts;
    private readonly int[] _ordinals;

    private FacetColumn(int[] starts, int[] ordinals, string[] values)
    {
        _starts = starts;
        _ordinals = ordinals;
        Values = values;
    }

    /// <summary>By ordinal.</summary>
    public string[] Values { get; }

    public ReadOnlySpan<int> Of(int document) => _ordinals.AsSpan(_starts[document], _starts[document + 1] - _starts[document]);

    public static FacetColumn Read(AtomicReader reader, string field)
    {
        var starts = new int[reader.MaxDoc + 1];
        if (reader.GetSortedSetDocValues(field) is not { } source)
        {
            return new FacetColumn(starts, [], []);
        }

        var ordinals = new List<int>(reader.MaxDoc);
        for (var document = 0; document < reader.MaxDoc; document++)
        {
            starts[document] = ordinals.Count;
            source.SetDocument(document);
            while (source.NextOrd() is var ordinal && ordinal != SortedSetDocValues.NO_MORE_ORDS)
            {
                ordinals.Add((int)ordinal);
            }
        }

        starts[^1] = ordinals.Count;
        var values = new string[source.ValueCount];
        var bytes = new BytesRef();
        for (var ordinal = 0; ordinal < values.Length; ordinal++)
        {
            source.LookupOrd(ordinal, bytes);
            values[ordinal] = bytes.Utf8ToString();
        }

        return new FacetColumn(starts, [.. ordinals], values);
    }
}
