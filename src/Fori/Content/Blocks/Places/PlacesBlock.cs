using Fori.Documents;
using Fori.Registers.Places;
using Fori.Site;
using Fori.Site.Building;
using Fori.Ui;

namespace Fori.Content.Blocks.Places;

/// <summary>Places with their hours of now and a map; the list comes first.</summary>
public sealed record PlacesBlock : Block
{
    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Reference, Required = true, Order = 10)]
    public IReadOnlyList<Ref<Place>> Places { get; init => field = value ?? []; } = [];

    internal static async Task<object?> LoadAsync(PageScope scope, PlacesBlock block, CancellationToken ct)
    {
        await scope.ResolveAsync(block.Places.Select(RefKey.Of), ct);
        return block.Places.Select(scope.Target).OfType<Nodes.LoadedDocument>().Select(p => PlaceCards.Of(scope, p)).ToList();
    }
}
