using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Documents;

namespace Fori.Integration.Mapping;

/// <summary>Makes one target field's value from a record.</summary>
internal abstract class FieldMapping
{
    public required string Path { get; init; }

    public required TargetShape Shape { get; init; }

    /// <summary>The field is made only where this is true; null = always.</summary>
    public Expression? When { get; init; }

    public bool Lenient { get; init; }

    /// <returns>Null when the record has nothing for the field.</returns>
    public JsonNode? Evaluate(Scope scope, RecordContext context)
    {
        if (Lenient)
        {
            context.EnterLenient();
        }

        try
        {
            return When?.IsTrue(scope) == false ? null : FieldValue.Fit(Make(scope, context), Shape, Path, context);
        }
        catch (ExpressionException e)
        {
            context.Fail("record.expression", Path, ("expression", e.Expression), ("detail", e.Message));
            return null;
        }
        finally
        {
            if (Lenient)
            {
                context.LeaveLenient();
            }
        }
    }

    protected abstract JsonNode? Make(Scope scope, RecordContext context);
}

/// <summary>An expression or a constant, through its steps.</summary>
internal sealed class ValueMapping : FieldMapping
{
    public Expression? From { get; init; }

    /// <summary>The constant, or the value when the expression finds nothing; as JSON.</summary>
    public string? Otherwise { get; init; }

    public IReadOnlyList<TransformStep> Steps { get; init; } = [];

    protected override JsonNode? Make(Scope scope, RecordContext context)
    {
        var value = From is null ? null : FieldValue.FromSource(From.Value(scope));
        foreach (var step in Steps)
        {
            value = step.ApplyTo(value, Path, scope, context);
        }

        return value ?? (Otherwise is null ? null : JsonNode.Parse(Otherwise));
    }
}

/// <summary>A text in languages: an expression that gives language → text, or an expression for each language.</summary>
internal sealed class LocalizedMapping : FieldMapping
{
    public Expression? From { get; init; }

    public IReadOnlyList<(string Language, Expression Text)> Languages { get; init; } = [];

    public IReadOnlyList<TransformStep> Steps { get; init; } = [];

    protected override JsonNode? Make(Scope scope, RecordContext context)
    {
        var texts = new JsonObject();
        if (From is not null)
        {
            var found = From.Value(scope);
            if (found.ValueKind == JsonValueKind.Object)
            {
                foreach (var text in found.EnumerateObject())
                {
                    Add(texts, text.Name, text.Value, scope, context);
                }
            }
            else if (found.ValueKind != JsonValueKind.Undefined && !(found.ValueKind == JsonValueKind.Array && found.GetArrayLength() == 0))
            {
                context.Fail("record.not-localised", Path, ("remedy", "the expression must give an object of language and text"));
            }
        }

        foreach (var (language, text) in Languages)
        {
            Add(texts, language, text.Value(scope), scope, context);
        }

        return texts;
    }

    private void Add(JsonObject texts, string language, JsonElement value, Scope scope, RecordContext context)
    {
        var text = FieldValue.FromSource(value);
        foreach (var step in Steps)
        {
            text = step.ApplyTo(text, $"{Path}.{language}", scope, context);
        }

        if (text is not null)
        {
            texts[language] = text;
        }
    }
}

/// <summary>An object of fields; with an expression, of the object that it finds.</summary>
internal sealed class ObjectMapping : FieldMapping
{
    public Expression? From { get; init; }

    public required IReadOnlyList<(string Name, FieldMapping Field)> Fields { get; init; }

    protected override JsonNode? Make(Scope scope, RecordContext context)
    {
        if (From is not null)
        {
            var inner = From.Value(scope);
            if (inner.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            scope = new Scope(inner, scope);
        }

        return MakeObject(scope, context);
    }

    public JsonObject MakeObject(Scope scope, RecordContext context)
    {
        var result = new JsonObject();
        foreach (var (name, field) in Fields)
        {
            if (field.Evaluate(scope, context) is { } value)
            {
                result[name] = value;
            }
        }

        return result;
    }
}

/// <summary>A list with an item for each that an expression finds.</summary>
internal sealed class EachMapping : FieldMapping
{
    public required Expression Each { get; init; }

    public required FieldMapping Item { get; init; }

    protected override JsonNode? Make(Scope scope, RecordContext context)
    {
        var found = Each.Value(scope);
        var items = new JsonArray();
        foreach (var element in found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().ToList() : found.ValueKind == JsonValueKind.Undefined ? [] : [found])
        {
            if (Item.Evaluate(new Scope(element, scope), context) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }
}

/// <summary>Several lists one after another: hours of a regular and an exceptional kind, say.</summary>
internal sealed class ConcatenatedMapping : FieldMapping
{
    public required IReadOnlyList<FieldMapping> Parts { get; init; }

    protected override JsonNode? Make(Scope scope, RecordContext context)
    {
        var all = new JsonArray();
        foreach (var part in Parts)
        {
            if (part.Evaluate(scope, context) is JsonArray items)
            {
                foreach (var item in items.ToList())
                {
                    items.Remove(item);
                    all.Add(item);
                }
            }
        }

        return all;
    }
}

/// <summary>A point from two figures in a coordinate system.</summary>
internal sealed class CoordinatesMapping : FieldMapping
{
    public required Expression Latitude { get; init; }

    public required Expression Longitude { get; init; }

    public required int Epsg { get; init; }

    protected override JsonNode? Make(Scope scope, RecordContext context)
    {
        var (first, second) = (FieldValue.FromSource(Latitude.Value(scope)), FieldValue.FromSource(Longitude.Value(scope)));
        var (latitude, longitude) = (FieldValue.Figure(first), FieldValue.Figure(second));
        if ((latitude is null && IsGiven(first)) || (longitude is null && IsGiven(second)))
        {
            context.Warn(Registers.ProblemCodes.CoordinatesNotNumbers, Path, ("first", Shown(first)), ("second", Shown(second)));
            return null;
        }

        // Sources write 0/0 for a place that they do not know.
        if (latitude is null || longitude is null || (latitude == 0 && longitude == 0))
        {
            return null;
        }

        if (CoordinateSystem.ToWgs84(Epsg, latitude.Value, longitude.Value) is not { } point)
        {
            context.Warn("record.coordinates-outside", Path,
                ("latitude", latitude.Value.ToString(CultureInfo.InvariantCulture)), ("longitude", longitude.Value.ToString(CultureInfo.InvariantCulture)), ("epsg", Epsg.ToString(CultureInfo.InvariantCulture)));
            return null;
        }

        if (!Geography.Finland.Covers(new GeoPoint(point.Latitude, point.Longitude)))
        {
            // Kept: a camp school may stand abroad. Most often latitude and longitude have changed places.
            context.Warn(Registers.ProblemCodes.CoordinatesOutsideFinland, Path,
                ("first", latitude.Value.ToString(CultureInfo.InvariantCulture)), ("second", longitude.Value.ToString(CultureInfo.InvariantCulture)));
        }

        return new JsonObject { ["latitude"] = point.Latitude, ["longitude"] = point.Longitude };
    }

    private static bool IsGiven(JsonNode? value) => value switch
    {
        null => false,
        JsonArray list => list.Count > 0,
        JsonObject members => members.Count > 0,
        _ => !string.IsNullOrWhiteSpace(FieldValue.Text(value)),
    };

    private static string Shown(JsonNode? value) => Geography.PointReading.Shown(FieldValue.Text(value) ?? value?.ToJsonString() ?? "");
}
