using System.Globalization;
using System.Text.Json.Nodes;

namespace Fori.Integration.Mapping;

/// <summary>Reads the <c>fields</c> of a mapping against the shape of the type, so that a field that it has not is told at once.</summary>
internal sealed class FieldMappingReader(MappingScript? script)
{
    private static readonly string[] Kinds = ["localized", "each", "fields", "coordinates", "const"];

    public IReadOnlyList<(string Name, FieldMapping Field)> ReadFields(MappingYaml node, TargetShape shape, string path)
    {
        var fields = new List<(string, FieldMapping)>();
        if (!node.IsMap)
        {
            node.Fail("mapping.value", ("detail", "target fields and where they come from are expected here"));
            return fields;
        }

        foreach (var (name, field) in node.Entries())
        {
            if (!shape.Properties.TryGetValue(name, out var fieldShape))
            {
                field.Fail("mapping.field-unknown", ("field", name), ("known", string.Join(", ", shape.Properties.Keys)));
            }
            else if (Read(field, fieldShape, path.Length == 0 ? name : $"{path}.{name}") is { } mapping)
            {
                fields.Add((name, mapping));
            }
        }

        return fields;
    }

    public FieldMapping? Read(MappingYaml node, TargetShape shape, string path)
    {
        if (node.Scalar is not null)
        {
            return node.AsExpression() is { } from ? new ValueMapping { Path = path, Shape = shape, From = from } : null;
        }

        if (node.IsList)
        {
            return new ConcatenatedMapping { Path = path, Shape = shape, Parts = [.. node.Items().Select(i => Read(i, shape, path)).OfType<FieldMapping>()] };
        }

        var when = node.TakeExpression("when");
        var lenient = node.TakeFlag("lenient");
        var kinds = Kinds.Where(k => node.Take(k) is not null).ToList();
        if (kinds.Count > 1 && !(kinds.Contains("each") && kinds.Contains("fields") && kinds.Count == 2))
        {
            node.Fail("mapping.value", ("detail", $"{string.Join(" and ", kinds)} cannot stand together"));
        }

        FieldMapping? mapping = kinds.FirstOrDefault() switch
        {
            "localized" => ReadLocalized(node, shape, path, when, lenient),
            "each" => ReadEach(node, shape, path, when, lenient),
            "fields" => ReadObject(node, shape, path, when, lenient),
            "coordinates" => ReadCoordinates(node, shape, path, when, lenient),
            _ => ReadValue(node, shape, path, when, lenient),
        };
        node.RefuseOthers();
        return mapping;
    }

    private ValueMapping? ReadValue(MappingYaml node, TargetShape shape, string path, Expression? when, bool lenient)
    {
        var constant = node.Take("const") ?? node.Take("default");
        var from = node.TakeExpression("from");
        if (from is null && node.Take("const") is null)
        {
            node.Fail("mapping.key-missing", ("key", "from, const, localized, each, fields or coordinates"));
            return null;
        }

        return new ValueMapping
        {
            Path = path,
            Shape = shape,
            When = when,
            Lenient = lenient,
            From = from,
            Otherwise = constant is null ? null : Constant(constant)?.ToJsonString(),
            Steps = ReadSteps(node.Take("as")),
        };
    }

    private LocalizedMapping? ReadLocalized(MappingYaml node, TargetShape shape, string path, Expression? when, bool lenient)
    {
        if (!shape.Localized)
        {
            node.Fail("mapping.value", ("detail", "the field is not a text in languages"));
            return null;
        }

        var localized = node.Take("localized")!; // The caller saw that it is there.
        return new LocalizedMapping
        {
            Path = path,
            Shape = shape,
            When = when,
            Lenient = lenient,
            From = localized.IsMap ? null : localized.AsExpression(),
            Languages = [.. localized.IsMap ? localized.Entries().Select(e => (e.Key, e.Node.AsExpression()!)).Where(e => e.Item2 is not null) : []], // Null ones were reported.
            Steps = ReadSteps(node.Take("as")),
        };
    }

    private EachMapping? ReadEach(MappingYaml node, TargetShape shape, string path, Expression? when, bool lenient)
    {
        if (shape.Item is not { } item)
        {
            node.Fail("mapping.value", ("detail", "the field is not a list"));
            return null;
        }

        var each = node.TakeExpression("each");
        FieldMapping? made;
        if (node.Take("fields") is { } fields)
        {
            made = new ObjectMapping { Path = path, Shape = item, Fields = ReadFields(fields, item, path) };
        }
        else
        {
            made = new ValueMapping { Path = path, Shape = item, From = node.TakeExpression("from") ?? Expression.Compile("@").Value, Steps = ReadSteps(node.Take("as")) };
        }

        return each is null ? null : new EachMapping { Path = path, Shape = shape, When = when, Lenient = lenient, Each = each, Item = made };
    }

