using Fori.Content.Links;
using Fori.Documents;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Blocks.Cards;

public sealed record CardLink : PageLink
{
    /// <summary>Null reads the summary of the document.</summary>
    [Field(FieldKind.Text, MaxLength = 200, HasLines = true, Order = 5)]
    public string? Text { get; init; }
}

/// <summary>Doors to other pages, as cards.</summary>
public sealed record CardsBlock : Block
{
    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Structure, Required = true, Order = 10)]
    public IReadOnlyList<CardLink> Cards { get; init => field = value ?? []; } = [];

    public override IEnumerable<Problem> Check(string path) => Cards.SelectMany((c, i) => c.Check($"{path}.cards[{i}]"));

    internal static async Task<object?> LoadAsync(PageScope scope, CardsBlock block, CancellationToken ct)
    {
        await PageLinks.ResolveAsync(scope, block.Cards, ct);
        return block.Cards.Select(c => PageLinks.Of(scope, c) is { } link ? link with { Note = string.IsNullOrEmpty(c.Text) ? SummaryOf(scope, c) : c.Text } : null).OfType<NamedLink>().ToList();
    }

    private static Phrase? SummaryOf(PageScope scope, CardLink card) =>
        scope.Target(card.Target) is { } document && document.Type.Fields.FirstOrDefault(f => f.Rule.Summary)?.ValueOf(document.Body) is LocalizedText summary ? scope.Say(summary) : null;
}
