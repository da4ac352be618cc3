namespace Fori.Tests.Registers.Vocabularies;

/// <summary>Real open data beside the repository; a test that needs it says so when it is not there.</summary>
internal static class SharedData
{
    public static string Folder { get; } = Find() ?? "";

    /// <summary>The path of a file or folder of the data; skips the test when there is none.</summary>
    public static string PathOf(params string[] parts)
    {
        Assert.SkipWhen(Folder.Length == 0, "needs shared/data: not found");
        return Path.Combine([Folder, .. parts]);
    }

    public static ReadOnlyMemory<byte> Read(params string[] parts) => File.ReadAllBytes(PathOf(parts));

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FORI_SHARED_DATA") is { Length: > 0 } told && Directory.Exists(told))
        {
            return told;
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
