namespace Fori.Search.Concepts;

/// <summary>Many lists of numbers in two arrays: list <c>i</c> is <c>Items[Starts[i]..Starts[i + 1]]</c>.</summary>
internal sealed record NumberLists(int[] Starts, int[] Items)
{
    public ReadOnlySpan<int> this[int list] => Items.AsSpan(Starts[list], Starts[list + 1] - Starts[list]);

    public static NumberLists Of(IEnumerable<IEnumerable<int>> lists)
    {
        var starts = new List<int> { 0 };
        var items = new List<int>();
        foreach (var list in lists)
        {
            items.AddRange(list);
            starts.Add(items.Count);
        }

        return new NumberLists([.. starts], [.. items]);
    }
}
