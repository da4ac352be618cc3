using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fori.Store.Json;

/// <summary>
/// One run over one document, with buffers that are kept from run to run. Written in a single pass: each object is put
/// down in the order it came, and only one that came unsorted or with empty members is put in order at its end.
/// </summary>
internal sealed class CanonicalPass
{
    private readonly List<string> _pathFromInside = [];
    private readonly CanonicalText _text = new();
    private byte[] _output = new byte[4096];
    private byte[] _ordered = new byte[4096];
    private int _length;
    private Member[] _members = new Member[64];
    private int _memberCount;
    private string? _refusal;

    public int Scratch => _output.Length + _ordered.Length + (_members.Length * 16) + _text.Scratch;

    public Outcome<byte[]> Run(ReadOnlySpan<byte> json)
    {
        _length = 0;
        _memberCount = 0;
        _refusal = null;
        _pathFromInside.Clear();

        // One deeper than allowed, so that depth is refused by us, under its own code.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = CanonicalJson.MaxDepth + 1 });
        try
        {
            reader.Read();
            if (!WriteValue(ref reader))
            {
                return Problem.Of(_refusal!, Path()); // Every false names its refusal.
            }

            // Refuses whatever follows the value.
            reader.Read();
        }
        catch (JsonException exception)
        {
            return Problem.Of(
                "json.malformed",
                "",
                ("line", ((exception.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture)),
                ("byte", ((exception.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture)));
        }

        return _output.AsSpan(0, _length).ToArray();
    }

    private bool WriteValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return reader.CurrentDepth < CanonicalJson.MaxDepth ? WriteObject(ref reader) : Refuse("json.too-deep");
            case JsonTokenType.StartArray:
                return reader.CurrentDepth < CanonicalJson.MaxDepth ? WriteArray(ref reader) : Refuse("json.too-deep");
            case JsonTokenType.String:
                return WriteText(ref reader);
            case JsonTokenType.Number:
                return WriteNumber(reader.ValueSpan);
            default:
                // true, false and null have one form.
                reader.ValueSpan.CopyTo(Claim(reader.ValueSpan.Length));
                return true;
        }
    }

    private bool WriteObject(ref Utf8JsonReader reader)
    {
        var start = _length;
        var firstMember = _memberCount;
        var inOrder = true;
        Put((byte)'{');
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_memberCount > firstMember)
            {
                Put((byte)',');
            }

            var nameStart = _length;
            if (!WriteText(ref reader))
            {
                return false;
            }

            var nameEnd = _length;
            Put((byte)':');
            reader.Read();
            if (!WriteValue(ref reader))
            {
                return RefuseInside(NameOf(nameStart, nameEnd));
            }

