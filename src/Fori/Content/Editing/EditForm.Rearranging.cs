using System.Globalization;
using Fori.Content.Blocks;

namespace Fori.Content.Editing;

/// <summary>Lists on a form: their items are added, moved, copied and taken away without saving anything.</summary>
public static partial class EditForm
{
    private static readonly string[] Verbs = ["add", "up", "down", "copy", "remove"];

    /// <summary>What was typed, with the items of a list arranged anew.</summary>
    /// <param name="act">As <c>add:topTasks.fi</c>, <c>add:body.fi:text</c> (the type of a block), <c>up:body.fi.2</c>, <c>down:…</c>, <c>copy:…</c> or <c>remove:…</c>.</param>
    /// <returns>The values, and the name of the item that the act leads to (null when it is gone); null when it asks for nothing of the kind.</returns>
    public static (Dictionary<string, string> Values, string? At)? Rearranged(IReadOnlyDictionary<string, string> values, string act)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(act);
        if (Regridded(values, act) is { } table)
        {
            return table;
        }

        if (act.Split(':') is not [var verb, var place, .. var rest] || !Verbs.Contains(verb))
        {
            return null;
        }

        if (verb == "add")
        {
            return Count(values, place) is var count && count < MostRows && rest is [] or [var _]
                ? (Added(values, place, count, rest is [var type] && BlockTypes.Find(type) is not null ? type : null), At(place, count))
                : (new Dictionary<string, string>(values), null);
        }

        var dot = place.LastIndexOf('.');
        if (dot < 0 || !int.TryParse(place.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= Count(values, place[..dot]))
        {
            return (new Dictionary<string, string>(values), null);
        }

        var (list, order) = (place[..dot], Enumerable.Range(0, Count(values, place[..dot])).ToList());
        int? target = null;
        switch (verb)
        {
            case "remove":
                order.RemoveAt(index);
                break;
            case "copy" when order.Count < MostRows:
                order.Insert(index + 1, index);
                target = index + 1;
                break;
            default:
                target = Math.Clamp(verb == "up" ? index - 1 : verb == "down" ? index + 1 : index, 0, order.Count - 1);
                order.RemoveAt(index);
                order.Insert(target.Value, index);
                break;
        }

        return (Ordered(values, list, order), target is { } to ? At(list, to) : null);
    }

    private static Dictionary<string, string> Added(IReadOnlyDictionary<string, string> values, string list, int count, string? block)
    {
        var changed = new Dictionary<string, string>(values) { [CountOf(list)] = Number(count + 1) };
        if (block is not null)
        {
            changed[TypeOf(At(list, count))] = block;
        }

        return changed;
    }

    private static Dictionary<string, string> Ordered(IReadOnlyDictionary<string, string> values, string list, List<int> order)
    {
        var inside = values.Keys.Where(k => k.StartsWith(list + ".", StringComparison.Ordinal))
            .Select(k => (Name: k, Tail: k[(list.Length + 1)..]))
            .Select(k => (k.Name, k.Tail, End: k.Tail.IndexOfAny(['.', ':']) is >= 0 and var end ? end : k.Tail.Length))
            .ToLookup(k => k.Tail[..k.End]);
        var changed = values.Where(v => !v.Key.StartsWith(list + ".", StringComparison.Ordinal)).ToDictionary();
        changed[CountOf(list)] = Number(order.Count);
        for (var i = 0; i < order.Count; i++)
        {
            foreach (var (name, tail, end) in inside[Number(order[i])])
            {
                changed[At(list, i) + tail[end..]] = values[name];
            }
        }

        return changed;
    }
}
