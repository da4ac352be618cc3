using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Store.Json;

namespace Fori.Store.Editing;

/// <summary>A body whose references lead to other documents than before. Pure functions.</summary>
public static class MovedReferences
{
    private const string Id = "id";
    private const string Name = "name";

    /// <summary>
    /// Changes each reference by id from one document to another, wherever it lies. Of a list that then names one document twice, the first
    /// stays: a set of terms stays a set.
    /// </summary>
    /// <param name="body">Canonical JSON; what is returned is canonical too, and the same array when nothing refers to them.</param>
    /// <param name="moves">From → to.</param>
    public static byte[] Move(byte[] body, IReadOnlyDictionary<Guid, Guid> moves)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(moves);
        if (!moves.Keys.Any(from => body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(from.ToString())) >= 0))
        {
            return body;
        }

        var root = JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { MaxDepth = 64 });
        if (!IsMoved(root, moves))
        {
            return body;
        }

        var written = CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(root!.ToJsonString())); // Something in it was moved.
        return written.Value ?? throw new InvalidOperationException("A body whose references were moved cannot be written.");
    }

    private static bool IsMoved(JsonNode? node, IReadOnlyDictionary<Guid, Guid> moves)
    {
        switch (node)
        {
            case JsonObject members:
                var isMoved = IsOwnMoved(members, moves);
                foreach (var (_, value) in members)
                {
                    isMoved |= IsMoved(value, moves);
                }

                return isMoved;
            case JsonArray items:
                var own = items.OfType<JsonObject>().Where(i => IsOwnMoved(i, moves)).ToHashSet<JsonObject>(ReferenceEqualityComparer.Instance);
                for (var i = items.Count - 1; i > 0 && own.Count > 0; i--)
                {
                    if (items[i] is JsonObject item
                        && items.Take(i).OfType<JsonObject>().Any(earlier => (own.Contains(item) || own.Contains(earlier)) && IsTwin(item, earlier)))
                    {
                        items.RemoveAt(i);
                    }
                }

                var isAny = own.Count > 0;
                foreach (var item in items)
                {
                    isAny |= IsMoved(item, moves);
                }

                return isAny;
            default:
                return false;
        }
    }

    private static bool IsOwnMoved(JsonObject members, IReadOnlyDictionary<Guid, Guid> moves)
    {
        if (members[Id] is not JsonValue value || !value.TryGetValue<string>(out var text) || !Guid.TryParse(text, out var from) || !moves.TryGetValue(from, out var to))
        {
            return false;
        }

        members[Id] = to.ToString();
        members.Remove(Name); // As the other was called.
        return true;
    }

    // The name beside a reference says nothing about where it leads.
    private static bool IsTwin(JsonObject one, JsonObject other) =>
        one.Where(m => m.Key != Name).All(m => JsonNode.DeepEquals(m.Value, other[m.Key])) && other.All(m => m.Key == Name || one.ContainsKey(m.Key));
}
