using System.Buffers;
using Fori.Store.Json;

namespace Fori.Store.Golden;

/// <summary>One merging of one document.</summary>
internal sealed class GoldenPass
{
    private readonly MergeShape _shape;
    private readonly SourceContribution[] _contributions;
    private readonly MergeDecisions _decisions;
    private readonly AuthorityOrder _authority;
    private readonly ObjectWriter _body = new();
    private readonly ProvenanceLog _provenance;

    public GoldenPass(MergeShape shape, IReadOnlyList<SourceContribution> contributions, MergeDecisions decisions)
    {
        _shape = shape;
        _decisions = decisions;
        _contributions =
        [
            .. contributions
                .OrderBy(c => c.Source, StringComparer.Ordinal)
                .ThenBy(c => c.Distance)
                .ThenBy(c => c.Key, StringComparer.Ordinal),
        ];
        if (contributions.Count != contributions.DistinctBy(c => (c.Source, c.Key)).Count())
        {
            throw new ArgumentException("A record of a source comes twice.", nameof(contributions));
        }

        _authority = new AuthorityOrder(shape.Type, _contributions, decisions);
        _provenance = new ProvenanceLog(_contributions);
    }

    public GoldenRecord Run()
    {
        var fields = new MemberUnion(
            [.. _contributions.Select(c => c.Body), ObjectWriter.OfNames(_decisions.Pins.Select(p => p.Field))]);
        while (fields.MoveNext())
        {
            var field = JsonBody.ReadName(fields.Name.Span);
            var values = fields.Values[..^1];
            var value = _shape.Of(field) switch
            {
                MemberShape.Localized => MergeTexts(field, values),
                MemberShape.MergeableList => MergeList(field, values),
                _ => Choose(field, values),
            };
            _body.Add(fields.Name.Span, value.Span);
        }

        return new GoldenRecord(_body.ToArray(), _provenance.ToArray());
    }

    /// <summary>The whole field from one contribution or pin.</summary>
    private ReadOnlyMemory<byte> Choose(string field, ReadOnlyMemory<byte>[] values)
    {
        var order = _authority.Of(field, MergeDecisions.Every);
        var path = FieldPath.Of(field);
        return PinOf(field, MergeDecisions.Every) switch
        {
            null => Choose(path, order, values),
            { Source: { } source } => Hold(path, order, values, source, alone: false),
            var pin => Fix(path, values, Fixed(pin)),
        };
    }

    private ReadOnlyMemory<byte> MergeTexts(string field, ReadOnlyMemory<byte>[] values)
    {
        var pin = PinOf(field, MergeDecisions.Every);
        var pinned = pin is { Source: null } ? Fixed(pin) : default;
        var pins = _decisions.Pins.Where(p => p.Field == field && p.Language != MergeDecisions.Every).Select(p => p.Language).ToList();
        var areTexts = GoldenMerge.IsTexts(pinned) && (!pinned.IsEmpty || pins.Count > 0 || Array.Exists(values, v => JsonBody.IsObject(v.Span)));
        if (!areTexts)
        {
            return Choose(field, values);
        }

        DropUnless(JsonBody.IsObject, values);

        // A text of one source beside a translation of another may say two things: the source holds all it has.
        var alone = pin?.Source is not null && Has(values, pin.Source);
        var texts = new ObjectWriter();
        var languages = new MemberUnion([.. values, pinned, ObjectWriter.OfNames(pins)]);
        while (languages.MoveNext())
        {
            var language = JsonBody.ReadName(languages.Name.Span);
            var path = FieldPath.Of(field, language);
            var order = _authority.Of(field, language);
            var said = languages.Values[..^2];
            var text = (PinOf(field, language), pin) switch
            {
                ({ Source: null } own, _) => Fix(path, said, Fixed(own)),
                ({ Source: { } source }, _) => Hold(path, order, said, source, alone: false),
                (null, null) => Choose(path, order, said),
                (null, { Source: { } source }) => Hold(path, order, said, source, alone),
                _ => Fix(path, said, languages.Values[^2]),
            };
            texts.Add(languages.Name.Span, text.Span);
        }

        return texts.ToArray();
    }