    private ObjectMapping ReadObject(MappingYaml node, TargetShape shape, string path, Expression? when, bool lenient)
    {
        // A list that takes one object is written as that object.
        var inner = shape.Item ?? shape;
        return new ObjectMapping
        {
            Path = path,
            Shape = shape,
            When = when,
            Lenient = lenient,
            From = node.TakeExpression("from"),
            Fields = ReadFields(node.Take("fields")!, inner, path), // The caller saw that it is there.
        };
    }

    private static CoordinatesMapping? ReadCoordinates(MappingYaml node, TargetShape shape, string path, Expression? when, bool lenient)
    {
        var coordinates = node.Take("coordinates")!; // The caller saw that it is there.
        var latitude = coordinates.Require("latitude")?.AsExpression();
        var longitude = coordinates.Require("longitude")?.AsExpression();
        var epsgText = coordinates.TakeText("epsg") ?? "4326";
        coordinates.RefuseOthers();
        if (!int.TryParse(epsgText, NumberStyles.None, CultureInfo.InvariantCulture, out var epsg) || !CoordinateSystem.IsKnown(epsg))
        {
            coordinates.Fail("mapping.value", ("key", "epsg"), ("detail", "4326, 4258, 3067 or 3873–3885"));
            return null;
        }

        return latitude is null || longitude is null
            ? null
            : new CoordinatesMapping { Path = path, Shape = shape, When = when, Lenient = lenient, Latitude = latitude, Longitude = longitude, Epsg = epsg };
    }

    private List<TransformStep> ReadSteps(MappingYaml? node)
    {
        var steps = new List<TransformStep>();
        foreach (var item in node is null ? [] : node.IsList ? node.Items() : [node])
        {
            if (ReadStep(item) is { } step)
            {
                steps.Add(step);
            }
        }

        return steps;
    }

    private TransformStep? ReadStep(MappingYaml node)
    {
        if (node.Scalar is { } name)
        {
            var named = TextSteps.Named(name);
            if (named is null)
            {
                node.Fail("mapping.step-unknown", ("step", name));
            }

            return named;
        }

        var entries = node.Entries().ToList();
        if (entries.Count != 1 && !entries.Exists(e => e.Key == "enum"))
        {
            node.Fail("mapping.step-unknown", ("detail", "a step is one word, or one word with its setting"));
            return null;
        }

        var (word, setting) = entries.Find(e => e.Key == "enum") is { Key: not null } words ? words : entries[0];
        if (word == "enum")
        {
            return ReadEnum(node);
        }

        var text = setting.Scalar;
        if (text is null)
        {
            setting.Fail("mapping.value", ("detail", "a text is expected here"));
            return null;
        }

        switch (word)
        {
            case "code":
                return new CodeStep(text);
            case "ref":
                return new ReferenceStep(text);
            case "split":
                return new SplitStep(text);
            case "join":
                return new JoinStep(text);
            case "date":
                return new DateStep(text);
            case "phone":
                return new PhoneStep(text);
            case "call" when script?.Has(text) == true:
                return new CallStep(text);
            case "call":
                setting.Fail("mapping.script", ("detail", $"the script declares no function {text}"));
                return null;
            default:
                node.Fail("mapping.step-unknown", ("step", word));
                return null;
        }
    }

    private static EnumStep? ReadEnum(MappingYaml node)
    {
        var map = node.Take("enum")!; // The caller saw that it is there.
        var others = node.TakeText("others");
        node.RefuseOthers();
        if (!map.IsMap || others is not (null or "keep" or "refuse"))
        {
            node.Fail("mapping.value", ("detail", "enum takes the source's words and ours; others is keep or refuse"));
            return null;
        }

        return new EnumStep(map.Entries().ToDictionary(e => e.Key, e => e.Node.IsPlain && e.Node.Scalar is "null" or "" or "~" ? null : e.Node.Scalar, StringComparer.Ordinal), others == "keep");
    }

    private static JsonNode? Constant(MappingYaml node)
    {
        if (node.IsList)
        {
            return new JsonArray([.. node.Items().Select(Constant)]);
        }

        if (node.IsMap)
        {
            return new JsonObject(node.Entries().Select(e => KeyValuePair.Create(e.Key, Constant(e.Node))));
        }

        return node.Scalar switch
        {
            "true" when node.IsPlain => JsonValue.Create(true),
            "false" when node.IsPlain => JsonValue.Create(false),
            { } text => JsonValue.Create(text),
            null => null,
        };
    }
}
