using Fori.Content.Blocks;
using Fori.Content.Types.MediaItems;
using Fori.Content.Types.Menus;
using Fori.Documents;
using Fori.Tenants;

namespace Fori.Content.Types.Sections;

/// <summary>
/// A subsite with editors of its own (KADA: section, domain): a library, a museum, a school. It begins at its front page, shows
/// its own menu, look and foot, and may have a host of its own. Documents name it; who may write them follows from that.
/// </summary>
public sealed record Section : DocumentBody
{
    /// <summary>Stands where the municipality's name stands elsewhere.</summary>
    [Field(FieldKind.Text, Title = true, Required = true, MaxLength = 120, Order = 0)]
    public LocalizedText Title { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, Summary = true, MaxLength = 300, HasLines = true, Order = 10)]
    public LocalizedText Summary { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Where it begins. Without a host of its own, the path of this page is the section's.</summary>
    [Field(FieldKind.Reference, Required = true, Order = 20)]
    public Ref<TreeBody>? FrontPage { get; init; }

    /// <summary>A name in the network without port, as <c>library.town.example</c>; null: it stands on the municipality's own hosts.</summary>
    [Field(FieldKind.Text, MaxLength = 253, Order = 30)]
    public string? Host { get; init; }

    /// <summary>Null shows the name.</summary>
    [Field(FieldKind.Reference, Picture = true, Order = 40)]
    public Ref<Media>? Logo { get; init; }

    /// <summary>Language → entries in their order.</summary>
    [Field(FieldKind.Structure, Order = 50)]
    public IReadOnlyDictionary<string, IReadOnlyList<MenuItem>> Menu { get; init => field = value ?? NoMenu; } = NoMenu;

    /// <summary>Language → blocks at the head of the foot of its pages.</summary>
    [Field(FieldKind.Blocks, Order = 60)]
    public IReadOnlyDictionary<string, IReadOnlyList<Block>> Footer { get; init => field = value ?? NoBlocks; } = NoBlocks;

    /// <summary>Null: the municipality's look. Written by the form of looks, which holds it to the contrasts.</summary>
    [Field(FieldKind.Structure, ByMachine = true)]
    public ThemeSettings? Look { get; init; }

    /// <summary>BCP 47, of the municipality's; empty is all of them.</summary>
    [Field(FieldKind.Structure, ByMachine = true)]
    public IReadOnlyList<string> Languages { get; init => field = value ?? []; } = [];

    /// <summary>Declared names of the types that may be written in it; empty is all.</summary>
    [Field(FieldKind.Structure, ByMachine = true)]
    public IReadOnlyList<string> Types { get; init => field = value ?? []; } = [];

    private static IReadOnlyDictionary<string, IReadOnlyList<MenuItem>> NoMenu { get; } = new Dictionary<string, IReadOnlyList<MenuItem>>();

    private static IReadOnlyDictionary<string, IReadOnlyList<Block>> NoBlocks { get; } = new Dictionary<string, IReadOnlyList<Block>>();
}
