using Fori.Documents;

namespace Fori.Content.Types.Redirects;

public enum RedirectKind
{
    /// <summary>301: for ever.</summary>
    Permanent,

    /// <summary>302: for now.</summary>
    Temporary,

    /// <summary>410: there is nothing any more, and nothing instead.</summary>
    Gone,
}

/// <summary>An address that leads to another. It answers only where nothing else does.</summary>
public sealed record Redirect : DocumentBody
{
    /// <summary>For lists; follows the addresses.</summary>
    [Field(FieldKind.Text, Title = true, ByMachine = true)]
    public LocalizedText Title { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Path as it is asked for, as <c>/kirjasto</c> or <c>/old/page.aspx</c>; without the query.</summary>
    [Field(FieldKind.Text, Required = true, Facet = true, MaxLength = 500, Order = 10)]
    public string? From { get; init; }

    [Field(FieldKind.Choice, Order = 20)]
    public RedirectKind Kind { get; init; }

    /// <summary>The document that is meant: its address is always the present one.</summary>
    [Field(FieldKind.Reference, Order = 30)]
    public Ref<DocumentBody>? Target { get; init; }

    /// <summary>Instead of a document: a path of the site, or a whole address.</summary>
    [Field(FieldKind.Url, Order = 40)]
    public string? To { get; init; }

    /// <summary>From then on it answers no more; null for ever.</summary>
    [Field(FieldKind.Instant, Order = 50, Folded = true)]
    public DateTimeOffset? Until { get; init; }
}