            var member = new Member(nameStart, nameEnd, _length, IsEmpty(nameEnd + 1));
            inOrder = inOrder && !member.Dropped
                && (_memberCount == firstMember || Compare(_output, _members[_memberCount - 1], member) < 0);
            Remember(member);
        }

        Put((byte)'}');
        var whole = inOrder || PutInOrder(start, firstMember);
        _memberCount = firstMember;
        return whole;
    }

    /// <summary>Sorts the members of the object that began at <paramref name="start"/>, leaves out the empty, finds the repeated.</summary>
    private bool PutInOrder(int start, int firstMember)
    {
        var members = _members.AsSpan(firstMember, _memberCount - firstMember);
        members.Sort(new ByName(_output));
        if (_ordered.Length < _length)
        {
            _ordered = new byte[_output.Length];
        }

        var at = start + 1;
        for (var i = 0; i < members.Length; i++)
        {
            var member = members[i];
            if (i > 0 && Compare(_output, members[i - 1], member) == 0)
            {
                _pathFromInside.Add(NameOf(member.Start, member.NameEnd));
                return Refuse("json.duplicate-member");
            }

            if (member.Dropped)
            {
                continue;
            }

            if (at > start + 1)
            {
                _ordered[at++] = (byte)',';
            }

            _output.AsSpan(member.Start, member.End - member.Start).CopyTo(_ordered.AsSpan(at));
            at += member.End - member.Start;
        }

        _ordered.AsSpan(start + 1, at - start - 1).CopyTo(_output.AsSpan(start + 1));
        _output[at] = (byte)'}';
        _length = at + 1;
        return true;
    }

    private bool WriteArray(ref Utf8JsonReader reader)
    {
        Put((byte)'[');
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index > 0)
            {
                Put((byte)',');
            }

            if (!WriteValue(ref reader))
            {
                return RefuseInside(string.Create(CultureInfo.InvariantCulture, $"[{index}]"));
            }
        }

        Put((byte)']');
        return true;
    }

    private bool WriteText(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped && CanonicalText.IsSurelyNormal(raw))
        {
            var target = Claim(raw.Length + 2);
            target[0] = (byte)'"';
            raw.CopyTo(target[1..]);
            target[^1] = (byte)'"';
            return true;
        }

        if (!_text.TryNormalise(raw, reader.ValueIsEscaped, out var normal, out var refusal))
        {
            return Refuse(refusal);
        }

        var longest = CanonicalText.LongestOf(normal);
        var written = CanonicalText.Escape(normal, Claim(longest));
        _length -= longest - written;
        return true;
    }

    private bool WriteNumber(ReadOnlySpan<byte> raw)
    {
        var longest = CanonicalNumber.LongestOf(raw.Length);
        if (!CanonicalNumber.TryWrite(raw, Claim(longest), out var written))
        {
            return Refuse("json.number-out-of-range");
        }

        _length -= longest - written;
        return true;
    }

    private bool IsEmpty(int valueStart)
    {
        var value = _output.AsSpan(valueStart, _length - valueStart);
        return value.Length <= 4 && (value.SequenceEqual("null"u8) || value.SequenceEqual("[]"u8) || value.SequenceEqual("{}"u8));
    }

    private bool Refuse(string code)
    {
        _refusal = code;
        return false;
    }

    private bool RefuseInside(string step)
    {
        _pathFromInside.Add(step);
        return false;
    }

    private string Path()
    {
        var path = new StringBuilder();
        for (var i = _pathFromInside.Count - 1; i >= 0; i--)
        {
            if (path.Length > 0 && _pathFromInside[i][0] != '[')
            {
                path.Append('.');
            }

            path.Append(_pathFromInside[i]);
        }

        return path.ToString();
    }

    /// <summary>A name for a path; a hostile one is cut.</summary>
    private string NameOf(int start, int end)
    {
        const int Longest = 100;
        var name = Encoding.UTF8.GetString(_output.AsSpan(start + 1, Math.Min(end - start - 2, Longest)));
        return name.Length == 0 ? "\"\"" : name;
    }

    private void Remember(Member member)
    {
        if (_memberCount == _members.Length)
        {
            Array.Resize(ref _members, _members.Length * 2);
        }

        _members[_memberCount++] = member;
    }

    private void Put(byte value) => Claim(1)[0] = value;

    private Span<byte> Claim(int count)
    {
        if (_output.Length - _length < count)
        {
            Array.Resize(ref _output, Math.Max(_output.Length * 2, checked(_length + count)));
        }

        var claimed = _output.AsSpan(_length, count);
        _length += count;
        return claimed;
    }

    private static int Compare(byte[] output, Member left, Member right) =>
        output.AsSpan(left.Start + 1, left.NameEnd - left.Start - 2)
            .SequenceCompareTo(output.AsSpan(right.Start + 1, right.NameEnd - right.Start - 2));

    /// <summary>Where a member stands in the output: from the opening quote of its name to the end of its value.</summary>
    private readonly record struct Member(int Start, int NameEnd, int End, bool Dropped);

    private readonly struct ByName(byte[] output) : IComparer<Member>
    {
        public int Compare(Member x, Member y) => CanonicalPass.Compare(output, x, y);
    }
}
