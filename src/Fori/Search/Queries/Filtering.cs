using Fori.Search.Index;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Fori.Search.Queries;

/// <summary>The documents of a segment that every condition of a query lets through.</summary>
internal static class Filtering
{
    /// <returns>Null when nothing is filtered away; deleted documents are not looked at.</returns>
    public static FixedBitSet? Of(AtomicReader reader, SearchQuery query)
    {
        var columns = SegmentColumns.Of(reader);
        FixedBitSet? passed = null;

        void Any(string field, IEnumerable<BytesRef> values)
        {
            var any = new FixedBitSet(reader.MaxDoc);
            foreach (var value in values)
            {
                if (columns.Filter(reader, field, value) is { } bits)
                {
                    any.Or(bits);
                }
            }

            And(any);
        }

        void And(FixedBitSet bits)
        {
            if (passed is null)
            {
                passed = bits;
            }
            else
            {
                passed.And(bits);
            }
        }

        if (query.Types.Count > 0)
        {
            Any(IndexFields.Type, query.Types.Select(IndexFields.Bounded));
        }

        if (query.Historical == HistoricalHits.Only)
        {
            Any(IndexFields.Historical, [IndexFields.Bounded(IndexFields.IsHistorical)]);
        }
        else if (query.Historical == HistoricalHits.None && columns.Filter(reader, IndexFields.Historical, IndexFields.Bounded(IndexFields.IsHistorical)) is { } past)
        {
            var kept = new FixedBitSet(reader.MaxDoc);
            kept.Set(0, reader.MaxDoc);
            kept.AndNot(past);
            And(kept);
        }

        if (query.PublishedIn.Count > 0)
        {
            Any(IndexFields.Language, query.PublishedIn.Select(IndexFields.Bounded));
        }

        if (query.Identifiers.Count > 0)
        {
            Any(IndexFields.Identifier, query.Identifiers.Select(IndexFields.IdentifierTerm));
        }

        if (query.Ids is { } ids)
        {
            Any(IndexFields.Id, ids.Select(IndexFields.IdBytes));
        }

        foreach (var (field, filter) in query.Filters.Where(f => f.Value.Values.Count > 0))
        {
            if (filter.All)
            {
                foreach (var value in filter.Values)
                {
                    Any(IndexFields.Facet(field), [IndexFields.Bounded(value)]);
                }
            }
            else
            {
                Any(IndexFields.Facet(field), filter.Values.Select(IndexFields.Bounded));
            }
        }

        foreach (var (field, values) in query.Without)
        {
            var rest = new FixedBitSet(reader.MaxDoc);
            rest.Set(0, reader.MaxDoc);
            foreach (var value in values)
            {
                if (columns.Filter(reader, IndexFields.Facet(field), IndexFields.Bounded(value)) is { } bits)
                {
                    rest.AndNot(bits);
                }
            }

            And(rest);
        }

        if (query.Within is { } box)
        {
            And(columns.Points(reader).Within(box, passed));
        }

        if (query is { Near: { } near, Distance: { } distance })
        {
            And(columns.Points(reader).Around(near, distance, passed));
        }

        return passed;
    }
}
