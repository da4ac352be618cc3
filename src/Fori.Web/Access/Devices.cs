namespace Fori.Web.Access;

/// <summary>What a browser says of itself, in two words that people know. Only shown; nothing is decided by it.</summary>
internal static class Devices
{
    // In this order: most browsers also name the ones that they descend from.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Vivaldi", "Vivaldi"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <returns>As "Firefox, Windows"; empty when it says nothing that is known.</returns>
    public static string NameOf(string userAgent) => string.Join(", ", new[] { Of(Browsers, userAgent), Of(Systems, userAgent) }.Where(name => name is not null));

    private static string? Of((string Mark, string Name)[] known, string userAgent) =>
        Array.Find(known, k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
