using Fori.Documents;
using Fori.Store;
using Fori.Store.Sql;

namespace Fori.Nodes;

/// <summary>A published document with its body read; made by <see cref="Node.Read"/>.</summary>
public sealed class LoadedDocument(DocumentType type, PublishedDocument row, DocumentBody body)
{
    public DocumentType Type { get; } = type;

    public PublishedDocument Row { get; } = row;

    public Guid Id => Row.Id;

    /// <summary><see cref="Tags.Document"/> of it, written once: a list of fifty asks for it a hundred times.</summary>
    public string Tag { get; } = Tags.Document(row.Id);

    public DocumentBody Body { get; } = body;

    /// <summary>The whole of it as the interface answers, kept with it by whoever first made it; null until then.</summary>
    public byte[]? Answer { get; set; }

    /// <summary>
    /// Its current addresses, kept with it by whoever first read them; null until then. Each of their changes is one of the
    /// document, which evicts it with them.
    /// </summary>
    public IReadOnlyList<RouteRow>? Addresses { get; set; }

    /// <summary>Its own name; empty for types without one.</summary>
    public LocalizedText Title => Type.Title?.ValueOf(Body) as LocalizedText ?? LocalizedText.Empty;

    /// <summary>Its summary, or one derived from the first sentence of its description: to be shown, never stored or sent on.</summary>
    public (string Language, string Text)? SummaryIn(IReadOnlyList<string> languages)
    {
        if ((Type.Fields.FirstOrDefault(f => f.Rule.Summary)?.ValueOf(Body) as LocalizedText)?.In(languages) is { } summary)
        {
            return summary;
        }

        var description = (Type.Fields.FirstOrDefault(f => f.Rule.Kind == FieldKind.RichText)?.ValueOf(Body) as LocalizedText)?.In(languages);
        return description is { } text ? (text.Language, RichText.FirstSentence(text.Text)) : null;
    }

    public T As<T>()
        where T : DocumentBody => (T)Body;
}
