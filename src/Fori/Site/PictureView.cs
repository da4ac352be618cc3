namespace Fori.Site;

/// <summary>A picture, ready to be written by the component <c>Picture</c>.</summary>
/// <param name="Url">For browsers that take none of the sources.</param>
/// <param name="Width">Pixels of the largest; null for a drawing without a size.</param>
/// <param name="Alt">Null for a decorative picture.</param>
/// <param name="Sources">The same picture in several widths, the preferred format first.</param>
/// <param name="Sizes">How wide it is shown, as the attribute <c>sizes</c> has it.</param>
public sealed record PictureView(string Url, int? Width, int? Height, Phrase? Alt, IReadOnlyList<PictureSource> Sources, string Sizes)
{
    /// <summary>Shown under it; null for nothing.</summary>
    public Phrase? Caption { get; init; }

    /// <summary>Who made it, as a sentence; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>The first picture of a page is not put off.</summary>
    public bool IsFirst { get; init; }
}

/// <param name="SrcSet">As the attribute has it: addresses with their widths.</param>
public sealed record PictureSource(string MediaType, string SrcSet);
