using Fori.Documents;
using Fori.Store;

namespace Fori.Content.Types.Sections;

/// <summary>Where a document belongs, as its body says. The one place that rights, lists and pages ask.</summary>
public static class SectionOf
{
    private const string Member = "section";

    /// <returns>Null is the site itself. A section belongs to itself.</returns>
    public static Guid? Body(DocumentType type, Guid document, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Name == nameof(Section) ? document
            : type.Body.IsAssignableTo(typeof(SectionedBody)) ? DocumentFacts.Read(type.Kind, body).References.FirstOrDefault(r => r.Field == Member).Target
            : null;
    }

    /// <summary>Of the draft, and of what is shown where that is another: who changes what is public needs the right in both.</summary>
    public static IReadOnlyList<Guid?> Both(DocumentType type, Guid document, byte[] draft, byte[]? shown) =>
        shown is null ? [Body(type, document, draft)] : [.. new[] { Body(type, document, draft), Body(type, document, shown) }.Distinct()];
}
