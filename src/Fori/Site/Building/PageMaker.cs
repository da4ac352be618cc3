using Fori.Content;
using Fori.Content.Blocks;
using Fori.Content.Types;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>
/// With what a plug-in makes the page of a document in the tree of the site: its texts in the page's language or its fallback, its
/// blocks, and the frame around it. What is read through it is noted, so that the page is made again when any of it changes.
/// One use.
/// </summary>
public sealed class PageMaker
{
    private readonly PageScope _scope;
    private readonly LoadedDocument _document;

    internal PageMaker(PageScope scope, LoadedDocument document)
    {
        _scope = scope;
        _document = document;
    }

    /// <summary>BCP 47 of the page.</summary>
    public string Language => _scope.Language;

    /// <summary>Of the municipality; what is shown is of this day.</summary>
    public DateOnly Today => _scope.Today;

    public DocumentBody Body => _document.Body;

    /// <summary>The day of the version that is shown.</summary>
    public DateOnly UpdatedOn => LocalDays.DayOf(_document.Row.At);

    /// <summary>The document's name.</summary>
    public Phrase Name => _scope.NameOf(_document);

    /// <summary>A text in the page's language, or failing that in another, which it then says; null when there is none.</summary>
    public Phrase? Say(LocalizedText text) => _scope.Say(text);

    /// <summary>The same of running text.</summary>
    public RichPhrase? Rich(LocalizedText text) => _scope.Rich(text);

    /// <summary>A word of the plug-in: key <c>site.…</c>, without the <c>site.</c>.</summary>
    /// <exception cref="InvalidOperationException">There is no such word.</exception>
    public string Word(string key, params (string Name, string Value)[] arguments) => SiteWords.Say(key, _scope.Language, arguments);

    /// <summary>The way to a document that is public; null when it is not.</summary>
    public async Task<NamedLink?> LinkAsync<T>(Ref<T>? reference, CancellationToken ct)
        where T : DocumentBody
    {
        await _scope.ResolveAsync([RefKey.Of(reference)], ct);
        return _scope.Target(reference) is { } target ? _scope.Link(target) : null;
    }

    /// <summary>Head, menus, breadcrumb and foot of the page; its body must be a <see cref="TreeBody"/>.</summary>
    public Task<SiteFrame> FrameAsync(CancellationToken ct) => ContentPageBuilder.FrameAsync(_scope, _document, ct);

    /// <summary>The picture at its head; null when it has none that is public.</summary>
    public Task<PictureView?> PictureAsync(CancellationToken ct) => ContentPageBuilder.PictureAsync(_scope, _document.As<ContentBody>(), ct);

    /// <summary>The blocks of its body.</summary>
    public Task<IReadOnlyList<BlockView>> BlocksAsync(CancellationToken ct) => ContentPageBuilder.BlocksAsync(_scope, _document.Title, _document.As<TreeBody>().Body, ct);

    /// <summary>All public pages below it, by title: a type below which hundreds stand shows them better by something of its own.</summary>
    public Task<IReadOnlyList<NamedLink>> BelowAsync(CancellationToken ct) => ContentPageBuilder.BelowAsync(_scope, _document.Id, ct);
}
