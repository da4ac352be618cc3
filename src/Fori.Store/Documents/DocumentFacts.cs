using System.Globalization;
using System.Text.Json;

namespace Fori.Store;

/// <summary>What follows from a body: its languages, titles, identifiers and references. Read in one pass.</summary>
public sealed record DocumentFacts
{
    /// <summary>Stands for the language of a document without any localised text.</summary>
    public const string NoLanguage = "und";

    /// <summary>Languages in which it can be published: those of its title, else those of any text in it; never empty.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>(language, title); empty when it has none of its own.</summary>
    public required IReadOnlyList<(string Language, string Title)> Titles { get; init; }

    /// <summary>(language, slug) as a person wrote it; empty when it follows the title.</summary>
    public IReadOnlyList<(string Language, string Slug)> Slugs { get; init; } = [];

    /// <summary>The year that stands in its address, of four digits; null when none does.</summary>
    public string? Year { get; init; }

    /// <summary>The document below which it stands in the tree of addresses; null at its root.</summary>
    public Guid? Parent { get; init; }

    /// <summary>Its own (system, value) pairs.</summary>
    public required IReadOnlyList<(string System, string Key)> Identifiers { get; init; }

    /// <summary>What it refers to, in the order of the body: an object with <c>system</c> and <c>key</c>, or a reference by <c>id</c>.</summary>
    public required IReadOnlyList<(string Field, string? System, string? Key, Guid? Target)> References { get; init; }

    /// <param name="body">Canonical JSON.</param>
    public static DocumentFacts Read(DocumentKind kind, ReadOnlySpan<byte> body)
    {
        var titles = new List<(string, string)>(3);
        var slugs = new List<(string, string)>();
        var identifiers = new List<(string, string)>(2);
        var references = new List<(string, string?, string?, Guid?)>();
        var languages = new SortedSet<string>(StringComparer.Ordinal);
        string? year = null;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString()!; // A property name is never null.
            reader.Read();
            if ((member == kind.TitleMember || member == kind.SlugMember) && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadTexts(ref reader, member == kind.TitleMember ? titles : slugs);
            }
            else if (member == kind.YearMember && reader.TokenType == JsonTokenType.String)
            {
                year = reader.TryGetDateTimeOffset(out var moment) ? kind.YearOfMoment(moment).ToString("0000", CultureInfo.InvariantCulture) : null;
            }
            else if (member == "identifiers")
            {
                ReadIdentifiers(ref reader, identifiers);
            }
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                if (kind.Shape.Members.GetValueOrDefault(member) == Golden.MemberShape.Localized)
                {
                    // Blocks and rows lie within their language, and may refer as well; plain texts cannot.
                    var inside = reader;
                    if (inside.Read() && inside.Read() && inside.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    {
                        var again = reader;
                        ReadReferences(ref again, member, references);
                    }

                    ReadLanguages(ref reader, languages);
                }
                else
                {
                    ReadReferences(ref reader, member, references);
                }
            }
        }

        return new DocumentFacts
        {
            Languages = titles.Count > 0 ? [.. titles.Select(t => t.Item1)] : languages.Count > 0 ? [.. languages] : [NoLanguage],
            Titles = titles,
            Slugs = slugs,
            Year = year,
            Parent = kind.ParentMember is { } parent ? references.Find(r => r.Item1 == parent).Item4 : null,
            Identifiers = identifiers,
            References = references,
        };
    }

    /// <summary>What a document refers to in its draft, then what it refers to only in the body that is shown.</summary>
    public static IEnumerable<(string Field, string? System, string? Key, Guid? Target)> ReferencesOf(DocumentKind kind, byte[] draft, byte[]? shown)
    {
        var own = Read(kind, draft).References;
        return shown is null || shown.AsSpan().SequenceEqual(draft) ? own : [.. own, .. Read(kind, shown).References.Except(own)];
    }

    private static void ReadTexts(ref Utf8JsonReader reader, List<(string, string)> texts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var language = reader.GetString()!; // A property name is never null.
            reader.Read();
            texts.Add((language, reader.GetString() ?? ""));
        }
    }

    private static void ReadLanguages(ref Utf8JsonReader reader, SortedSet<string> languages)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && !(reader.TokenType is JsonTokenType.EndObject && reader.CurrentDepth == depth))
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth + 1)
            {
                languages.Add(reader.GetString()!); // A property name is never null.
            }
        }
    }

    private static void ReadIdentifiers(ref Utf8JsonReader reader, List<(string, string)> identifiers)
    {
        string? system = null;
        string? value = null;
        var depth = reader.CurrentDepth;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth))
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var isSystem = reader.ValueTextEquals("system"u8);
                reader.Read();
                _ = isSystem ? system = reader.GetString() : value = reader.GetString();
            }
            else if (reader.TokenType == JsonTokenType.EndObject)
            {
                if (system is not null && value is not null)
                {
                    identifiers.Add((system, value));
                }

                system = value = null;
            }
        }
    }

    // A reference is an object that holds both "system" and "key", or an "id" that is a UUID; it may lie deeper, as the
    // organisations of a producer do.
    private static void ReadReferences(ref Utf8JsonReader reader, string member, List<(string, string?, string?, Guid?)> references)
    {
        var end = reader.CurrentDepth;
        var open = new Stack<(string? System, string? Key, Guid? Id)>();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            open.Push(default);
        }

        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(default);
                    break;
                case JsonTokenType.PropertyName:
                    var isSystem = reader.ValueTextEquals("system"u8);
                    var isKey = reader.ValueTextEquals("key"u8);
                    var isId = reader.ValueTextEquals("id"u8);
                    if (isSystem || isKey || isId)
                    {
                        reader.Read();
                        if (reader.TokenType == JsonTokenType.String)
                        {
                            var found = open.Pop();
                            open.Push(isSystem ? found with { System = reader.GetString() }
                                : isKey ? found with { Key = reader.GetString() }
                                : reader.TryGetGuid(out var id) ? found with { Id = id } : found);
                        }
                        else if (reader.TokenType == JsonTokenType.StartObject)
                        {
                            open.Push(default);
                        }
                    }

                    break;
                case JsonTokenType.EndObject:
                    var (system, key, target) = open.Pop();
                    if (system is not null && key is not null)
                    {
                        references.Add((member, system, key, null));
                    }
                    else if (target is not null)
                    {
                        references.Add((member, null, null, target));
                    }

                    break;
            }

            if (reader.CurrentDepth == end && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                return;
            }
        }
    }
}
