using System.IO.Compression;
using Fori.Store;

namespace Fori.MediaLibrary.Intake;

/// <summary>Office documents are zips: looked at by their directory, their parts never unpacked to disk.</summary>
internal static class OfficeCheck
{
    private const int MostEntries = 10_000;
    private const long MostUnpacked = 1L << 30;
    private const int MostLinks = 1 << 20;
    private const string Kinds = "mimetype";

    /// <returns>Null when it is another zip, or none.</returns>
    public static FileKind? KindOf(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            return zip.GetEntry("[Content_Types].xml") is not null
                ? zip.GetEntry("word/document.xml") is not null ? FileKinds.Docx
                    : zip.GetEntry("xl/workbook.xml") is not null ? FileKinds.Xlsx
                    : zip.GetEntry("ppt/presentation.xml") is not null ? FileKinds.Pptx : null
                : zip.GetEntry(Kinds) is { Length: < 100 } said && Text(said, 100) == FileKinds.Odt.MediaType ? FileKinds.Odt : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <returns><c>file.damaged</c>, <c>file.two-kinds</c> or <c>file.macros</c>; null when it may be kept.</returns>
    public static Problem? ProblemOf(string path, FileKind kind)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            if (zip.Entries.Count > MostEntries || zip.Entries.Sum(e => e.Length) > MostUnpacked)
            {
                return Problem.Of("file.damaged");
            }

            foreach (var entry in zip.Entries)
            {
                var name = entry.FullName;
                if (name.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || name.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase)
                    || name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase) || name.Contains("macrosheets/", StringComparison.OrdinalIgnoreCase)
                    || (kind == FileKinds.Odt && (name.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Object ", StringComparison.OrdinalIgnoreCase))))
                {
                    return Problem.Of("file.macros", "", ("found", entry.Name.Length > 0 ? entry.Name : name));
                }

                // A template or object from elsewhere is fetched when the document is opened.
                if (name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) && Text(entry, MostLinks) is { } links
                    && links.Contains("External", StringComparison.OrdinalIgnoreCase) && (links.Contains("attachedTemplate", StringComparison.OrdinalIgnoreCase) || links.Contains("oleObject", StringComparison.OrdinalIgnoreCase)))
                {
                    return Problem.Of("file.macros", "", ("found", name));
                }
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return Problem.Of("file.damaged");
        }
    }

    private static string Text(ZipArchiveEntry entry, int most)
    {
        using var stream = entry.Open();
        var bytes = new byte[Math.Min(most, (int)Math.Min(entry.Length, most))];
        return System.Text.Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}
