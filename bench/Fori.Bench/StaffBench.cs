using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Fori.Bench;

/// <summary>
/// How soon the staff's lists, trees and searches answer over HTTP in a municipality of many pages, what making their index
/// costs, and how much memory it takes.
/// </summary>
internal static class StaffBench
{
    /// <param name="args"><c>--documents N</c> (50,000), <c>--rounds N</c> of each question (40), <c>--postgres CONNECTION</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var ct = CancellationToken.None;
        var documents = Arguments.Number(args, "--documents") ?? 50_000;
        var rounds = Arguments.Number(args, "--rounds") ?? 40;
        await using var place = await BenchPlace.NewAsync(Arguments.After(args, "--postgres"), ct);
        var pages = await FillAsync(place, documents, new Lexicon(Arguments.SharedData(args)), ct);
        await using var product = await Served.StartAsync("Fori.Web", ["serve", .. place.Where], "/health/ready", Served.Host, ct);
        using var staff = await EditedTown.SignInAsync(product, ct);
        var wide = pages[1];
        var before = product.Memory;
        var began = Stopwatch.GetTimestamp();
        while ((await EditedTown.GetAsync(staff, "/admin/content", ct)).Contains("The list is being made", StringComparison.Ordinal))
        {
            // It waits for a few seconds by itself.
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{documents:n0} pages; index made in {Stopwatch.GetElapsedTime(began).TotalSeconds:n1} s; memory {before >> 20} MB before, {product.Memory >> 20} MB after"));
        Console.WriteLine(Latencies.Header("page of the admin"));
        foreach (var (name, path) in ((string, string)[])
        [
            ("list, last saved first", "/admin/content"), ("by title", "/admin/content?sort=title"), ("by person, down", "/admin/content?sort=person&order=down"),
            ("words", "/admin/content?q=kirjasto"), ("beginning of a title", "/admin/content?q=si"), ("Swedish missing", "/admin/content?language=sv:missing"),
            ("changed, 100 rows", "/admin/content?state=changed&size=100"), ("below a page", $"/admin/content?below={wide}"),
            ("the last page of 50, by title", $"/admin/content?sort=title&page={documents / 50}"), ("tree", "/admin/content/tree"), ("tree, a branch of 1,000", $"/admin/content/tree?open={wide}"),
            ("search of everything", "/admin/search?q=kirjasto"), ("work list", "/admin"),
            ("where used, by a thousand", $"/admin/content/Page/{pages[1]}/uses"), ("form", $"/admin/content/Page/{pages[2_000 % documents]}"),
        ])
        {
            var times = new Latencies();
            await EditedTown.GetAsync(staff, path, ct);
            for (var i = 0; i < rounds; i++)
            {
                times.Add(await AskAsync(() => EditedTown.GetAsync(staff, path, ct)));
            }

            Console.WriteLine(times.Row(name));
        }

        await PublishAsync(staff, pages, rounds, ct);
        await PublicAsync(product.Client, pages, rounds, staff, ct);
        var exported = Stopwatch.GetTimestamp();
        var rows = (await EditedTown.GetAsync(staff, "/admin/content/export.csv", ct)).Count(c => c == '\n');
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"export of {rows:n0} lines: {Stopwatch.GetElapsedTime(exported).TotalSeconds:n1} s; memory at the end {product.Memory >> 20} MB"));
        return 0;
    }

    private static async Task PublishAsync(HttpClient staff, Guid[] pages, int rounds, CancellationToken ct)
    {
        var times = new Latencies();
        for (var i = 0; i < rounds; i++)
        {
            times.Add(await PublishAsync(staff, pages[1_013 + (4 * i)], $"Sivu {i} uusi", ct));
        }

        Console.WriteLine(times.Row("publishing a changed page, from the press of the button"));
    }

    private static async Task<TimeSpan> PublishAsync(HttpClient staff, Guid page, string title, CancellationToken ct)
    {
        var path = $"/admin/content/Page/{page}";
        var form = await EditedTown.GetAsync(staff, path, ct);
        var fields = EditedTown.FieldsOf(form).Where(f => f.Name is not ("title.fi" or "note" or "act")).Concat([("title.fi", title), ("note", "Muutettu"), ("act", "publish:fi")]).ToList();
        return await AskAsync(async () =>
        {
            using var answer = await EditedTown.PostAsync(staff, path, form, fields, ct);
            if (answer.StatusCode != HttpStatusCode.SeeOther)
            {
                throw new InvalidOperationException($"Publishing answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}");
            }
        });
    }

    // After each publishing, so that nothing is kept from before.
    private static async Task PublicAsync(HttpClient visitor, Guid[] pages, int rounds, HttpClient staff, CancellationToken ct)
    {
        Console.WriteLine(Latencies.Header("page of the site, asked after each publishing"));
        var map = Regex.Matches(await EditedTown.GetAsync(visitor, "/sitemap.xml", ct), "<loc>[^<]*(/sitemap-[^<]+)</loc>").Select(m => m.Groups[1].Value).ToList();
        foreach (var (name, path) in ((string, string)[])[("sitemap index", "/sitemap.xml"), ("sitemap, first part", map[0]), ("sitemap, last part", map[^1]), ("front page", "/fi/"), ("search", "/fi/haku?q=kirjasto"), ("feed of changes", "/api/v1/changes?types=Page")])
        {
            var times = new Latencies();
            for (var i = 0; i < rounds; i++)
            {
                await PublishAsync(staff, pages[1_013 + (4 * i)], $"Sivu {i} {name}", ct);
                times.Add(await AskAsync(() => EditedTown.GetAsync(visitor, path, ct)));
            }

            Console.WriteLine(times.Row(name));
        }
    }

    private static async Task<TimeSpan> AskAsync(Func<Task> ask)
    {
        var asked = Stopwatch.GetTimestamp();
        await ask();
        return Stopwatch.GetElapsedTime(asked);
    }

    /// <returns>All pages; the second has a thousand below it.</returns>
    private static async Task<Guid[]> FillAsync(BenchPlace place, int documents, Lexicon words, CancellationToken ct)
    {
        await using var town = await EditedTown.NewAsync(place, ct);
        var random = new Random(7);

        // Ten at the root; a thousand below the first of them, the others a few levels deep, each below a public one.
        int? Above(int i) => i < 10 ? null : i < 1_010 ? 1 : random.Next(1, Math.Max(2, i / 5)) | 1;
        return await town.WriteAsync("Page", documents, (i, ids) =>
        {
            var swedish = random.Next(3) > 0 ? $",\"sv\":\"Sida {i} {Lexicon.English(random)}\"" : "";
            var parent = Above(i) is { } above ? $",\"parent\":{{\"id\":\"{ids[above]}\"}}" : "";
            return $"{{\"title\":{{\"fi\":\"Sivu {i} {words.Text(random, 3)}\"{swedish}}},\"summary\":{{\"fi\":\"{words.Text(random, 12)}\"}}{parent}," +
                $"\"body\":{{\"fi\":[{{\"type\":\"text\",\"html\":\"<p>{words.Text(random, 150)}</p>\"}},{{\"type\":\"links\",\"links\":[{{\"target\":{{\"id\":\"{ids[i % 50]}\",\"type\":\"Page\"}}}}]}}]}}}}";
        }, i => i % 4 != 0, i => i % 8 == 1, ct);
    }
}
