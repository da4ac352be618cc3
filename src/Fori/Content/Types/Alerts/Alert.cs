using Fori.Content.Links;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.Store;

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

/// <summary>What an alert is about, in the categories of CAP 1.2 §3.2.2 <c>category</c>.</summary>
public enum AlertCategory
{
    Geo,
    Met,
    Safety,
    Security,
    Rescue,
    Fire,
    Health,
    Env,
    Transport,
    Infra,
    Cbrne,
    Other,
}

/// <summary>Where an alert stands. All that is told in one target must fit a page; of several targets, one.</summary>
public sealed record AlertTarget
{
    /// <summary>Scheme of <see cref="Section"/>: keys of the sections of the site.</summary>
    public const string Sections = "site-section";

    /// <summary>Scheme of <see cref="Type"/>: declared names of types whose documents have pages.</summary>
    public const string Types = "page-type";

    [Field(FieldKind.Code, Scheme = Sections, Order = 0)]
    public Code? Section { get; init; }

    /// <summary>A page with all that stands below it.</summary>
    [Field(FieldKind.Reference, Order = 10)]
    public Ref<TreeBody>? Branch { get; init; }

    [Field(FieldKind.Code, Scheme = Types, Order = 20)]
    public Code? Type { get; init; }
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

    /// <summary>For those who follow alerts by programs; null is told as <see cref="AlertCategory.Other"/>.</summary>
    [Field(FieldKind.Choice, Order = 42, Folded = true)]
    public AlertCategory? Category { get; init; }

    /// <summary>Empty: every page.</summary>
    [Field(FieldKind.Structure, Order = 44, Folded = true)]
    public IReadOnlyList<AlertTarget> Targets { get; init => field = value ?? []; } = [];

    /// <summary>A visitor may close it; an emergency stays whatever is said here.</summary>
    [Field(FieldKind.Flag, Order = 46, Folded = true)]
    public bool Dismissible { get; init; }

    /// <summary>Why it goes out without one of the national languages; an alert of weight then may.</summary>
    [Field(FieldKind.Text, Internal = true, MaxLength = 300, Order = 50, Folded = true)]
    public string? LanguageReason { get; init; }

    private static IReadOnlyDictionary<string, IReadOnlyList<PageLink>> None { get; } = new Dictionary<string, IReadOnlyList<PageLink>>();
}
