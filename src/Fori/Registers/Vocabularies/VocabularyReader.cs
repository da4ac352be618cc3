using System.Text;
using System.Text.Json;
using System.Xml;
using Fori.Store;

namespace Fori.Registers.Vocabularies;

/// <summary>What the one who loads a file knows of it; what is null is found out from the content and the name.</summary>
public sealed record VocabularyReadOptions
{
    /// <summary>Name of the scheme.</summary>
    public string? Scheme { get; init; }

    /// <summary>Language of labels that do not tell theirs (BCP 47).</summary>
    public string? Language { get; init; }
}

/// <summary>What a file held.</summary>
/// <param name="Vocabularies">One for each scheme in the file; an empty page gives one without items.</param>
/// <param name="Problems">Items that could not be read; the others are there.</param>
public sealed record VocabularyReading(IReadOnlyList<Vocabulary> Vocabularies, IReadOnlyList<Problem> Problems);

/// <summary>
/// Reads codelists and vocabularies in the forms in which they are published: the JSON of PTV, of the code registry
/// (koodistot.suomi.fi) and of Finto; CSV with semicolons; TSV of URI and label; SKOS as RDF/XML or N-Triples.
/// </summary>
/// <remarks>
/// Problems: <c>vocabulary.unreadable</c> (broken JSON, XML), <c>vocabulary.scheme-unknown</c>, <c>vocabulary.empty</c>,
/// <c>vocabulary.language-unknown</c>, and the warning <c>vocabulary.item-refused</c> with its line or index.
/// </remarks>
public static partial class VocabularyReader
{
    /// <summary>Reads one file. The name's ending tells the form, its words may tell scheme and language; it need not exist.</summary>
    public static Outcome<VocabularyReading> Read(ReadOnlyMemory<byte> content, string fileName, VocabularyReadOptions? options = null)
    {
        options ??= new VocabularyReadOptions();
        var bytes = WithoutByteOrderMark(content);
        try
        {
            return Path.GetExtension(fileName).ToLowerInvariant() switch
            {
                ".csv" => ReadCsv(bytes, fileName, options),
                ".tsv" => ReadTsv(bytes, fileName, options),
                ".nt" => ReadNTriples(bytes, fileName, options),
                ".rdf" or ".xml" => ReadRdfXml(bytes, fileName, options),
                ".ndjson" => ReadLines(bytes, fileName, options),
                ".json" => ReadJson(bytes, fileName, options),
                _ => ReadByFirstLetter(bytes, fileName, options),
            };
        }
        catch (Exception broken) when (broken is JsonException or XmlException)
        {
            return Problem.Of("vocabulary.unreadable", "", ("file", fileName), ("reason", broken.Message));
        }
    }

    /// <summary>Several files as one: the pages of an answer, or a language each. A file that cannot be read is told and the rest goes on.</summary>
    public static VocabularyReading ReadAll(IEnumerable<(string FileName, ReadOnlyMemory<byte> Content)> files, VocabularyReadOptions? options = null)
    {
        var problems = new List<Problem>();
        var items = new Dictionary<string, List<VocabularyItem>>(StringComparer.Ordinal);
        foreach (var (fileName, content) in files)
        {
            var outcome = Read(content, fileName, options);
            problems.AddRange(outcome.Problems);
            problems.AddRange(outcome.Value?.Problems ?? []);
            foreach (var vocabulary in outcome.Value?.Vocabularies ?? [])
            {
                (items.TryGetValue(vocabulary.Scheme, out var list) ? list : items[vocabulary.Scheme] = []).AddRange(vocabulary.Items);
            }
        }

        return new VocabularyReading([.. items.Select(i => Vocabulary.Of(i.Key, i.Value))], problems);
    }

    private static Outcome<VocabularyReading> ReadByFirstLetter(ReadOnlyMemory<byte> bytes, string fileName, VocabularyReadOptions options)
    {
        var start = Encoding.UTF8.GetString(bytes.Span[..Math.Min(bytes.Length, 400)]).TrimStart();
        return start switch
        {
            ['{' or '[', ..] => ReadJson(bytes, fileName, options),
            _ when start.StartsWith("<?xml", StringComparison.Ordinal) || start.StartsWith("<rdf:", StringComparison.Ordinal) => ReadRdfXml(bytes, fileName, options),
            ['<', ..] when start.Split('\n')[0].Contains('\t', StringComparison.Ordinal) && !start.Split('\n')[0].TrimEnd().EndsWith('.') => ReadTsv(bytes, fileName, options),
            ['<' or '_' or '#', ..] => ReadNTriples(bytes, fileName, options),
            _ => ReadCsv(bytes, fileName, options),
        };
    }

    private static Outcome<VocabularyReading> One(string? scheme, List<VocabularyItem> items, string fileName, List<Problem> problems, bool mayBeEmpty = false)
    {
        if (items.Count == 0 && !mayBeEmpty)
        {
            return Outcome<VocabularyReading>.Refused([Problem.Of("vocabulary.empty", "", ("file", fileName)), .. problems]);
        }

        return scheme is null
            ? Problem.Of("vocabulary.scheme-unknown", "", ("file", fileName))
            : new VocabularyReading([Vocabulary.Of(scheme, items)], problems);
    }

    private static string? SchemeOfUris(IEnumerable<VocabularyItem> items) => items
        .Take(1000)
        .Select(i => VocabularyScheme.OfUri(i.Uri) ?? VocabularyScheme.OfUri(i.OldUris?[0]))
        .OfType<string>()
        .CountBy(scheme => scheme)
        .OrderByDescending(count => count.Value)
        .Select(count => count.Key)
        .FirstOrDefault();

    private static Problem Refused(string path, string reason) => Problem.Warn("vocabulary.item-refused", path, ("reason", reason));

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> content) =>
        content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;

    /// <summary>The last part of a file's name when it is a language: <c>yso-fi.tsv</c>, <c>yso.sv.tsv</c>.</summary>
    private static string? LanguageOfFileName(string fileName)
    {
        var parts = Path.GetFileNameWithoutExtension(fileName).Split('-', '.', '_');
        return parts.Length > 1 && parts[^1].Length is 2 or 3 && parts[^1].All(char.IsAsciiLetterLower) ? parts[^1] : null;
    }
}
