namespace Fori.Tests.Registers;

/// <summary>Real open data beside the repository; it is never part of it.</summary>
internal static class RegisterSamples
{
    /// <summary>The full path of a file of the shared data; skips the test, saying so, where there is none.</summary>
    public static string PathOf(string relative)
    {
        var path = Root() is { } root ? Path.Combine(root, relative) : null;
        Assert.SkipWhen(path is null || !File.Exists(path), "needs shared/data: not found");
        return path;
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("FORI_SHARED_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
