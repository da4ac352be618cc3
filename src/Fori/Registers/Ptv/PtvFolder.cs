using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Store;

namespace Fori.Registers.Ptv;

/// <summary>One file of answers; its name is the path within the folder, with slashes.</summary>
public sealed record PtvFile(string Name, string FullPath);

/// <summary>
/// Answers of PTV's Open API kept as files: a folder with <c>organizations/ services/ servicechannels/</c> (and, when
/// there, <c>servicecollections/ generaldescriptions/</c>) or a single file of one answer.
/// </summary>
public static class PtvFolder
{
    /// <summary>An answer larger than this is refused: PTV's own pages are below 10 MB.</summary>
    private const long MaxFileBytes = 256 * 1024 * 1024;

    // What others refer to comes first, so that a reader sees few references to what is still to come.
    private static readonly string[] Folders = ["organizations", "generaldescriptions", "services", "servicechannels", "servicecollections"];

    /// <summary>The files in the order in which they are read: by folder, then by name.</summary>
    public static Outcome<List<PtvFile>> Files(string path)
    {
        if (File.Exists(path))
        {
            return new List<PtvFile> { new(Path.GetFileName(path), path) };
        }

        if (!Directory.Exists(path))
        {
            return Problem.Of("ptv.not-found", "", ("path", path));
        }

        var folders = Directory.GetDirectories(path)
            .Select(folder => (Folder: folder, Order: Array.IndexOf(Folders, Path.GetFileName(folder).ToLowerInvariant())))
            .Where(f => f.Order >= 0)
            .OrderBy(f => f.Order)
            .Select(f => f.Folder)
            .ToList();
        var files = (folders.Count > 0 ? folders : [path])
            .SelectMany(folder => Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
            .Select(file => new PtvFile(Path.GetRelativePath(path, file).Replace('\\', '/'), file))
            .ToList();
        return files.Count > 0 ? files : Problem.Of("ptv.not-found", "", ("path", path));
    }

    /// <summary>Reads one file; what cannot be read is a problem with the file's name, so that the rest goes on.</summary>
    public static async Task<PtvReading> ReadFileAsync(PtvFile file, PtvReadOptions options, CancellationToken ct)
    {
        if (new FileInfo(file.FullPath).Length > MaxFileBytes)
        {
            return new PtvReading { Problems = [Problem.Of("ptv.too-large", file.Name, ("max", $"{MaxFileBytes}"))] };
        }

        var reading = PtvReader.Read(await File.ReadAllBytesAsync(file.FullPath, ct), options);
        return reading with { Problems = [.. reading.Problems.Select(p => p with { Path = file.Name + p.Path })] };
    }

    /// <summary>Reads all of it into memory; for a large source go through <see cref="Files"/> one by one.</summary>
    public static async Task<PtvReading> ReadAsync(string path, PtvReadOptions options, CancellationToken ct)
    {
        var files = Files(path);
        if (!files.Succeeded)
        {
            return new PtvReading { Problems = files.Problems };
        }

        var documents = new List<PtvDocument>();
        var problems = new List<Problem>();
        var nullTexts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files.Value)
        {
            var reading = await ReadFileAsync(file, options, ct);
            documents.AddRange(reading.Documents);
            problems.AddRange(reading.Problems);
            foreach (var (list, count) in reading.NullTexts)
            {
                nullTexts[list] = nullTexts.GetValueOrDefault(list) + count;
            }
        }

        return new PtvReading { Documents = documents, Problems = problems, NullTexts = nullTexts };
    }

    /// <summary>The connections whose channel is not among the records: references that stay unresolved until it comes.</summary>
    public static IReadOnlyList<PtvDocument> UnresolvedConnections(PtvReading reading)
    {
        var channels = reading.Documents.Where(d => d.Type == nameof(ServiceChannel)).Select(d => d.Key).ToHashSet(StringComparer.Ordinal);
        return [.. reading.Documents.Where(d => d.Body is Connection { Channel.Key: { } channel } && !channels.Contains(channel))];
    }
}
