using System.Globalization;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace Fori.Integration.Mapping;

/// <summary>
/// What an expression looks at: a value of the source, with the record that holds it reachable as <c>_parent</c>.
/// Not thread-safe; a record is mapped by one thread.
/// </summary>
internal sealed class Scope(JsonElement value, Scope? parent = null, string? descended = null)
{
    private JToken? _token;
    private JToken? _tokenWithParent;

    public JsonElement Value => value;

    public Scope? Parent => parent;

    /// <summary>The value for the expression library; made once and only when an expression needs it.</summary>
    public JToken Token(bool withParent)
    {
        if (!withParent || parent is null)
        {
            return _token ??= Convert(value, null);
        }

        if (_tokenWithParent is null)
        {
            _tokenWithParent = value.ValueKind == JsonValueKind.Object ? Convert(value, null) : new JObject { ["_value"] = Convert(value, null) };
            _tokenWithParent["_parent"] = parent.TokenWithout(descended);
        }

        return _tokenWithParent;
    }

    // The list that was gone through is left out: every record would carry all of its siblings.
    private JToken TokenWithout(string? property)
    {
        var token = Convert(value, property);
        if (parent is not null && token is JObject holder)
        {
            holder["_parent"] = parent.TokenWithout(descended);
        }

        return token;
    }

    private static JToken Convert(JsonElement element, string? without)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new JObject();
                foreach (var property in element.EnumerateObject())
                {
                    if (property.Name != without)
                    {
                        result.Add(property.Name, Convert(property.Value, null));
                    }
                }

                return result;
            case JsonValueKind.Array:
                var items = new JArray();
                foreach (var item in element.EnumerateArray())
                {
                    items.Add(Convert(item, null));
                }

                return items;
            case JsonValueKind.String:
                return new JValue(element.GetString());
            case JsonValueKind.Number:
                return element.TryGetInt64(out var whole) ? new JValue(whole)
                    : element.TryGetDecimal(out var exact) ? new JValue(exact)
                    : new JValue(double.Parse(element.GetRawText(), CultureInfo.InvariantCulture));
            case JsonValueKind.True:
                return new JValue(true);
            case JsonValueKind.False:
                return new JValue(false);
            default:
                return JValue.CreateNull();
        }
    }
}
