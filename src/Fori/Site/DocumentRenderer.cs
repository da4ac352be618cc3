using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.Logging;

// The frames of a render tree are the only way to write components without the framework's own writer, which spells
// every non-ASCII letter as a number ("&#xE4;"): a Finnish page would be a quarter larger and slower to write. Should
// their shape change, the tests of PageRenderer say so, and HtmlRenderer can stand in.
#pragma warning disable BL0006

namespace Fori.Site;

/// <summary>Renders one static component and writes its tree as HTML. One use, one thread.</summary>
internal sealed class DocumentRenderer(IServiceProvider services, ILoggerFactory loggers) : Renderer(services, loggers)
{
    private static readonly HashSet<string> VoidElements = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    };

    private static readonly HashSet<string> Schemes = new(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "tel", "sms" };

    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    public Task<byte[]> WriteAsync(Type page, ParameterView parameters) => Dispatcher.InvokeAsync(async () =>
    {
        var component = AssignRootComponentId(InstantiateComponent(page));
        await RenderRootComponentAsync(component, parameters);
        using var buffer = new PageBuffer();
        WriteComponent(buffer, component);
        return buffer.ToArray();
    });

    protected override void HandleException(Exception exception) => ExceptionDispatchInfo.Capture(exception).Throw();

    // Nothing displays the tree while it grows: it is written once, when it is whole.
    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch) => Task.CompletedTask;

    private void WriteComponent(PageBuffer buffer, int component)
    {
        var frames = GetCurrentRenderTreeFrames(component);
        WriteFrames(buffer, frames.Array.AsSpan(0, frames.Count));
    }

    private void WriteFrames(PageBuffer buffer, ReadOnlySpan<RenderTreeFrame> frames)
    {
        for (var at = 0; at < frames.Length;)
        {
            ref readonly var frame = ref frames[at];
            switch (frame.FrameType)
            {
                case RenderTreeFrameType.Element:
                    WriteElement(buffer, frame.ElementName, frames.Slice(at + 1, frame.ElementSubtreeLength - 1));
                    at += frame.ElementSubtreeLength;
                    break;
                case RenderTreeFrameType.Text:
                    buffer.AppendText(frame.TextContent);
                    at++;
                    break;
                case RenderTreeFrameType.Markup:
                    buffer.Append(frame.MarkupContent);
                    at++;
                    break;
                case RenderTreeFrameType.Component:
                    WriteComponent(buffer, frame.ComponentId);
                    at += frame.ComponentSubtreeLength;
                    break;
                case RenderTreeFrameType.Region:
                    WriteFrames(buffer, frames.Slice(at + 1, frame.RegionSubtreeLength - 1));
                    at += frame.RegionSubtreeLength;
                    break;
                default:
                    throw new InvalidOperationException($"A static page holds no {frame.FrameType}.");
            }
        }
    }

    private void WriteElement(PageBuffer buffer, string name, ReadOnlySpan<RenderTreeFrame> inside)
    {
        buffer.Append("<");
        buffer.Append(name);
        var at = 0;
        for (; at < inside.Length && inside[at].FrameType == RenderTreeFrameType.Attribute; at++)
        {
            WriteAttribute(buffer, inside[at]);
        }

        buffer.Append(">");
        if (VoidElements.Contains(name))
        {
            return;
        }

        WriteFrames(buffer, inside[at..]);
        buffer.Append("</");
        buffer.Append(name);
        buffer.Append(">");
    }

    private static bool IsAddress(string attribute) => attribute is "href" or "src" or "action";

    /// <summary>
    /// Addresses come from registers that others fill. One that would run something (<c>javascript:</c>, <c>data:</c>)
    /// is left out, and the words of the link stay; checked here because every page passes here.
    /// </summary>
    private static bool IsHarmless(string address)
    {
        var colon = address.AsSpan().IndexOfAny(":/?#");
        return colon < 0 || address[colon] != ':' || Schemes.Contains(address[..colon]);
    }

    private static void WriteAttribute(PageBuffer buffer, in RenderTreeFrame attribute)
    {
        // False and null are absent; true stands without a value.
        switch (attribute.AttributeValue)
        {
            case null or false:
                return;
            case true:
                buffer.Append(" ");
                buffer.Append(attribute.AttributeName);
                return;
            case string text when IsAddress(attribute.AttributeName) && !IsHarmless(text):
                return;
            case string text:
                buffer.Append(" ");
                buffer.Append(attribute.AttributeName);
                buffer.Append("=\"");
                buffer.AppendText(text);
                buffer.Append("\"");
                return;
            default:
                throw new InvalidOperationException($"A static page has no handler \"{attribute.AttributeName}\".");
        }
    }
}
