using Fori.Documents;
using Fori.Store.Sql;

namespace Fori.Nodes;

/// <summary>A published document in the cache of a node, with its body read once.</summary>
public sealed class LoadedDocument(DocumentType type, PublishedDocument row)
{
    private DocumentBody? _body;

    public DocumentType Type { get; } = type;

    public PublishedDocument Row { get; } = row;

    public Guid Id => Row.Id;

    // Reading it twice at once does no harm: the record is immutable.
    public DocumentBody Body => _body ??= Type.Read(Row.Body);

    /// <summary>Its own name; empty for types without one.</summary>
    public LocalizedText Title => Type.Title?.ValueOf(Body) as LocalizedText ?? LocalizedText.Empty;

    public T As<T>()
        where T : DocumentBody => (T)Body;
}
