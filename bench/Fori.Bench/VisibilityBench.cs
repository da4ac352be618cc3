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

    /// <param name="args"><c>--changes N</c> (200), <c>--reads N</c> a second beside (300), <c>--documents N</c> (2,000), <c>--postgres CONNECTION</c> two nodes, <c>--imports N</c> changes by <c>fori import</c> beside the server instead.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var ct = CancellationToken.None;
        var words = new Lexicon(Arguments.SharedData(args));
        var changes = Arguments.Number(args, "--changes") ?? 200;
        var reads = Arguments.Number(args, "--reads") ?? 300;
        var documents = Arguments.Number(args, "--documents") ?? 2_000;
        var imports = Arguments.Number(args, "--imports");
        await using var place = await BenchPlace.NewAsync(Arguments.After(args, "--postgres"), ct);
        var (key, ids) = await Served.FillAsync(place.Folder, documents, words, ct, place.Connection);
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
            for (var i = 0; i < (imports ?? changes); i++)
            {
                var token = string.Create(CultureInfo.InvariantCulture, $"zq{i}x{random.Next(1_000_000)}");
                // What another source has of the same record would go before what is imported.
                var number = imports is null ? i : documents + i;
                var body = types["Service"].Write(Samples.Service(number, words, random) with { Name = Documents.LocalizedText.Of(("fi", token)) }).Value!; // Samples are canonical.
                var by = $"/api/v1/Service/by/{Samples.Source}/{Samples.KeyOf(number)}";
                string location;
                var told = before is null ? "limit=1000" : $"limit=1000&since={before}";
                if (imports is null)
                {
                    (location, before) = await PutAsync(by, body);
                }
                else
                {
                    location = by;
                    await ImportAsync(Samples.KeyOf(number), body);
                }

                var acknowledged = Stopwatch.GetTimestamp();
                var ways = new List<Task>
                {
                    SeenAsync("page", $"/fi/{types["Service"].SegmentIn("fi")}/{token}", token),
                    SeenAsync("search", $"/api/v1/Service?q={token}", token),
                    SeenAsync("API", location, token),
                };
                if (imports is null)
                {
                    ways.Add(SeenAsync("stream", $"/api/v1/changes?types=Service&{told}", location[^36..]));
                }

                await Task.WhenAll(ways);

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

            async Task<(string Location, string Cursor)> PutAsync(string path, byte[] body)
            {
                using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                using var answer = await written.Client.SendAsync(request, ct);
                answer.EnsureSuccessStatusCode();
                return (answer.Headers.Location?.ToString() ?? throw new InvalidOperationException("A write says where its document is."), answer.Headers.GetValues("Fori-Cursor").First());
            }

            async Task ImportAsync(string record, byte[] body)
            {
                var file = Path.Combine(place.Folder, "one.ndjson");
                await File.WriteAllTextAsync(file, $$"""{"key":"{{record}}","type":"Service","body":{{System.Text.Encoding.UTF8.GetString(body)}}}""", ct);
                using var import = Process.Start(Served.Start("Fori.Web", ["import", "--tenant", "bench", "--source", "fori", "--partial", file, "--json", .. place.Where])) ?? throw new InvalidOperationException("The import did not start.");
                var summary = await import.StandardOutput.ReadToEndAsync(ct);
                await import.WaitForExitAsync(ct);
                if (import.ExitCode != 0)
                {
                    throw new InvalidOperationException($"The import ended with {import.ExitCode}: {summary}");
                }
            }

            await stop.CancelAsync();
            var answered = await reading;
            Console.WriteLine(Latencies.Header(string.Create(CultureInfo.InvariantCulture, $"seen on {where} after {(imports is null ? $"an acknowledged write ({changes}" : $"the end of an import of one record ({imports}")} changes, {answered:n0} reads/s beside)")));
            foreach (var (way, measured) in times.Where(t => t.Value.Count > 0))
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
