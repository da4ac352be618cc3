using Fori.Content.Types.Directories;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Places;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Store;
using Fori.Ui;
using Directory = Fori.Content.Types.Directories.Directory;

namespace Fori.Content.Blocks.Map;

/// <summary>A point that is in no register.</summary>
public sealed record OwnPoint
{
    [Field(FieldKind.Text, Required = true, MaxLength = 120, Order = 0)]
    public string? Name { get; init; }

    [Field(FieldKind.Text, MaxLength = 200, HasLines = true, Order = 10)]
    public string? Text { get; init; }

    [Field(FieldKind.Structure, Required = true, Order = 20)]
    public GeoPoint? Point { get; init; }
}

/// <summary>Where things are: first as a list, then on the map with the same numbers.</summary>
public sealed record MapBlock : Block
{
    // A name and a marker each: more would be neither read nor told apart.
    private const int Most = 60;

    [Field(FieldKind.Text, Required = true, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Reference, Order = 10)]
    public IReadOnlyList<Ref<Place>> Places { get; init => field = value ?? []; } = [];

    /// <summary>All that a directory lists.</summary>
    [Field(FieldKind.Reference, Order = 20)]
    public Ref<Directory>? Directory { get; init; }

    /// <summary>Points written here.</summary>
    [Field(FieldKind.Structure, Order = 30)]
    public IReadOnlyList<OwnPoint> Points { get; init => field = value ?? []; } = [];

    /// <returns><c>map.no-points</c></returns>
    public override IEnumerable<Problem> Check(string path) =>
        Places.Count == 0 && Points.Count == 0 && Directory is null ? [Problem.Of("map.no-points", $"{path}.places")] : [];

    internal static async Task<object?> LoadAsync(PageScope scope, MapBlock block, CancellationToken ct)
    {
        await scope.ResolveAsync(block.Places.Select(RefKey.Of).Append(RefKey.Of(block.Directory)), ct);
        var records = block.Places.Select(scope.Target).OfType<LoadedDocument>().Concat(await OfDirectoryAsync(scope, block, ct)).DistinctBy(d => d.Id);
        var (items, points) = (new List<MapItem>(), new List<MapPoint>());
        foreach (var document in records.Take(Most))
        {
            var record = ListedRecords.Of(scope, document);
            Add(new MapItem(scope.NameOf(document), scope.UrlOf(document), record.AddressLine) { Hours = HoursViews.Of(scope, record.Hours, whole: false) }, record.Point);
        }

        foreach (var own in block.Points.Where(p => p is { Name.Length: > 0, Point: not null }).Take(Most))
        {
            Add(new MapItem(own.Name!, null, string.IsNullOrEmpty(own.Text) ? null : new Phrase(own.Text)), own.Point); // Filtered.
        }

        return new MapBlockView(items, points.Count == 0 ? null : scope.DrawMap(block.Heading ?? SiteWords.Say("places.map", scope.Language), points));

        void Add(MapItem item, GeoPoint? point)
        {
            if (point is not null)
            {
                item = item with { Number = points.Count + 1, Id = scope.NewId("point") };
                points.Add(new MapPoint(item.Name.Text, item.Url ?? "#" + item.Id, point, item.Number));
            }

            items.Add(item);
        }
    }

    private static async Task<IReadOnlyList<LoadedDocument>> OfDirectoryAsync(PageScope scope, MapBlock block, CancellationToken ct)
    {
        if (scope.Target(block.Directory) is not { } directory)
        {
            return [];
        }

        var query = await DirectoryList.QueryAsync(scope, directory, SiteQuery.Empty, [], ct);
        return [.. (await RecordList.FindAsync(scope, SiteQuery.Empty, query, [], Most, ct)).Records.Select(r => r.Document)];
    }
}

/// <param name="Items">In the order of the list; those with a point have its number.</param>
/// <param name="Map">Null when nothing has a point.</param>
public sealed record MapBlockView(IReadOnlyList<MapItem> Items, MapView? Map);

/// <param name="Url">Null for a point of the block's own.</param>
/// <param name="Note">Address, or what is written of it.</param>
public sealed record MapItem(Phrase Name, string? Url, Phrase? Note)
{
    public int? Number { get; init; }

    /// <summary>To which its marker leads when it has no page.</summary>
    public string? Id { get; init; }

    public HoursView? Hours { get; init; }
}
