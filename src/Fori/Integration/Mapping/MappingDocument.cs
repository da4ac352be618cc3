using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Integration.Reading;
using Fori.Store;

namespace Fori.Integration.Mapping;

/// <summary>
/// A mapping: how the records of a source become documents and codelist items. Written in YAML (docs/integrations.md),
/// compiled once, immutable and thread-safe. A mapping with an error is refused whole before anything is read.
/// </summary>
public sealed class MappingDocument
{
    private MappingDocument(SourceFormat? format, ReadingOptions reading, IReadOnlyList<RecordMapping> mappings, MappingScript? script)
    {
        Format = format;
        Reading = reading;
        Mappings = mappings;
        Script = script;
    }

    /// <summary>The format it was written for; null = as the run says.</summary>
    public SourceFormat? Format { get; }

    public ReadingOptions Reading { get; }

    /// <summary>Names of the document types that it makes.</summary>
    public IReadOnlyList<string> Types => [.. Mappings.Select(m => m.Type).OfType<string>().Distinct()];

    /// <summary>Schemes of the codelists that it makes.</summary>
    public IReadOnlyList<string> Codelists => [.. Mappings.Select(m => m.Codelist).OfType<string>().Distinct()];

    /// <summary>Each element of the source makes its records by itself: none is within another, none is joined with another.</summary>
    public bool MapsAlone => Mappings.All(m => m.Descent.Count == 0 && !m.Group);

    internal IReadOnlyList<RecordMapping> Mappings { get; }

    internal MappingScript? Script { get; }

