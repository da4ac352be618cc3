using Fori.Content.Blocks;
using Fori.Content.Types.Contacts;
using Fori.Content.OwnFields;
using Fori.Content.Types.MediaItems;
using Fori.Content.Types.Sections;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.Registers.Organizations;

namespace Fori.Content.Types;

/// <summary>Lists of pages that nobody writes by hand.</summary>
public enum PageListing
{
    /// <summary>The site's search, and those of others.</summary>
    Search,

    /// <summary>What stands below a page, or at the root of the site.</summary>
    Menus,
}

/// <summary>What all content of the website has, whatever its type.</summary>
public abstract record ContentBody : SectionedBody, IFaceted
{
    /// <summary>Facet of the index: the lists that leave it out, as <see cref="PageListing"/> names them.</summary>
    internal const string HiddenFacet = "hidden";

    /// <summary>The h1, the name in menus and lists.</summary>
    [Field(FieldKind.Text, Title = true, Required = true, MaxLength = 120, Order = 0)]
    public LocalizedText Title { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>In lists, search and share cards.</summary>
    [Field(FieldKind.Text, Summary = true, MaxLength = 300, HasLines = true, Order = 10)]
    public LocalizedText Summary { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>At the head of its page, on cards and where it is shared.</summary>
    [Field(FieldKind.Reference, Picture = true, Order = 150)]
    public Ref<Media>? Image { get; init; }

    /// <summary>On share cards instead of <see cref="Image"/>.</summary>
    [Field(FieldKind.Reference, Picture = true, Order = 151, Folded = true)]
    public Ref<Media>? ShareImage { get; init; }

    /// <summary>The unit that answers for what it says; without one, that of the nearest page above (<see cref="OwnerUnits"/>).</summary>
    [Field(FieldKind.Reference, Facet = true, Order = 154)]
    public Ref<Organization>? OwnerUnit { get; init; }

    /// <summary>What it is about.</summary>
    [Field(FieldKind.Reference, Facet = true, Unordered = true, Order = 160, Folded = true)]
    public IReadOnlyList<Ref<Topic>> Topics { get; init => field = value ?? []; } = [];

    /// <summary>For whom it is.</summary>
    [Field(FieldKind.Reference, Facet = true, Unordered = true, Order = 161, Folded = true)]
    public IReadOnlyList<Ref<Audience>> Audiences { get; init => field = value ?? []; } = [];

    /// <summary>The parts of the municipality of which it tells.</summary>
    [Field(FieldKind.Reference, Facet = true, Unordered = true, Order = 162, Folded = true)]
    public IReadOnlyList<Ref<District>> Areas { get; init => field = value ?? []; } = [];

    /// <summary>Words of any other kind by which it is found.</summary>
    [Field(FieldKind.Reference, Facet = true, Unordered = true, Order = 163, Folded = true)]
    public IReadOnlyList<Ref<SubjectWord>> Keywords { get; init => field = value ?? []; } = [];

    /// <summary>Whom to ask about it: written once, or people, units and places as their registers know them. Beside its page.</summary>
    [Field(FieldKind.Reference, Targets = [ContactViews.Contact, ContactViews.Person, ContactViews.Organization, ContactViews.Place], Order = 155)]
    public IReadOnlyList<Ref<DocumentBody>> Contacts { get; init => field = value ?? []; } = [];

    /// <summary>What to read besides; without any, what shares its topics (<see cref="Topics"/>) is shown.</summary>
    [Field(FieldKind.Reference, Order = 158, Folded = true)]
    public IReadOnlyList<Ref<DocumentBody>> Related { get; init => field = value ?? []; } = [];

    /// <summary>Where it is left out, though its address shows it to everybody.</summary>
    [Field(FieldKind.Choice, Unordered = true, Order = 325, Folded = true)]
    public IReadOnlyList<PageListing> HiddenFrom { get; init => field = value ?? []; } = [];

    /// <summary>Subject words that are no terms yet, with commas between: they wait until somebody settles them (<see cref="WaitingWords"/>). Nobody outside sees them.</summary>
    [Field(FieldKind.Text, Internal = true, MaxLength = 300, Order = 164, Folded = true)]
    public LocalizedText NewKeywords { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>What is written in the municipality's own fields, where it has no language; those that the public may see.</summary>
    [Field(FieldKind.Structure, ByMachine = true)]
    public IReadOnlyList<OwnValue> Extra { get; init => field = value ?? []; } = [];

    /// <summary>Language → texts of the municipality's own fields.</summary>
    [Field(FieldKind.Structure, ByMachine = true)]
    public IReadOnlyDictionary<string, IReadOnlyList<OwnText>> ExtraTexts { get; init => field = value ?? NoTexts; } = NoTexts;

    /// <summary>The same of fields for editors only.</summary>
    [Field(FieldKind.Structure, ByMachine = true, Internal = true)]
    public IReadOnlyList<OwnValue> InternalExtra { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, ByMachine = true, Internal = true)]
    public IReadOnlyDictionary<string, IReadOnlyList<OwnText>> InternalExtraTexts { get; init => field = value ?? NoTexts; } = NoTexts;

    IEnumerable<(string Field, string Value)> IFaceted.OwnFacets => OwnFacets();

    /// <summary>Field and value of what it is found by besides its fields.</summary>
    protected virtual IEnumerable<(string Field, string Value)> OwnFacets() => HiddenFrom.Select(h => (HiddenFacet, h.ToString()));

    private static IReadOnlyDictionary<string, IReadOnlyList<OwnText>> NoTexts { get; } = new Dictionary<string, IReadOnlyList<OwnText>>();

    /// <summary>A body without anything in it.</summary>
    protected static IReadOnlyDictionary<string, IReadOnlyList<Block>> NoBlocks { get; } = new Dictionary<string, IReadOnlyList<Block>>();
}

/// <summary>Content with a place in the tree of the site.</summary>
public abstract record TreeBody : ContentBody
{
    /// <summary>The last part of the address; empty follows the title. A change leaves a redirect.</summary>
    [Field(FieldKind.Text, Slug = true, Order = 300)]
    public LocalizedText Slug { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>The page below which it stands: path, breadcrumb and menu follow. Null: at the root of the site.</summary>
    [Field(FieldKind.Reference, Parent = true, Facet = true, Order = 310)]
    public virtual Ref<TreeBody>? Parent { get; init; }

    /// <summary>Language → blocks in their order.</summary>
    [Field(FieldKind.Blocks)]
    public IReadOnlyDictionary<string, IReadOnlyList<Block>> Body { get; init => field = value ?? NoBlocks; } = NoBlocks;
}
