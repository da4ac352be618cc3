using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Fori.Registers.Contacts;
using Fori.Registers.Hours;

namespace Fori.Registers.Profiles;

/// <summary>Shapes of short texts that a profile names: how an address of a page, an email address or a phone number looks.</summary>
internal static partial class Shapes
{
    private static readonly FrozenDictionary<string, Func<string, Bounds, bool>> ByName = new Dictionary<string, Func<string, Bounds, bool>>
    {
        ["web-address"] = (text, _) => IsLink(text, ["http", "https"]),
        ["link-scheme"] = (text, bounds) => IsHarmless(text, bounds.LinkSchemes),
        ["email"] = (text, _) => text.Length <= 254 && Email().IsMatch(text),
        ["phone-prefix"] = (text, _) => PhonePrefix().IsMatch(text),
        ["phone-number"] = (text, _) => PhoneNumber().IsMatch(text),
        ["service-number"] = (text, _) => ServiceNumber().IsMatch(text),
        ["postal-code"] = (text, _) => PostalCode().IsMatch(text),
        ["municipality"] = (text, _) => Municipality().IsMatch(text),
        ["language"] = (text, _) => Language().IsMatch(text),
        ["business-id"] = (text, _) => BusinessId.TryParse(text, out var _),
        ["holiday"] = (text, _) => Holidays.Codes.Contains(text),
        ["oid"] = (text, _) => text.Length <= 100 && Oid().IsMatch(text),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    public static bool Fits(string shape, string text, Bounds bounds) => ByName.TryGetValue(shape, out var fits)
        ? fits(text, bounds)
        : throw new InvalidOperationException($"A validation profile names the shape '{shape}', which there is not.");

    /// <summary>Characters that a reader sees: a tag is none, an entity is one.</summary>
    public static int VisibleLength(string html)
    {
        var visible = 0;
        for (var at = 0; at < html.Length; at++)
        {
            var plain = html.AsSpan(at).IndexOfAny('<', '&');
            if (plain != 0)
            {
                visible += plain < 0 ? html.Length - at : plain;
                if (plain < 0)
                {
                    break;
                }

                at += plain;
            }

            // A bare "<" or "&" of a text that is no HTML counts as itself.
            var end = html[at] switch
            {
                '<' when at + 1 < html.Length && (char.IsAsciiLetter(html[at + 1]) || html[at + 1] is '/' or '!') => html.IndexOf('>', at),
                '&' => Entity().Match(html, at) is { Success: true } entity ? at + entity.Length - 1 : -1,
                _ => -1,
            };
            visible += end < 0 || html[at] == '&' ? 1 : 0;
            at = end < 0 ? at : end;
        }

        return visible;
    }

    private static bool IsLink(string text, IReadOnlyList<string> schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && schemes.Contains(uri.Scheme)
        && uri.Host.Contains('.', StringComparison.Ordinal)
        && !text.Any(char.IsWhiteSpace);

    /// <summary>An address without a scheme is somebody's slip, to be told by the shape web-address; one with a foreign scheme is refused.</summary>
    private static bool IsHarmless(string text, List<string> schemes)
    {
        // Browsers drop control characters and white space before they look for the scheme.
        var seen = string.Concat(text.Where(character => !char.IsControl(character) && !char.IsWhiteSpace(character)));
        var colon = seen.AsSpan().IndexOfAny(":/?#");
        return colon < 0 || seen[colon] != ':' || schemes.Contains(seen[..colon].ToLower(CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^[^@\s<>()\[\],;:""\\]{1,64}@([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex("^\\+[0-9]{1,4}$", RegexOptions.NonBacktracking)]
    private static partial Regex PhonePrefix();

    [GeneratedRegex("^[1-9][0-9]{0,19}$", RegexOptions.NonBacktracking)]
    private static partial Regex PhoneNumber();

    [GeneratedRegex("^[0-9]{1,20}$", RegexOptions.NonBacktracking)]
    private static partial Regex ServiceNumber();

    [GeneratedRegex("^[0-9]{5}$", RegexOptions.NonBacktracking)]
    private static partial Regex PostalCode();

    [GeneratedRegex("^[0-9]{3}$", RegexOptions.NonBacktracking)]
    private static partial Regex Municipality();

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.NonBacktracking)]
    private static partial Regex Language();

    [GeneratedRegex(@"^[0-2](\.(0|[1-9][0-9]*))+$", RegexOptions.NonBacktracking)]
    private static partial Regex Oid();

    [GeneratedRegex(@"\G&(#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")]
    private static partial Regex Entity();
}
