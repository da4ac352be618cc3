using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Fori.Browser.Tests.Site;

/// <summary>
/// What every kind of public page may cost on a phone: bytes, requests, elements and movement. Where <c>FORI_BUDGETS</c> names a
/// file, the figures are written there with the times of a slow phone, which only mean something on a quiet machine.
/// </summary>
public sealed class BudgetTests(DemonstrationHost demonstration) : IClassFixture<DemonstrationHost>
{
    private const string Town = "kaislaranta";

    // Of the first view; script is optional on all of them, and a map's is asked for by whoever opens it.
    private const int MostPageBytes = 30 * 1024;
    private const int MostScriptBytes = 3 * 1024;
    private const int MostMapBytes = 60 * 1024;
    private const int MostImageBytes = 120 * 1024;
    private const int MostRequests = 10;
    private const int MostElements = 1_200;
    private const double MostMovement = 0.02;

    private static readonly string? Report = Environment.GetEnvironmentVariable("FORI_BUDGETS") is { Length: > 0 } file ? file : null;

    private const string Measure = """
        async () => {
          const settled = type => new Promise(done => { const all = []; new PerformanceObserver((list, o) => { all.push(...list.getEntries()); o.disconnect(); done(all); }).observe({ type, buffered: true }); setTimeout(() => done(all), 300); });
          const [paints, shifts, long] = [await settled('largest-contentful-paint'), await settled('layout-shift'), await settled('longtask')];
          const page = performance.getEntriesByType('navigation')[0];
          const files = performance.getEntriesByType('resource');
          const bytes = test => files.filter(f => test(new URL(f.name).pathname)).reduce((sum, f) => sum + f.encodedBodySize, 0);
          return [
            page.encodedBodySize + bytes(p => p.endsWith('.css')),
            bytes(p => p.endsWith('.js') && !p.includes('map')),
            bytes(p => p.endsWith('.js') && p.includes('map')),
            bytes(p => /[.](webp|jpe?g|png|svg|avif|gif)$/.test(p)),
            1 + files.length,
            document.querySelectorAll('*').length,
            shifts.filter(s => !s.hadRecentInput).reduce((sum, s) => sum + s.value, 0),
            paints.length ? paints[paints.length - 1].startTime : 0,
            long.reduce((sum, t) => sum + Math.max(0, t.duration - 50), 0),
          ];
        }
        """;

    [Fact]
    public async Task Every_kind_of_page_keeps_its_budget()
    {
        Assert.SkipUnless(demonstration.Browser is not null, GalleryHost.Missing);
        var (misses, table) = (new List<string>(), new StringBuilder());
        foreach (var path in await demonstration.PathsAsync(Town, "fi"))
        {
            await using var context = await demonstration.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, DeviceScaleFactor = 2 });
            var tab = await context.NewPageAsync();

            // The first visitor of all waits for the page to be made, and is not who is measured.
            await demonstration.VisitAsync(Town, path);
            if (Report is not null)
            {
                await BeSlowAsync(tab);
            }

            await tab.GotoAsync(demonstration.AddressOf(Town) + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            var figures = await tab.EvaluateAsync<double[]>(Measure);
            table.AppendLine(string.Create(CultureInfo.InvariantCulture, $"| `{path.Split('?')[0]}`{(path.Contains('?', StringComparison.Ordinal) ? " …" : "")} | {figures[0] / 1024:n1} | {figures[1] / 1024:n1} | {figures[2] / 1024:n1} | {figures[3] / 1024:n0} | {figures[4]} | {figures[5]} | {figures[6]:n3} | {figures[7]:n0} | {figures[8]:n0} |"));
            (string What, double Most)[] budgets =
            [
                ("bytes of page and style", MostPageBytes), ("bytes of script", MostScriptBytes), ("bytes of the map's script", MostMapBytes), ("bytes of images", MostImageBytes),
                ("requests", MostRequests), ("elements", MostElements), ("movement", MostMovement),
            ];
            misses.AddRange(budgets.Select((b, i) => (b.What, b.Most, Is: figures[i])).Where(b => b.Is > b.Most).Select(b => string.Create(CultureInfo.InvariantCulture, $"{path}: {b.Is:n3} {b.What}, at most {b.Most}")));
        }

        if (Report is { } file)
        {
            await File.AppendAllTextAsync(file, table.ToString(), TestContext.Current.CancellationToken);
        }

        misses.ShouldBeEmpty();
    }

    /// <summary>A phone at a quarter of this processor, by a slow 4G network.</summary>
    private static async Task BeSlowAsync(IPage tab)
    {
        var devtools = await tab.Context.NewCDPSessionAsync(tab);
        await devtools.SendAsync("Network.enable");
        await devtools.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object> { ["offline"] = false, ["latency"] = 150, ["downloadThroughput"] = 1_600 * 1024 / 8, ["uploadThroughput"] = 750 * 1024 / 8 });
        await devtools.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = 4 });
    }
}
