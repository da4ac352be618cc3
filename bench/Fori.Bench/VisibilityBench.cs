using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Fori.Bench;

/// <summary>How long after a write was acknowledged over HTTP each way of reading shows it, while pages are read.</summary>
internal static class VisibilityBench
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    /// <param name="args"><c>--changes N</c> (200), <c>--reads N</c> a second beside (300), <c>--documents N</c> (2,000).</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var ct = CancellationToken.None;
        var words = new Lexicon(Arguments.SharedData(args));
        var changes = Arguments.Number(args, "--changes") ?? 200;
        var reads = Arguments.Number(args, "--reads") ?? 300;
        var folder = Directory.CreateTempSubdirectory("fori-bench-visible").FullName;
        try
        {
            var (key, ids) = await Served.FillAsync(folder, Arguments.Number(args, "--documents") ?? 2_000, words, ct);
            await using var product = await Served.StartAsync("Fori.Web", ["serve", "--data", folder], "/health/ready", Served.Host, ct);
            using var stop = new CancellationTokenSource();
            var reading = ReadAsync(product.Client, ids, reads, stop.Token);
            string? before = null;
            var types = new Documents.DocumentTypes(Registers.RegistersModule.Types);
            var times = new Dictionary<string, List<double>> { ["page"] = [], ["search"] = [], ["API"] = [], ["stream"] = [] };
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
                using var answer = await product.Client.SendAsync(request, ct);
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
                        using var seen = await product.Client.GetAsync(new Uri(path, UriKind.Relative), ct);
                        if (seen.IsSuccessStatusCode && (await seen.Content.ReadAsStringAsync(ct)).Contains(shows, StringComparison.OrdinalIgnoreCase))
                        {
                            times[way].Add(Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds);
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
            var read = await reading;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| seen after an acknowledged write ({changes} changes, {read:n0} page reads/s beside) | p50 | p99 | worst |\n|---|---|---|---|"));
            foreach (var (way, measured) in times)
            {
                measured.Sort();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {way} | {measured[measured.Count / 2]:n0} ms | {measured[measured.Count * 99 / 100]:n0} ms | {measured[^1]:n0} ms |"));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
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
