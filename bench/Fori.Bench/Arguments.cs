using System.Globalization;

namespace Fori.Bench;

/// <summary>Reads <c>--name value</c> from a command line.</summary>
internal static class Arguments
{
    public static string? After(string[] args, string name) => args.IndexOf(name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    public static int? Number(string[] args, string name) =>
        int.TryParse(After(args, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Folder of the shared open data that samples are made from; null when it is not there.</summary>
    public static string? SharedData(string[] args) =>
        (After(args, "--data") ?? Environment.GetEnvironmentVariable("FORI_SHARED_DATA")) is { } folder && Directory.Exists(folder) ? folder : null;
}
