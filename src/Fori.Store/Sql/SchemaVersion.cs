namespace Fori.Store.Sql;

/// <summary>The database is newer than this program, which would harm it.</summary>
public sealed class NewerSchemaException(IReadOnlyList<string> migrations)
    : Exception($"The database has migrations that this program does not know ({string.Join(", ", migrations)}). Use the newer program, or restore a backup made before the upgrade.");

/// <summary>Which migrations a database has. Scripts are embedded, named by number, and never changed once released.</summary>
internal static class SchemaVersion
{
    public static Func<string, bool> IsOf(string product) =>
        name => name.Contains($".{product}.Migrations.", StringComparison.Ordinal);

    public static IReadOnlyList<string> Scripts(string product) =>
        [.. typeof(SchemaVersion).Assembly.GetManifestResourceNames().Where(IsOf(product)).Order(StringComparer.Ordinal)];

    public static (IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown) Compare(
        IReadOnlyList<string> applied, IReadOnlyList<string> known) =>
        (applied, [.. known.Except(applied)], [.. applied.Except(known)]);

    public static void RefuseNewer(IReadOnlyList<string> unknown)
    {
        if (unknown.Count > 0)
        {
            throw new NewerSchemaException(unknown);
        }
    }
}
