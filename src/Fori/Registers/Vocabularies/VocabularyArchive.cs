using System.Text;
using System.Text.Json;
using Fori.Store;
using Fori.Store.Transfer;

namespace Fori.Registers.Vocabularies;

/// <summary>
/// Vocabularies as companions of an exported municipality: the newest version of each scheme of the installation in
/// <c>vocabularies/SCHEME-HASH.ndjson</c>, as in <see cref="VocabularyFiles"/> but not packed by itself. All of them go:
/// records name them by code, and search follows also those that no record names.
/// </summary>
public static class VocabularyArchive
{
    private const string Folder = "vocabularies/";

    /// <returns>Problems <c>vocabulary.damaged</c>: who leaves is told before going without one.</returns>
    public static Outcome<IReadOnlyList<ArchiveCompanion>> Of(VocabularyFiles files)
    {
        var companions = new List<ArchiveCompanion>();
        foreach (var version in files.List().DistinctBy(v => v.Scheme))
        {
            if (files.Load(version) is { Succeeded: false } damaged)
            {
                return Outcome<IReadOnlyList<ArchiveCompanion>>.Refused(damaged.Problems);
            }

            companions.Add(new ArchiveCompanion(
                Folder + Path.GetFileNameWithoutExtension(version.FileName),
                () => files.Load(version).Value is { } vocabulary
                    ? Bytes(version, vocabulary)
                    : throw new InvalidOperationException($"The vocabulary {version.FileName} changed while it was exported.")));
        }

        return companions;
    }

    /// <summary>
    /// Takes them into the folder. What is known here of a scheme is kept, for other municipalities use it: of an item of
    /// both, what is said here stands, and the brought one adds what is not said.
    /// </summary>
    /// <returns>How many schemes have become others; refused, and nothing kept, with <c>vocabulary.damaged</c>.</returns>
    public static Outcome<int> Keep(VocabularyFiles files, IReadOnlyList<ReadCompanion> companions)
    {
        var brought = new List<Vocabulary>();
        foreach (var companion in companions)
        {
            if (Read(companion) is not { } vocabulary)
            {
                return Problem.Of("vocabulary.damaged", companion.Name, ("file", companion.Name));
            }

            brought.Add(vocabulary);
        }

        var held = files.List();
        var changed = 0;
        foreach (var vocabulary in brought)
        {
            var newest = held.FirstOrDefault(v => v.Scheme == vocabulary.Scheme);
            var known = newest is null ? null : files.Load(newest).Value;
            changed += files.Save(known is null ? vocabulary : vocabulary.Merge(known)) == newest ? 0 : 1;
        }

        return changed;
    }

    private static ReadOnlyMemory<byte> Bytes(VocabularyVersion version, Vocabulary vocabulary)
    {
        var lines = new MemoryStream();
        JsonSerializer.Serialize(lines, version, VocabularyJson.Lines.VocabularyVersion);
        lines.WriteByte((byte)'\n');
        foreach (var item in vocabulary.Items)
        {
            JsonSerializer.Serialize(lines, item, VocabularyJson.Lines.VocabularyItem);
            lines.WriteByte((byte)'\n');
        }

        return lines.GetBuffer().AsMemory(0, (int)lines.Length);
    }

    /// <summary>Null for what is no vocabulary. Its scheme becomes a file's name, so it has to be the one that it came under.</summary>
    private static Vocabulary? Read(ReadCompanion companion)
    {
        if (!companion.Name.StartsWith(Folder, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var reader = new StringReader(Encoding.UTF8.GetString(companion.Content.Span));
            var version = JsonSerializer.Deserialize(reader.ReadLine() ?? "", VocabularyJson.Lines.VocabularyVersion);
            if (version?.Scheme is null || Folder + Path.GetFileNameWithoutExtension(version.FileName) != companion.Name)
            {
                return null;
            }

            var items = new List<VocabularyItem>();
            while (reader.ReadLine() is { } line)
            {
                if (JsonSerializer.Deserialize(line, VocabularyJson.Lines.VocabularyItem) is not { Code.Length: > 0 } item)
                {
                    return null;
                }

                items.Add(item);
            }

            return Vocabulary.Of(version.Scheme, items);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
