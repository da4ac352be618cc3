using Fori.Store.Json;

namespace Fori.Store.Golden;

/// <summary>Publishing per language, as a pure function of bodies.</summary>
public static class Publishing
{
    /// <summary>
    /// The body that is shown after publishing some languages of a draft: the texts of those languages and the shared
    /// fields from the draft, all else as it was last published. Drafts of other languages stay unseen.
    /// </summary>
    /// <remarks>
    /// A text that the draft no longer has goes away in the published languages. Texts within a field without languages
    /// of its own (the street of an address) are shared. Publishing the same twice gives the same bytes.
    /// </remarks>
    /// <param name="lastPublished">Canonical object; null when nothing has been published yet.</param>
    /// <param name="draft">Canonical object.</param>
    /// <param name="shape">Says which fields have languages.</param>
    /// <param name="languages">BCP 47 tags of the languages to publish.</param>
    /// <param name="withSharedFields">
    /// False when the one who publishes may not publish every language: shared fields are seen in all of them.
    /// </param>
    public static byte[] Compose(
        ReadOnlyMemory<byte>? lastPublished,
        ReadOnlyMemory<byte> draft,
        MergeShape shape,
        IReadOnlyCollection<string> languages,
        bool withSharedFields = true)
    {
        var body = new ObjectWriter();
        var fields = new MemberUnion(lastPublished ?? default, draft);
        while (fields.MoveNext())
        {
            var (shown, drafted) = (fields.Values[0], fields.Values[1]);
            var isText = shape.Of(JsonBody.ReadName(fields.Name.Span)) == MemberShape.Localized
                && GoldenMerge.IsTexts(shown) && GoldenMerge.IsTexts(drafted);
            var value = isText ? ComposeTexts(shown, drafted, languages) : withSharedFields ? drafted : shown;
            body.Add(fields.Name.Span, value.Span);
        }

        return body.ToArray();
    }

    private static ReadOnlyMemory<byte> ComposeTexts(
        ReadOnlyMemory<byte> shown, ReadOnlyMemory<byte> drafted, IReadOnlyCollection<string> languages)
    {
        var texts = new ObjectWriter();
        var union = new MemberUnion(shown, drafted);
        while (union.MoveNext())
        {
            var text = languages.Contains(JsonBody.ReadName(union.Name.Span)) ? union.Values[1] : union.Values[0];
            texts.Add(union.Name.Span, text.Span);
        }

        return texts.ToArray();
    }
}
