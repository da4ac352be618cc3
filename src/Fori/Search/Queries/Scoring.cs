using System.Numerics;
using System.Runtime.InteropServices;
using Fori.Search.Index;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace Fori.Search.Queries;

/// <summary>
/// Scores a plan over a whole index, a term at a time. A word of the query counts once in each zone of a document, by
/// its best term (so ten synonyms are no better than one); zones and words add up. Within a zone it is BM25.
/// </summary>
/// <remarks>
/// Own code and not Lucene's queries: those have no group of alternatives that is as fast as one term, and one pass
/// here tells both which documents have every word and which have some, so nothing is asked twice.
/// </remarks>
internal static class Scoring
{
    private const float K1 = 1.5f;
    private const float OneOfMany = 0.4f;
    private const int Plenty = 1_000;
    private const int MostNearPlenty = 12;
    private const float CommonShare = 0.1f;
    private const int LeastCommon = 2_000;
    private const float UnknownWordIdf = 7;
    private const float RarerThanOwnWord = 0.5f;

    // Postings of near words that one query may read, at most and in an index of no size: what keeps a query of common words fast.
    private const int MostNearPostings = 250_000;
    private const int LeastNearPostings = 20_000;

    private static readonly (float Weight, float B, float Average)[] Zones = [(1f, 0.8f, 2.5f), (0.6f, 0.3f, 10f), (0.45f, 0.5f, 40f)];
    private static readonly float[][] LengthNorms = [.. Zones.Select(z => Norms(z.B, z.Average))];
    private static readonly float[] NoNorms = [.. Enumerable.Repeat(K1, 256)];

    public static void Run(IndexReader reader, QueryPlan plan, Scratch scratch)
    {
        var leaves = reader.Leaves;
        var terms = new TermLookup(leaves);
        var near = 0;
        var mostNear = Math.Min(MostNearPostings, LeastNearPostings + (reader.MaxDoc / 5));
        var groups = plan.Groups
            .Select((group, g) => Find(group, (byte)(1 << g), terms))
            .Where(g => g.Terms.Count > 0)
            .OrderBy(g => g.Own > 0 ? g.Own : g.Terms.Max(t => t.Documents))
            .ToList();
        foreach (var group in groups)
        {
            // A word that every tenth text has tells nothing beside a rarer one: it orders what the rarer one found.
            var onlyAmongFound = scratch.Count > 0 && group.Own > reader.MaxDoc * CommonShare && group.Own > LeastCommon;
            var rarest = group.Own > 0 ? Idf(group.Own, reader.MaxDoc) + RarerThanOwnWord : UnknownWordIdf;
            for (var zone = 0; zone < Zones.Length; zone++)
            {
                foreach (var term in group.Terms)
                {
                    if (!term.Term.IsOwn && (near += term.In(zone)) > mostNear)
                    {
                        break;
                    }

                    var idf = Math.Min(Idf(term.Documents, reader.MaxDoc), rarest);
                    Add(terms, term, zone, group.Group.Weight * term.Term.Weight * Zones[zone].Weight * idf, group.Mark, onlyAmongFound, scratch);
                }
            }

            scratch.EndGroup();
        }

        Coordinate(plan, scratch);
    }

    // A service that is about both building and houses is nearer than one that is about houses only, however rare those are.
    private static void Coordinate(QueryPlan plan, Scratch scratch)
    {
        var wanted = plan.Groups.Select((g, i) => g.IsWanted ? 1 << i : 0).Sum();
        var words = BitOperations.PopCount((uint)wanted);
        if (words < 2)
        {
            return;
        }

        foreach (var document in scratch.Touched)
        {
            var matched = BitOperations.PopCount((uint)(scratch.Groups(document) & wanted));
            if (matched < words)
            {
                scratch.Scale(document, OneOfMany + ((1 - OneOfMany) * matched / words));
            }
        }
    }

    // A word that many texts have needs near words only to find names: in running text they would cost more than all else.
    private static FoundGroup Find(PlanGroup group, byte mark, TermLookup terms)
    {
        var found = group.Terms.Where(t => t.IsOwn).Select(terms.Find).Where(f => f.Documents > 0).ToList();
        var isPlenty = found.Exists(f => f.Documents > Plenty);
        var near = isPlenty
            ? group.Terms.Where(t => !t.IsOwn).Take(MostNearPlenty).Select(t => t with { InRunningText = false })
            : group.Terms.Where(t => !t.IsOwn);
        found.AddRange(near.Select(terms.Find).Where(f => f.Documents > 0));
        return new FoundGroup(group, mark, found);
    }

