using System.Globalization;

namespace Fori.MediaLibrary;

/// <summary>How large a file is, for people.</summary>
public static class FileSize
{
    private const double Step = 1024;

    /// <summary>As "820 kB" or "1,2 MB", with the decimal sign of the language.</summary>
    public static string Say(long bytes, CultureInfo culture) =>
        bytes < Step * Step
            ? string.Create(culture, $"{Math.Max(1, Math.Round(bytes / Step)):0} kB")
            : string.Create(culture, $"{bytes / (Step * Step):0.#} MB");
}
