using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Store;

namespace Fori.Search;

/// <summary>One concept of a vocabulary: one meaning, with its names in many languages. SKOS: Concept.</summary>
public sealed record Concept
{
    public required string Uri { get; init; }

    /// <summary>Preferred name by language (BCP 47).</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Other names by language.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> AlternativeLabels { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>URIs of wider concepts; may name concepts that this vocabulary does not hold.</summary>
    public IReadOnlyList<string> Broader { get; init; } = [];

    /// <summary>URIs of concepts beside it. SKOS: related.</summary>
    public IReadOnlyList<string> Related { get; init; } = [];
}

/// <summary>
/// The concepts of one or several loaded vocabularies (YSO, service classes …), in memory once for the whole
/// installation. Immutable and thread-safe. The persisted form is NDJSON, one concept a line in the order of the URIs,
/// so that a file can be read by people and compared with its forerunner.
/// </summary>
public sealed class ConceptVocabulary
{
    private const int LongestLine = 1_000_000;

    private ConceptVocabulary(IReadOnlyList<Concept> concepts)
    {
        Concepts = concepts;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var concept in concepts)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(ConceptLine.Of(concept), ConceptJson.Default.ConceptLine));
        }

        Fingerprint = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    /// <summary>A vocabulary without concepts: search then knows words only.</summary>
    public static ConceptVocabulary Empty { get; } = new([]);

    /// <summary>In ordinal order of the URIs.</summary>
    public IReadOnlyList<Concept> Concepts { get; }

    /// <summary>Names the content: the same concepts give the same 16 hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads what <see cref="SaveAsync"/> wrote.</summary>
    /// <returns>
    /// Refused with <c>vocabulary.line-unreadable</c> (argument <c>line</c>, from 1) at the first line that is not a
    /// concept: the file is ours, and half a vocabulary would quietly find less.
    /// </returns>
    public static async Task<Outcome<ConceptVocabulary>> LoadAsync(Stream stream, CancellationToken ct)
    {
        var builder = new Builder();
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var number = 0;
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            if (line.Length > LongestLine || Read(line) is not { } concept)
            {
                return Problem.Of("vocabulary.line-unreadable", "", ("line", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            builder.Add(concept);
        }

        return builder.Build();
    }

    /// <summary>Writes the persisted form; the same vocabulary gives the same bytes.</summary>
    public async Task SaveAsync(Stream stream, CancellationToken ct)
    {
        foreach (var concept in Concepts)
        {
            await JsonSerializer.SerializeAsync(stream, ConceptLine.Of(concept), ConceptJson.Default.ConceptLine, ct);
            await stream.WriteAsync("\n"u8.ToArray(), ct);
        }
    }

    private static Concept? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ConceptJson.Default.ConceptLine)?.ToConcept();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Gathers concepts from any number of files, languages and vocabularies. Not thread-safe.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<string, Draft> _drafts = new(StringComparer.Ordinal);

        /// <summary>
        /// Adds what one line of a vocabulary says. The same concept may come many times, as once for each language;
        /// a second, different preferred name in a language becomes an alternative one.
        /// </summary>
        /// <param name="uri">The concept; blank is passed over.</param>
        /// <param name="language">BCP 47 of the names.</param>
        /// <param name="preferredLabel">Null or blank when the line names none.</param>
        /// <param name="alternativeLabels">Other names in the language.</param>
        /// <param name="broader">URIs of wider concepts.</param>
        /// <param name="related">URIs of concepts beside it.</param>
        public Builder Add(
            string uri,
            string language,
            string? preferredLabel,
            IEnumerable<string>? alternativeLabels = null,
            IEnumerable<string>? broader = null,
            IEnumerable<string>? related = null)
        {
            if (string.IsNullOrWhiteSpace(uri))
            {
                return this;
            }

            var draft = Draft.Of(_drafts, uri);
            if (!string.IsNullOrWhiteSpace(preferredLabel) && !draft.Labels.TryAdd(language, preferredLabel.Trim()))
            {
                draft.Alternative(language, preferredLabel);
            }

            foreach (var label in alternativeLabels ?? [])
            {
                draft.Alternative(language, label);
            }

            draft.Broader.UnionWith(broader ?? []);
            draft.Related.UnionWith(related ?? []);
            return this;
        }

        /// <summary>Adds a whole concept, joined with what is known of it.</summary>
        public Builder Add(Concept concept)
        {
            foreach (var (language, label) in concept.Labels)
            {
                Add(concept.Uri, language, label);
            }

            foreach (var (language, labels) in concept.AlternativeLabels)
            {
                Add(concept.Uri, language, null, labels);
            }

            return Add(concept.Uri, "", null, null, concept.Broader, concept.Related);
        }

        public ConceptVocabulary Build() => new(
            [.. _drafts.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => d.Value.ToConcept(d.Key))]);

        private sealed class Draft
        {
            public SortedDictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);

            public SortedDictionary<string, SortedSet<string>> Alternatives { get; } = new(StringComparer.Ordinal);

            public SortedSet<string> Broader { get; } = new(StringComparer.Ordinal);

            public SortedSet<string> Related { get; } = new(StringComparer.Ordinal);

            public static Draft Of(Dictionary<string, Draft> drafts, string uri)
            {
                if (!drafts.TryGetValue(uri, out var draft))
                {
                    drafts[uri] = draft = new Draft();
                }

                return draft;
            }

            public void Alternative(string language, string label)
            {
                if (string.IsNullOrWhiteSpace(label) || (Labels.TryGetValue(language, out var preferred) && preferred == label.Trim()))
                {
                    return;
                }

                if (!Alternatives.TryGetValue(language, out var labels))
                {
                    Alternatives[language] = labels = new SortedSet<string>(StringComparer.Ordinal);
                }

                labels.Add(label.Trim());
            }

            public Concept ToConcept(string uri) => new()
            {
                Uri = uri,
                Labels = Labels,
                AlternativeLabels = Alternatives.ToDictionary(a => a.Key, IReadOnlyList<string> (a) => [.. a.Value]),
                Broader = [.. Broader],
                Related = [.. Related],
            };
        }
    }
}

