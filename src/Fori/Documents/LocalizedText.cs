using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fori.Documents;

/// <summary>
/// A text in one or more languages: BCP 47 tag → text, in ordinal order of the tags. Blank texts are absent.
/// In JSON an object: <c>{"fi": "Kirjasto", "sv": "Bibliotek"}</c>. Equal when languages and texts are equal.
/// </summary>
[JsonConverter(typeof(LocalizedTextConverter))]
public sealed class LocalizedText : IReadOnlyDictionary<string, string>, IEquatable<LocalizedText>
{
    // In ordinal order of the tags. Two or three languages are found faster in a row than in a tree.
    private readonly KeyValuePair<string, string>[] _texts;

    /// <param name="texts">The last text of a language counts.</param>
    public LocalizedText(IEnumerable<KeyValuePair<string, string>> texts)
    {
        var ordered = new List<KeyValuePair<string, string>>(3);
        foreach (var text in texts)
        {
            if (string.IsNullOrWhiteSpace(text.Value))
            {
                continue;
            }

            var at = 0;
            while (at < ordered.Count && string.CompareOrdinal(ordered[at].Key, text.Key) < 0)
            {
                at++;
            }

            if (at < ordered.Count && ordered[at].Key == text.Key)
            {
                ordered[at] = text;
            }
            else
            {
                ordered.Insert(at, text);
            }
        }

        _texts = [.. ordered];
    }

    public static LocalizedText Empty { get; } = new([]);

    public static LocalizedText Of(params (string Language, string Text)[] texts) =>
        new(texts.Select(t => KeyValuePair.Create(t.Language, t.Text)));

    public int Count => _texts.Length;

    public bool IsEmpty => _texts.Length == 0;

    public IEnumerable<string> Keys => _texts.Select(t => t.Key);

    public IEnumerable<string> Values => _texts.Select(t => t.Value);

    public string this[string key] => Exactly(key) ?? throw new KeyNotFoundException($"There is no text in {key}.");

    /// <summary>The text in the first of the languages that has one, else in the first language there is.</summary>
    /// <returns>Null when the text is empty in every language.</returns>
    public (string Language, string Text)? In(params IEnumerable<string> languages)
    {
        foreach (var language in languages)
        {
            if (Exactly(language) is { } text)
            {
                return (language, text);
            }
        }

        return _texts is [var (first, only), ..] ? (first, only) : null;
    }

    /// <summary>The text in exactly this language, or null.</summary>
    public string? Exactly(string language)
    {
        foreach (var (key, text) in _texts)
        {
            if (key == language)
            {
                return text;
            }
        }

        return null;
    }

    public LocalizedText With(string language, string text) => new(_texts.Append(KeyValuePair.Create(language, text)));

    public LocalizedText Select(Func<string, string, string> change) =>
        new(_texts.Select(t => KeyValuePair.Create(t.Key, change(t.Key, t.Value))));

    public bool ContainsKey(string key) => Exactly(key) is not null;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => (value = Exactly(key)) is not null;

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _texts.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(LocalizedText? other) =>
        other is not null && _texts.AsSpan().SequenceEqual(other._texts);

    public override bool Equals(object? obj) => Equals(obj as LocalizedText);

    public override int GetHashCode() =>
        _texts.Aggregate(0, (hash, text) => HashCode.Combine(hash, text.Key, text.Value));

    public override string ToString() => In()?.Text ?? "";
}

/// <summary>Reads an object of texts; null texts are absent.</summary>
public sealed class LocalizedTextConverter : JsonConverter<LocalizedText>
{
    // What a reader of language tags must at least have room for (RFC 5646 §4.4.1).
    private const int LongestTag = 35;

    public override LocalizedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A localised text is an object of language and text, as {\"fi\": \"…\"}.");
        }

        var texts = new List<KeyValuePair<string, string>>(3);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var language = reader.GetString()!; // A property name is never null.
            if (language.Length > LongestTag)
            {
                throw new JsonException("A language tag is too long.");
            }

            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            texts.Add(KeyValuePair.Create(language, reader.GetString() ?? ""));
        }

        return texts.Count == 0 ? LocalizedText.Empty : new LocalizedText(texts);
    }

    public override void Write(Utf8JsonWriter writer, LocalizedText value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (language, text) in value)
        {
            writer.WriteString(language, text);
        }

        writer.WriteEndObject();
    }
}
