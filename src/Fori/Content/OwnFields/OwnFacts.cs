using Fori.Content.Types;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.OwnFields;

/// <summary>An own field on a public page.</summary>
/// <param name="Url">Of a link; null for what is none.</param>
public sealed record OwnFact(Phrase Name, Phrase Value, string? Url);

/// <summary>What a public page says of the municipality's own fields, in their order.</summary>
internal static class OwnFacts
{
    public static IReadOnlyList<OwnFact> Of(PageScope scope, LoadedDocument document)
    {
        var content = document.As<ContentBody>();
        return [.. OwnFieldForm.Of(scope.Settings.Municipality.OwnFields, document.Type.Name).Where(f => !f.Internal).Select(f => Of(scope, content, f)).OfType<OwnFact>()];
    }

    private static OwnFact? Of(PageScope scope, ContentBody content, OwnField field)
    {
        var name = scope.Say(field.Name) ?? new Phrase(field.Key);
        if (field.HasLanguages)
        {
            var text = new LocalizedText(content.ExtraTexts.Keys.Select(l => KeyValuePair.Create(l, OwnFieldForm.TextOf(content, field, l) ?? "")));
            return scope.Say(text) is { } said ? new OwnFact(name, said, null) : null;
        }

        return OwnFieldForm.ValueOf(content, field) switch
        {
            { Number: { } number } => new OwnFact(name, number.ToString("#,0.######", scope.Words.Culture), null),
            { Date: { } day } => new OwnFact(name, scope.Words.Day(day), null),
            { Flag: { } flag } => new OwnFact(name, SiteWords.Say(flag ? "own.yes" : "own.no", scope.Language), null),
            { Choice: { } key } => new OwnFact(name, scope.Say(field.Choices.FirstOrDefault(c => c.Key == key)?.Name) ?? new Phrase(key), null),
            { Url: { } url } when WebAddress.IsAllowed(url) => new OwnFact(name, url, url),
            _ => null,
        };
    }
}
