using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Fori.Store;

namespace Fori.MediaLibrary.Intake;

/// <summary>
/// SVG rebuilt from elements and attributes that only draw. Scripts, event handlers, foreign elements, links and whatever
/// fetches from elsewhere are left out; a document type, which can hold entities, is refused.
/// </summary>
internal static class DrawingCleaning
{
    private const long MostBytes = 5 * 1024 * 1024;
    private const int MostElements = 100_000;
    private const int Deepest = 100;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace Link = "http://www.w3.org/1999/xlink";

    private static readonly HashSet<string> Elements =
    [
        "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath",
        "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite",
        "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "feTurbulence", "feDropShadow",
    ];

    /// <returns>Refused: <c>file.damaged</c>, <c>file.svg-refused</c>, <c>file.too-large</c>.</returns>
    public static Outcome<CheckedFile> Clean(string path, string name, string target)
    {
        if (new FileInfo(path).Length > MostBytes)
        {
            return Problem.Of("file.too-large", "", ("max", "5 MB"));
        }

        XElement? root;
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });
            root = Load(reader);
        }
        catch (XmlException e)
        {
            return e.Message.Contains("DTD", StringComparison.Ordinal) ? Problem.Of("file.svg-refused", "", ("found", "DOCTYPE")) : Problem.Of("file.damaged");
        }

        if (root is null)
        {
            return Problem.Of("file.svg-refused", "", ("found", string.Create(CultureInfo.InvariantCulture, $"> {MostElements}")));
        }

        if (root.Name != Svg + "svg")
        {
            return Problem.Of("file.damaged");
        }

        var clean = Cleaned(root);
        var (width, height) = SizeOf(clean);
        using (var writer = XmlWriter.Create(target, new XmlWriterSettings { OmitXmlDeclaration = true, Encoding = new System.Text.UTF8Encoding(false) }))
        {
            clean.WriteTo(writer);
        }

        return new CheckedFile(FileKinds.Svg, name, target, width, height);
    }

    // Depth and number are bounded before the tree is walked by calls.
    private static XElement? Load(XmlReader reader)
    {
        reader.MoveToContent();
        XElement? root = null;
        var open = new Stack<XElement>();
        var count = 0;
        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
                    var isEmpty = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute())
                    {
                        if (reader.NamespaceURI != XNamespace.Xmlns.NamespaceName)
                        {
                            element.SetAttributeValue(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
                        }
                    }

                    if (++count > MostElements || open.Count > Deepest)
                    {
                        return null;
                    }

                    root ??= element;
                    open.TryPeek(out var above);
                    above?.Add(element);
                    if (!isEmpty)
                    {
                        open.Push(element);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when open.Count > 0:
                    open.Peek().Add(new XText(reader.Value));
                    break;
            }
        }
        while (reader.Read());

        return root;
    }

    private static XElement Cleaned(XElement element)
    {
        var clean = new XElement(element.Name);
        foreach (var attribute in element.Attributes())
        {
            if (IsHarmless(attribute))
            {
                clean.SetAttributeValue(attribute.Name == Link + "href" ? "href" : attribute.Name, attribute.Value);
            }
        }

        foreach (var node in element.Nodes())
        {
            if (node is XText text)
            {
                clean.Add(new XText(text.Value));
            }
            else if (node is XElement child && child.Name.Namespace == Svg && Elements.Contains(child.Name.LocalName))
            {
                clean.Add(Cleaned(child));
            }
        }

        return clean;
    }

    private static bool IsHarmless(XAttribute attribute)
    {
        var name = attribute.Name.LocalName;
        var value = attribute.Value;
        if (attribute.Name == Link + "href" || attribute.Name == "href")
        {
            return value.TrimStart().StartsWith('#');
        }

        return (attribute.Name.Namespace == XNamespace.None || attribute.Name == XNamespace.Xml + "lang" || attribute.Name == XNamespace.Xml + "space")
            && !name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            && !value.Contains('\\', StringComparison.Ordinal)
            && !value.Contains("script:", StringComparison.OrdinalIgnoreCase)
            && !value.Contains("@import", StringComparison.OrdinalIgnoreCase)
            && !value.Contains("expression(", StringComparison.OrdinalIgnoreCase)
            && !value.Contains("image(", StringComparison.OrdinalIgnoreCase)
            && !value.Contains("image-set(", StringComparison.OrdinalIgnoreCase)
            && LeadsNowhereElse(value);
    }

    // url(#id) names a part of the drawing; any other fetches.
    private static bool LeadsNowhereElse(string value)
    {
        for (var at = value.IndexOf("url(", StringComparison.OrdinalIgnoreCase); at >= 0; at = value.IndexOf("url(", at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (!value.AsSpan(at + 4).TrimStart().TrimStart("\"'").StartsWith("#"))
            {
                return false;
            }
        }

        return true;
    }

    private static (int? Width, int? Height) SizeOf(XElement svg)
    {
        var box = ((string?)svg.Attribute("viewBox") ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        var width = Length((string?)svg.Attribute("width")) ?? (box.Length == 4 ? Length(box[2]) : null);
        var height = Length((string?)svg.Attribute("height")) ?? (box.Length == 4 ? Length(box[3]) : null);
        return width is null || height is null ? (null, null) : (width, height);
    }

    private static int? Length(string? text) =>
        text is not null
        && double.TryParse(text.EndsWith("px", StringComparison.Ordinal) ? text[..^2] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var length) && length is > 0 and < 100_000
            ? (int)Math.Ceiling(length)
            : null;
}
