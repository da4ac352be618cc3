using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Fori.Store.Json;

/// <summary>
/// The one byte form of a JSON document: two documents are equal exactly when their canonical bytes are equal.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>No whitespace. Members in the order of the UTF-8 bytes of their written names (the order of code points).</item>
/// <item>A member that is <c>null</c>, <c>[]</c> or <c>{}</c>, or becomes so, is left out: absent, null and empty are one.
/// Items of arrays are positions and stay, also when they are <c>null</c> or empty. An empty text is a value and stays.
/// A whole document that is empty stays as it is.</item>
/// <item>Text in NFC (Unicode UAX #15), unescaped except <c>"</c>, <c>\</c> and the controls below U+0020.</item>
/// <item>A number is its exact decimal value; nothing is rounded, so long keys and coordinates keep every digit.
/// Written without an exponent from 1e-7 up to below 1e21, else as <c>1.5e21</c>; no surplus zeros, no <c>-0</c>.</item>
/// </list>
/// It differs from RFC 8785 (JCS) in the dropped members, in NFC and in keeping digits that a double would lose.
/// Refused: <c>json.malformed</c> (also comments, trailing commas, a byte order mark), <c>json.not-utf8</c>,
/// <c>json.too-deep</c>, <c>json.duplicate-member</c>, <c>json.null-character</c>, <c>json.lone-surrogate</c>,
/// <c>json.number-out-of-range</c>. Thread safe.
/// </remarks>
public static class CanonicalJson
{
    /// <summary>Objects and arrays within each other; deeper is refused.</summary>
    public const int MaxDepth = 64;

    /// <summary>Scratch space above this many bytes is given back after use.</summary>
    private const int KeptScratch = 1 << 20;

    [ThreadStatic]
    private static CanonicalPass? t_pass;

    /// <param name="json">One JSON value in UTF-8.</param>
    public static Outcome<byte[]> Canonicalise(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return Problem.Of("json.not-utf8");
        }

        var pass = t_pass ?? new CanonicalPass();
        t_pass = null;
        var outcome = pass.Run(json);
        if (pass.Scratch <= KeptScratch)
        {
            t_pass = pass;
        }

        return outcome;
    }

    /// <summary>The canonical bytes of a parsed value.</summary>
    public static Outcome<byte[]> Canonicalise(JsonElement json) => Canonicalise(JsonMarshal.GetRawUtf8Value(json));

    /// <summary>Whether these bytes are canonical already, as everything in the store must be.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> json)
    {
        var outcome = Canonicalise(json);
        return outcome.Succeeded && json.SequenceEqual(outcome.Value);
    }
}
