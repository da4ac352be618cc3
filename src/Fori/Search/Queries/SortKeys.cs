using Fori.Search.Index;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Fori.Search.Queries;

/// <summary>The numbers by which one segment's documents are sorted; smaller comes first.</summary>
internal sealed class SortKeys
{
    private const double WithoutTitle = int.MaxValue;
    private readonly SearchQuery _query;
    private readonly SearchSort _sort;
    private readonly Func<int, float>? _score;
    private readonly int _start;
    private readonly SortedDocValues? _titles;
    private readonly int[] _titleOrder;
    private readonly NumericDocValues? _changed;
    private readonly PointColumn? _points;

    public SortKeys(AtomicReaderContext context, SearchQuery query, SearchSort sort, Func<int, float>? score)
    {
        var reader = context.AtomicReader;
        _query = query;
        _sort = sort;
        _score = score;
        _start = context.DocBase;
        var language = TitleLanguage(query.Language);
        _titles = sort == SearchSort.Title ? reader.GetSortedDocValues(IndexFields.TitleOrder(language)) : null;
        _titleOrder = sort == SearchSort.Title ? SegmentColumns.Of(reader).TitleOrder(reader, language) : [];
        _changed = sort == SearchSort.Changed ? reader.GetNumericDocValues(IndexFields.Changed) : null;
        _points = sort == SearchSort.Distance ? SegmentColumns.Of(reader).Points(reader) : null;
    }

    /// <summary>In which language's order titles stand for an asker's language.</summary>
    public static string TitleLanguage(string asked) =>
        IndexFields.LanguageOf(asked) is var known && known != IndexFields.OtherLanguage ? known : SearchKnowledge.Languages[0];

    public double Of(int document) => _sort switch
    {
        SearchSort.Title => _titleOrder[document],
        SearchSort.Changed => -(_changed?.Get(document) ?? 0),

        // The query was refused without a point.
        SearchSort.Distance => _points!.Distance(document, _query.Near!),
        _ => -(_score?.Invoke(_start + document) ?? 0),
    };

    /// <summary>Where the cursor stands among this segment's keys: a title that the segment lacks stands between two ordinals.</summary>
    public double Place(Cursor after)
    {
        if (_sort != SearchSort.Title)
        {
            return after.Key;
        }

        if (after.Title.Length == 0 || IsLast(after.Title))
        {
            return WithoutTitle;
        }

        if (_titles is null)
        {
            return -1;
        }

        var ordinal = _titles.LookupTerm(new BytesRef(after.Title));
        return ordinal >= 0 ? ordinal : -ordinal - 1.5;
    }

    /// <summary>The title's key for comparing over segments; above every other for a document without a title.</summary>
    public byte[] Title(Candidate candidate)
    {
        if (_sort != SearchSort.Title)
        {
            return [];
        }

        if (_titles is null || candidate.Key >= WithoutTitle)
        {
            return SegmentColumns.LastTitle;
        }

        var bytes = new BytesRef();
        _titles.LookupOrd((int)candidate.Key, bytes);
        return bytes.Bytes.AsSpan(bytes.Offset, bytes.Length).ToArray();
    }

    private static bool IsLast(byte[] title) => title.AsSpan().SequenceEqual(SegmentColumns.LastTitle);
}
