namespace Fori.Tests.Testing;

/// <summary>The sources beside the tests, for rules about how they are written.</summary>
internal static class SourceTree
{
    public static string Root(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Fori.slnx")))
            {
                return Path.Combine(at.FullName, folder);
            }
        }

        throw new InvalidOperationException("The tests do not run inside the source tree.");
    }
}
