using Fori.Store.Golden;
using Fori.Store.Json;

namespace Fori.Store.Editing;

/// <summary>
/// Joins what two people made of one version, field by field and language by language: what only one of them changed is
/// taken from that one. A pure function.
/// </summary>
public static class EditMerge
{
    /// <param name="basis">What both began from; canonical, as the others. <c>{}</c> for a document that was new.</param>
    /// <returns>
    /// The joined body, with <paramref name="mine"/> where both changed the same to different values, and the paths of those.
    /// </returns>
    public static (byte[] Body, IReadOnlyList<string> Conflicts) Merge(MergeShape shape, byte[] basis, byte[] mine, byte[] theirs)
    {
        var conflicts = new List<string>();
        var body = new ObjectWriter();
        var fields = new MemberUnion(basis, mine, theirs);
        while (fields.MoveNext())
        {
            var name = JsonBody.ReadName(fields.Name.Span);
            var values = fields.Values;
            var isLocalized = shape.Of(name) == MemberShape.Localized && Array.TrueForAll(values, v => GoldenMerge.IsTexts(v));
            body.Add(fields.Name.Span, (isLocalized ? Languages(name, values, conflicts) : Chosen(FieldPath.Of(name), values, conflicts)).Span);
        }

        return (body.ToArray(), conflicts);
    }

    private static ReadOnlyMemory<byte> Languages(string field, ReadOnlyMemory<byte>[] values, List<string> conflicts)
    {
        var texts = new ObjectWriter();
        var languages = new MemberUnion([.. values]);
        while (languages.MoveNext())
        {
            texts.Add(languages.Name.Span, Chosen(FieldPath.Of(field, JsonBody.ReadName(languages.Name.Span)), languages.Values, conflicts).Span);
        }

        return texts.ToArray();
    }

    private static ReadOnlyMemory<byte> Chosen(string path, ReadOnlyMemory<byte>[] values, List<string> conflicts)
    {
        var (basis, mine, theirs) = (values[0], values[1], values[2]);
        if (mine.Span.SequenceEqual(basis.Span))
        {
            return theirs;
        }

        if (!theirs.Span.SequenceEqual(basis.Span) && !theirs.Span.SequenceEqual(mine.Span))
        {
            conflicts.Add(path);
        }

        return mine;
    }
}
