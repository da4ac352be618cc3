using Fori.Content.Blocks;
using Fori.Content.Types.Contacts;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.Layers;

/// <summary>What editors say of a record, ready to be written.</summary>
public sealed record PresentationView(RichPhrase? Intro, IReadOnlyList<Phrase> Highlights, IReadOnlyList<BlockView> Blocks, IReadOnlyList<ContactCardView> Contacts);

/// <summary>Joins the layers of editors to the pages of their records.</summary>
internal static class EditorLayers
{
    /// <summary>The member that names the record.</summary>
    public const string Member = "of";

    /// <summary>Declared names of the types that are layers on records of a type.</summary>
    public static IReadOnlyList<string> On(string record) => [.. ContentModule.All.Where(t => t.LayerOn == record).Select(t => t.Name)];

    /// <summary>The page of a layer's type: that of its record, with this very layer instead of the published one.</summary>
    /// <param name="build">Makes the page of a record.</param>
    public static Func<PageScope, LoadedDocument, CancellationToken, Task<PageView>> PageOf(Func<PageScope, LoadedDocument, CancellationToken, Task<PageView>> build) =>
        async (scope, layer, ct) =>
        {
            var key = ((EditorLayer)layer.Body).Record;
            await scope.ResolveAsync([key], ct);
            scope.Layer = layer;
            return scope.Found(key) is { } record ? await build(scope, record, ct) : await MissingPages.GoneAsync(scope, LocalizedText.Empty, null, ct);
        };

    /// <summary>What editors wrote of a record; null when they have published nothing.</summary>
    public static async Task<TLayer?> FindAsync<TLayer>(PageScope scope, LoadedDocument record, CancellationToken ct)
        where TLayer : EditorLayer =>
        scope.Layer is { Body: TLayer draft } ? draft : await scope.ReferrersAsync(typeof(TLayer).Name, Member, record.Id, ct) is [var layer, ..] ? layer.As<TLayer>() : null;

    /// <summary>What a layer that presents its record says; null when there is no such layer.</summary>
    public static async Task<PresentationView?> PresentAsync<TLayer>(PageScope scope, LoadedDocument record, CancellationToken ct)
        where TLayer : EditorLayer, IPresentation
    {
        if (await FindAsync<TLayer>(scope, record, ct) is not { } layer)
        {
            return null;
        }

        var blocks = InOneLanguage(scope, layer.Body);
        var highlights = InOneLanguage(scope, layer.Highlights);
        return new PresentationView(
            scope.Rich(layer.Intro),
            [.. highlights.Rows.Where(h => !string.IsNullOrWhiteSpace(h.Text)).Select(h => new Phrase(h.Text, highlights.Language))],
            await ContentPageBuilder.BlocksAsync(scope, blocks.Rows, blocks.Language, ContentPageBuilder.HighestHeading, ct),
            await ContactViews.OfAsync(scope, layer.Contacts, ct));
    }

    /// <summary>Rows in the first language of the page's order that has any; the language is null when it is the page's.</summary>
    public static (string? Language, IReadOnlyList<T> Rows) InOneLanguage<T>(PageScope scope, IReadOnlyDictionary<string, IReadOnlyList<T>> rows)
    {
        var language = scope.Languages.FirstOrDefault(l => rows.GetValueOrDefault(l) is { Count: > 0 });
        return language is null ? (null, []) : (scope.Foreign(language), rows[language]);
    }
}

/// <summary>Of each text of a page the editors' words, or the register's where they wrote none, with its source.</summary>
/// <param name="hasLayer">Editors wrote something of the record; without it every text is the register's, and the foot of the page says so.</param>
internal sealed class JoinedTexts(PageScope scope, bool hasLayer, FieldSources sources)
{
    /// <param name="field">Name of the register's member.</param>
    public RichPhrase? Of(RichPhrase? own, RichPhrase? register, string field)
    {
        if (register is null || (own is not null && Rank(own) <= Rank(register)))
        {
            return own;
        }

        return hasLayer && !register.IsInherited ? register with { Source = sources.Of(field, register.Language ?? scope.Language) } : register;
    }

    // The reader's own language before anybody's words in another.
    private int Rank(RichPhrase phrase) => scope.Languages.Select((l, i) => (l, i)).First(l => l.l == (phrase.Language ?? scope.Language)).i;
}
