using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Fori.Store;

namespace Fori.Registers.Vocabularies;

/// <summary>
/// One immutable version of a vocabulary, named by its content: the hash is the first 32 hexadecimal digits of SHA-256
/// over the lines of the items.
/// </summary>
public sealed record VocabularyVersion(string Scheme, string Hash, int Items)
{
    /// <summary>The file's name in the installation's folder.</summary>
    public string FileName => $"{Scheme}-{Hash}.ndjson.gz";
}

/// <summary>
/// The installation's folder of vocabularies. A version is written once under the name of its content and never
/// changed: the first line says scheme, hash and count, each other line is an item; all of it gzip. The same content
/// always has the same name, so saving it again does nothing.
/// </summary>
public sealed class VocabularyFiles(string folder)
{
    /// <summary>A file that unpacks to more than this is refused (YSO in three languages: 7 MB).</summary>
    private const long MaxBytes = 512 * 1024 * 1024;

    /// <summary>The version that saving it would make.</summary>
    public static VocabularyVersion VersionOf(Vocabulary vocabulary) => VersionOf(vocabulary, LinesOf(vocabulary));

    /// <summary>Writes a version, unless it is there, and says its name.</summary>
    public VocabularyVersion Save(Vocabulary vocabulary)
    {
        var bytes = LinesOf(vocabulary);
        var version = VersionOf(vocabulary, bytes);
        var path = PathOf(version);
        if (File.Exists(path))
        {
            return version;
        }

        Directory.CreateDirectory(folder);
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        using (var gzip = new GZipStream(File.Create(unfinished), CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(gzip, version, VocabularyJson.Lines.VocabularyVersion);
            gzip.WriteByte((byte)'\n');
            gzip.Write(bytes);
        }

        File.Move(unfinished, path, overwrite: true);
        return version;
    }

    /// <summary>The saved versions, newest first.</summary>
    public IReadOnlyList<VocabularyVersion> List() => !Directory.Exists(folder)
        ? []
        : [.. new DirectoryInfo(folder).GetFiles("*.ndjson.gz")
            .OrderByDescending(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => HeaderOf(f.FullName)).OfType<VocabularyVersion>()];

    /// <summary>Reads a version back.</summary>
    /// <returns>Problems <c>vocabulary.not-found</c>, <c>vocabulary.damaged</c> (the content is not what its name says).</returns>
    public Outcome<Vocabulary> Load(VocabularyVersion version)
    {
        var lines = Lines(version);
        if (!lines.Succeeded)
        {
            return Outcome<Vocabulary>.Refused(lines.Problems);
        }

        try
        {
            return Parse(version, lines.Value);
        }
        catch (JsonException)
        {
            return Damaged(version);
        }
    }

    /// <summary>
    /// The newest version of each scheme as a catalogue; what is damaged is told and left out. Each content is checked
    /// here but taken apart when it is first looked into, for a start must not wait for what may never be asked.
    /// </summary>
    public (VocabularyCatalogue Catalogue, IReadOnlyList<VocabularyVersion> Versions, IReadOnlyList<Problem> Problems) LoadNewest()
    {
        var catalogue = VocabularyCatalogue.Empty;
        var versions = new List<VocabularyVersion>();
        var problems = new List<Problem>();
        foreach (var version in List().DistinctBy(v => v.Scheme))
        {
            var lines = Lines(version);
            problems.AddRange(lines.Problems);
            if (lines.Succeeded)
            {
                versions.Add(version);
                catalogue = catalogue.WithLater(version.Scheme, () => Parse(version, lines.Value));
            }
        }

        return (catalogue, versions, problems);
    }

    private static VocabularyVersion VersionOf(Vocabulary vocabulary, ReadOnlySpan<byte> lines) => new(vocabulary.Scheme, HashOf(lines), vocabulary.Items.Count);

    private static byte[] LinesOf(Vocabulary vocabulary)
    {
        using var lines = new MemoryStream();
        foreach (var item in vocabulary.Items)
        {
            JsonSerializer.Serialize(lines, item, VocabularyJson.Lines.VocabularyItem);
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private static Vocabulary Parse(VocabularyVersion version, ReadOnlyMemory<byte> lines)
    {
        var items = new List<VocabularyItem>(version.Items);
        var rest = lines.Span;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            items.Add(JsonSerializer.Deserialize(line, VocabularyJson.Lines.VocabularyItem) ?? throw new JsonException("A line holds null."));
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return Vocabulary.Of(version.Scheme, items);
    }

    // The lines of the items, whose hash is what the version's name says.
    private Outcome<ReadOnlyMemory<byte>> Lines(VocabularyVersion version)
    {
        var path = PathOf(version);
        if (!File.Exists(path))
        {
            return Problem.Of("vocabulary.not-found", "", ("file", version.FileName));
        }

        try
        {
            var bytes = Unpacked(path);
            var headerEnd = bytes.Span.IndexOf((byte)'\n') + 1;
            return headerEnd > 0 && HashOf(bytes.Span[headerEnd..]) == version.Hash ? bytes[headerEnd..] : Damaged(version);
        }
        catch (InvalidDataException)
        {
            return Damaged(version);
        }
    }

    private string PathOf(VocabularyVersion version) => Path.GetFileName(version.FileName) == version.FileName
        ? Path.Combine(folder, version.FileName)
        : throw new ArgumentException($"The scheme {version.Scheme} cannot name a file.", nameof(version));

    private static Problem Damaged(VocabularyVersion version) => Problem.Of("vocabulary.damaged", "", ("file", version.FileName));

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..32];

    private static ReadOnlyMemory<byte> Unpacked(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = gzip.Read(buffer)) > 0;)
        {
            if (unpacked.Length + read > MaxBytes)
            {
                throw new InvalidDataException("The file unpacks to more than a vocabulary can be.");
            }

            unpacked.Write(buffer, 0, read);
        }

        return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
    }

    /// <summary>Null for a file that is not one of ours: it is not listed, and <see cref="Load"/> never asks for it.</summary>
    private static VocabularyVersion? HeaderOf(string path)
    {
        try
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            var header = JsonSerializer.Deserialize(reader.ReadLine() ?? "", VocabularyJson.Lines.VocabularyVersion);
            return header is not null && header.FileName == Path.GetFileName(path) ? header : null;
        }
        catch (Exception foreign) when (foreign is JsonException or InvalidDataException)
        {
            return null;
        }
    }
}
