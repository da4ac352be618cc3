using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DiffPlex;
using DiffPlex.Chunkers;
using Fori.Content.Blocks;
using Fori.Documents;
using Fori.Store.Golden;
using Fori.Store.Json;

namespace Fori.Content.Editing;

public enum DiffKind
{
    Same,
    Removed,
    Added,
}

/// <summary>A run of words that both versions have, or one of them.</summary>
public sealed record DiffPart(DiffKind Kind, string Text);

public enum BlockChange
{
    Same,
    Changed,
    Added,
    Removed,

    /// <summary>The same words at another place.</summary>
    Moved,
    MovedAndChanged,
}

/// <param name="From">Place before, from 1; null for an added one.</param>
/// <param name="To">Place after, from 1; null for a removed one.</param>
/// <param name="Type">As <c>text</c>.</param>
/// <param name="Parts">Its words; of an unchanged or moved one all are the same.</param>
public sealed record BlockDiff(BlockChange Change, int? From, int? To, string Type, IReadOnlyList<DiffPart> Parts);

/// <summary>One field, or one language of it, that two versions have differently.</summary>
/// <param name="Language">Null for what the languages share.</param>
/// <param name="Parts">Words of a text; empty where <paramref name="Blocks"/> tell.</param>
public sealed record FieldDiff(string Field, string? Language, IReadOnlyList<DiffPart> Parts, IReadOnlyList<BlockDiff> Blocks)
{
    /// <summary>The words are the same: what differs is their form, as bold or a link's address.</summary>
    public bool IsOnlyForm => Parts.All(p => p.Kind == DiffKind.Same) && Blocks.Count == 0;
}

/// <summary>What two versions of a document have differently, word by word. A pure function.</summary>
public static partial class VersionDiff
{
    // Two blocks with this share of their words in common are one that was changed.
    private const double Alike = 0.4;
    private static readonly CustomFunctionChunker Words = new(text => [.. Pieces().Matches(text).Select(m => m.Value)]);

    /// <param name="before">Canonical body; null when there was none.</param>
    /// <param name="after">Canonical body.</param>
    /// <param name="nameOf">Name of a document that a reference leads to; null leaves its id.</param>
    public static IReadOnlyList<FieldDiff> Between(DocumentType type, byte[]? before, byte[] after, Func<Guid, string?> nameOf)
    {
        ArgumentNullException.ThrowIfNull(type);
        var (old, own) = (before ?? "{}"u8.ToArray(), after);
        var order = type.Fields.Select((f, i) => (f.Name, i)).ToDictionary(f => f.Name, f => f.i);
        return
        [
            .. GoldenMerge.Compare(type.Kind.Shape, old, own)
                .Select(path => path.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? (Field: path[..dot], Language: path[(dot + 1)..]) : (Field: path, Language: null))
                .OrderBy(p => order.GetValueOrDefault(p.Field, int.MaxValue)).ThenBy(p => p.Language, StringComparer.Ordinal)
                .Select(p => Of(p.Field, p.Language, ValueAt(old, p.Field, p.Language), ValueAt(own, p.Field, p.Language), nameOf)),
        ];
    }

    /// <summary>Which words of two texts are the same.</summary>
    public static IReadOnlyList<DiffPart> OfTexts(string before, string after)
    {
        var result = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Words);
        var parts = new List<DiffPart>();
        void Add(DiffKind kind, IEnumerable<string> pieces)
        {
            if (string.Concat(pieces) is not { Length: > 0 } text)
            {
                return;
            }

            if (parts.Count > 0 && parts[^1].Kind == kind)
            {
                parts[^1] = parts[^1] with { Text = parts[^1].Text + text };
            }
            else
            {
                parts.Add(new DiffPart(kind, text));
            }
        }

