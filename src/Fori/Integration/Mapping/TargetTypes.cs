using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Services;

namespace Fori.Integration.Mapping;

/// <summary>The document types that a mapping may make, by their declared names. A module adds its own.</summary>
public sealed class TargetTypes
{
    private readonly Dictionary<string, JsonTypeInfo> _types = new(StringComparer.Ordinal);

    /// <summary>The types of the registers.</summary>
    public static TargetTypes Registers() => new TargetTypes()
        .Add(nameof(Service), BodyJson.Default.Service)
        .Add(nameof(GeneralDescription), BodyJson.Default.GeneralDescription)
        .Add(nameof(ServiceCollection), BodyJson.Default.ServiceCollection)
        .Add(nameof(ServiceChannel), BodyJson.Default.ServiceChannel)
        .Add(nameof(Connection), BodyJson.Default.Connection)
        .Add(nameof(Organization), BodyJson.Default.Organization)
        .Add(nameof(Place), BodyJson.Default.Place)
        .Add(nameof(ServiceOffer), BodyJson.Default.ServiceOffer);

    public IReadOnlyCollection<string> Names => _types.Keys;

    public TargetTypes Add(string name, JsonTypeInfo type)
    {
        _types.Add(name, type);
        return this;
    }

    internal JsonTypeInfo? Find(string name) => _types.GetValueOrDefault(name);
}

internal enum ShapeKind
{
    Text,
    RichText,
    Choice,
    Number,
    Flag,
    Day,
    Time,
    Instant,
    Object,
    List,

    /// <summary>Taken as it is; the type's own reading judges it.</summary>
    Any,
}

/// <summary>What a target field takes, read from the record of its document type.</summary>
internal sealed class TargetShape
{
    private readonly Lazy<IReadOnlyDictionary<string, TargetShape>> _properties;

    private TargetShape(ShapeKind kind, bool localized, Func<IReadOnlyDictionary<string, TargetShape>>? properties = null)
    {
        Kind = kind;
        Localized = localized;
        _properties = new(properties ?? (() => new Dictionary<string, TargetShape>()));
    }

    public ShapeKind Kind { get; }

    /// <summary>Language → text, of <see cref="ShapeKind.Text"/> or <see cref="ShapeKind.RichText"/>.</summary>
    public bool Localized { get; }

    /// <summary>Of a list.</summary>
    public TargetShape? Item { get; private init; }

    /// <summary>Of a choice: the names.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>Of an object.</summary>
    public IReadOnlyDictionary<string, TargetShape> Properties => _properties.Value;

    public static TargetShape Of(JsonTypeInfo type) => Of(type.Type, type.Options, rich: false);

    /// <summary>A localised text outside of a document, as a code's labels.</summary>
    public static TargetShape LocalizedText { get; } = new(ShapeKind.Text, localized: true);

    public static TargetShape PlainText { get; } = new(ShapeKind.Text, localized: false);

    private static TargetShape Of(Type declared, JsonSerializerOptions options, bool rich)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var text = rich ? ShapeKind.RichText : ShapeKind.Text;
        if (type == typeof(Documents.LocalizedText))
        {
            return new TargetShape(text, localized: true);
        }

        if (type.IsEnum)
        {
            return new TargetShape(ShapeKind.Choice, localized: false) { Choices = Enum.GetNames(type) };
        }

        var kind = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => ShapeKind.Flag,
            _ when type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal) => ShapeKind.Number,
            _ when type == typeof(DateOnly) => ShapeKind.Day,
            _ when type == typeof(TimeOnly) => ShapeKind.Time,
            _ when type == typeof(DateTimeOffset) => ShapeKind.Instant,
            _ => ShapeKind.Any,
        };
        if (kind != ShapeKind.Any)
        {
            return new TargetShape(kind, localized: false);
        }

        var info = options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable when info.ElementType is { } item => new TargetShape(ShapeKind.List, localized: false) { Item = Of(item, options, rich) },
            JsonTypeInfoKind.Object => new TargetShape(ShapeKind.Object, localized: false, () => PropertiesOf(info)),
            _ => new TargetShape(ShapeKind.Any, localized: false),
        };
    }

    private static Dictionary<string, TargetShape> PropertiesOf(JsonTypeInfo info)
    {
        var properties = new Dictionary<string, TargetShape>(StringComparer.Ordinal);
        foreach (var type in (info.PolymorphismOptions?.DerivedTypes.Select(d => info.Options.GetTypeInfo(d.DerivedType)) ?? []).Prepend(info))
        {
            foreach (var property in type.Properties)
            {
                var field = property.AttributeProvider?.GetCustomAttributes(typeof(FieldAttribute), inherit: true).OfType<FieldAttribute>().FirstOrDefault();
                properties.TryAdd(property.Name, Of(property.PropertyType, info.Options, field?.Kind == FieldKind.RichText));
            }
        }

        if (info.PolymorphismOptions is { } polymorphism)
        {
            properties.TryAdd(polymorphism.TypeDiscriminatorPropertyName, new TargetShape(ShapeKind.Text, localized: false));
        }

        return properties;
    }
}
