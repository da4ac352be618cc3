using Fori.Content.Types.Contacts;
using Fori.Documents;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.Blocks.Contact;

/// <summary>Contacts that were written once, shown where they are needed.</summary>
public sealed record ContactBlock : Block
{
    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    /// <summary>Written here once, or people, units and places as their registers know them.</summary>
    [Field(FieldKind.Reference, Required = true, Targets = [ContactViews.Contact, ContactViews.Person, ContactViews.Organization, ContactViews.Place], Order = 10)]
    public IReadOnlyList<Ref<DocumentBody>> Contacts { get; init => field = value ?? []; } = [];

    internal static async Task<object?> LoadAsync(PageScope scope, ContactBlock block, CancellationToken ct) => await ContactViews.OfAsync(scope, block.Contacts, ct);
}
