using System.Globalization;

namespace Fori.Bench;

/// <summary>Answers a second of lists, documents and pages, measured by wrk, beside a bare server that sends the same bytes.</summary>
internal static class HttpBench
{
    private const int Services = 2_000;

    /// <param name="args"><c>--seconds N</c> (6) for each measurement, <c>--rounds N</c> (2), <c>--only WORD</c> those whose name has the word.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var ct = CancellationToken.None;
        var folder = Directory.CreateTempSubdirectory("fori-bench-http").FullName;
        try
        {
            var words = new Lexicon(Arguments.SharedData(args));
            var (_, ids) = await Served.FillAsync(folder, Services, words, ct);
            var seconds = Arguments.Number(args, "--seconds") ?? 6;
            var pages = await PathsOfPagesAsync(folder, ct);
            Console.WriteLine(Row.Header);
            foreach (var (name, script, first, aim) in Cases(ids, pages, words).Where(c => Arguments.After(args, "--only") is not { } only || c.Name.Contains(only, StringComparison.Ordinal)))
            {
                var rounds = new List<Row>();
                for (var round = 0; round < (Arguments.Number(args, "--rounds") ?? 2); round++)
                {
                    rounds.Add(await MeasureAsync(folder, name, script, first, aim, seconds, ct));
                }

                Console.WriteLine(Row.Best(rounds));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A counter in the address makes each request one that was never asked before. A page is known by its origin, so a
    // port in Host makes another page of the same document; asked by turns, as what is kept of one document helps its own
    // page only.
    private static IEnumerable<(string Name, string Script, string First, double? Aim)> Cases(IReadOnlyList<Guid> ids, IReadOnlyList<string> pages, Lexicon words)
    {
        var random = new Random(3);
        yield return ("list of 50, cached", Lua("'/api/v1/Service?limit=50'"), "/api/v1/Service?limit=50", 0.8);
        yield return ("list of 50, not cached", Lua("'/api/v1/Service?limit=50&languages=fi,z' .. n"), "/api/v1/Service?limit=50&languages=fi,z0", 0.2);
        yield return ("list of 50 by text, not cached", Lua($"'/api/v1/Service?limit=50&q={Uri.EscapeDataString(words.Text(random, 1))}&languages=fi,z' .. n"), "/api/v1/Service?limit=50&q=kirja", null);
        yield return ("one by id", Lua($"'/api/v1/Service/' .. ids[n % {ids.Count} + 1]", $"ids = {{{string.Join(',', ids.Select(i => $"'{i}'"))}}}"), $"/api/v1/Service/{ids[0]}", 0.4);
        yield return ("service page, cached", Lua($"'{pages[0]}'"), pages[0], 0.8);
        yield return (
            "service page, not cached",
            Lua($"pages[n % {pages.Count} + 1]", $"pages = {{{string.Join(',', pages.Select(p => $"'{p}'"))}}}", $"'bench.localhost:' .. (math.floor(n / {pages.Count}) % 60000 + 1)"), pages[0], null);
    }

    private static string Lua(string path, string setup = "", string host = "'bench.localhost'") => Wrk.Script(path, host, setup);

    private static async Task<Row> MeasureAsync(string folder, string name, string script, string first, double? aim, int seconds, CancellationToken ct)
    {
        double measured;
        string type;
        byte[] body;
        await using (var product = await Served.StartAsync("Fori.Web", ["serve", "--data", folder], first, Served.Host, ct))
        {
            using var answer = await product.Client.GetAsync(new Uri(first, UriKind.Relative), ct);
            body = await answer.Content.ReadAsByteArrayAsync(ct);
            type = answer.Content.Headers.ContentType?.ToString() ?? "";
            measured = (await Wrk.RunAsync(product.Port, script, seconds, ct)).PerSecond;
        }

        var bytes = Path.Combine(folder, "bench.body");
        await File.WriteAllBytesAsync(bytes, body, ct);
        await using var bare = await Served.StartAsync("Fori.Bench", ["bare", "--body", bytes, "--type", type], "/", Served.Host, ct);
        var floor = (await Wrk.RunAsync(bare.Port, script, seconds, ct)).PerSecond;
        return new Row(name, measured, "/s", "bare server", floor, aim, string.Create(CultureInfo.InvariantCulture, $"{body.Length:n0} bytes"));
    }

    private static async Task<IReadOnlyList<string>> PathsOfPagesAsync(string folder, CancellationToken ct)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "fori.db")};Pooling=False");
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "select slug from routes where space = 'services' and language = 'fi' order by slug";
        var segment = new Documents.DocumentTypes(Registers.RegistersModule.Types)["Service"].SegmentIn("fi");
        var paths = new List<string>();
        await using var slugs = await command.ExecuteReaderAsync(ct);
        while (await slugs.ReadAsync(ct))
        {
            paths.Add($"/fi/{segment}/{slugs.GetString(0)}");
        }

        return paths;
    }
}