/// <summary>A line of the persisted form. What is absent is null here, as generated reading leaves out the initial values of init properties.</summary>
internal sealed record ConceptLine(
    string? Uri,
    IReadOnlyDictionary<string, string?>? Labels,
    IReadOnlyDictionary<string, IReadOnlyList<string?>?>? AlternativeLabels,
    IReadOnlyList<string?>? Broader,
    IReadOnlyList<string?>? Related)
{
    public static ConceptLine Of(Concept concept) => new(
        concept.Uri,
        concept.Labels.ToDictionary(l => l.Key, string? (l) => l.Value),
        concept.AlternativeLabels.Count == 0 ? null : concept.AlternativeLabels.ToDictionary(l => l.Key, IReadOnlyList<string?>? (l) => l.Value),
        concept.Broader.Count == 0 ? null : concept.Broader,
        concept.Related.Count == 0 ? null : concept.Related);

    /// <returns>Null without a URI.</returns>
    public Concept? ToConcept() => string.IsNullOrWhiteSpace(Uri) ? null : new Concept
    {
        Uri = Uri,
        Labels = (Labels ?? new Dictionary<string, string?>()).Where(l => l.Value is not null).ToDictionary(l => l.Key, l => l.Value ?? ""),
        AlternativeLabels = (AlternativeLabels ?? new Dictionary<string, IReadOnlyList<string?>?>())
            .ToDictionary(l => l.Key, IReadOnlyList<string> (l) => [.. (l.Value ?? []).OfType<string>()]),
        Broader = [.. (Broader ?? []).OfType<string>()],
        Related = [.. (Related ?? []).OfType<string>()],
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 8)]
[JsonSerializable(typeof(ConceptLine))]
internal sealed partial class ConceptJson : JsonSerializerContext;
