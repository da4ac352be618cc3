using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fori.Store.Json;

namespace Fori.Store.Erasure;

/// <summary>Finds a text wherever it is written: in any case, escaped as JSON, or broken up by marks of HTML.</summary>
internal sealed partial class ErasedText(string text)
{
    private readonly string _text = text.Normalize(NormalizationForm.FormC);

    /// <summary>As it is written in addresses; empty when it is too short there to mean the text.</summary>
    /// <summary>Is it a part of an address?</summary>
    public bool IsInSlug(string slug) => Slug.Length > 0 && slug.Contains(Slug, StringComparison.Ordinal);

    public string Slug { get; } = Fori.Store.Slug.From(text) is { Length: >= 4 } slug ? slug : "";

    public bool IsIn(string value)
    {
        if (Has(value))
        {
            return true;
        }

        return value.AsSpan().IndexOfAny('<', '&') >= 0 && Has(WebUtility.HtmlDecode(Mark().Replace(value, "")));
    }

    /// <summary>In a name, a text or a number of JSON.</summary>
    public bool IsIn(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = CanonicalJson.MaxDepth + 8 });
        while (reader.Read())
        {
            var found = reader.TokenType switch
            {
                JsonTokenType.String or JsonTokenType.PropertyName => IsIn(reader.GetString()!), // Neither is null.
                JsonTokenType.Number => Has(Encoding.UTF8.GetString(reader.ValueSpan)),
                _ => false,
            };
            if (found)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>In what a source sent, which may be any bytes.</summary>
    public bool IsInRaw(byte[] raw)
    {
        var utf8 = Encoding.UTF8.GetString(raw);
        return IsIn(utf8) || IsIn(Encoding.Latin1.GetString(raw)) || IsIn(Escape().Replace(utf8, m =>
            ((char)ushort.Parse(m.Groups[1].ValueSpan, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture)).ToString()));
    }

    private bool Has(string value) =>
        value.Contains(_text, StringComparison.OrdinalIgnoreCase)
        || (!IsPlain(value) && Normal(value).Contains(_text, StringComparison.OrdinalIgnoreCase));

    private static bool IsPlain(string value) => Ascii.IsValid(value);

    // Half a surrogate pair cannot be normalised; it is no part of the text either.
    private static string Normal(string value) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)).Normalize(NormalizationForm.FormC);

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
