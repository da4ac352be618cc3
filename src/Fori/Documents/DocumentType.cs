using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Fori.Content.Blocks;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Json;

namespace Fori.Documents;

/// <summary>A field of a document type, as its record declares it.</summary>
/// <param name="Name">Name of the member in JSON.</param>
public sealed record DocumentField(string Name, PropertyInfo Property, FieldAttribute Rule)
{
    public ValueShape Shape { get; } = ValueShape.Of(Property, Rule);

    /// <summary>It holds a value of its own for each language.</summary>
    public bool IsLocalized => Shape is ByLanguageShape;

    /// <summary>One reference to the type that has the field, as an organisation's parent: it may lead in a circle.</summary>
    public bool LeadsToItsOwnType =>
        Property.PropertyType is { IsGenericType: true } reference && reference.GetGenericTypeDefinition() == typeof(Ref<>)
        && reference.GetGenericArguments()[0] == Property.ReflectedType;

    public object? ValueOf(DocumentBody body) => Property.GetValue(body);
}

/// <summary>
/// A document type, declared once in its module: the record with its fields' rules, and its addresses. Storage, merging,
/// search, API and export follow from it.
/// </summary>
public sealed class DocumentType
{
    private readonly JsonTypeInfo _json;
    private readonly IReadOnlyList<DocumentField> _rich;
    private readonly IReadOnlyList<(DocumentField Field, DocumentField? Opens)> _guarded;

    private DocumentType(string name, JsonTypeInfo json, string? routeSpace, LocalizedText segments, int schema, bool isEdited = false, IReadOnlySet<string>? reserved = null)
    {
        _json = json;
        Name = name;
        RouteSpace = routeSpace;
        Segments = segments;
        Fields =
        [
            .. json.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(p => (Property: p, Rule: p.GetCustomAttribute<FieldAttribute>()))
                .Where(p => p.Rule is not null)
                .Select(p => new DocumentField(JsonNamingPolicy.CamelCase.ConvertName(p.Property.Name), p.Property, p.Rule!)) // Filtered above.
                .OrderBy(f => f.Rule.Order),
        ];
        _rich = [.. Fields.Where(f => RichShapes.HasRich(f.Shape))];
        _guarded =
        [
            .. Fields.Where(f => f.Rule.Internal || f.Rule.PublicWhen is not null).Select(f => (f, f.Rule is { Internal: false, PublicWhen: { } flag }
                ? Fields.FirstOrDefault(o => o.Property.Name == flag) ?? throw new InvalidOperationException($"{name} has no flag {flag}.")
                : null)),
        ];
        Title = Fields.FirstOrDefault(f => f.Rule.Title);
        Kind = new DocumentKind
        {
            Name = name,
            Schema = schema,
            TitleMember = Title?.Name,
            RouteSpace = routeSpace,
            SlugMember = Fields.FirstOrDefault(f => f.Rule.Slug)?.Name,
            ParentMember = Fields.FirstOrDefault(f => f.Rule.Parent)?.Name,
            YearMember = Fields.FirstOrDefault(f => f.Rule.Moment)?.Name,
            YearOfMoment = at => LocalDays.DayOf(at).Year,
            ReservedSlugs = reserved ?? new HashSet<string>(),
            FileMember = Fields.FirstOrDefault(f => f.Rule.Kind == FieldKind.File)?.Name,
            IsEdited = isEdited,
            DefaultOrder = SourceOrder.Default,
            Shape = new MergeShape(name, Fields.Where(f => f.IsLocalized || f.Rule.Mergeable)
                .ToDictionary(f => f.Name, f => f.IsLocalized ? MemberShape.Localized : MemberShape.MergeableList)),
        };
    }

    /// <summary>Declared name, as <c>Service</c>.</summary>
    public string Name { get; }

    /// <summary>Key of the addresses of its pages; null when it has none.</summary>
    public string? RouteSpace { get; }

    /// <summary>The word in its pages' addresses by language, as <c>palvelut</c>; other languages use <c>en</c>.</summary>
    public LocalizedText Segments { get; }

    /// <summary>The record of its bodies.</summary>
    public Type Body => _json.Type;

    public IReadOnlyList<DocumentField> Fields { get; }

    /// <summary>The field that names a document; null when it has none of its own.</summary>
    public DocumentField? Title { get; }

    /// <summary>What the store is told of it.</summary>
    public DocumentKind Kind { get; }

