using System.Diagnostics;
using System.Globalization;

namespace Fori.Bench;

/// <summary>Time from the start of the program with the demonstration to its first page, and its memory.</summary>
internal static class StartBench
{
    public static async Task<int> RunAsync()
    {
        var ct = CancellationToken.None;
        var folder = Directory.CreateTempSubdirectory("fori-bench-start").FullName;
        try
        {
            Console.WriteLine("| start with the demonstration | first page after | memory then | memory after 500 reads |\n|---|---|---|---|");
            foreach (var run in (string[])["first (loads it)", "second", "third"])
            {
                var started = Stopwatch.GetTimestamp();
                await using var product = await Served.StartAsync("Fori.Web", ["demo", "--data", folder], "/fi", "kuurakoski.localhost", ct);
                var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                var first = product.Memory;
                for (var i = 0; i < 500; i++)
                {
                    using var page = await product.Client.GetAsync(new Uri(i % 2 == 0 ? "/fi" : $"/api/v1/Service?limit=50&cursor=&q=k{i}", UriKind.Relative), ct);
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {run} | {seconds:f2} s | {first / 1e6:n0} MB | {product.Memory / 1e6:n0} MB |"));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