        var at = 0;
        foreach (var block in result.DiffBlocks)
        {
            Add(DiffKind.Same, result.PiecesOld.Skip(at).Take(block.DeleteStartA - at));
            Add(DiffKind.Removed, result.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA));
            Add(DiffKind.Added, result.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB));
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Add(DiffKind.Same, result.PiecesOld.Skip(at));
        return parts;
    }

    private static FieldDiff Of(string field, string? language, JsonElement? before, JsonElement? after, Func<Guid, string?> nameOf) =>
        IsBlocks(before) || IsBlocks(after)
            ? new FieldDiff(field, language, [], BlocksOf(Items(before), Items(after), nameOf))
            : new FieldDiff(field, language, OfTexts(TextOf(before, nameOf), TextOf(after, nameOf)), []);

    private static bool IsBlocks(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
        && list.EnumerateArray().All(i => i.ValueKind == JsonValueKind.Object && i.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String);

    private static List<JsonElement> Items(JsonElement? value) => value is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>The blocks in their new order, with each removed one where it stood.</summary>
    private static List<BlockDiff> BlocksOf(List<JsonElement> before, List<JsonElement> after, Func<Guid, string?> nameOf)
    {
        var (old, own) = (before.ConvertAll(b => TextOf(b, nameOf)), after.ConvertAll(b => TextOf(b, nameOf)));
        var pairs = new int?[after.Count];
        var free = Enumerable.Range(0, before.Count).ToList();
        for (var i = 0; i < after.Count; i++)
        {
            if (free.FindIndex(b => JsonElement.DeepEquals(before[b], after[i])) is >= 0 and var at)
            {
                pairs[i] = free[at];
                free.RemoveAt(at);
            }
        }

        for (var i = 0; i < after.Count; i++)
        {
            if (pairs[i] is null
                && free.Where(b => TypeOf(before[b]) == TypeOf(after[i])).Select(b => (Block: b, Share: Share(old[b], own[i]))).Where(b => b.Share >= Alike)
                    .OrderByDescending(b => b.Share).ThenBy(b => b.Block).Select(b => (int?)b.Block).FirstOrDefault() is { } like)
            {
                pairs[i] = like;
                free.Remove(like);
            }
        }

        var kept = InOrder([.. pairs.Where(p => p is not null).Select(p => p!.Value)]); // Filtered.
        var diffs = new List<BlockDiff>();
        var shown = 0;
        void RemovedBefore(int end)
        {
            for (; shown < end; shown++)
            {
                if (free.Contains(shown))
                {
                    diffs.Add(new BlockDiff(BlockChange.Removed, shown + 1, null, TypeOf(before[shown]), [new DiffPart(DiffKind.Removed, old[shown])]));
                }
            }
        }

        for (var i = 0; i < after.Count; i++)
        {
            if (pairs[i] is not { } from)
            {
                diffs.Add(new BlockDiff(BlockChange.Added, null, i + 1, TypeOf(after[i]), [new DiffPart(DiffKind.Added, own[i])]));
                continue;
            }

            var (isMoved, isSame) = (!kept.Contains(from), JsonElement.DeepEquals(before[from], after[i]));
            if (!isMoved)
            {
                RemovedBefore(from);
            }

            diffs.Add(new BlockDiff(
                (isMoved, isSame) switch { (true, true) => BlockChange.Moved, (true, false) => BlockChange.MovedAndChanged, (false, true) => BlockChange.Same, _ => BlockChange.Changed },
                from + 1, i + 1, TypeOf(after[i]), OfTexts(old[from], own[i])));
        }

        RemovedBefore(before.Count);
        return diffs;
    }

    /// <summary>The most blocks that keep their order; the others were moved.</summary>
    private static HashSet<int> InOrder(List<int> places)
    {
        var (lengths, previous) = (new int[places.Count], new int[places.Count]);
        var best = -1;
        for (var i = 0; i < places.Count; i++)
        {
            (lengths[i], previous[i]) = (1, -1);
            for (var j = 0; j < i; j++)
            {
                if (places[j] < places[i] && lengths[j] + 1 > lengths[i])
                {
                    (lengths[i], previous[i]) = (lengths[j] + 1, j);
                }
            }

            best = best < 0 || lengths[i] > lengths[best] ? i : best;
        }

        var kept = new HashSet<int>();
        for (var i = best; i >= 0; i = previous[i])
        {
            kept.Add(places[i]);
        }

        return kept;
    }

    // Of Dice: twice the common words by all words.
    private static double Share(string one, string other)
    {
        var (a, b) = (WordsOf(one), WordsOf(other));
        var common = a.Sum(w => Math.Min(w.Value, b.GetValueOrDefault(w.Key)));
        var all = a.Values.Sum() + b.Values.Sum();
        return all == 0 ? 1 : 2.0 * common / all;
    }

    private static Dictionary<string, int> WordsOf(string text) =>
        Pieces().Matches(text).Select(m => m.Value).Where(w => !string.IsNullOrWhiteSpace(w)).GroupBy(w => w).ToDictionary(w => w.Key, w => w.Count());

    private static string TypeOf(JsonElement block) => block.TryGetProperty("type", out var type) ? type.GetString() ?? "" : "";

    private static JsonElement? ValueAt(byte[] body, string field, string? language)
    {
        var value = JsonBody.Member(body, Encoding.UTF8.GetBytes(field));
        value = language is null || value.IsEmpty ? value : JsonBody.Member(value, Encoding.UTF8.GetBytes(language));
        return value.IsEmpty ? null : JsonElement.Parse(value);
    }

    /// <summary>A value as people read it: HTML as they would type it, records one fact in a line, references by name.</summary>
    private static string TextOf(JsonElement? value, Func<Guid, string?> nameOf)
    {
        if (value is not { } element)
        {
            return "";
        }

        var text = new StringBuilder();
        Write(element, "");
        return text.ToString().Trim('\n');

        void Write(JsonElement at, string name)
        {
            switch (at.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var member in at.EnumerateObject().Where(m => m.Name != "type" || m.Value.ValueKind != JsonValueKind.String || name.Length > 0))
                    {
                        Write(member.Value, member.Name);
                    }

                    break;
                case JsonValueKind.Array when name is "head" or "rows" && at.EnumerateArray().All(c => c.ValueKind == JsonValueKind.String):
                    text.AppendJoin(" | ", at.EnumerateArray().Select(c => c.GetString())).Append('\n');
                    break;
                case JsonValueKind.Array:
                    foreach (var item in at.EnumerateArray())
                    {
                        Write(item, name);
                    }

                    break;
                case JsonValueKind.String:
                    var said = at.GetString() ?? "";
                    text.Append(
                        Guid.TryParse(said, out var id) ? nameOf(id) ?? said
                        : said.StartsWith('<') ? MarkdownText.From(said) ?? RichText.ToPlain(said)
                        : said).Append('\n');
                    break;
                default:
                    text.Append(name.Length > 0 ? $"{name}: {at}" : at.ToString()).Append('\n');
                    break;
            }
        }
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]")]
    private static partial Regex Pieces();
}
