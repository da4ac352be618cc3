using Fori.Store.Json;

namespace Fori.Store.Golden;

/// <summary>
/// Walks the members of several canonical objects side by side, in the order of names: each name once, with the value
/// that each object has for it. What is written along the way is in canonical order by itself.
/// </summary>
internal sealed class MemberUnion
{
    private readonly ReadOnlyMemory<byte>[] _objects;
    private readonly List<Member>[] _members;
    private readonly int[] _next;

    /// <summary>An empty memory among the objects is an object without members.</summary>
    /// <exception cref="InvalidOperationException">One of them is not a canonical object.</exception>
    public MemberUnion(params ReadOnlyMemory<byte>[] objects)
    {
        _objects = objects;
        _members = new List<Member>[objects.Length];
        _next = new int[objects.Length];
        Values = new ReadOnlyMemory<byte>[objects.Length];
        for (var i = 0; i < objects.Length; i++)
        {
            _members[i] = objects[i].IsEmpty ? [] : Read(objects[i]);
        }
    }

    /// <summary>As written in canonical JSON, without quotes.</summary>
    public ReadOnlyMemory<byte> Name { get; private set; }

    /// <summary>By the objects' order; empty where an object has no such member.</summary>
    public ReadOnlyMemory<byte>[] Values { get; }

    public bool MoveNext()
    {
        var found = false;
        for (var i = 0; i < _objects.Length; i++)
        {
            if (_next[i] < _members[i].Count && (!found || NameOf(i).SequenceCompareTo(Name.Span) < 0))
            {
                Name = _objects[i][_members[i][_next[i]].Name];
                found = true;
            }
        }

        if (!found)
        {
            return false;
        }

        for (var i = 0; i < _objects.Length; i++)
        {
            var has = _next[i] < _members[i].Count && NameOf(i).SequenceEqual(Name.Span);
            Values[i] = has ? _objects[i][_members[i][_next[i]++].Value] : default;
        }

        return true;
    }

    private ReadOnlySpan<byte> NameOf(int index) => _objects[index].Span[_members[index][_next[index]].Name];

    private static List<Member> Read(ReadOnlyMemory<byte> json)
    {
        var members = new List<Member>(32);
        ReadOnlySpan<byte> last = default;
        foreach (var member in JsonBody.Members(json.Span))
        {
            if (members.Count > 0 && last.SequenceCompareTo(member.Name) >= 0)
            {
                throw new InvalidOperationException("A body is not canonical: its members are not in order.");
            }

            last = member.Name;
            members.Add(new Member(member.NameRange, member.ValueRange));
        }

        return members;
    }

    private readonly record struct Member(Range Name, Range Value);
}
