using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Fori.Store.Json;

/// <summary>
/// A quick reader of canonical bytes (<see cref="CanonicalJson"/>): walks the members of an object or the items of an
/// array without looking into their values.
/// </summary>
/// <remarks>Not for anything that has not been canonicalised: whitespace and other forms are not understood, and an
/// <see cref="InvalidOperationException"/> says that the bytes are damaged.</remarks>
public static class JsonBody
{
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> Ends = SearchValues.Create(",}]\"\\ "u8);

    /// <summary>The members of a canonical object, in their order.</summary>
    public static MemberEnumerator Members(ReadOnlySpan<byte> canonicalObject) => new(canonicalObject);

    /// <summary>The items of a canonical array, in their order.</summary>
    public static ItemEnumerator Items(ReadOnlySpan<byte> canonicalArray) => new(canonicalArray);

    /// <summary>Where the items of a canonical array stand in it.</summary>
    public static IReadOnlyList<Range> ItemRanges(ReadOnlySpan<byte> canonicalArray)
    {
        var ranges = new List<Range>();
        var items = Items(canonicalArray);
        while (items.MoveNext())
        {
            ranges.Add(items.CurrentRange);
        }

        return ranges;
    }

    public static bool IsObject(ReadOnlySpan<byte> canonical) => canonical.Length >= 2 && canonical[0] == (byte)'{';

    public static bool IsArray(ReadOnlySpan<byte> canonical) => canonical.Length >= 2 && canonical[0] == (byte)'[';

    /// <summary>Null, an empty object or an empty array: what a member cannot be in canonical JSON.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> canonical) =>
        canonical.IsEmpty || canonical.SequenceEqual("null"u8) || canonical.SequenceEqual("{}"u8) || canonical.SequenceEqual("[]"u8);

    /// <summary>The raw value of the member whose name is written so, without quotes; empty when it is absent.</summary>
    public static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> canonicalObject, ReadOnlySpan<byte> name)
    {
        foreach (var member in Members(canonicalObject))
        {
            if (member.Name.SequenceEqual(name))
            {
                return member.Value;
            }
        }

        return default;
    }

    /// <summary>A name as written in canonical JSON, without quotes.</summary>
    /// <exception cref="ArgumentException">No member can have this name: it holds a null character.</exception>
    public static byte[] WrittenName(string name)
    {
        var outcome = CanonicalJson.Canonicalise(JsonSerializer.SerializeToUtf8Bytes(name, TextJson.Default.String));
        return outcome.Succeeded ? outcome.Value[1..^1] : throw new ArgumentException("No member can have this name.", nameof(name));
    }

    /// <summary>The name that <see cref="WrittenName"/> wrote.</summary>
    public static string ReadName(ReadOnlySpan<byte> writtenName)
    {
        if (!writtenName.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(writtenName);
        }

        byte[] quoted = [(byte)'"', .. writtenName, (byte)'"'];
        return JsonSerializer.Deserialize(quoted, TextJson.Default.String)!; // A quoted text is not null.
    }

    /// <summary>Index after the value that starts at <paramref name="at"/>.</summary>
    private static int EndOfValue(ReadOnlySpan<byte> json, int at)
    {
        if (at >= json.Length)
        {
            throw Damaged(at);
        }

        if (json[at] == (byte)'"')
        {
            return EndOfText(json, at);
        }

        if (json[at] is not ((byte)'{' or (byte)'['))
        {
            var end = json[at..].IndexOfAny(Ends);
            return end > 0 && json[at + end] is (byte)',' or (byte)'}' or (byte)']' ? at + end : throw Damaged(at);
        }

        var depth = 0;
        while (true)
        {
            var next = json[at..].IndexOfAny(Brackets);
            if (next < 0)
            {
                throw Damaged(at);
            }

            at += next;
            switch (json[at])
            {
                case (byte)'"':
                    at = EndOfText(json, at);
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }

            at++;
            if (depth == 0)
            {
                return at;
            }
        }
    }

    /// <summary>Index after the closing quote of the text that opens at <paramref name="at"/>.</summary>
    private static int EndOfText(ReadOnlySpan<byte> json, int at)
    {
        at++;
        while (true)
        {
            var next = json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                throw Damaged(at);
            }

            at += next;
            if (json[at] == (byte)'"')
            {
                return at + 1;
            }

            if (at + 2 > json.Length)
            {
                throw Damaged(at);
            }

            at += 2;
        }
    }

    private static void Open(ReadOnlySpan<byte> json, byte opening, byte closing)
    {
        if (json.Length < 2 || json[0] != opening || json[^1] != closing)
        {
            throw Damaged(0);
        }
    }

    private static InvalidOperationException Damaged(int at) =>
        new($"These bytes are not canonical JSON (near byte {at}).");

    /// <summary>A member of a canonical object.</summary>
    public readonly ref struct JsonMember
    {
        internal JsonMember(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Range nameRange, Range valueRange)
        {
            Name = name;
            Value = value;
            NameRange = nameRange;
            ValueRange = valueRange;
        }

        /// <summary>As written, without quotes.</summary>
        public ReadOnlySpan<byte> Name { get; }

        /// <summary>Canonical bytes of the value.</summary>
        public ReadOnlySpan<byte> Value { get; }

        /// <summary>Where <see cref="Name"/> stands in the object's bytes.</summary>
        public Range NameRange { get; }

        /// <summary>Where <see cref="Value"/> stands in the object's bytes.</summary>
        public Range ValueRange { get; }
    }

    public ref struct MemberEnumerator
    {
        private readonly ReadOnlySpan<byte> _json;
        private int _at;

        internal MemberEnumerator(ReadOnlySpan<byte> json)
        {
            Open(json, (byte)'{', (byte)'}');
            _json = json;
            _at = 1;
        }

        public JsonMember Current { get; private set; }

        public readonly MemberEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_at >= _json.Length - 1)
            {
                return false;
            }

            if (_at > 1 && _json[_at++] != (byte)',')
            {
                throw Damaged(_at);
            }

            if (_json[_at] != (byte)'"')
            {
                throw Damaged(_at);
            }

            var nameEnd = EndOfText(_json, _at);
            if (_json[nameEnd] != (byte)':')
            {
                throw Damaged(nameEnd);
            }

            var end = EndOfValue(_json, nameEnd + 1);
            if (end >= _json.Length)
            {
                throw Damaged(end);
            }

            var name = new Range(_at + 1, nameEnd - 1);
            var value = new Range(nameEnd + 1, end);
            Current = new JsonMember(_json[name], _json[value], name, value);
            _at = end;
            return true;
        }
    }

    public ref struct ItemEnumerator
    {
        private readonly ReadOnlySpan<byte> _json;
        private int _at;

        internal ItemEnumerator(ReadOnlySpan<byte> json)
        {
            Open(json, (byte)'[', (byte)']');
            _json = json;
            _at = 1;
        }

        /// <summary>Canonical bytes of the item.</summary>
        public readonly ReadOnlySpan<byte> Current => _json[CurrentRange];

        /// <summary>Where the item stands in the array's bytes.</summary>
        public Range CurrentRange { get; private set; }

        public readonly ItemEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_at >= _json.Length - 1)
            {
                return false;
            }

            if (_at > 1 && _json[_at++] != (byte)',')
            {
                throw Damaged(_at);
            }

            var end = EndOfValue(_json, _at);
            if (end >= _json.Length)
            {
                throw Damaged(end);
            }

            CurrentRange = new Range(_at, end);
            _at = end;
            return true;
        }
    }
}
