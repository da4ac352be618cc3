using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Fori.Content.Blocks.Chart;

/// <summary>Words in a drawing. In a component's own language <c>text</c> is no element, so this one writes it.</summary>
public sealed class SvgText : ComponentBase
{
    [Parameter, EditorRequired]
    public required ChartText View { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", View.X);
        builder.AddAttribute(2, "y", View.Y);
        builder.AddAttribute(3, "text-anchor", View.Anchor);
        builder.AddAttribute(4, "class", View.IsStrong ? "chart-number" : null);
        builder.AddContent(5, View.Text);
        builder.CloseElement();
    }
}
