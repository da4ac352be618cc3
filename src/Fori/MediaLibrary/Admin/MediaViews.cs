using Fori.Admin;

namespace Fori.MediaLibrary.Admin;

/// <summary>The library: tiles or a table, with what was searched for.</summary>
public sealed record LibraryView : AdminView
{
    public required IReadOnlyList<MediaRow> Rows { get; init; }

    /// <summary>How many were found in all.</summary>
    public required int Total { get; init; }

    public required LibraryFilter Filter { get; init; }

    public required bool MayUpload { get; init; }

    /// <summary>Null on the first and last page.</summary>
    public string? PreviousUrl { get; init; }

    public string? NextUrl { get; init; }

    /// <summary>The same in the other arrangement.</summary>
    public required string OtherUrl { get; init; }
}

/// <param name="Kind">Name of a kind; empty for all.</param>
/// <param name="Only">"no-alt", "rights" or "unused"; empty for all.</param>
public sealed record LibraryFilter(string Text, string Kind, string Only, bool IsTable)
{
    public bool IsEmpty => Text.Length == 0 && Kind.Length == 0 && Only.Length == 0;
}

/// <param name="ThumbnailUrl">Null for what is no picture.</param>
/// <param name="Facts">As "PDF, 1.2 MB".</param>
/// <param name="Warning">What is missing or ends; null when nothing does.</param>
public sealed record MediaRow(string Title, string Url, string? ThumbnailUrl, string Icon, string Facts, bool IsPublic, string? Warning, string SavedAt);

/// <summary>The form that sends files.</summary>
/// <param name="Batch">Names the files of a form that is sent twice.</param>
/// <param name="Accept">Endings for the browser's chooser.</param>
/// <param name="Kept">What was taken although others were refused: title and address.</param>
public sealed record UploadView(Guid Batch, string Accept, string Limit, IReadOnlyList<(string Title, string Url)> Kept) : AdminView;

/// <summary>The form that sends one file for a field of another form.</summary>
/// <param name="Url">Where it is sent.</param>
/// <param name="For">The title of the document to whose form it belongs.</param>
/// <param name="BackUrl">That form, as it was left.</param>
public sealed record SendFileView(Guid Batch, string Url, bool IsPicture, string Accept, string Limit, string For, string BackUrl) : AdminView
{
    /// <summary>What it shows, in each language of the municipality; the main one is the first.</summary>
    public required IReadOnlyList<(string Language, string Text)> Alt { get; init; }

    public required bool IsDecorative { get; init; }

    public required string Author { get; init; }

    /// <summary>It is public at once; else it waits for somebody who may.</summary>
    public required bool MayPublish { get; init; }
}

/// <summary>One file of the library.</summary>
public sealed record MediaView : AdminView
{
    public required Guid Id { get; init; }

    /// <summary>The draft version that the forms were drawn from.</summary>
    public required int Expected { get; init; }

    public required string Heading { get; init; }

    /// <summary>Name and value: kind, size, rights …</summary>
    public required IReadOnlyList<(string Name, string Value)> Facts { get; init; }

    public required bool IsPublic { get; init; }

    /// <summary>What keeps it from the site, or will.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>A picture to look at; null for what is none.</summary>
    public string? PictureUrl { get; init; }

    public int PictureWidth { get; init; }

    public int PictureHeight { get; init; }

    public string PictureAlt { get; init; } = "";

    public required string DownloadUrl { get; init; }

    /// <summary>In hundredths from the upper left; null for what is not cropped.</summary>
    public (int X, int Y)? Focus { get; init; }

    /// <summary>How it is cropped now, by shape.</summary>
    public IReadOnlyList<(string Name, string Url, int Width, int Height)> Crops { get; init; } = [];

    public IReadOnlyList<(string Title, string Url, bool IsPublic)> Users { get; init; } = [];

    public required string Accept { get; init; }

    public required bool MayEdit { get; init; }

    public required bool MayDelete { get; init; }
}
