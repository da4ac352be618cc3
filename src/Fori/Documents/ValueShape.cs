using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Content.Blocks;

namespace Fori.Documents;

/// <summary>
/// What a value is made of, as its .NET type and the rules beside it say: forms are drawn from it, search reads by it, HTML is
/// cleaned by it, checks walk along it. One shape for fields, for what lies within them, and for blocks.
/// </summary>
public abstract record ValueShape
{
    /// <summary>The shape of a property.</summary>
    public static ValueShape Of(PropertyInfo property, FieldAttribute? rule)
    {
        ArgumentNullException.ThrowIfNull(property);
        return Of(property.PropertyType, rule);
    }

    private static ValueShape Of(Type declared, FieldAttribute? rule)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(LocalizedText))
        {
            return new ByLanguageShape(Text(rule));
        }

        if (type == typeof(string))
        {
            return rule?.Offer is { } offer ? new OfferedShape(offer) : Text(rule);
        }

        if (type == typeof(FacetValue))
        {
            return new FacetValueShape(rule?.Offer ?? "");
        }

        if (type == typeof(GeoPoint))
        {
            return new PointShape();
        }

        if (type == typeof(TableGrid))
        {
            return new GridShape();
        }

        if (type.IsEnum)
        {
            return new ChoiceShape(type, IsOptional: type != declared);
        }

        if (type == typeof(bool))
        {
            return new FlagShape(IsOptional: type != declared);
        }

        if (type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal))
        {
            return new NumberShape(IsWhole: type == typeof(int) || type == typeof(long));
        }

        if (type == typeof(DateOnly))
        {
            return new DateShape();
        }

        if (type == typeof(DateTimeOffset))
        {
            return new InstantShape();
        }

        if (type == typeof(TimeOnly))
        {
            return new TimeShape();
        }

        if (type == typeof(Code))
        {
            return new CodeShape(rule?.Scheme);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Ref<>))
        {
            return new ReferenceShape(type.GetGenericArguments()[0], rule?.Targets, rule?.Parent == true);
        }

        if (type == typeof(IReadOnlyDictionary<string, IReadOnlyList<Block>>))
        {
            return new ByLanguageShape(new BlocksShape(rule?.Targets));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            && type.GetGenericArguments() is [var key, var value] && key == typeof(string) && ItemOf(value) is not null)
        {
            return new ByLanguageShape(Of(value, rule));
        }

        if (ItemOf(type) is { } item)
        {
            return item == typeof(Block) ? new BlocksShape(rule?.Targets) : new RowsShape(Of(item, rule));
        }

        return type is { IsClass: true, IsAbstract: false } && type.Namespace?.StartsWith("System", StringComparison.Ordinal) == false ? PartsShape.Of(type) : new OpaqueShape();
    }

    private static TextShape Text(FieldAttribute? rule) =>
        new(rule?.Kind == FieldKind.RichText, rule?.Kind ?? FieldKind.Text, rule is { MaxLength: > 0 } ? rule.MaxLength : null, rule?.HasLines == true);

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;
}

/// <param name="IsRich">Sanitised HTML.</param>
/// <param name="Kind">Text, RichText, Url, Email or Phone.</param>
/// <param name="MaxLength">In characters; null when nothing bounds it.</param>
/// <param name="HasLines">More than one line.</param>
public sealed record TextShape(bool IsRich, FieldKind Kind, int? MaxLength, bool HasLines) : ValueShape;

/// <param name="Choices">The enumeration.</param>
/// <param name="IsOptional">It may be left open.</param>
public sealed record ChoiceShape(Type Choices, bool IsOptional) : ValueShape;

public sealed record FlagShape(bool IsOptional) : ValueShape;

public sealed record NumberShape(bool IsWhole) : ValueShape;

public sealed record DateShape : ValueShape;

/// <summary>A moment; people write it at the municipality's clock.</summary>
public sealed record InstantShape : ValueShape;

/// <summary>A time of day, without a day.</summary>
public sealed record TimeShape : ValueShape;

/// <summary>A point on the map; people write latitude and longitude in one line.</summary>
public sealed record PointShape : ValueShape;

/// <summary>A <see cref="TableGrid"/>.</summary>
public sealed record GridShape : ValueShape
{
    /// <summary>What each cell holds.</summary>
    public static TextShape Cell { get; } = new(IsRich: false, FieldKind.Text, TableGrid.LongestCell, HasLines: false);
}

/// <param name="Offer">Name of what it is chosen from.</param>
public sealed record OfferedShape(string Offer) : ValueShape;

/// <param name="Offer">Name of what it is chosen from.</param>
public sealed record FacetValueShape(string Offer) : ValueShape;

/// <param name="Scheme">The codelist; null when the value says it.</param>
public sealed record CodeShape(string? Scheme) : ValueShape;

/// <param name="Target">The record, or the one that records share, of what it may lead to.</param>
/// <param name="Names">Narrows that to some types by their declared names; null when it does not.</param>
/// <param name="IsParent">It names what the document stands below.</param>
public sealed record ReferenceShape(Type Target, IReadOnlyList<string>? Names, bool IsParent = false) : ValueShape
{
    /// <remarks>What may lead anywhere, and names no types, leads to what has pages.</remarks>
    public bool MayLeadTo(DocumentType type) =>
        Target.IsAssignableFrom(type.Body) && (Names?.Contains(type.Name) ?? (Target != typeof(DocumentBody) || type.RouteSpace is not null))
        && !(IsParent && typeof(ITreeLeaf).IsAssignableFrom(type.Body));
}

/// <summary>Something with parts.</summary>
public sealed record PartsShape : ValueShape
{
    private static readonly ConcurrentDictionary<Type, PartsShape> Known = new();
    private readonly Lazy<IReadOnlyList<ShapePart>> _parts;

    private PartsShape(Type type)
    {
        Type = type;

        // Only when asked for: a menu's item holds items.
        _parts = new Lazy<IReadOnlyList<ShapePart>>(() => PartsOf(type));
    }

    public Type Type { get; }

    public IReadOnlyList<ShapePart> Parts => _parts.Value;

    public static PartsShape Of(Type type) => Known.GetOrAdd(type, t => new PartsShape(t));

    public bool Equals(PartsShape? other) => other?.Type == Type;

    public override int GetHashCode() => Type.GetHashCode();

    private static IReadOnlyList<ShapePart> PartsOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is not null && p.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .Select(p => new ShapePart(
                JsonNamingPolicy.CamelCase.ConvertName(p.Name), p, p.GetCustomAttribute<FieldAttribute>(), ValueShape.Of(p, p.GetCustomAttribute<FieldAttribute>())))
            .OrderBy(p => p.Rule?.Order ?? FieldAttribute.UsualOrder),
    ];
}

/// <param name="Name">Of the member in JSON.</param>
/// <param name="Rule">Null where the .NET type says enough.</param>
public sealed record ShapePart(string Name, PropertyInfo Property, FieldAttribute? Rule, ValueShape Shape);

public sealed record RowsShape(ValueShape Item) : ValueShape;

/// <summary>Rows of <see cref="Block"/>.</summary>
/// <param name="Names">Narrows them to some kinds by their declared names; null when it does not.</param>
public sealed record BlocksShape(IReadOnlyList<string>? Names = null) : ValueShape
{
    public bool MayHold(BlockType type) => Names?.Contains(type.Name) ?? true;
}

/// <summary>A value of its own for each language (BCP 47).</summary>
public sealed record ByLanguageShape(ValueShape Item) : ValueShape;

/// <summary>Something that only its own code understands.</summary>
public sealed record OpaqueShape : ValueShape;
