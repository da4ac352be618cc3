using System.Globalization;
using System.Text;
using System.Xml;
using Fori.Documents;
using Fori.Store;

namespace Fori.Registers.Vocabularies;

public static partial class VocabularyReader
{
    private const string Skos = "http://www.w3.org/2004/02/skos/core#";
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Owl = "http://www.w3.org/2002/07/owl#";
    private const string Dct = "http://purl.org/dc/terms/";

    /// <summary>Nesting of nodes in RDF/XML that is followed; deeper is a broken or hostile file.</summary>
    private const int MaxNesting = 24;

    /// <summary>SKOS as N-Triples: one statement a line (W3C RDF 1.1 N-Triples). Other statements are passed by.</summary>
    private static Outcome<VocabularyReading> ReadNTriples(ReadOnlyMemory<byte> bytes, string fileName, VocabularyReadOptions options)
    {
        var concepts = new ConceptCollection();
        var problems = new List<Problem>();
        using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
        var number = 0;
        while (reader.ReadLine() is { } text)
        {
            number++;
            var line = text.AsSpan().Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (!TryStatement(line, concepts))
            {
                problems.Add(Refused($"line {number}", "not a statement"));
            }
        }

        return Concepts(concepts, fileName, options, problems);
    }

    private static bool TryStatement(ReadOnlySpan<char> line, ConceptCollection concepts)
    {
        if (!TryResource(ref line, out var subject) || !TryResource(ref line, out var property) || line.IsEmpty)
        {
            return false;
        }

        if (line[0] != '"')
        {
            if (!TryResource(ref line, out var value) || line is not ".")
            {
                return false;
            }

            concepts.Add(subject, property, value, null);
            return true;
        }

        var end = 1;
        while (end < line.Length && line[end] != '"')
        {
            end += line[end] == '\\' ? 2 : 1;
        }

        if (end >= line.Length)
        {
            return false;
        }

        var literal = Unescaped(line[1..end]);
        var rest = line[(end + 1)..];
        string? language = null;
        if (rest.StartsWith("@", StringComparison.Ordinal))
        {
            var space = rest.IndexOfAny(' ', '.');
            language = space < 0 ? null : rest[1..space].ToString().ToLowerInvariant();
        }

        if (literal is null || !rest.EndsWith(".", StringComparison.Ordinal))
        {
            return false;
        }

        concepts.Add(subject, property, literal, language);
        return true;
    }

    private static bool TryResource(ref ReadOnlySpan<char> line, out string resource)
    {
        resource = "";
        var isUri = line.StartsWith("<", StringComparison.Ordinal);
        var end = isUri ? line.IndexOf('>') : line.StartsWith("_:", StringComparison.Ordinal) ? line.IndexOf(' ') : -1;
        if (end < 0)
        {
            return false;
        }

        resource = isUri ? Unescaped(line[1..end]) ?? "" : line[..end].ToString();
        line = line[(isUri ? end + 1 : end)..].TrimStart();
        return resource.Length > 0;
    }

    /// <returns>Null for an escape that does not exist.</returns>
    private static string? Unescaped(ReadOnlySpan<char> text)
    {
        if (text.IndexOf('\\') < 0)
        {
            return text.ToString();
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            if (++i >= text.Length)
            {
                return null;
            }

            var digits = text[i] switch { 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0)
            {
                if (i + digits >= text.Length
                    || !int.TryParse(text.Slice(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
                    || !(digits == 4 || Rune.IsValid(number)))
                {
                    return null;
                }

                plain.Append(digits == 4 ? ((char)number).ToString() : new Rune(number).ToString());
                i += digits;
                continue;
            }

            char? letter = text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'b' => '\b', 'f' => '\f', '"' => '"', '\'' => '\'', '\\' => '\\', _ => null };
            if (letter is null)
            {
                return null;
            }

            plain.Append(letter);
        }

        return plain.ToString();
    }

    /// <summary>SKOS as RDF/XML (W3C RDF 1.1 XML Syntax, nodes and properties; no document type, no outside entities).</summary>
    private static Outcome<VocabularyReading> ReadRdfXml(ReadOnlyMemory<byte> bytes, string fileName, VocabularyReadOptions options)
    {
        var concepts = new ConceptCollection();
        using var xml = XmlReader.Create(new MemoryStream(bytes.ToArray()), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreWhitespace = true,
            IgnoreProcessingInstructions = true,
        });
        xml.MoveToContent();
        if (xml.NamespaceURI == Rdf && xml.LocalName == "RDF")
        {
            if (!xml.IsEmptyElement)
            {
                xml.Read();
                while (xml.NodeType == XmlNodeType.Element)
                {
                    ReadNode(xml, concepts, 1);
                }
            }
        }
        else
        {
            ReadNode(xml, concepts, 1);
        }

        return Concepts(concepts, fileName, options, []);
    }

