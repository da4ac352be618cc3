using Fori.Content.Types.Sections;
using Fori.Documents;

namespace Fori.Content.Types.MediaItems;

/// <summary>A picture, video, sound, document or captions in the municipality's library (KADA: atom). What uses it refers to it.</summary>
public sealed record Media : SectionedBody
{
    /// <summary>What it is called in the library, and the name of a document where it is linked.</summary>
    [Field(FieldKind.Text, Title = true, Required = true, MaxLength = 120, Order = 0)]
    public LocalizedText Title { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>The content; another one takes its place by replacing. Null only before the first is sent.</summary>
    [Field(FieldKind.File, ByMachine = true)]
    public MediaFile? File { get; init; }

    /// <summary>Of what kind the file is; follows the file.</summary>
    [Field(FieldKind.Choice, Facet = true, ByMachine = true)]
    public MediaKind? Kind { get; init; }

    /// <summary>What a picture shows, for those who do not see it. Required of pictures that are not decorative.</summary>
    [Field(FieldKind.Text, MaxLength = 300)]
    public LocalizedText Alt { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>The picture says nothing: readers' tools pass it over.</summary>
    [Field(FieldKind.Flag)]
    public bool? Decorative { get; init; }

    /// <summary>Shown under it.</summary>
    [Field(FieldKind.Text, Summary = true, MaxLength = 300, HasLines = true)]
    public LocalizedText Caption { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>The words of a video or a sound, plain.</summary>
    [Field(FieldKind.Text, HasLines = true, Folded = true)]
    public LocalizedText Transcript { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Captions of a video; at least one.</summary>
    [Field(FieldKind.Structure, Folded = true)]
    public IReadOnlyList<CaptionTrack> Captions { get; init => field = value ?? []; } = [];

    /// <summary>Who made it; shown with it.</summary>
    [Field(FieldKind.Text, PersonalData = true)]
    public string? Author { get; init; }

    /// <summary>On what terms it may be used, as "CC BY 4.0".</summary>
    [Field(FieldKind.Text)]
    public string? Licence { get; init; }

    /// <summary>The last day on which it may be shown. Null: no end is known.</summary>
    [Field(FieldKind.Date)]
    public DateOnly? RightsUntil { get; init; }

    /// <summary>How those who are seen or heard agreed.</summary>
    [Field(FieldKind.Text, PersonalData = true, Internal = true)]
    public string? Consent { get; init; }

    /// <summary>What must stay in sight when a picture is cropped. Null: the middle.</summary>
    [Field(FieldKind.Structure, ByMachine = true)]
    public FocusPoint? Focus { get; init; }

    /// <summary>Words by which editors find it.</summary>
    [Field(FieldKind.Structure, Keywords = true)]
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];
}

/// <summary>A content as it is kept: what was sent, checked and without what could harm or tell too much.</summary>
public sealed record MediaFile
{
    /// <summary>SHA-256 of the content in lower-case hexadecimal.</summary>
    public string Hash { get; init; } = "";

    /// <summary>As it is offered for saving, with the ending of its type.</summary>
    public string Name { get; init; } = "";

    /// <summary>As <c>image/jpeg</c>.</summary>
    public string MediaType { get; init; } = "";

    public long Bytes { get; init; }

    /// <summary>Pixels; of pictures.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels; of pictures.</summary>
    public int? Height { get; init; }
}

public enum MediaKind
{
    Image,
    Video,
    Audio,
    Document,
    Captions,
}

/// <summary>A point of a picture: 0,0 is its upper left corner and 1,1 its lower right.</summary>
public sealed record FocusPoint
{
    public double X { get; init; } = 0.5;

    public double Y { get; init; } = 0.5;
}

/// <param name="Language">BCP 47.</param>
/// <param name="Track">A document of the kind captions.</param>
public sealed record CaptionTrack(string? Language = null, Ref<Media>? Track = null);
