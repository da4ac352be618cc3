using System.Globalization;
using System.Text.Json.Nodes;
using Fori.Store;

namespace Fori.Registers.Ptv;

/// <summary>
/// One part of an answer that its body does not hold: a word outside the model, the name of a joined record, the hour
/// of a day. With it the answer can be written back whole while the body still says what it said then.
/// The path is in the answer, as <c>areas[0].municipalities</c>; received is what the answer had there and written what
/// the body alone writes there (null = nothing): the part is stale once that has changed.
/// </summary>
public sealed record PtvRemnant(string Path, JsonNode? Received, JsonNode? Written);

/// <summary>Compares answers: what one has and the other lacks. Null, blank and empty are all absent; a list's order says nothing when its items are the same.</summary>
public static class PtvDifference
{
    /// <summary>What an answer said and its writing back does not: empty when nothing was lost.</summary>
    public static IReadOnlyList<Problem> Losses(JsonNode received, JsonNode written) =>
        [.. Between(received, written).Select(r => Problem.Warn("ptv.lost", r.Path))];

    internal static List<PtvRemnant> Between(JsonNode? received, JsonNode? written)
    {
        var remnants = new List<PtvRemnant>();
        Compare("", received, written, remnants);
        return remnants;
    }

    /// <summary>Puts the parts back where the body still writes what it wrote then; a part that is stale is told and left out.</summary>
    internal static List<Problem> Restore(JsonObject written, IReadOnlyList<PtvRemnant> remnants)
    {
        var stale = new List<Problem>();
        foreach (var remnant in remnants)
        {
            if (!TrySet(written, Segments(remnant.Path), remnant))
            {
                stale.Add(Problem.Warn("ptv.remnant-stale", remnant.Path));
            }
        }

        return stale;
    }

    private static void Compare(string path, JsonNode? received, JsonNode? written, List<PtvRemnant> remnants)
    {
        switch (received, written)
        {
            case var _ when IsAbsent(received) && IsAbsent(written):
                return;
            case (JsonObject left, JsonObject right):
                foreach (var name in left.Select(p => p.Key).Union(right.Select(p => p.Key)))
                {
                    Compare(path.Length == 0 ? name : $"{path}.{name}", left[name], right[name], remnants);
                }

                return;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                if (!HaveSameItems(left, right))
                {
                    for (var i = 0; i < left.Count; i++)
                    {
                        Compare($"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", left[i], right[i], remnants);
                    }
                }

                return;
            default:
                if (!JsonNode.DeepEquals(received, written))
                {
                    remnants.Add(new PtvRemnant(path, received?.DeepClone(), written?.DeepClone()));
                }

                return;
        }
    }

    private static bool HaveSameItems(JsonArray left, JsonArray right)
    {
        var rest = right.ToList();
        return left.All(item => rest.FindIndex(other => JsonNode.DeepEquals(item, other)) is var at and >= 0 && RemoveAt(at));

        bool RemoveAt(int at)
        {
            rest.RemoveAt(at);
            return true;
        }
    }

    private static bool IsAbsent(JsonNode? node) => node switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonObject parts => parts.All(p => IsAbsent(p.Value)),
        JsonValue value => value.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text),
        _ => false,
    };

    private static bool TrySet(JsonNode node, List<object> segments, PtvRemnant remnant)
    {
        for (var i = 0; i < segments.Count - 1; i++)
        {
            var next = At(node, segments[i]);
            if (next is null)
            {
                return false;
            }

            node = next;
        }

        var last = segments[^1];
        var current = At(node, last);
        if (!JsonNode.DeepEquals(current, remnant.Written) && !(IsAbsent(current) && IsAbsent(remnant.Written)))
        {
            return false;
        }

        switch (node, last)
        {
            case (JsonObject parts, string name):
                parts[name] = remnant.Received?.DeepClone();
                return true;
            case (JsonArray list, int index) when index < list.Count:
                list[index] = remnant.Received?.DeepClone();
                return true;
            default:
                return false;
        }
    }

    private static JsonNode? At(JsonNode node, object segment) => (node, segment) switch
    {
        (JsonObject parts, string name) => parts[name],
        (JsonArray list, int index) when index < list.Count => list[index],
        _ => null,
    };

    /// <summary><c>a.b[0].c</c> as "a", "b", 0, "c".</summary>
    private static List<object> Segments(string path)
    {
        var segments = new List<object>();
        foreach (var part in path.Split('.'))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            if (bracket != 0)
            {
                segments.Add(bracket < 0 ? part : part[..bracket]);
            }

            foreach (var index in bracket < 0 ? [] : part[(bracket + 1)..].TrimEnd(']').Split("]["))
            {
                segments.Add(int.Parse(index, CultureInfo.InvariantCulture));
            }
        }

        return segments;
    }
}
