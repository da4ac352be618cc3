using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Fori.Documents;

namespace Fori.Registers.Profiles;

/// <summary>A field of a record as its rules see it: the name of the JSON and how to read it.</summary>
internal sealed record RecordField(string Name, Type Type, bool IsRichText, Func<object, object?> Read);

/// <summary>The fields of a record type by name, worked out once.</summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Known = new();

    private readonly Dictionary<string, RecordField> _byName;

    private RecordShape(Type type)
    {
        Name = type.IsGenericType ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] : type.Name;
        Fields = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => new RecordField(
                JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                property.PropertyType,
                property.GetCustomAttribute<FieldAttribute>() is { Kind: FieldKind.RichText },
                Reader(type, property)))];
        _byName = Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>The type's name, without what it is a reference to.</summary>
    public string Name { get; }

    public IReadOnlyList<RecordField> Fields { get; }

    public static RecordShape Of(Type type) => Known.GetOrAdd(type, found => new RecordShape(found));

    /// <exception cref="InvalidOperationException">A profile names a field that the type does not have.</exception>
    public RecordField Field(string name) => _byName.TryGetValue(name, out var field)
        ? field
        : throw new InvalidOperationException($"A validation profile names the field '{name}', which {Name} does not have.");

    private static Func<object, object?> Reader(Type type, PropertyInfo property)
    {
        var record = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(
            Expression.Convert(Expression.Property(Expression.Convert(record, type), property), typeof(object)), record).Compile();
    }
}
