using System.Text;
using Fori.Documents;
using Fori.Store;

namespace Fori.Registers.Vocabularies;

public static partial class VocabularyReader
{
    /// <summary>
    /// The statistics office's tables: <c>code;level;classificationItemName</c>, or a key from one classification to
    /// another (<c>sourcecode;sourcename;targetcode;targetname</c>, whose heading names both), which gives the source's
    /// items with the target's code as a fact. Codes stand between apostrophes so that spreadsheets keep their zeros.
    /// </summary>
    private static Outcome<VocabularyReading> ReadCsv(ReadOnlyMemory<byte> bytes, string fileName, VocabularyReadOptions options)
    {
        var items = new List<VocabularyItem>();
        var problems = new List<Problem>();
        string[]? columns = null;
        (string? Source, string? Target) heading = default;
        var number = 0;
        foreach (var line in TextOf(bytes).Split('\n'))
        {
            number++;
            var row = Fields(line);
            if (row.All(field => field.Length == 0))
            {
                continue;
            }

            if (columns is null && row.FirstOrDefault(f => f.Contains('#', StringComparison.Ordinal)) is { } key)
            {
                var parts = key.Split('#');
                heading = (VocabularyScheme.OfRegistryName(parts[0]), VocabularyScheme.OfRegistryName(parts[1]));
                continue;
            }

            if (columns is null)
            {
                columns = [.. row.Select(field => field.ToLowerInvariant())];
                continue;
            }

            var code = Field("code") ?? Field("sourcecode");
            if (code is null)
            {
                problems.Add(Refused($"line {number}", "no code"));
                continue;
            }

            items.Add(new VocabularyItem
            {
                Code = code,
                Labels = LocalizedText.Of((options.Language ?? "fi", Field("classificationitemname") ?? Field("sourcename") ?? Field("name") ?? "")),
                Facts = heading.Target is { } target && Field("targetcode") is { } targetCode
                    ? new SortedDictionary<string, string>(StringComparer.Ordinal) { [target] = targetCode }
                    : null,
            });

            string? Field(string column)
            {
                var at = Array.IndexOf(columns, column);
                return at >= 0 && at < row.Length && row[at].Trim('\'') is { Length: > 0 } value ? value : null;
            }
        }

        return One(options.Scheme ?? heading.Source ?? SchemeOfCodes(items) ?? VocabularyScheme.OfFileName(fileName), items, fileName, problems);
    }

    /// <summary>The fields of a line; quotes are doubled within quotes (RFC 4180), and no field goes over a line here.</summary>
    private static string[] Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"' when quoted && i + 1 < line.Length && line[i + 1] == '"':
                    field.Append('"');
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ';' when !quoted:
                    fields.Add(field.ToString().Trim());
                    field.Clear();
                    break;
                default:
                    field.Append(line[i]);
                    break;
            }
        }

        fields.Add(field.ToString().Trim());
        return [.. fields];
    }

    /// <summary>Lines of <c>&lt;uri&gt;</c>, tab, label, all in one language.</summary>
    private static Outcome<VocabularyReading> ReadTsv(ReadOnlyMemory<byte> bytes, string fileName, VocabularyReadOptions options)
    {
        if ((options.Language ?? LanguageOfFileName(fileName)) is not { } language)
        {
            return Problem.Of("vocabulary.language-unknown", "", ("file", fileName));
        }

        var items = new List<VocabularyItem>();
        var problems = new List<Problem>();
        var number = 0;
        foreach (var line in TextOf(bytes).AsSpan().EnumerateLines())
        {
            number++;
            var tab = line.IndexOf('\t');
            if (line.IsWhiteSpace())
            {
                continue;
            }

            if (tab < 3 || line[0] != '<' || line[tab - 1] != '>' || line[(tab + 1)..].IsWhiteSpace())
            {
                problems.Add(Refused($"line {number}", "not a URI between < and >, a tab and a label"));
                continue;
            }

            var uri = line[1..(tab - 1)].ToString();
            var rest = line[(tab + 1)..];
            var end = rest.IndexOf('\t');
            items.Add(new VocabularyItem { Code = uri, Uri = uri, Labels = LocalizedText.Of((language, (end < 0 ? rest : rest[..end]).Trim().ToString())) });
        }

        return One(options.Scheme ?? SchemeOfUris(items) ?? VocabularyScheme.OfFileName(fileName), items, fileName, problems);
    }

    /// <summary>UTF-8 when the bytes are, else Latin-1, in which offices' tables still come.</summary>
    private static string TextOf(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes.Span);
        }
    }
}
