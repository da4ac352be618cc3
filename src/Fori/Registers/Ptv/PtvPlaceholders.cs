using System.Text.Json;

namespace Fori.Registers.Ptv;

/// <summary>
/// Knows the texts that are not texts: a test system or an API generator fills what nobody filled with the name of the
/// field or its type ("value", "string", "type"), with reserved addresses (RFC 2606) and a telephone number of digits in order.
/// </summary>
internal static class PtvPlaceholders
{
    private static readonly string[] Words = ["value", "string", "type", "code"];

    /// <summary>Is there one in this value or beneath it? The name is that of the property in which the value stands.</summary>
    public static bool In(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.String => Is(value.GetString() ?? "", name),
        JsonValueKind.Array => value.EnumerateArray().Any(item => In(item, name)),
        JsonValueKind.Object => value.EnumerateObject().Any(property => In(property.Value, property.Name)),
        _ => false,
    };

    public static bool Is(string text, string name)
    {
        var trimmed = text.Trim();
        return trimmed.Length > 0
            && (string.Equals(trimmed, name, StringComparison.OrdinalIgnoreCase)
                || Words.Contains(trimmed, StringComparer.OrdinalIgnoreCase)
                || trimmed == "012 345 6789"
                || IsReserved(trimmed));
    }

    private static bool IsReserved(string text) =>
        text.Contains("example.", StringComparison.OrdinalIgnoreCase)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Host is "example.com" or "www.example.com" or "example.org" or "www.example.org" or "example.net" or "www.example.net";
}