    /// <returns>Refused with every problem found, each with its line and key.</returns>
    public static Outcome<MappingDocument> Parse(string yaml, TargetTypes types)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var parsed = MappingYaml.Parse(yaml);
        return parsed.Succeeded ? new Reader(parsed.Value, types).Read() : Outcome<MappingDocument>.Refused(parsed.Problems);
    }

    private sealed class Reader(MappingYaml root, TargetTypes types)
    {
        private MappingScript? _script;
        private TimeZoneInfo _zone = TimeZoneInfo.Utc;

        public Outcome<MappingDocument> Read()
        {
            root.TakeText("name");
            root.TakeText("description");
            var (format, reading) = ReadSource(root.Take("source"));
            _zone = ReadZone();
            _script = ReadScript();
            var mappings = new List<RecordMapping>();
            Add(mappings, ReadMapping(root));
            foreach (var also in root.Take("also")?.Items() ?? [])
            {
                Add(mappings, ReadMapping(also));
                also.RefuseOthers();
            }

            root.RefuseOthers();
            return root.Problems.Count > 0
                ? Outcome<MappingDocument>.Refused(root.Problems)
                : new MappingDocument(format, reading, mappings, _script);
        }

        private static void Add(List<RecordMapping> mappings, RecordMapping? mapping)
        {
            if (mapping is not null)
            {
                mappings.Add(mapping);
            }
        }

        private static (SourceFormat?, ReadingOptions) ReadSource(MappingYaml? source)
        {
            var reading = new ReadingOptions();
            if (source is null)
            {
                return (null, reading);
            }

            var format = source.Take("format");
            var kind = format?.Scalar switch { "json" => SourceFormat.Json, "ndjson" => SourceFormat.NdJson, "csv" => SourceFormat.Csv, _ => (SourceFormat?)null };
            if (format is not null && kind is null)
            {
                format.Fail("mapping.value", ("detail", "json, ndjson or csv is expected here"));
            }

            var encoding = source.TakeText("encoding");
            if (encoding is not null && !Utf8Stream.Over(Stream.Null, encoding).Succeeded)
            {
                source.Take("encoding")!.Fail("mapping.value", ("detail", "no encoding has this name")); // It was there a line above.
            }

            var delimiter = source.TakeText("delimiter");
            if (delimiter is not null && (delimiter.Length != 1 || delimiter[0] is > '\u007f' or '"' or '\n'))
            {
                source.Fail("mapping.value", ("key", "delimiter"), ("detail", "one character is expected"));
                delimiter = null;
            }

            var max = source.TakeText("maxRecordBytes");
            var bytes = reading.MaxRecordBytes;
            if (max is not null && (!int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out bytes) || bytes is < 1_000 or > 500_000_000))
            {
                source.Fail("mapping.value", ("key", "maxRecordBytes"), ("detail", "1000 to 500000000"));
            }

            var at = source.TakeText("at") ?? "";
            source.RefuseOthers();
            return (kind, reading with { At = at, Encoding = encoding, Delimiter = delimiter?[0], MaxRecordBytes = bytes });
        }

        private TimeZoneInfo ReadZone()
        {
            var name = root.TakeText("zone") ?? "Europe/Helsinki";
            if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            {
                return zone;
            }

            root.Take("zone")?.Fail("mapping.value", ("detail", "no time zone has this name"));
            return TimeZoneInfo.Utc;
        }

        private MappingScript? ReadScript()
        {
            var node = root.Take("script");
            if (node is null)
            {
                return null;
            }

            return MappingScript.Compile(node.Scalar ?? "").Match<MappingScript?>(s => s, problems =>
            {
                node.Fail(problems[0].Code, [.. problems[0].Arguments.Select(a => (a.Key, a.Value))]);
                return null;
            });
        }

        private RecordMapping? ReadMapping(MappingYaml node)
        {
            var codelist = node.TakeText("codes");
            return codelist is null ? ReadDocuments(node) : ReadCodes(node, codelist);
        }

        private RecordMapping? ReadCodes(MappingYaml node, string codelist)
        {
            var labels = node.Require("labels");
            var mapping = new
            {
                Descent = ReadDescent(node),
                When = node.TakeExpression("when"),
                Value = node.Require("value")?.AsExpression(),
                Parent = node.TakeExpression("parent"),
                ChangedAt = node.TakeExpression("changedAt"),
                Labels = labels is null ? null : new FieldMappingReader(_script).Read(labels, TargetShape.LocalizedText, "labels"),
            };
            return mapping.Value is null || mapping.Labels is null ? null : new RecordMapping
            {
                Codelist = codelist,
                Descent = mapping.Descent,
                When = mapping.When,
                Key = mapping.Value,
                Parent = mapping.Parent,
                ChangedAt = mapping.ChangedAt,
                Labels = mapping.Labels,
                Zone = _zone,
            };
        }

        private RecordMapping? ReadDocuments(MappingYaml node)
        {
            var typeNode = node.Require("type");
            var type = typeNode?.Scalar;
            var info = type is null ? null : types.Find(type);
            if (typeNode is not null && info is null)
            {
                typeNode.Fail("mapping.type-unknown", ("type", type ?? ""), ("known", string.Join(", ", types.Names)));
            }

            var descent = ReadDescent(node);
            var when = node.TakeExpression("when");
            var key = node.Require("key")?.AsExpression();
            var published = node.TakeExpression("published");
            var changedAt = node.TakeExpression("changedAt");
            var group = node.TakeFlag("group");
            var identifiers = ReadIdentifiers(node.Take("identifiers"));
            var fields = node.Take("fields");
            // Fields are read without a key too, so that every error is told.
            var mapped = fields is null || info is null ? [] : new FieldMappingReader(_script).ReadFields(fields, TargetShape.Of(info), "");
            return info is null || key is null ? null : new RecordMapping
            {
                Type = type,
                TypeInfo = info,
                Descent = descent,
                When = when,
                Key = key,
                Published = published,
                ChangedAt = changedAt,
                Group = group,
                Identifiers = identifiers,
                Fields = mapped,
                Zone = _zone,
            };
        }

        private static List<(string System, Expression Value)> ReadIdentifiers(MappingYaml? node)
        {
            var identifiers = new List<(string System, Expression Value)>();
            foreach (var item in node?.Items() ?? [])
            {
                var system = item.Require("system")?.Scalar;
                var value = item.Require("value")?.AsExpression();
                item.RefuseOthers();
                if (system is not null && value is not null)
                {
                    identifiers.Add((system, value));
                }
            }

            return identifiers;
        }

        private static List<string[]> ReadDescent(MappingYaml node)
        {
            var text = node.TakeText("records");
            var descent = new List<string[]>();
            if (string.IsNullOrWhiteSpace(text))
            {
                return descent;
            }

            // "a.b[].c[]": through the list a.b of each element, then through the list c of each of those.
            foreach (var part in text.Trim().Split("[]"))
            {
                var names = part.TrimStart('.').Split('.', StringSplitOptions.RemoveEmptyEntries);
                if (names.Length > 0)
                {
                    descent.Add(names);
                }
            }

            if (!text.TrimEnd().EndsWith("[]", StringComparison.Ordinal) || text.Any(c => !(char.IsLetterOrDigit(c) || c is '.' or '[' or ']' or '_' or '-')))
            {
                node.Take("records")!.Fail("mapping.records", ("detail", "names of lists, each followed by [], as classes[].services[]; choose among records with when")); // It was there above.
            }

            return descent;
        }
    }
}
