using Microsoft.AspNetCore.Components;

namespace Fori.Admin.Pages;

/// <summary>A component that writes one kind of view of the admin.</summary>
public abstract class AdminPage<TView> : ComponentBase
    where TView : AdminView
{
    [Parameter, EditorRequired]
    public required TView View { get; set; }

    protected AdminWords Words => View.Frame.Words;
}
