namespace Fori.Integration.Mapping;

/// <summary>
/// Texts that an interface's documentation shows and careless callers send as they are ("string", "value"). They say
/// nothing and must not reach a page.
/// </summary>
public static class PlaceholderText
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
        { "string", "value", "type", "code", "sample string", "name", "text", "null", "undefined", "[object object]", "lorem ipsum" };

    // "Name" and "Text" are words that a person may have meant; only their lower-case form is a placeholder.
    private static readonly HashSet<string> LowerCaseOnly = new(StringComparer.Ordinal) { "name", "text", "code", "type", "value" };

    public static bool IsPlaceholder(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > 20)
        {
            return false;
        }

        var word = trimmed.ToString();
        return Words.Contains(word) && (!LowerCaseOnly.Contains(word.ToLowerInvariant()) || LowerCaseOnly.Contains(word));
    }
}
