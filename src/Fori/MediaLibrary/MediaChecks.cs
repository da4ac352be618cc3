using Fori.Content.Types.MediaItems;
using Fori.Store;

namespace Fori.MediaLibrary;

/// <summary>What must be mended before a file of the library may be used on the site.</summary>
public static class MediaChecks
{
    /// <returns>Codes <c>file.unknown</c>, <c>media.alt-missing</c> (WCAG 1.1.1) and <c>media.captions-missing</c> (WCAG 1.2.2).</returns>
    public static IEnumerable<Problem> Of(Media media)
    {
        if (media.File is null)
        {
            yield return Problem.Of("file.unknown", "file", ("hash", "–"));
        }

        if (media.Kind == MediaKind.Image && media.Decorative != true && media.Alt.IsEmpty)
        {
            yield return Problem.Of("media.alt-missing", "alt");
        }

        if (media.Kind == MediaKind.Video && media.Captions.Count == 0)
        {
            yield return Problem.Of("media.captions-missing", "captions");
        }
    }

    /// <summary>May it be shown on a day?</summary>
    public static bool RightsEnded(Media media, DateOnly on) => media.RightsUntil is { } until && until < on;
}