    /// <param name="json">From the source-generated context of its module.</param>
    /// <param name="routeSpace">As <c>services</c>; null when it has no page.</param>
    /// <param name="segments">The route space's word in each language; empty when it has no page.</param>
    public static DocumentType Of<T>(JsonTypeInfo<T> json, string? routeSpace = null, LocalizedText? segments = null, int schema = 1)
        where T : DocumentBody => new(typeof(T).Name, json, routeSpace, segments ?? LocalizedText.Empty, schema);

    /// <summary>A type that people write whole, whose pages stand in the site's tree without a word of their own in addresses.</summary>
    /// <param name="reserved">Words that no document may have at the root of the tree.</param>
    public static DocumentType Edited<T>(JsonTypeInfo<T> json, string routeSpace, IReadOnlySet<string> reserved, int schema = 1)
        where T : DocumentBody => new(typeof(T).Name, json, routeSpace, LocalizedText.Empty, schema, isEdited: true, reserved);

    /// <summary>A type that people write whole, whose pages stand under a word of their own, or which has none.</summary>
    /// <param name="routeSpace">Null when its documents have no pages.</param>
    public static DocumentType Edited<T>(JsonTypeInfo<T> json, string? routeSpace = null, LocalizedText? segments = null, int schema = 1)
        where T : DocumentBody => new(typeof(T).Name, json, routeSpace, segments ?? LocalizedText.Empty, schema, isEdited: true);

    public string SegmentIn(string language) => Segments.Exactly(language) ?? Segments.Exactly("en") ?? RouteSpace ?? "";

    /// <summary>Reads a body.</summary>
    /// <exception cref="JsonException">It has another shape.</exception>
    public DocumentBody Read(ReadOnlySpan<byte> body)
    {
        var read = (DocumentBody)(JsonSerializer.Deserialize(body, _json) ?? throw new JsonException($"The body of a {Name} is null."));
        return NullItem(body) is { } member ? throw new JsonException("An item of a list is null.", "$." + member, null, null) : read;
    }

    /// <summary>Reads a stored body that may have another shape: one that a newer program wrote, or that was damaged.</summary>
    /// <returns>Null when it does not fit.</returns>
    public DocumentBody? TryRead(ReadOnlySpan<byte> body, out JsonException? misfit)
    {
        try
        {
            misfit = null;
            return Read(body);
        }
        catch (JsonException e)
        {
            misfit = e;
            return null;
        }
    }

    /// <summary>The canonical bytes of a body.</summary>
    public Outcome<byte[]> Write(DocumentBody body) => CanonicalJson.Canonicalise(JsonSerializer.SerializeToUtf8Bytes(body, _json));

    /// <summary>Reads what came from outside: the shape is checked, and the bytes come out in canonical form.</summary>
    public Outcome<(DocumentBody Body, byte[] Canonical)> Parse(ReadOnlySpan<byte> json)
    {
        var received = CanonicalJson.Canonicalise(json);
        if (!received.Succeeded)
        {
            return Outcome<(DocumentBody, byte[])>.Refused(received.Problems);
        }

        if (!JsonBody.IsObject(received.Value))
        {
            return Problem.Of("body.not-an-object");
        }

        var unknown = new List<Problem>();
        foreach (var member in JsonBody.Members(received.Value))
        {
            var name = JsonBody.ReadName(member.Name);
            if (Fields.All(f => f.Name != name))
            {
                unknown.Add(Problem.Of("field.unknown", name, ("type", Name)));
            }
        }

        if (unknown.Count > 0)
        {
            return Outcome<(DocumentBody, byte[])>.Refused(unknown);
        }

        try
        {
            var body = Read(received.Value);
            var written = Write(body);
            return written.Succeeded ? (body, written.Value) : Outcome<(DocumentBody, byte[])>.Refused(written.Problems);
        }
        catch (JsonException e)
        {
            return Problem.Of("field.shape", PathOf(e.Path));
        }
    }

    /// <summary>The body with its rich texts cleaned to the allowed subset.</summary>
    public DocumentBody Sanitised(DocumentBody body)
    {
        if (_rich.All(f => f.ValueOf(body) is not { } value || RichShapes.IsClean(f, value, body)))
        {
            return body;
        }

        var members = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(body, _json))!.AsObject(); // A body is an object.
        foreach (var field in _rich)
        {
            RichShapes.Clean(field.Shape, members[field.Name]);
        }

