using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.Registers.Vocabularies;
using Fori.Search;
using Fori.Store;

namespace Fori.Nodes;

/// <summary>What the index is told of a document: made from the rules of its type's fields and the names of what it refers to.</summary>
internal static class SearchDocuments
{
    /// <summary>Facet of the year of types that have a moment.</summary>
    public const string Year = "year";

    // Raised when the entries come out otherwise; an index of another number is made anew.
    private const int Format = 2;

    /// <summary>Names the shape of the entries: the rules here, and the types with their fields.</summary>
    public static string Fingerprint(IEnumerable<DocumentType> types) => Fingerprint(types, Format);

    /// <param name="format">Number of the rules by which the entries are made.</param>
    public static string Fingerprint(IEnumerable<DocumentType> types, int format)
    {
        var text = new StringBuilder().Append(format);
        foreach (var type in types.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            text.Append('\n').Append(type.Name).Append(' ').Append(type.Kind.Schema).AppendJoin(' ', type.Fields.Select(f => f.Name));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    /// <summary>The entry of a document with what its layers say, by which people look for it too.</summary>
    public static SearchDocument Of(
        LoadedDocument document, IReadOnlyDictionary<(string, string), LoadedDocument> labels, IReadOnlyDictionary<Guid, LoadedDocument> labelsById, VocabularyCatalogue vocabularies,
        IEnumerable<LoadedDocument> layers)
    {
        var entry = Of(document, labels, labelsById, vocabularies);
        var said = layers.Select(l => Of(l, labels, labelsById, vocabularies).Body).ToList();
        return said.Count == 0 ? entry : entry with { Body = Joined([entry.Body, .. said]) };
    }

    /// <param name="labels">Names of what it refers to, by (system, key) and by id.</param>
    public static SearchDocument Of(
        LoadedDocument document, IReadOnlyDictionary<(string, string), LoadedDocument> labels, IReadOnlyDictionary<Guid, LoadedDocument> labelsById, VocabularyCatalogue vocabularies)
    {
        var body = document.Body;
        var alternatives = new List<LocalizedText>();
        var summary = LocalizedText.Empty;
        var texts = new List<LocalizedText>();
        var keywords = new List<(string, string)>();
        var names = new List<LocalizedText>();
        var concepts = new List<string>();
        var facets = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var field in document.Type.Fields)
        {
            var value = field.ValueOf(body);
            if (value is null || field.Rule.Internal)
            {
                continue;
            }

            switch (value)
            {
                case LocalizedText { IsEmpty: true }:
                    break;
                case LocalizedText text when field.Rule.Summary:
                    summary = text;
                    break;
                case LocalizedText text when field.Rule.AlternativeTitle:
                    alternatives.Add(text);
                    break;
                case LocalizedText text when field.Rule.Kind == FieldKind.RichText:
                    texts.Add(text.Select((_, html) => RichText.ToPlain(html)));
                    break;
                case LocalizedText text when field.Rule is { Kind: FieldKind.Text, Title: false, Slug: false }:
                    texts.Add(text);
                    break;
                case not LocalizedText when field.Shape is ByLanguageShape:
                    texts.Add(new LocalizedText(ShapeWalk.Of(field, value, body).Where(met => met.Language is not null).GroupBy(met => met.Language!) // Filtered.
                        .Select(g => KeyValuePair.Create(g.Key, string.Join('\n', g.Select(ShapeText.Of).Where(t => t.Length > 0))))));
                    break;
                case Code code:
                    AddCodes([code]);
                    break;
                case IReadOnlyList<Code> codes:
                    AddCodes(codes);
                    break;
                case IReadOnlyList<Registers.Services.Keyword> words:
                    keywords.AddRange(words.Select(w => (w.Language, w.Value)));
                    break;
                case Enum choice when field.Rule.Facet:
                    facets[field.Name] = [choice.ToString()];
                    break;
                case System.Collections.IEnumerable choices when field.Rule.Facet && field.Shape is RowsShape { Item: ChoiceShape }:
                    facets[field.Name] = [.. choices.Cast<object>().Select(c => c.ToString()!)]; // Names of an enumeration.
                    break;
                case string text when field.Rule.Facet:
                    facets[field.Name] = [text];
                    break;
                case IReadOnlyList<string> values when field.Rule.Facet:
                    facets[field.Name] = values;
                    break;
            }

            void AddCodes(IReadOnlyList<Code> codes)
            {
                var values = new List<string>(codes.Count);
                foreach (var code in codes)
                {
                    var item = vocabularies.Find(code);
                    values.Add($"{code.Scheme}:{item?.Code ?? code.Value}");
                    if (item is null)
                    {
                        continue;
                    }

                    names.Add(item.Labels);
                    concepts.Add(item.Uri ?? code.Value);
                    if (field.Rule.Facet)
                    {
                        // A subclass is found under its classes too.
                        values.AddRange(vocabularies.PathUp(code.Scheme, item.Code).Select(p => $"{code.Scheme}:{p.Code}"));
                    }
                }

                if (field.Rule.Facet && values.Count > 0)
                {
                    facets[field.Name] = [.. values.Distinct()];
                }
            }
        }

        var moment = document.Type.Fields.FirstOrDefault(f => f.Rule.Moment)?.ValueOf(body) as DateTimeOffset?;
        if (moment is { } at)
        {
            facets[Year] = [document.Type.Kind.YearOfMoment(at).ToString(CultureInfo.InvariantCulture)];
        }

        var targets = new Dictionary<string, List<string>>();
        foreach (var (field, system, key, target) in DocumentFacts.Read(document.Type.Kind, document.Row.Body).References)
        {
            var referred = target is { } id ? labelsById.GetValueOrDefault(id) : labels.GetValueOrDefault((system!, key!)); // One of the two is set.
            if (referred is null)
            {
                continue;
            }

            names.Add(referred.Title);
            // What has a term has those above it too.
            var terms = TermsOf(referred, labelsById);
            names.AddRange(terms.Select(t => ((Term)t.Body).Synonyms));
            names.AddRange(terms.Skip(1).Select(t => t.Title));
            if (document.Type.Fields.First(f => f.Name == field).Rule.Facet)
            {
                if (!targets.TryGetValue(field, out var ids))
                {
                    targets[field] = ids = [];
                }

                ids.AddRange(terms.Select(t => t.Id).Append(referred.Id).Select(id => id.ToString()).Except(ids).Distinct());
            }
        }

        foreach (var (field, ids) in targets)
        {
            facets[field] = ids;
        }

        foreach (var own in body is IFaceted faceted ? faceted.OwnFacets.GroupBy(f => f.Field, f => f.Value) : [])
        {
            facets[own.Key] = [.. own];
        }

        return new SearchDocument
        {
            Id = document.Id,
            Type = document.Type.Name,
            IsHistorical = document.Row.IsHistorical,
            Languages = document.Row.Languages,
            Title = document.Title,
            AlternativeTitles = alternatives,
            Summary = summary,
            Body = Joined(texts),
            Keywords = keywords,
            Labels = names,
            Concepts = concepts,
            Identifiers = body.Identifiers,
            Facets = facets,
            Points = Points(body),
            Version = document.Row.Version,
            ChangedAt = moment ?? document.Row.At,
        };
    }

    /// <summary>A term and those above it, the nearest first; nothing for what is no term.</summary>
    public static IReadOnlyList<LoadedDocument> TermsOf(LoadedDocument document, IReadOnlyDictionary<Guid, LoadedDocument> known)
    {
        var terms = new List<LoadedDocument>();
        for (var next = document; next is { Body: Term term } && !terms.Contains(next); next = term.Above is { } above ? known.GetValueOrDefault(above) : null)
        {
            terms.Add(next);
        }

        return terms;
    }

    private static LocalizedText Joined(List<LocalizedText> texts) => texts.Count switch
    {
        0 => LocalizedText.Empty,
        1 => texts[0],
        _ => new LocalizedText(texts.SelectMany(t => t).GroupBy(t => t.Key).Select(g => KeyValuePair.Create(g.Key, string.Join('\n', g.Select(t => t.Value))))),
    };

    private static IReadOnlyList<GeoPoint> Points(DocumentBody body) => body switch
    {
        Registers.Places.Place place => place.Point is { } point ? [point] : [.. place.Addresses.Select(a => a.Point).OfType<GeoPoint>()],
        Content.Types.Directories.DirectoryEntry { Point: { } point } => [point],
        Registers.Channels.ServiceChannel channel => [.. channel.Addresses.Select(a => a.Point).OfType<GeoPoint>()],
        _ => [],
    };
}
