using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Fori.Bench;

/// <summary>
/// How long after a write was acknowledged over HTTP each way of reading shows it, while pages are read: on one node, or
/// with PostgreSQL on another node than the one that was written to.
/// </summary>
internal static class VisibilityBench
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    /// <param name="args"><c>--changes N</c> (200), <c>--reads N</c> a second beside (300), <c>--documents N</c> (2,000), <c>--postgres CONNECTION</c> two nodes.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var ct = CancellationToken.None;
        var words = new Lexicon(Arguments.SharedData(args));
        var changes = Arguments.Number(args, "--changes") ?? 200;
        var reads = Arguments.Number(args, "--reads") ?? 300;
        await using var place = await BenchPlace.NewAsync(Arguments.After(args, "--postgres"), ct);
        var (key, ids) = await Served.FillAsync(place.Folder, Arguments.Number(args, "--documents") ?? 2_000, words, ct, place.Connection);
        await using var product = await Served.StartAsync("Fori.Web", ["serve", .. place.Where], "/health/ready", Served.Host, ct);
        if (place.Connection is null)
        {
            await MeasureAsync(product, product, "one node");
        }
        else
        {
            await using var other = await Served.StartAsync("Fori.Web", ["serve", .. place.AnotherNode], "/health/ready", Served.Host, ct);
            await MeasureAsync(product, other, "another node");
        }

        return 0;

        async Task MeasureAsync(Served written, Served read, string where)
        {
            // A node makes its index of a municipality when it is first asked for it.
            (await read.Client.GetAsync(new Uri("/api/v1/Service?limit=1", UriKind.Relative), ct)).Dispose();
            using var stop = new CancellationTokenSource();
            var reading = ReadAsync(read.Client, ids, reads, stop.Token);
            string? before = null;
            var types = new Documents.DocumentTypes(Registers.RegistersModule.Types);
            var times = new Dictionary<string, Latencies> { ["page"] = new(), ["search"] = new(), ["API"] = new(), ["stream"] = new() };
            var random = new Random(5);
            for (var i = 0; i < changes; i++)
            {
                var token = string.Create(CultureInfo.InvariantCulture, $"zq{i}x{random.Next(1_000_000)}");
                var body = Samples.Service(i, words, random) with { Name = Documents.LocalizedText.Of(("fi", token)) };
                using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/Service/by/bench/{Samples.KeyOf(i)}")
                {
                    Content = new ByteArrayContent(types["Service"].Write(body).Value!), // Samples are canonical.
                };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                using var answer = await written.Client.SendAsync(request, ct);
                answer.EnsureSuccessStatusCode();
                var acknowledged = Stopwatch.GetTimestamp();
                var location = answer.Headers.Location?.ToString() ?? throw new InvalidOperationException("A write says where its document is.");
                var since = before is null ? "" : $"&since={before}";
                before = answer.Headers.GetValues("Fori-Cursor").First();
                await Task.WhenAll(
                    SeenAsync("page", $"/fi/{types["Service"].SegmentIn("fi")}/{token}", token),
                    SeenAsync("search", $"/api/v1/Service?q={token}", token),
                    SeenAsync("API", location, token),
                    SeenAsync("stream", $"/api/v1/changes?types=Service&limit={(since.Length > 0 ? 100 : 1_000)}{since}", location[^36..]));

                async Task SeenAsync(string way, string path, string shows)
                {
                    while (true)
                    {
                        using var seen = await read.Client.GetAsync(new Uri(path, UriKind.Relative), ct);
                        if (seen.IsSuccessStatusCode && (await seen.Content.ReadAsStringAsync(ct)).Contains(shows, StringComparison.OrdinalIgnoreCase))
                        {
                            times[way].Add(Stopwatch.GetElapsedTime(acknowledged));
                            return;
                        }

                        if (Stopwatch.GetElapsedTime(acknowledged) > TimeSpan.FromSeconds(30))
                        {
                            throw new InvalidOperationException($"{path} answers {seen.StatusCode} and never shows {shows}.");
                        }

                        await Task.Delay(Poll, ct);
                    }
                }
            }

            await stop.CancelAsync();
            var answered = await reading;
            Console.WriteLine(Latencies.Header(string.Create(CultureInfo.InvariantCulture, $"seen on {where} after an acknowledged write ({changes} changes, {answered:n0} page reads/s beside)")));
            foreach (var (way, measured) in times)
            {
                Console.WriteLine(measured.Row(way));
            }
        }
    }

    /// <returns>Reads a second that were answered.</returns>
    private static async Task<double> ReadAsync(HttpClient client, IReadOnlyList<Guid> ids, int perSecond, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var answered = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                var due = (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond) - answered;
                await Task.WhenAll(Enumerable.Range(0, Math.Min(due, 32)).Select(async i =>
                {
                    using var page = await client.GetAsync(new Uri(i % 2 == 0 ? "/fi" : $"/api/v1/Service/{ids[i % ids.Count]}", UriKind.Relative), ct);
                    Interlocked.Increment(ref answered);
                }));
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The changes are done.
        }

        return answered / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
