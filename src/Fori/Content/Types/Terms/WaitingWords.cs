using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Store.Json;

namespace Fori.Content.Types.Terms;

/// <summary>
/// Subject words that somebody typed at a document and that are no terms yet (<see cref="ContentBody.NewKeywords"/>). They wait for a
/// person who makes terms of them, joins them with terms that are there, or refuses them. Pure functions.
/// </summary>
public static class WaitingWords
{
    private const int Longest = 60;
    private const int Most = 20;
    private const string Member = "newKeywords";
    private const string Keywords = "keywords";
    private static readonly char[] Between = [',', ';', '\n'];

    /// <summary>The words of a field in their order, each once whatever its letter case.</summary>
    public static IReadOnlyList<string> Read(string? text) => [.. Pieces(text).Where(w => w.Length <= Longest).DistinctBy(KeyOf).Take(Most)];

    /// <summary>By which the same word is known in another document: of the staff's index too.</summary>
    public static string KeyOf(string language, string word) => $"{language}:{KeyOf(word)}";

    /// <summary>Takes a word out of a body, and sets a term in its place.</summary>
    /// <param name="body">Canonical, as what is returned; the same array when the word does not wait in it.</param>
    /// <param name="term">Null only takes it away.</param>
    public static byte[] Settle(byte[] body, string language, string word, Guid? term)
    {
        ArgumentNullException.ThrowIfNull(body);
        var members = JsonNode.Parse(body)!.AsObject(); // A body is an object.
        if (members[Member] is not JsonObject texts || texts[language]?.GetValue<string>() is not { } text)
        {
            return body;
        }

        // What is too long or too many to wait stays as well: it was typed, and nobody has ruled on it.
        var pieces = Pieces(text);
        var left = pieces.Where(w => KeyOf(w) != KeyOf(word)).ToList();
        if (left.Count == pieces.Count)
        {
            return body;
        }

        texts.Remove(language);
        if (left.Count > 0)
        {
            texts[language] = string.Join(", ", left);
        }
        else if (texts.Count == 0)
        {
            members.Remove(Member);
        }

        if (term is { } id)
        {
            var keywords = members[Keywords] as JsonArray;
            if (keywords is null)
            {
                members[Keywords] = keywords = [];
            }

            if (keywords.All(k => k?["id"]?.GetValue<string>() != id.ToString()))
            {
                keywords.Add(new JsonObject { ["id"] = id.ToString() });
            }
        }

        return CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(members.ToJsonString())).Value
            ?? throw new InvalidOperationException("A body without a waiting word cannot be written.");
    }

    private static List<string> Pieces(string? text) =>
        [.. (text ?? "").Split(Between).Select(w => string.Join(' ', w.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(w => w.Length > 0)];

    // Invariant: a word must not become another by who runs the program.
    private static string KeyOf(string word) => word.Normalize(NormalizationForm.FormC).ToLowerInvariant();
}
