using System.Diagnostics.CodeAnalysis;

namespace Fori.Tests.Search;

/// <summary>The folder of open data beside the repository, or where FORI_SHARED_DATA says.</summary>
internal static class SharedData
{
    public static bool TryFind([NotNullWhen(true)] out string? folder)
    {
        folder = Environment.GetEnvironmentVariable("FORI_SHARED_DATA");
        if (folder is not null && Directory.Exists(folder))
        {
            return true;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            folder = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(folder))
            {
                return true;
            }
        }

        folder = null;
        return false;
    }
}
