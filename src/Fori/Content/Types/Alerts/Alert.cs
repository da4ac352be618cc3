using Fori.Content.Links;
using Fori.Content.Types.Sections;
using Fori.Documents;

namespace Fori.Content.Types.Alerts;

/// <summary>How much an alert matters; words of CAP 1.2 are derived from it.</summary>
public enum AlertSeverity
{
    Info,
    Minor,
    Major,

    /// <summary>Life, health or property are in danger: only who may publish an emergency.</summary>
    Emergency,
}

/// <summary>Something that everybody who comes to the site must see, for a while (KADA: a flag on news).</summary>
public sealed record Alert : SectionedBody
{
    [Field(FieldKind.Text, Title = true, Required = true, MaxLength = 120, Order = 0)]
    public LocalizedText Title { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Choice, Required = true, Facet = true, Order = 5)]
    public AlertSeverity Severity { get; init; }

    /// <summary>What happens, and what to do.</summary>
    [Field(FieldKind.Text, Summary = true, Required = true, MaxLength = 250, HasLines = true, Order = 10)]
    public LocalizedText Message { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>It then goes away by itself.</summary>
    [Field(FieldKind.Instant, Required = true, Order = 20)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Null: from its publishing on.</summary>
    [Field(FieldKind.Instant, Order = 30, Folded = true)]
    public DateTimeOffset? From { get; init; }

    /// <summary>Language → where more is told; one each.</summary>
    [Field(FieldKind.Structure, Order = 40, Folded = true)]
    public IReadOnlyDictionary<string, IReadOnlyList<PageLink>> Links { get; init => field = value ?? None; } = None;

    /// <summary>Why it goes out without one of the national languages; an alert of weight then may.</summary>
    [Field(FieldKind.Text, Internal = true, MaxLength = 300, Order = 50, Folded = true)]
    public string? LanguageReason { get; init; }

    private static IReadOnlyDictionary<string, IReadOnlyList<PageLink>> None { get; } = new Dictionary<string, IReadOnlyList<PageLink>>();
}
