using System.Globalization;

namespace Fori.Bench;

/// <summary>
/// Answers a second of a municipality's own pages, kept and made anew each time, beside a bare server that sends the same
/// bytes and, where its address is given, beside WordPress with as many posts (<c>bench/wordpress.sh</c>).
/// </summary>
internal static class SiteBench
{
    /// <param name="args"><c>--news N</c> (2,000), <c>--seconds N</c> of each measurement (6), <c>--rounds N</c> (2), <c>--wordpress PORT</c>: PHP each time; the port after it keeps pages.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var ct = CancellationToken.None;
        var seconds = Arguments.Number(args, "--seconds") ?? 6;
        var rounds = Arguments.Number(args, "--rounds") ?? 2;
        var wordpress = Arguments.Number(args, "--wordpress");
        await using var place = await BenchPlace.NewAsync(null, ct);
        await FillAsync(place, Arguments.Number(args, "--news") ?? 2_000, new Lexicon(Arguments.SharedData(args)), ct);
        Console.WriteLine("| page | kept | bare server | ratio | WordPress, kept by nginx | made each time | WordPress by PHP | bytes, WordPress' |\n|---|---|---|---|---|---|---|---|");
        foreach (var (name, path, post) in ((string, string, string)[])[("front page", "/fi/", "/"), ("landing page of ten blocks", "/fi/laskeutuminen", "/landing/"), ("list of news", "/fi/uutiset", "/page/2/"), ("search", "/fi/haku?q=kirjasto", "/?s=kirjasto")])
        {
            if (wordpress is { } other)
            {
                await Wrk.AssertPageAsync(other, post, ct);
                await Wrk.AssertPageAsync(other + 1, post, ct);
            }

            var measured = new List<(Wrk Kept, Wrk Bare, Wrk Made)>();
            for (var round = 0; round < rounds; round++)
            {
                measured.Add(await MeasureAsync(place, path, seconds, ct));
            }

            var (kept, bare, made) = measured.MaxBy(m => m.Kept.PerSecond / m.Bare.PerSecond);
            var (nginx, php) = wordpress is { } port
                ? (await Wrk.RunAsync(port + 1, Wrk.Path(post, null), seconds, ct), (Wrk?)await Wrk.RunAsync(port, Wrk.Path(post, null), seconds, ct))
                : (null, null);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {kept.PerSecond:n0} /s | {bare.PerSecond:n0} /s | {kept.PerSecond / bare.PerSecond:f2} | {nginx?.PerSecond:n0} /s | {made.PerSecond:n0} /s | {php?.PerSecond:n1} /s | {kept.Bytes:n0}, {nginx?.Bytes:n0} |"));
        }

        return 0;
    }

    private static async Task<(Wrk Kept, Wrk Bare, Wrk Made)> MeasureAsync(BenchPlace place, string path, int seconds, CancellationToken ct)
    {
        var body = Path.Combine(place.Folder, "bench.body");
        Wrk kept, made;
        await using (var product = await Served.StartAsync("Fori.Web", ["serve", .. place.Where], path, Served.Host, ct))
        {
            await File.WriteAllBytesAsync(body, await product.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), ct), ct);
            kept = await Wrk.RunAsync(product.Port, Wrk.Path(path, $"'{Served.Host}'"), seconds, ct);

            // A page is known by its origin, so a port in Host makes another page that was never asked before.
            made = await Wrk.RunAsync(product.Port, Wrk.Path(path, $"'{Served.Host}:' .. (n % 60000 + 1)"), seconds, ct);
        }

        await using var bare = await Served.StartAsync("Fori.Bench", ["bare", "--body", body, "--type", "text/html; charset=utf-8"], "/", Served.Host, ct);
        return (kept, await Wrk.RunAsync(bare.Port, Wrk.Path(path, $"'{Served.Host}'"), seconds, ct), made);
    }

    /// <summary>News, a topic with ten blocks, pages below it, and a menu of topics for the front page.</summary>
    public static async Task FillAsync(BenchPlace place, int news, Lexicon words, CancellationToken ct)
    {
        await using var town = await EditedTown.NewAsync(place, ct);
        var random = new Random(7);
        var newest = new DateTimeOffset(2026, 10, 1, 9, 0, 0, TimeSpan.Zero);
        await town.WriteAsync("NewsItem", news, (i, _) =>
            $"{{\"title\":{{\"fi\":\"Uutinen {i} {words.Text(random, 4)}\"}},\"lead\":{{\"fi\":\"{words.Text(random, 20)}\"}},\"publishedAt\":\"{newest.AddHours(-i):yyyy-MM-ddTHH:mm:ssZ}\"," +
            $"\"body\":{{\"fi\":[{{\"type\":\"text\",\"html\":\"<p>{words.Text(random, 150)}</p>\"}}]}}}}", Always, Never, ct);
        await town.WriteAsync("TopicPage", 8, (i, _) =>
            $"{{\"title\":{{\"fi\":\"{(i == 0 ? "Laskeutuminen" : $"Aihe {i}")}\"}},\"summary\":{{\"fi\":\"{words.Text(random, 12)}\"}},\"body\":{{\"fi\":[{string.Join(',', Enumerable.Range(0, 10).Select(Block))}]}}}}", Always, Never, ct);

        string Block(int i) => (i % 5) switch
        {
            0 => $"{{\"type\":\"text\",\"html\":\"<h2>{words.Text(random, 3)}</h2><p>{words.Text(random, 60)}</p>\"}}",
            1 => $"{{\"type\":\"callout\",\"kind\":\"Tip\",\"heading\":\"{words.Text(random, 3)}\",\"html\":\"<p>{words.Text(random, 20)}</p>\"}}",
            2 => $"{{\"type\":\"keyFigures\",\"heading\":\"{words.Text(random, 2)}\",\"figures\":[{{\"value\":\"12 400\",\"label\":\"{words.Text(random, 2)}\"}},{{\"value\":\"3,5 %\",\"label\":\"{words.Text(random, 2)}\"}}]}}",
            3 => $"{{\"type\":\"news\",\"heading\":\"{words.Text(random, 2)}\",\"count\":5}}",
            _ => $"{{\"type\":\"accordion\",\"heading\":\"{words.Text(random, 2)}\",\"items\":[{{\"title\":\"{words.Text(random, 4)}\",\"html\":\"<p>{words.Text(random, 30)}</p>\"}},{{\"title\":\"{words.Text(random, 4)}\",\"html\":\"<p>{words.Text(random, 30)}</p>\"}}]}}",
        };

        static bool Always(int i) => true;
        static bool Never(int i) => false;
    }
}