    private static void Add(TermLookup terms, FoundTerm term, int zone, float weight, byte mark, bool onlyAmongFound, Scratch scratch)
    {
        var counts = term.Term.Language != IndexFields.ConceptLanguage;
        foreach (var place in term.Places)
        {
            if (place.Zone != zone)
            {
                continue;
            }

            var norms = counts ? LengthNorms[zone] : NoNorms;
            var lengths = terms.Lengths(place.Leaf, place.Field);
            var postings = terms.Postings(place, term.Term.Bytes);
            var start = terms.DocBase(place.Leaf);
            while (postings.NextDoc() is var document && document != DocIdSetIterator.NO_MORE_DOCS)
            {
                if (onlyAmongFound && scratch.Groups(start + document) == 0)
                {
                    continue;
                }

                var norm = lengths.Length == 0 ? K1 : norms[lengths[document]];
                var frequency = (float)postings.Freq;
                scratch.Raise(start + document, weight * frequency * (K1 + 1) / (frequency + norm), mark);
            }
        }
    }

    private static float Idf(int documents, int all) => MathF.Log(1 + ((all - documents + 0.5f) / (documents + 0.5f)));

    private static float[] Norms(float b, float average)
    {
        var similarity = new DefaultSimilarity();
        var norms = new float[256];
        for (var i = 0; i < norms.Length; i++)
        {
            var inverse = similarity.DecodeNormValue((byte)i);
            var length = inverse > 0 ? 1 / (inverse * inverse) : average;
            norms[i] = K1 * (1 - b + (b * length / average));
        }

        return norms;
    }
}

/// <summary>A word of the query as the index has it.</summary>
/// <param name="Group">Of the plan.</param>
/// <param name="Mark">Its bit.</param>
/// <param name="Terms">Those that the index has.</param>
internal sealed record FoundGroup(PlanGroup Group, byte Mark, IReadOnlyList<FoundTerm> Terms)
{
    /// <summary>Documents with the word itself, in the zone where it is most common; 0 when only near words are found.</summary>
    public int Own { get; } = Terms.Where(t => t.Term.IsOwn).Select(t => t.Documents).DefaultIfEmpty(0).Max();
}

/// <summary>Where a term stands: a segment and a field.</summary>
internal readonly record struct TermPlace(int Leaf, int Zone, string Field, TermState State, int Documents);

/// <summary>A term of the plan that the index has.</summary>
/// <param name="Term">Of the plan.</param>
/// <param name="Documents">In the zone where it is most common: a word that all texts have is no rarity because few titles have it.</param>
/// <param name="Places">Each segment and zone.</param>
internal sealed record FoundTerm(PlanTerm Term, int Documents, IReadOnlyList<TermPlace> Places)
{
    public int In(int zone)
    {
        var sum = 0;
        foreach (var place in Places)
        {
            sum += place.Zone == zone ? place.Documents : 0;
        }

        return sum;
    }
}

/// <summary>Finds terms in the segments of one reader, with what can be used again within a query.</summary>
internal sealed class TermLookup(IList<AtomicReaderContext> leaves)
{
    private readonly Dictionary<(int Leaf, string Field), TermsEnum?> _terms = [];
    private DocsEnum? _postings;

    public int DocBase(int leaf) => leaves[leaf].DocBase;

    public FoundTerm Find(PlanTerm term)
    {
        var places = new List<TermPlace>();
        var most = 0;
        for (var zone = 0; zone <= (int)(term.InRunningText ? TextZone.Running : TextZone.Aside); zone++)
        {
            var field = IndexFields.Text((TextZone)zone, term.Language);
            var documents = 0;
            for (var leaf = 0; leaf < leaves.Count; leaf++)
            {
                if (Terms(leaf, field) is { } terms && terms.SeekExact(term.Bytes))
                {
                    documents += terms.DocFreq;
                    places.Add(new TermPlace(leaf, zone, field, terms.GetTermState(), terms.DocFreq));
                }
            }

            most = Math.Max(most, documents);
        }

        return new FoundTerm(term, most, places);
    }

    public DocsEnum Postings(TermPlace place, BytesRef bytes)
    {
        // The term was found in this segment, so its enumeration is there.
        var terms = Terms(place.Leaf, place.Field)!;
        terms.SeekExact(bytes, place.State);
        return _postings = terms.Docs(null, _postings, DocsFlags.FREQS);
    }

    public byte[] Lengths(int leaf, string field) =>
        SegmentColumns.Of(leaves[leaf].AtomicReader).Lengths(leaves[leaf].AtomicReader, field);

    private TermsEnum? Terms(int leaf, string field)
    {
        ref var terms = ref CollectionsMarshal.GetValueRefOrAddDefault(_terms, (leaf, field), out var known);
        if (!known)
        {
            terms = leaves[leaf].AtomicReader.GetTerms(field)?.GetEnumerator();
        }

        return terms;
    }
}