    private ReadOnlyMemory<byte> MergeList(string field, ReadOnlyMemory<byte>[] values)
    {
        var pin = PinOf(field, MergeDecisions.Every);
        if (pin is { Source: null } || !Array.Exists(values, v => JsonBody.IsArray(v.Span)))
        {
            return Choose(field, values);
        }

        DropUnless(JsonBody.IsArray, values);
        var held = pin?.Source is not null && Has(values, pin.Source);
        var lists = new List<int>();
        foreach (var index in _authority.Of(field, MergeDecisions.Every))
        {
            if (!values[index].IsEmpty && (!held || _contributions[index].Source == pin!.Source)) // Held implies a pin.
            {
                lists.Add(index);
            }
        }

        if (lists.Count == 1)
        {
            _provenance.Chosen(FieldPath.Of(field), lists[0], held ? "hold" : "only", held ? values : []);
            return values[lists[0]];
        }

        return Join(FieldPath.Of(field), lists, values);
    }

    /// <summary>
    /// Leaves out what an earlier record brought, but not what a record says twice itself: so a record that brings
    /// nothing new can go without a trace.
    /// </summary>
    private byte[] Join(string path, List<int> lists, ReadOnlyMemory<byte>[] values)
    {
        var joined = new ArrayBufferWriter<byte>(256);
        var taken = new HashSet<ReadOnlyMemory<byte>>(ByteEquality.Instance);
        var suppliers = new List<int>();
        var own = new List<ReadOnlyMemory<byte>>();
        foreach (var index in lists)
        {
            own.Clear();
            foreach (var item in JsonBody.ItemRanges(values[index].Span))
            {
                var bytes = values[index][item];
                if (!taken.Contains(bytes))
                {
                    joined.Write(joined.WrittenCount == 0 ? "["u8 : ","u8);
                    joined.Write(bytes.Span);
                    own.Add(bytes);
                }
            }

            taken.UnionWith(own);
            if (own.Count > 0)
            {
                suppliers.Add(index);
            }
        }

        _provenance.Joined(path, suppliers);
        joined.Write("]"u8);
        return joined.WrittenSpan.ToArray();
    }

    private ReadOnlyMemory<byte> Choose(string path, int[] order, ReadOnlyMemory<byte>[] values)
    {
        foreach (var index in order)
        {
            if (!values[index].IsEmpty)
            {
                _provenance.Chosen(path, index, null, values);
                return values[index];
            }
        }

        return default;
    }

    private ReadOnlyMemory<byte> Hold(string path, int[] order, ReadOnlyMemory<byte>[] values, string source, bool alone)
    {
        foreach (var index in order)
        {
            if (!values[index].IsEmpty && _contributions[index].Source == source)
            {
                _provenance.Chosen(path, index, "hold", values);
                return values[index];
            }
        }

        return alone ? Fix(path, values, default, "hold") : Choose(path, order, values);
    }

    private ReadOnlyMemory<byte> Fix(string path, ReadOnlyMemory<byte>[] values, ReadOnlyMemory<byte> value, string rule = "pin")
    {
        _provenance.Fixed(path, rule, value, values);
        return value;
    }

    /// <summary>A value that is not what its field is declared to be never stands beside one that is.</summary>
    private static void DropUnless(Func<ReadOnlySpan<byte>, bool> isShaped, ReadOnlyMemory<byte>[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = isShaped(values[i].Span) ? values[i] : default;
        }
    }

    private bool Has(ReadOnlyMemory<byte>[] values, string source)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i].IsEmpty && _contributions[i].Source == source)
            {
                return true;
            }
        }

        return false;
    }

    private Pin? PinOf(string field, string language) =>
        _decisions.Pins.LastOrDefault(p => p.Field == field && p.Language == language);

    private static ReadOnlyMemory<byte> Fixed(Pin pin)
    {
        if (pin.Value is not { } value)
        {
            return default;
        }

        var canonical = CanonicalJson.Canonicalise(value.Span);
        if (!canonical.Succeeded)
        {
            throw new InvalidOperationException($"The pin of {pin.Field} holds no JSON: {canonical.Problems[0].Code}.");
        }

        return JsonBody.IsEmpty(canonical.Value) ? default : canonical.Value;
    }

    private sealed class ByteEquality : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static readonly ByteEquality Instance = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(obj.Span);
            return hash.ToHashCode();
        }
    }
}