        return Read(JsonSerializer.SerializeToUtf8Bytes(members));
    }

    /// <summary>
    /// What the public may know of a body: without internal fields, and without those that nobody opened
    /// (<see cref="FieldAttribute.PublicWhen"/>). Everything that pages, interfaces, feeds and the search of the public show is made from it.
    /// </summary>
    /// <param name="canonical">The bytes of <paramref name="body"/>.</param>
    /// <returns>The same two when nothing is left out.</returns>
    public (DocumentBody Body, byte[] Canonical) Public(DocumentBody body, byte[] canonical)
    {
        ArgumentNullException.ThrowIfNull(body);
        var hidden = _guarded.Where(g => g.Opens?.ValueOf(body) is not true && g.Field.ValueOf(body) is not null).Select(g => g.Field.Name).ToList();
        if (hidden.Count == 0)
        {
            return (body, canonical);
        }

        var members = JsonNode.Parse(canonical)!.AsObject(); // A body is an object.
        if (!hidden.ConvertAll(members.Remove).Contains(true))
        {
            return (body, canonical);
        }

        var left = CanonicalJson.Canonicalise(JsonSerializer.SerializeToUtf8Bytes(members)).Value
            ?? throw new InvalidOperationException($"The public part of a {Name} cannot be written.");
        return (Read(left), left);
    }

    /// <summary>Reads a value for one field, or for one language of it, as a pin holds it: its shape is checked and its HTML cleaned.</summary>
    /// <param name="language">Null: the whole field.</param>
    /// <returns>Canonical JSON of the value.</returns>
    public Outcome<byte[]> ParseValue(string field, string? language, ReadOnlySpan<byte> json)
    {
        var value = CanonicalJson.Canonicalise(json);
        if (!value.Succeeded)
        {
            return value;
        }

        var given = JsonNode.Parse(value.Value);
        var whole = new JsonObject { [field] = language is null ? given : new JsonObject { [language] = given } };
        var parsed = Parse(JsonSerializer.SerializeToUtf8Bytes(whole));
        if (!parsed.Succeeded)
        {
            return Outcome<byte[]>.Refused(parsed.Problems);
        }

        var written = Write(Sanitised(parsed.Value.Body));
        if (!written.Succeeded)
        {
            return written;
        }

        var member = JsonBody.Member(written.Value, System.Text.Encoding.UTF8.GetBytes(field));
        var own = language is null || member.IsEmpty ? member : JsonBody.Member(member, System.Text.Encoding.UTF8.GetBytes(language));
        return own.IsEmpty ? "null"u8.ToArray() : own.ToArray();
    }

    /// <summary>JSON schema of a body.</summary>
    public JsonNode Schema() => JsonSchemaExporter.GetJsonSchemaAsNode(_json, new JsonSchemaExporterOptions
    {
        TransformSchemaNode = (context, schema) =>
        {
            // A block's own reader hides from the exporter what it reads.
            if (context.TypeInfo.Type == typeof(IReadOnlyList<Block>) && schema is JsonObject rows)
            {
                rows["items"] = BlockTypes.Schema();
            }

            return schema;
        },
    });

    // The reader lets null into lists whose items cannot be null. Canonical bodies have null nowhere else.
    private static string? NullItem(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("[null"u8) < 0 && body.IndexOf(",null"u8) < 0)
        {
            return null;
        }

        var reader = new Utf8JsonReader(body);
        var (member, named) = ("", false);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null && !named)
            {
                return member;
            }

            named = reader.TokenType == JsonTokenType.PropertyName;
            member = named && reader.CurrentDepth == 1 ? reader.GetString()! : member; // A property name is never null.
        }

        return null;
    }

    // "$.hours.rules[0].kind" → "hours.rules[0].kind"
    private static string PathOf(string? path) => path is { Length: > 2 } && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "";
}

/// <summary>The document types of an installation, by declared name.</summary>
public sealed class DocumentTypes(IEnumerable<DocumentType> types)
{
    private readonly Dictionary<string, DocumentType> _types = types.ToDictionary(t => t.Name);

    public IEnumerable<DocumentType> All => _types.Values;

    public DocumentType? Find(string name) => _types.GetValueOrDefault(name);

    /// <exception cref="InvalidOperationException">No module declares the type.</exception>
    public DocumentType this[string name] => Find(name) ?? throw new InvalidOperationException($"No document type is called {name}.");

    public DocumentKinds Kinds() => new(_types.Values.Select(t => t.Kind));
}
