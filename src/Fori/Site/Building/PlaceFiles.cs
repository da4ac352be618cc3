namespace Fori.Site.Building;

/// <summary>The list of places as files.</summary>
internal static class PlaceFiles
{
    private static readonly string[] Columns = ["name", "kind", "address", "postalCode", "locality", FileColumn.Latitude, FileColumn.Longitude, "phone", "email", FileRow.Url];

    /// <returns>Null for an ending that is none of ours.</returns>
    public static async Task<(string ContentType, byte[] Bytes)?> WriteAsync(PageScope scope, string ending, CancellationToken ct)
    {
        if (ListFiles.Endings.All(e => e.Ending != ending))
        {
            return null;
        }

        var found = await PlaceDirectoryBuilder.FindAsync(scope, whole: true, ct);
        var rows = found.Records.Select(r => ListedRecords.Of(scope, r.Document)).Select(r => new FileRow(r.Document.Id, r.Point, FileRow.ValuesOf(scope, r))).ToList();
        return ListFiles.Write(ending, "places", [.. Columns.Select(c => FileColumn.Of(scope, c))], rows);
    }
}
