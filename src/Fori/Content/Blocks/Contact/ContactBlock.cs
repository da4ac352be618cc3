using Fori.Documents;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.Blocks.Contact;

/// <summary>Contacts that were written once, shown where they are needed.</summary>
public sealed record ContactBlock : Block
{
    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Reference, Required = true, Order = 10)]
    public IReadOnlyList<Ref<Types.Contacts.Contact>> Contacts { get; init => field = value ?? []; } = [];

    internal static async Task<object?> LoadAsync(PageScope scope, ContactBlock block, CancellationToken ct)
    {
        await scope.ResolveAsync(block.Contacts.Select(RefKey.Of), ct);
        return block.Contacts.Select(scope.Target).OfType<Nodes.LoadedDocument>().Select(d => Types.Contacts.ContactViews.Of(scope, d)).ToList();
    }
}
