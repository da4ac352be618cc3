using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fori.Documents;
using PhoneNumbers;

namespace Fori.Integration.Mapping;

/// <summary>
/// One step on the way from a source's value to a field's. A step takes one value and is applied to each item of a
/// list, unless it is about the list itself. A step does not see absent values.
/// </summary>
internal abstract class TransformStep
{
    /// <summary>Takes a list whole.</summary>
    protected virtual bool OfList => false;

    public JsonNode? ApplyTo(JsonNode? value, string path, Scope scope, RecordContext context)
    {
        switch (value)
        {
            case null:
                return null;
            case JsonArray items when !OfList:
                var result = new JsonArray();
                foreach (var item in items.ToList())
                {
                    items.Remove(item);
                    if (ApplyTo(item, path, scope, context) is { } changed)
                    {
                        result.Add(changed);
                    }
                }

                return result;
            default:
                return Apply(value, path, scope, context);
        }
    }

    protected abstract JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context);
}

/// <summary>Text to text; what is not a text passes by.</summary>
internal sealed class TextStep(Func<string, string> change) : TransformStep
{
    protected override JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context) =>
        FieldValue.Text(value) is { } text && change(text) is { Length: > 0 } changed ? JsonValue.Create(changed) : null;
}

/// <summary>A code of a codelist.</summary>
internal sealed class CodeStep(string scheme) : TransformStep
{
    protected override JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context) =>
        FieldValue.Text(value)?.Trim() is { Length: > 0 } code ? new JsonObject { ["scheme"] = scheme, ["value"] = code } : null;
}

/// <summary>A reference to a record by its key in a system; resolved on read.</summary>
internal sealed class ReferenceStep(string system) : TransformStep
{
    protected override JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context) =>
        FieldValue.Text(value)?.Trim() is { Length: > 0 } key ? new JsonObject { ["system"] = system, ["key"] = key } : null;
}

/// <summary>The source's words to ours.</summary>
internal sealed class EnumStep(IReadOnlyDictionary<string, string?> words, bool others) : TransformStep
{
    protected override JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context)
    {
        var text = FieldValue.Text(value)?.Trim() ?? "";
        if (words.TryGetValue(text, out var word))
        {
            return word is null ? null : JsonValue.Create(word);
        }

        if (text.Length > 0 && !others)
        {
            context.Fail("record.enum", path, ("value", FieldValue.Shortened(text)), ("known", string.Join(", ", words.Keys.Take(20))));
        }

        return others && text.Length > 0 ? JsonValue.Create(text) : null;
    }
}

internal sealed class SplitStep(string separator) : TransformStep
{
    protected override JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context) =>
        new JsonArray([.. (FieldValue.Text(value) ?? "").Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(p => (JsonNode?)JsonValue.Create(p))]);
}

internal sealed class JoinStep(string separator) : TransformStep
{
    protected override bool OfList => true;

    protected override JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context)
    {
        var parts = (value is JsonArray items ? items : [value.DeepClone()]).Select(FieldValue.Text).Where(t => !string.IsNullOrWhiteSpace(t));
        return string.Join(separator, parts) is { Length: > 0 } joined ? JsonValue.Create(joined) : null;
    }
}

internal sealed class PickStep(bool last) : TransformStep
{
    protected override bool OfList => true;

    protected override JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context) =>
        value is not JsonArray items ? value : items.Count == 0 ? null : items[last ? items.Count - 1 : 0]?.DeepClone();
}

/// <summary>A day or instant in the source's own writing.</summary>
internal sealed class DateStep(string format) : TransformStep
{
    protected override JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context)
    {
        var text = FieldValue.Text(value)?.Trim() ?? "";
        if (text.Length == 0)
        {
            return null;
        }

        if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            context.Fail("record.date", path, ("value", FieldValue.Shortened(text)), ("expected", format));
            return null;
        }

        return JsonValue.Create(parsed.ToString(parsed.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
    }
}

/// <summary>A telephone number as prefix and number; one that works within the country only is kept as it is.</summary>
internal sealed partial class PhoneStep(string region) : TransformStep
{
    protected override JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context)
    {
        var text = FieldValue.Text(value)?.Trim() ?? "";
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            var parsed = PhoneNumberUtil.GetInstance().Parse(text, region);
            var national = parsed.NationalNumber.ToString(CultureInfo.InvariantCulture);
            // Finnish service numbers (0600, 0700, 0800, 116 …) are not dialled from abroad.
            var digits = NotDigits().Replace(text, "");
            return region == "FI" && text[0] != '+' && ServiceNumber().IsMatch(digits)
                ? new JsonObject { ["number"] = digits, ["isFinnishServiceNumber"] = true }
                : new JsonObject { ["prefix"] = "+" + parsed.CountryCode.ToString(CultureInfo.InvariantCulture), ["number"] = national };
        }
        catch (NumberParseException e)
        {
            context.Fail("record.phone", path, ("value", FieldValue.Shortened(text)), ("detail", e.Message.TrimEnd('.')));
            return null;
        }
    }

    [GeneratedRegex("^(0[678]00|0[67]0[0-9]|1[0-9]{2,5}$|020|075|0100|0203|0300)")]
    private static partial Regex ServiceNumber();

    [GeneratedRegex("[^0-9]")]
    private static partial Regex NotDigits();
}

/// <summary>A text that says nothing ("string", "value") is refused.</summary>
internal sealed class PlaceholderStep : TransformStep
{
    protected override JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context)
    {
        if (FieldValue.Text(value) is { } text && PlaceholderText.IsPlaceholder(text))
        {
            context.Warn("record.placeholder", path, ("value", text));
            return null;
        }

        return value;
    }
}

/// <summary>A function of the mapping's script.</summary>
internal sealed class CallStep(string function) : TransformStep
{
    protected override bool OfList => true;

    protected override JsonNode? Apply(JsonNode value, string path, Scope scope, RecordContext context) =>
        context.Script!.Call(function, path, context, value.ToJsonString(), scope.Value.GetRawText()); // The parser checks that there is a script.
}

internal static class TextSteps
{
    public static TransformStep? Named(string name) => name switch
    {
        "trim" => new TextStep(t => t.Trim()),
        "html" => new TextStep(RichText.Sanitise),
        "plain" => new TextStep(RichText.FromPlain),
        "text" => new TextStep(RichText.ToPlain),
        "lower" => new TextStep(t => t.ToLowerInvariant()),
        "upper" => new TextStep(t => t.ToUpperInvariant()),
        "first" => new PickStep(last: false),
        "last" => new PickStep(last: true),
        "phone" => new PhoneStep("FI"),
        "placeholders" => new PlaceholderStep(),
        _ => null,
    };
}
