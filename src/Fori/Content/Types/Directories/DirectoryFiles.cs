using Fori.Nodes;
using Fori.Search;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;

namespace Fori.Content.Types.Directories;

/// <summary>The list of a directory as files and feeds of the same query.</summary>
internal static class DirectoryFiles
{
    private const int MostNews = 40;

    /// <param name="file">As <c>csv</c> or <c>feed.rss</c>.</param>
    /// <returns>Null for an ending that is none of ours.</returns>
    public static async Task<(string ContentType, byte[] Bytes)?> WriteAsync(PageScope scope, LoadedDocument document, string file, CancellationToken ct)
    {
        var isFeed = file is FeedBuilder.Rss or FeedBuilder.Atom;
        if (!isFeed && ListFiles.Endings.All(e => e.Ending != file))
        {
            return null;
        }

        var directory = document.As<Directory>();
        var facets = DirectoryFacets.Of(scope, directory);
        var asked = DirectoryList.AskedOf(scope, facets).Except(SiteQuery.Page, SiteQuery.View);
        var query = await DirectoryList.QueryAsync(scope, document, asked, facets, ct);
        if (isFeed)
        {
            var newest = await RecordList.FindAsync(scope, asked.With(SiteQuery.Sort, "newest"), query with { Sort = SearchSort.Changed }, facets, MostNews, ct);
            return FeedBuilder.Write(scope, file, SiteWords.Say("directory.feed", scope.Language, ("name", scope.NameOf(document).Text)), scope.UrlOf(document), asked.ToString(), [.. newest.Records.Select(r => r.Document)]);
        }

        var found = await RecordList.FindAsync(scope, asked, query, facets, null, ct);
        var texts = await DirectoryFacets.TextsAsync(scope, [.. found.Records.Select(r => r.Document)], facets, ct);
        var rows = found.Records.Select(r => ListedRecords.Of(scope, r.Document)).Select(r =>
        {
            var values = FileRow.ValuesOf(scope, r);
            foreach (var (facet, text) in texts[r.Document.Id])
            {
                values[facet.Parameter] = text;
            }

            return new FileRow(r.Document.Id, r.Point, values);
        }).ToList();
        return ListFiles.Write(file, "items", ColumnsOf(scope, directory, facets), rows);
    }

    private static List<FileColumn> ColumnsOf(PageScope scope, Directory directory, IReadOnlyList<FacetParameter> facets)
    {
        var shown = directory.Columns.Count > 0 ? directory.Columns : RecordCards.Usual;
        var members = new List<string> { "name" };
        members.AddRange(shown.Distinct().SelectMany(c => c switch
        {
            DirectoryColumn.Summary => ["summary"],
            DirectoryColumn.Address => ["address", "postalCode", "locality"],
            DirectoryColumn.Phone => ["phone"],
            DirectoryColumn.Email => ["email"],
            _ => Array.Empty<string>(), // Hours are of the moment; facets have columns of their own.
        }));
        return
        [
            .. members.Select(m => FileColumn.Of(scope, m)),
            .. facets.Select(f => new FileColumn(f.Parameter, f.HeadingIn(scope)?.Text ?? f.Parameter)),
            FileColumn.Of(scope, FileColumn.Latitude), FileColumn.Of(scope, FileColumn.Longitude), FileColumn.Of(scope, FileRow.Url),
        ];
    }
}
