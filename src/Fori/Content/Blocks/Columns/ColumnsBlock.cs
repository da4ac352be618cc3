using System.Globalization;
using Fori.Documents;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Blocks.Columns;

public sealed record BlockColumn
{
    /// <summary>What reads well in half of the page. Nothing that itself holds blocks: what lies deep is read by nobody.</summary>
    [Field(FieldKind.Blocks, Required = true, Targets = ["text", "image", "callout", "accordion", "quote", "table", "chart", "key-figures", "links", "files", "contact", "open-now", "video"])]
    public IReadOnlyList<Block> Blocks { get; init => field = value ?? []; } = [];
}

/// <summary>Two or three things beside each other; on a narrow screen, and for those who listen, one after the other.</summary>
public sealed record ColumnsBlock : Block
{
    private const int Fewest = 2;
    private const int Most = 3;

    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Structure, Required = true, Least = Fewest, Order = 10)]
    public IReadOnlyList<BlockColumn> Columns { get; init => field = value ?? []; } = [];

    private static BlocksShape Inside { get; } = (BlocksShape)PartsShape.Of(typeof(BlockColumn)).Parts[0].Shape; // It has that part only.

    /// <returns><c>columns.count</c>; <c>columns.kind</c> for a block that cannot stand in a column.</returns>
    public override IEnumerable<Problem> Check(string path)
    {
        if (Columns.Count is < Fewest or > Most)
        {
            yield return Problem.Of("columns.count", $"{path}.columns", ("fewest", Number(Fewest)), ("most", Number(Most)));
        }

        for (var column = 0; column < Columns.Count; column++)
        {
            for (var block = 0; block < Columns[column].Blocks.Count; block++)
            {
                if (!MayHold(Columns[column].Blocks[block]))
                {
                    yield return Problem.Of("columns.kind", string.Create(CultureInfo.InvariantCulture, $"{path}.columns[{column}].blocks[{block}]"));
                }
            }
        }
    }

    internal static async Task<object?> LoadAsync(PageScope scope, ColumnsBlock block, CancellationToken ct)
    {
        var columns = new List<IReadOnlyList<BlockView>>();
        foreach (var column in block.Columns)
        {
            columns.Add(await ContentPageBuilder.BlocksAsync(scope, [.. column.Blocks.Where(MayHold)], null, ContentPageBuilder.HighestHeading, ct));
        }

        return columns;
    }

    private static bool MayHold(Block block) => block is not UnknownBlock && Inside.MayHold(BlockTypes.Of(block));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
