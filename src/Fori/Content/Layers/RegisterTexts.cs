using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Layers;

/// <summary>A text of the register as the form of a layer shows it beside.</summary>
/// <param name="Html">Made safe.</param>
/// <param name="Source">Who says so; null when that is not known.</param>
public sealed record RegisterText(string Html, Provenance? Source);

/// <summary>What the register says where editors may write.</summary>
internal static class RegisterTexts
{
    /// <param name="layer">The type of the layer.</param>
    /// <returns>By the name of the input, as <c>costs.fi</c>.</returns>
    public static async Task<IReadOnlyDictionary<string, RegisterText>> OfAsync(PageScope scope, DocumentType layer, LoadedDocument record, IReadOnlyList<string> languages, CancellationToken ct)
    {
        // What the record has not, a national description may say.
        var names = record.Type.Fields.Where(f => f.Rule.Enriching).Select(f => f.Name).ToHashSet();
        var enriching = DocumentFacts.Read(record.Type.Kind, record.Row.Body).References
            .Where(r => names.Contains(r.Field)).Select(r => (RefKey?)new RefKey(r.System, r.Key, r.Target)).ToList();
        await scope.ResolveAsync(enriching, ct);
        IReadOnlyList<LoadedDocument> says = [record, .. enriching.Select(scope.Found).OfType<LoadedDocument>()];
        var sources = await SourcesOfDocument.OfFieldsAsync(scope, record, ct);
        var texts = new Dictionary<string, RegisterText>();
        foreach (var field in layer.Fields.Where(f => f.Rule.Beside is not null))
        {
            foreach (var language in languages)
            {
                foreach (var document in says)
                {
                    if (document.Type.Fields.FirstOrDefault(f => f.Property.Name == field.Rule.Beside) is { } register
                        && (register.ValueOf(document.Body) as LocalizedText)?.Exactly(language) is { Length: > 0 } text
                        && (register.Rule.Kind == FieldKind.RichText ? RichText.Sanitise(text) : RichText.FromPlain(text)) is { Length: > 0 } html)
                    {
                        texts[$"{field.Name}.{language}"] = new RegisterText(
                            html, document == record ? sources.Of(register.Name, language) : new Provenance(scope.NameOf(document).Text, LocalDays.DayOf(document.Row.At)));
                        break;
                    }
                }
            }
        }

        return texts;
    }
}
