using Fori.Ui;
using Microsoft.AspNetCore.Components;

namespace Fori.Site.Pages;

/// <summary>A component that writes one kind of view.</summary>
public abstract class SitePage<TView> : ComponentBase
    where TView : PageView
{
    private UiText? _words;

    [Parameter, EditorRequired]
    public required TView View { get; set; }

    /// <summary>The words of the page's language.</summary>
    protected UiText Words => _words ??= UiText.For(View.Frame.Language);

    /// <summary>The language of a part for its <c>lang</c>, or null when it is the page's.</summary>
    protected static string? Lang(Phrase? phrase) => phrase?.Language;
}
