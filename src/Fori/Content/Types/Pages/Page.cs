using Fori.Content.Blocks;
using Fori.Documents;

namespace Fori.Content.Types.Pages;

/// <summary>Lasting information in the tree of the site (KADA: page).</summary>
public sealed record Page : DocumentBody
{
    /// <summary>At most 120 characters; the h1, the name in menus and lists.</summary>
    [Field(FieldKind.Text, Title = true)]
    public LocalizedText Title { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>At most 300 characters: in lists, search and share cards.</summary>
    [Field(FieldKind.Text, Summary = true)]
    public LocalizedText Summary { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>The last part of the address; empty follows the title. A change leaves a redirect.</summary>
    [Field(FieldKind.Text, Slug = true)]
    public LocalizedText Slug { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>The page below which it stands: path, breadcrumb and menu follow. Null: at the root of the site.</summary>
    [Field(FieldKind.Reference, Parent = true, Facet = true)]
    public Ref<Page>? Parent { get; init; }

    /// <summary>Language → blocks in their order.</summary>
    [Field(FieldKind.Blocks)]
    public IReadOnlyDictionary<string, IReadOnlyList<Block>> Body { get; init => field = value ?? Empty; } = Empty;

    private static IReadOnlyDictionary<string, IReadOnlyList<Block>> Empty { get; } = new Dictionary<string, IReadOnlyList<Block>>();
}
