using Fori.Content.Links;
using Fori.Documents;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Blocks.Links;

/// <summary>A list of links.</summary>
public sealed record LinksBlock : Block
{
    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Structure, Required = true, Order = 10)]
    public IReadOnlyList<PageLink> Links { get; init => field = value ?? []; } = [];

    public override IEnumerable<Problem> Check(string path) => Links.SelectMany((l, i) => l.Check($"{path}.links[{i}]"));

    internal static async Task<object?> LoadAsync(PageScope scope, LinksBlock block, CancellationToken ct) => await PageLinks.OfAsync(scope, block.Links, ct);
}
