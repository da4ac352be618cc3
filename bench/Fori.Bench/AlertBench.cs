using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Fori.Bench;

/// <summary>How soon an emergency that was published by the form for phones stands on every page that was kept, while as many visitors read as the server can answer.</summary>
internal static class AlertBench
{
    /// <param name="args"><c>--alerts N</c> (20), <c>--pages N</c> that are kept (200).</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var ct = CancellationToken.None;
        var alerts = Arguments.Number(args, "--alerts") ?? 20;
        await using var place = await BenchPlace.NewAsync(null, ct);
        await SiteBench.FillAsync(place, Arguments.Number(args, "--pages") ?? 200, new Lexicon(Arguments.SharedData(args)), ct);
        await using var product = await Served.StartAsync("Fori.Web", ["serve", .. place.Where], "/fi/", Served.Host, ct);
        using var staff = await EditedTown.SignInAsync(product, ct);
        var pages = System.Text.RegularExpressions.Regex.Matches(await EditedTown.GetAsync(product.Client, "/sitemap-fi.xml", ct), $"<loc>http://{Served.Host}([^<]+)</loc>")
            .Select(m => m.Groups[1].Value).Distinct().ToList();
        foreach (var page in pages)
        {
            await EditedTown.GetAsync(product.Client, page, ct);
        }

        var reading = Wrk.RunAsync(product.Port, Wrk.Script($"pages[n % {pages.Count} + 1]", $"'{Served.Host}'", $"pages = {{{string.Join(',', pages.Select(p => $"'{p}'"))}}}"), 4 + (alerts * 2), ct);
        var (answered, lastWithout, everywhere, publishing) = (new Latencies(), new Latencies(), new Latencies(), new Latencies());
        while (!reading.IsCompleted && everywhere.Count < alerts)
        {
            var token = string.Create(CultureInfo.InvariantCulture, $"hätä{everywhere.Count}");
            var acknowledged = await PublishAsync(staff, token, publishing, ct);
            var (left, stale) = (pages, TimeSpan.Zero);
            while (left.Count > 0)
            {
                var without = new List<string>();
                foreach (var page in left)
                {
                    var (asked, text) = (Stopwatch.GetTimestamp(), await EditedTown.GetAsync(product.Client, page, ct));
                    answered.Add(Stopwatch.GetElapsedTime(asked));
                    if (!WebUtility.HtmlDecode(text).Contains(token, StringComparison.Ordinal))
                    {
                        without.Add(page);
                        stale = Stopwatch.GetElapsedTime(acknowledged, asked);
                    }
                }

                left = without;
                if (Stopwatch.GetElapsedTime(acknowledged) > TimeSpan.FromSeconds(30))
                {
                    throw new InvalidOperationException($"{left.Count} pages never show the alert, {left.FirstOrDefault()} among them.");
                }
            }

            lastWithout.Add(stale);
            everywhere.Add(Stopwatch.GetElapsedTime(acknowledged));
        }

        var load = await reading;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{everywhere.Count} alerts, {pages.Count} kept pages, {load.PerSecond:n0} other answers a second beside"));
        Console.WriteLine(Latencies.Header("an emergency"));
        Console.WriteLine(publishing.Row("from the press of the button to its answer"));
        Console.WriteLine(lastWithout.Row("from that answer until a page was asked for the last time that came without it"));
        Console.WriteLine(everywhere.Row("from that answer until all pages were read one after another, each with it"));
        Console.WriteLine(answered.Row("one such reading"));
        return 0;
    }

    /// <returns>When it was acknowledged.</returns>
    private static async Task<long> PublishAsync(HttpClient staff, string token, Latencies publishing, CancellationToken ct)
    {
        const string Path = "/admin/alert-now";
        var form = await EditedTown.GetAsync(staff, Path, ct);
        (string, string)[] fields =
        [
            ("alert-document", Guid.CreateVersion7().ToString()), ("alert-severity", "Emergency"), ("alert-until", "2"), ("alert-title.fi", token), ("alert-title.sv", token),
            ("alert-message.fi", "Keitä juomavesi."), ("alert-message.sv", "Koka dricksvattnet."), ("act", "publish"),
        ];
        var pressed = Stopwatch.GetTimestamp();
        using var answer = await EditedTown.PostAsync(staff, Path, form, fields, ct);
        if (answer.StatusCode != HttpStatusCode.SeeOther)
        {
            throw new InvalidOperationException($"Publishing an alert answered {answer.StatusCode}.");
        }

        publishing.Add(Stopwatch.GetElapsedTime(pressed));
        return Stopwatch.GetTimestamp();
    }
}
