using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Fori.Bench;

/// <summary>How long an edit over HTTP takes until it is acknowledged, alone and beside an import by <c>fori import</c>.</summary>
internal static class EditBench
{
    private const int Edited = 20;

    /// <param name="args"><c>--records N</c> of the import (20,000), <c>--postgres CONNECTION</c> measures PostgreSQL instead of SQLite.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var words = new Lexicon(Arguments.SharedData(args));
        var records = Arguments.Number(args, "--records") ?? 20_000;
        var server = Arguments.After(args, "--postgres");
        Console.WriteLine(Latencies.Header("edit acknowledged"));
        await MeasureAsync(server, records, words, byAnotherNode: false, CancellationToken.None);
        if (server is not null)
        {
            await MeasureAsync(server, records, words, byAnotherNode: true, CancellationToken.None);
        }

        return 0;
    }

    private static async Task MeasureAsync(string? server, int records, Lexicon words, bool byAnotherNode, CancellationToken ct)
    {
        await using var place = await BenchPlace.NewAsync(server, ct);
        var (key, _) = await Served.FillAsync(place.Folder, 0, words, ct, place.Connection);
        var file = Path.Combine(place.Folder, "list.ndjson");
        await File.WriteAllLinesAsync(
            file, Samples.Items(records, new Documents.DocumentTypes(Registers.RegistersModule.Types), words)
                .Select(i => $$"""{"key":"{{i.Key}}","type":"{{i.Type}}","body":{{Encoding.UTF8.GetString(i.Body.Span)}}}"""), ct);
        await using var product = await Served.StartAsync("Fori.Web", ["serve", .. place.Where], "/health/ready", Served.Host, ct);
        product.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var edits = new Edits(product.Client);
        await edits.BeginAsync(ct);
        await edits.MeasureAsync(() => edits.Last.Count >= 300, ct); // Warm.
        await edits.MeasureAsync(() => edits.Last.Count >= 300, ct);
        var database = server is null ? "SQLite" : "PostgreSQL";
        Console.WriteLine(edits.Last.Row($"{database}, alone"));

        var started = Stopwatch.GetTimestamp();
        using var import = Process.Start(Served.Start("Fori.Web", ["import", "--tenant", "bench", "--source", "fori", file, "--json", .. byAnotherNode ? place.AnotherNode : place.Where]))
            ?? throw new InvalidOperationException("The import did not start.");
        var answer = import.StandardOutput.ReadToEndAsync(ct);
        await edits.MeasureAsync(() => import.HasExited, ct);
        var took = JsonElement.Parse(await answer) is var summary && summary.GetProperty("created").GetInt64() >= records
            ? summary.GetProperty("seconds").GetDouble()
            : throw new InvalidOperationException($"The import failed: {summary}");
        Console.WriteLine(edits.Last.Row(string.Create(
            CultureInfo.InvariantCulture,
            $"{database}, beside an import by {(byAnotherNode ? "another node" : "this server")} at {records / took:n0} records/s ({edits.Last.Count:n0} edits in {Stopwatch.GetElapsedTime(started).TotalSeconds:n0} s)")));
    }

    /// <summary>One client that reads, changes and writes against the version that it read, in turn a few records.</summary>
    private sealed class Edits(HttpClient client)
    {
        private readonly List<(string Path, string Version)> _records = [];
        private int _number;

        public Latencies Last { get; private set; } = new();

        public async Task BeginAsync(CancellationToken ct)
        {
            for (var i = 0; i < Edited; i++)
            {
                using var created = await PutAsync($"/api/v1/Place/by/{Samples.Source}/edited-{i}", null, ct);
                _records.Add((created.Headers.Location?.ToString() ?? throw new InvalidOperationException("A write says where its document is."), created.Headers.ETag!.ToString())); // Sent with each document.
            }
        }

        public async Task MeasureAsync(Func<bool> isOver, CancellationToken ct)
        {
            Last = new Latencies();
            while (!isOver())
            {
                var at = _number % Edited;
                var began = Stopwatch.GetTimestamp();
                using var answer = await PutAsync(_records[at].Path, _records[at].Version, ct);
                Last.Add(Stopwatch.GetElapsedTime(began));
                _records[at] = (_records[at].Path, answer.Headers.ETag!.ToString()); // As above.
            }
        }

        private async Task<HttpResponseMessage> PutAsync(string path, string? version, CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, path)
            {
                Content = new StringContent($$$"""{"name":{"fi":"Muokattu"},"summary":{"fi":"Muokkaus {{{_number++}}}"}}""", Encoding.UTF8, "application/json"),
            };
            if (version is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Match", version);
            }

            var answer = await client.SendAsync(request, ct);
            answer.EnsureSuccessStatusCode();
            return answer;
        }
    }
}
