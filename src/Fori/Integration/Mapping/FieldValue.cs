using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Documents;

namespace Fori.Integration.Mapping;

/// <summary>Values between a source and a target field: made to fit what the field takes, or refused with the reason.</summary>
internal static class FieldValue
{
    private static readonly string[] Days = ["yyyy-MM-dd", "d.M.yyyy", "yyyyMMdd"];
    private static readonly string[] Times = ["H:mm", "HH:mm", "H.mm", "HH.mm", "H:mm:ss", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    /// <summary>A source's value as a node of its own; null for nothing.</summary>
    public static JsonNode? FromSource(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => JsonValue.Create(value.GetString()),
        JsonValueKind.Object => JsonObject.Create(value.Clone()),
        JsonValueKind.Array => JsonArray.Create(value.Clone()),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        _ => JsonValue.Create(value.Clone()),
    };

    /// <summary>The text of a scalar; null of an object, list or nothing.</summary>
    public static string? Text(JsonNode? value) => value is JsonValue scalar
        ? scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : scalar.ToJsonString()
        : null;

    /// <summary>A figure, also with a decimal comma or spaces between thousands.</summary>
    public static double? Figure(JsonNode? value)
    {
        var text = Text(value)?.Trim();
        if (text is not null && text.Contains(',', StringComparison.Ordinal) && !text.Contains('.', StringComparison.Ordinal))
        {
            text = text.Replace(',', '.');
        }

        return double.TryParse(text?.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var figure) && double.IsFinite(figure)
            ? figure
            : null;
    }

    public static JsonNode? Fit(JsonNode? value, TargetShape shape, string path, RecordContext context)
    {
        if (value is null)
        {
            return null;
        }

        if (shape.Localized)
        {
            return FitTexts(value, shape, path, context);
        }

        switch (shape.Kind)
        {
            case ShapeKind.List:
                return FitList(value, shape.Item!, path, context); // A list's shape has its item's.
            case ShapeKind.Object:
                return FitObject(value, shape, path, context);
            case ShapeKind.Any:
                return value;
            default:
                if (value is JsonArray { Count: <= 1 } single)
                {
                    value = single.Count == 0 ? null : single[0]?.DeepClone();
                }

                return value is null ? null : FitScalar(value, shape, path, context);
        }
    }

    private static JsonObject? FitTexts(JsonNode value, TargetShape shape, string path, RecordContext context)
    {
        if (value is not JsonObject texts)
        {
            context.Fail("record.not-localised", path, ("remedy", "use localized: in the mapping"));
            return null;
        }

        var result = new JsonObject();
        foreach (var (language, text) in texts)
        {
            if (text is not null && FitText(text, shape.Kind, $"{path}.{language}", context) is { } fitted)
            {
                result[language] = fitted;
            }
        }

        return result.Count == 0 ? null : result;
    }

    private static JsonArray? FitList(JsonNode value, TargetShape item, string path, RecordContext context)
    {
        var result = new JsonArray();
        var index = 0;
        foreach (var each in value is JsonArray items ? items.ToList() : [value])
        {
            var position = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
            if (Fit(each?.Parent is null ? each : each.DeepClone(), item, position, context) is { } fitted)
            {
                result.Add(fitted.Parent is null ? fitted : fitted.DeepClone());
            }
        }

        return result.Count == 0 ? null : result;
    }

    private static JsonObject? FitObject(JsonNode value, TargetShape shape, string path, RecordContext context)
    {
        if (value is JsonArray { Count: 1 } single && single[0] is JsonObject only)
        {
            value = only;
        }

        if (value is not JsonObject holder)
        {
            context.Fail("record.not-an-object", path);
            return null;
        }

        var result = new JsonObject();
        foreach (var (name, member) in holder)
        {
            if (!shape.Properties.TryGetValue(name, out var memberShape))
            {
                context.Fail("record.field-unknown", $"{path}.{name}");
            }
            else if (Fit(member?.DeepClone(), memberShape, path.Length == 0 ? name : $"{path}.{name}", context) is { } fitted)
            {
                result[name] = fitted;
            }
        }

        return result.Count == 0 ? null : result;
    }

    private static JsonNode? FitScalar(JsonNode value, TargetShape shape, string path, RecordContext context)
    {
        if (shape.Kind is ShapeKind.Text or ShapeKind.RichText)
        {
            return FitText(value, shape.Kind, path, context);
        }

        var text = Text(value)?.Trim();
        if (text is { Length: 0 })
        {
            return null;
        }

        JsonNode? fitted = shape.Kind switch
        {
            _ when text is null => null,
            ShapeKind.Choice => shape.Choices.FirstOrDefault(c => c.Equals(text, StringComparison.OrdinalIgnoreCase)),
            ShapeKind.Number => Figure(value) is { } figure ? figure == Math.Truncate(figure) && Math.Abs(figure) < 1e15 ? (long)figure : figure : null,
            ShapeKind.Flag => text.ToLowerInvariant() switch { "true" or "1" => true, "false" or "0" => false, _ => null },
            ShapeKind.Day => Day(text)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ShapeKind.Time => text is "24:00" or "24.00" ? "00:00:00" : TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : null,
            _ => Instant(text, context.Mapping.Zone)?.ToString("O", CultureInfo.InvariantCulture),
        };
        if (fitted is null)
        {
            var expected = shape.Kind == ShapeKind.Choice ? string.Join(", ", shape.Choices) : shape.Kind.ToString().ToLowerInvariant();
            context.Fail("record.value", path, ("value", Shortened(text ?? value.ToJsonString())), ("expected", expected));
        }

        return fitted;
    }

    private static JsonValue? FitText(JsonNode value, ShapeKind kind, string path, RecordContext context)
    {
        var text = Text(value);
        if (text is null)
        {
            context.Fail("record.not-a-text", path, ("value", Shortened(value.ToJsonString())));
            return null;
        }

        // Whatever a mapping does, markup that reaches running text has been cleaned.
        text = (kind == ShapeKind.RichText ? RichText.Sanitise(text) : text).Trim();
        return text.Length == 0 ? null : JsonValue.Create(text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC));
    }

    public static DateOnly? Day(string text)
    {
        var day = text.Length > 10 && text[10] is 'T' or ' ' ? text[..10] : text;
        return DateOnly.TryParseExact(day, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null;
    }

    /// <summary>An instant with its offset, or a local time or day (its first moment) in the mapping's zone.</summary>
    public static DateTimeOffset? Instant(string text, TimeZoneInfo zone)
    {
        if (Day(text) is { } day && text.Trim().Length <= 10)
        {
            return Utc(day.ToDateTime(TimeOnly.MinValue), zone);
        }

        // Only forms that begin with a day we know: the parser would guess at 03/04/05.
        if (Day(text) is null || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out var parsed))
        {
            return null;
        }

        return parsed.Kind == DateTimeKind.Utc ? new DateTimeOffset(parsed) : Utc(parsed, zone);
    }

    private static DateTimeOffset? Utc(DateTime local, TimeZoneInfo zone)
    {
        if (local.Year is < 2 or > 9998)
        {
            return null;
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    public static string Shortened(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
