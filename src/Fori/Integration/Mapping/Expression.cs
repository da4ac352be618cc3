using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DevLab.JmesPath.Expressions;
using Fori.Store;
using Newtonsoft.Json.Linq;

namespace Fori.Integration.Mapping;

/// <summary>
/// A JMESPath expression, compiled once. A path of names, and such a path compared with a text, are evaluated on the
/// parsed bytes (most expressions are that, and cost thirty times less so); the rest goes to the library.
/// </summary>
internal sealed partial class Expression
{
    private readonly string[] _path;
    private readonly int _ascent;
    private readonly string? _equals;
    private readonly bool _negated;
    private readonly JmesPathExpression? _general;
    private readonly bool _mentionsParent;

    private Expression(string text, string[] path, int ascent, string? equals, bool negated, JmesPathExpression? general)
    {
        Text = text;
        _path = path;
        _ascent = ascent;
        _equals = equals;
        _negated = negated;
        _general = general;
        _mentionsParent = general is not null && text.Contains("_parent", StringComparison.Ordinal);
    }

    public string Text { get; }

    internal bool IsGeneral => _general is not null;

    // forceGeneral: for the test that both ways agree.
    public static Outcome<Expression> Compile(string text, bool forceGeneral = false)
    {
        var trimmed = text.Trim();
        if (!forceGeneral && SimplePath().Match(trimmed) is { Success: true } simple)
        {
            var names = simple.Groups["path"].Value.Split('.');
            var ascent = names.TakeWhile(n => n == "_parent").Count();
            var path = names[0] == "@" ? [] : names[ascent..];
            var compared = simple.Groups["text"];
            return new Expression(trimmed, path, ascent, compared.Success ? compared.Value : null, simple.Groups["operator"].Value == "!=", null);
        }

        try
        {
            // The library throws its base exception for whatever is wrong with an expression.
            return new Expression(trimmed, [], 0, null, false, new DevLab.JmesPath.JmesPath().Parse(trimmed));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Problem.Of("mapping.expression", "", ("expression", trimmed), ("detail", e.Message));
        }
    }

    /// <returns>Undefined when there is nothing, or null.</returns>
    /// <exception cref="ExpressionException">A function was given what it does not take.</exception>
    public JsonElement Value(Scope scope)
    {
        if (_general is not null)
        {
            return General(scope);
        }

        var found = Walk(scope);
        return _equals is null ? found : (found.ValueKind == JsonValueKind.String && found.ValueEquals(_equals)) != _negated ? True : False;
    }

    /// <summary>Truth as in JMESPath: false, nothing, and empty texts, lists and objects are not true.</summary>
    public bool IsTrue(Scope scope)
    {
        var value = Value(scope);
        return value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => false,
            JsonValueKind.String => !value.ValueEquals(""),
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.Object => value.EnumerateObject().Any(),
            _ => true,
        };
    }

    private static JsonElement True { get; } = JsonElement.Parse("true");

    private static JsonElement False { get; } = JsonElement.Parse("false");

    private JsonElement Walk(Scope scope)
    {
        for (var i = 0; i < _ascent; i++)
        {
            if (scope.Parent is null)
            {
                return default;
            }

            scope = scope.Parent;
        }

        var value = scope.Value;
        foreach (var name in _path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return default;
            }
        }

        return value.ValueKind == JsonValueKind.Null ? default : value;
    }

    private JsonElement General(Scope scope)
    {
        JToken? result;
        try
        {
            result = _general!.Transform(scope.Token(_mentionsParent)).AsJToken(); // Only called when there is one.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new ExpressionException(Text, e.Message);
        }

        if (result is null || result.Type == JTokenType.Null)
        {
            return default;
        }

        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            Write(json, result);
        }

        return JsonElement.Parse(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JToken token)
    {
        switch (token)
        {
            case JObject holder:
                json.WriteStartObject();
                foreach (var property in holder.Properties())
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case JArray items:
                json.WriteStartArray();
                foreach (var item in items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JValue { Value: null }:
                json.WriteNullValue();
                break;
            case JValue { Value: string text }:
                json.WriteStringValue(text);
                break;
            case JValue { Value: bool flag }:
                json.WriteBooleanValue(flag);
                break;
            case JValue { Value: double figure }:
                json.WriteNumberValue(figure);
                break;
            case JValue { Value: IFormattable figure }:
                json.WriteRawValue(figure.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(token.ToString());
                break;
        }
    }

    [GeneratedRegex("""^(?<path>@|[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*)(\s*(?<operator>==|!=)\s*'(?<text>[^'\\]*)')?$""")]
    private static partial Regex SimplePath();
}

/// <summary>An expression could not be evaluated on a record; it becomes that record's problem.</summary>
internal sealed class ExpressionException(string expression, string detail) : Exception(detail)
{
    public string Expression { get; } = expression;
}
