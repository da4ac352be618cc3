using Fori.Content.Layers;
using Fori.Documents;
using Fori.Registers.Services;

namespace Fori.Content.Types.ServicePages;

/// <summary>One step of getting a service, in one language.</summary>
public sealed record ServiceStep
{
    [Field(FieldKind.Text, Required = true, MaxLength = 120, Order = 0)]
    public string Title { get; init; } = "";

    [Field(FieldKind.Text, MaxLength = 600, HasLines = true, Order = 10)]
    public string? Text { get; init; }

    /// <summary>In words, as "about two weeks".</summary>
    [Field(FieldKind.Text, MaxLength = 60, Order = 20)]
    public string? Duration { get; init; }
}

/// <summary>
/// How to get one service, in the municipality's own words (Finnish: palvelusivu). Where a text is empty the page shows the
/// register's, with its source.
/// </summary>
public sealed record ServicePage : EditorLayer<Service>
{
    [Field(FieldKind.RichText, Order = 10)]
    public LocalizedText WhoFor { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText, Beside = nameof(Service.Description), Order = 20)]
    public LocalizedText WhatYouGet { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText, Order = 30)]
    public LocalizedText WhatYouNeed { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText, Beside = nameof(Service.UserInstruction), Order = 40)]
    public LocalizedText HowTo { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Language → steps in their order.</summary>
    [Field(FieldKind.Structure, Order = 50)]
    public IReadOnlyDictionary<string, IReadOnlyList<ServiceStep>> Steps { get; init => field = value ?? None; } = None;

    [Field(FieldKind.RichText, Beside = nameof(Service.Requirements), Order = 60)]
    public LocalizedText Conditions { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText, Order = 70)]
    public LocalizedText SpecialCases { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Pinned here instead of the register's.</summary>
    [Field(FieldKind.Text, MaxLength = 600, HasLines = true, Beside = nameof(Service.ProcessingTime), Order = 80)]
    public LocalizedText ProcessingTime { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Pinned here instead of the register's.</summary>
    [Field(FieldKind.Text, MaxLength = 2000, HasLines = true, Beside = nameof(Service.ChargeInfo), Order = 90)]
    public LocalizedText Costs { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Pages that belong with it; without any, services of the same class are shown.</summary>
    [Field(FieldKind.Reference, Order = 100)]
    public IReadOnlyList<Ref<DocumentBody>> Related { get; init => field = value ?? []; } = [];

    private static IReadOnlyDictionary<string, IReadOnlyList<ServiceStep>> None { get; } = new Dictionary<string, IReadOnlyList<ServiceStep>>();
}
