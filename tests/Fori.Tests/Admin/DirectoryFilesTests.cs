using System.Globalization;
using CsCheck;

namespace Fori.Tests.Admin;

/// <summary>Whatever a visitor chooses, the list, its counts and its file say the same as a plain look at the entries.</summary>
public sealed class DirectoryFilesTests
{
    private static readonly string[] Ages = ["lapset", "nuoret", "aikuiset"];
    private static readonly string[] Kinds = ["liikunta", "musiikki", "luonto"];

    // Every subset of the ages with every other subset of the kinds, scattered along a line, some without a place.
    private static readonly Made[] All =
    [
        .. Enumerable.Range(0, 14).Select(i => new Made(
            $"Seura {(char)('a' + i)}", Subset(Ages, i % 8), Subset(Kinds, (i * 3) % 8), i % 5 == 4 ? null : (60 + (i * 0.01), 22 + (i * 0.02)), i % 3 == 0)),
    ];

    [Fact]
    public async Task The_file_has_exactly_what_the_list_has_and_the_counts_are_plain_for_any_filters()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var clubs = await eero.MakeAsync("Directory", [("title.fi", "Seurat"), .. DirectoryTown.OfEntries, .. DirectoryTown.AgeAndKind, ("showMap", "true"), ("nearMe", "true")]);
        foreach (var made in All)
        {
            (string, string)[] hours = made.IsOpen
                ? [("hours.weekly:count", "1"), ("hours.weekly.0.from", "Monday"), ("hours.weekly.0.to", "Sunday"), ("hours.weekly.0.opens", "00:00"), ("hours.weekly.0.closes", "00:00")]
                : [];
            (string, string)[] point = made.Point is var (latitude, longitude) ? [("point", string.Create(CultureInfo.InvariantCulture, $"{latitude}, {longitude}"))] : [];
            await eero.EntryAsync(clubs, made.Title, [.. made.Ages.Select(a => "kenelle:" + a), .. made.Kinds.Select(k => "laji:" + k)], [.. hours, .. point]);
        }

        var visitor = eero; // Who made it sees it at once.
        await Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7], Gen.Bool, Gen.OneOf("", "60.005,22", "60.06,22.1"), Gen.OneOf("", "22.03,60.02,22.2,60.08"), Gen.OneOf("", "name", "newest"), Gen.Bool)
            .SampleAsync(
                async (ages, kinds, open, near, box, sort, map) =>
                {
                    var query = "?" + string.Join('&', (string[])
                    [
                        .. Subset(Ages, ages).Select(a => "f-kenelle=" + a), .. Subset(Kinds, kinds).Select(k => "f-laji=" + k), .. open ? (string[])["open=now"] : [],
                        .. near.Length > 0 ? (string[])["near=" + near] : [], .. box.Length > 0 ? (string[])["bbox=" + box] : [], .. sort.Length > 0 ? (string[])["sort=" + sort] : [], .. map ? (string[])["view=map"] : [],
                    ]);
                    var fits = All.Where(m => (!open || m.IsOpen) && (box.Length == 0 || m.Point is var (latitude, longitude) && latitude is >= 60.02 and <= 60.08 && longitude is >= 22.03 and <= 22.2)).ToList();
                    bool OfAge(Made made) => ages == 0 || made.Ages.Intersect(Subset(Ages, ages)).Any();
                    bool OfKind(Made made) => Subset(Kinds, kinds).All(made.Kinds.Contains);

                    var page = await visitor.OpenAsync("/fi/seurat" + query);
                    var rows = DirectoryTown.Rows((await visitor.GetAsync("/fi/seurat.csv" + query)).Text);

                    rows.ShouldBe(page.Names(), query);
                    rows.ShouldBe(fits.Where(m => OfAge(m) && OfKind(m)).Select(m => m.Title), ignoreOrder: true, query);
                    foreach (var age in Ages)
                    {
                        Offered(page, "f-kenelle", age, fits.Count(m => OfKind(m) && m.Ages.Contains(age)), Subset(Ages, ages).Contains(age), query);
                    }

                    foreach (var kind in Kinds)
                    {
                        Offered(page, "f-laji", kind, fits.Count(m => OfAge(m) && OfKind(m) && m.Kinds.Contains(kind)), Subset(Kinds, kinds).Contains(kind), query);
                    }
                },
                iter: 40, threads: 1);
    }

    // A value that nothing has is not offered, and a group with one value left is none.
    private static void Offered(AngleSharp.Dom.IDocument page, string parameter, string value, int count, bool isChosen, string query)
    {
        if (page.CountOf(parameter, value) is { } shown)
        {
            shown.ShouldBe(count, $"{value} of {query}");
        }
        else
        {
            (isChosen && count > 0).ShouldBeFalse($"{value} of {query} is not offered");
        }
    }

    private static string[] Subset(string[] of, int bits) => [.. of.Where((_, i) => (bits & (1 << i)) != 0)];

    private sealed record Made(string Title, string[] Ages, string[] Kinds, (double Latitude, double Longitude)? Point, bool IsOpen);
}