    /// <summary>Reads the node on which the reader stands and leaves it behind.</summary>
    private static string? ReadNode(XmlReader xml, ConceptCollection concepts, int depth)
    {
        if (depth > MaxNesting)
        {
            throw new XmlException("Nodes within nodes go deeper than a vocabulary needs.");
        }

        var subject = xml.GetAttribute("about", Rdf);
        if (subject is not null && !(xml.NamespaceURI == Rdf && xml.LocalName == "Description"))
        {
            concepts.Add(subject, Rdf + "type", xml.NamespaceURI + xml.LocalName, null);
        }

        if (xml.IsEmptyElement)
        {
            xml.Read();
            return subject;
        }

        xml.Read();
        while (xml.NodeType == XmlNodeType.Element)
        {
            var property = xml.NamespaceURI + xml.LocalName;
            var language = xml.XmlLang is { Length: > 0 } tag ? tag.ToLowerInvariant() : null;
            var resource = xml.GetAttribute("resource", Rdf);
            if (resource is not null || xml.IsEmptyElement)
            {
                xml.Skip();
            }
            else
            {
                var text = new StringBuilder();
                xml.Read();
                while (xml.NodeType != XmlNodeType.EndElement)
                {
                    if (xml.NodeType == XmlNodeType.Element)
                    {
                        resource = ReadNode(xml, concepts, depth + 1);
                        continue;
                    }

                    text.Append(xml.Value);
                    xml.Read();
                }

                xml.Read();
                if (resource is null && subject is not null)
                {
                    concepts.Add(subject, property, text.ToString().Trim(), language);
                }
            }

            if (resource is not null && subject is not null)
            {
                concepts.Add(subject, property, resource, null);
            }
        }

        xml.ReadEndElement();
        return subject;
    }

    private static Outcome<VocabularyReading> Concepts(ConceptCollection concepts, string fileName, VocabularyReadOptions options, List<Problem> problems)
    {
        var items = concepts.Items(options.Language ?? LanguageOfFileName(fileName)).ToList();
        return One(options.Scheme ?? SchemeOfUris(items) ?? VocabularyScheme.OfFileName(fileName), items, fileName, problems);
    }

    /// <summary>Statements gathered by their subject; in neither form need a concept's statements stand together.</summary>
    private sealed class ConceptCollection
    {
        private readonly Dictionary<string, List<(string Property, string Value, string? Language)>> _subjects = new(StringComparer.Ordinal);

        public void Add(string subject, string property, string value, string? language)
        {
            if (property.StartsWith(Skos, StringComparison.Ordinal) || property is Rdf + "type" or Owl + "deprecated" or Dct + "isReplacedBy")
            {
                (_subjects.TryGetValue(subject, out var statements) ? statements : _subjects[subject] = []).Add((property, value, language));
            }
        }

        public IEnumerable<VocabularyItem> Items(string? languageOfBare)
        {
            foreach (var (uri, statements) in _subjects)
            {
                var isList = statements.Any(s => s.Property == Rdf + "type" && s.Value is Skos + "ConceptScheme" or Skos + "Collection");
                var isConcept = statements.Any(s => s.Property is Skos + "prefLabel" || (s.Property == Rdf + "type" && s.Value == Skos + "Concept"));
                if (isList || !isConcept)
                {
                    continue;
                }

                var notes = Texts("definition").ToList();
                yield return new VocabularyItem
                {
                    Code = Values("notation").FirstOrDefault() ?? uri,
                    Uri = uri,
                    SameAs = Values("exactMatch").Where(u => u != uri).ToList() is { Count: > 0 } same ? same : null,
                    Labels = new LocalizedText(Texts("prefLabel")),
                    AlternativeLabels = Texts("altLabel").Select(t => new VocabularyLabel(t.Key, t.Value)).ToList() is { Count: > 0 } others ? others : null,
                    Notes = notes.Count > 0 ? new LocalizedText(notes) : null,
                    Parents = Values("broader").ToList() is { Count: > 0 } parents ? parents : null,
                    Retired = statements.Any(s => s.Property == Owl + "deprecated" && s.Value is "true" or "1"),
                    ReplacedBy = statements.FirstOrDefault(s => s.Property == Dct + "isReplacedBy").Value,
                };

                IEnumerable<string> Values(string name) => statements.Where(s => s.Property == Skos + name).Select(s => s.Value);

                // A label without a language says nothing of its reader; it counts only when the loader names one.
                IEnumerable<KeyValuePair<string, string>> Texts(string name) => statements
                    .Where(s => s.Property == Skos + name && (s.Language ?? languageOfBare) is not null)
                    .Select(s => KeyValuePair.Create(s.Language ?? languageOfBare!, s.Value));
            }
        }
    }
}
