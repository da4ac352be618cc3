namespace Fori.Tests.Integration;

/// <summary>Real open data beside the repository; it is read by tests and never part of it.</summary>
internal static class SharedData
{
    /// <returns>The file's path; the test is skipped, saying so, where the data is not there.</returns>
    public static string Require(string relative)
    {
        var root = Environment.GetEnvironmentVariable("FORI_SHARED_DATA") ?? Find();
        var path = root is null ? null : Path.Combine(root, relative);
        Assert.SkipUnless(File.Exists(path), "needs shared/data: not found");
        return path;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}

/// <summary>Files of this repository, found from where the tests run.</summary>
internal static class Repository
{
    public static string File(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relative);
            if (System.IO.File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("Not in the repository.", relative);
    }
}
