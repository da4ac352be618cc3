namespace Fori.Store.Golden;

/// <summary>
/// The name of a field in provenance and in changes: <c>phones</c>, or <c>name.fi</c> for one language of a localised one.
/// A dot, star or percent sign in a member's own name is written as %2E, %2A, %25, so that no two fields share a path.
/// </summary>
public static class FieldPath
{
    public static string Of(string field) =>
        field.AsSpan().ContainsAny('.', '*', '%')
            ? field.Replace("%", "%25", StringComparison.Ordinal)
                .Replace(".", "%2E", StringComparison.Ordinal)
                .Replace("*", "%2A", StringComparison.Ordinal)
            : field;

    public static string Of(string field, string language) => $"{Of(field)}.{Of(language)}";
}
