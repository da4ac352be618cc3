using Fori.Content.Types.MediaItems;

namespace Fori.MediaLibrary;

/// <summary>Addresses of contents. The beginning of the hash is in each, so one that was fetched never changes.</summary>
public static class MediaAddress
{
    public const string Root = "/media";

    /// <summary>As many digits of the hash as tell the contents of one document apart.</summary>
    public const int HashDigits = 12;

    /// <summary>The content itself.</summary>
    public static string Of(Guid id, MediaFile file) => $"{Folder(id, file)}/{Uri.EscapeDataString(file.Name)}";

    public static string Of(Guid id, MediaFile file, Rendition rendition) => $"{Folder(id, file)}/w/{rendition.Name}";

    private static string Folder(Guid id, MediaFile file) => $"{Root}/{id}/{file.Hash[..Math.Min(HashDigits, file.Hash.Length)]}";
}
