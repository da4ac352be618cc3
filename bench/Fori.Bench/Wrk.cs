using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Fori.Bench;

/// <summary>What <c>wrk -t2 -c16</c> says of an address.</summary>
/// <param name="Bytes">Of one answer with its head.</param>
internal sealed partial record Wrk(double PerSecond, double Bytes)
{
    // Seconds before each measurement: until then hot code is not compiled for good.
    private const int WarmUp = 4;
    private const int FarBehind = 500_000;

    /// <summary>A script whose requests count in <c>n</c>, each thread from a million of its own.</summary>
    /// <param name="path">In Lua, by <c>n</c>.</param>
    /// <param name="host">In Lua; null is the server's own.</param>
    public static string Script(string path, string? host, string setup = "") => $$"""
        local threads = 0
        function setup(thread) thread:set('first', threads * 1000000) threads = threads + 1 end
        {{setup}}
        n = 0
        function init(args) n = first + tonumber(args[1]) end
        function request() n = n + 1 return wrk.format('GET', {{path}}{{(host is null ? "" : $", {{ ['Host'] = {host} }}")}}) end
        """;

    public static string Path(string path, string? host) => Script($"'{path}'", host);

    /// <exception cref="InvalidOperationException">The address answers something else than a page, as a way to another: wrk would count it.</exception>
    public static async Task AssertPageAsync(int port, string path, CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), ct);
        if (answer.StatusCode != System.Net.HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{path} on {port} answers {answer.StatusCode}, to {answer.Headers.Location}.");
        }
    }

    /// <summary>Warms up, and measures with numbers that were not asked before; no answer may be an error.</summary>
    public static async Task<Wrk> RunAsync(int port, string script, int seconds, CancellationToken ct)
    {
        var file = System.IO.Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script, ct);
            await RunAsync(port, file, WarmUp, 0, ct);
            return await RunAsync(port, file, seconds, FarBehind, ct);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<Wrk> RunAsync(int port, string file, int seconds, int from, CancellationToken ct)
    {
        using var wrk = Process.Start(new ProcessStartInfo(
            "wrk", ["-t2", "-c16", string.Create(CultureInfo.InvariantCulture, $"-d{seconds}s"), "--timeout", "20s", "-s", file, $"http://127.0.0.1:{port}", "--", from.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("wrk did not start.");
        var said = await wrk.StandardOutput.ReadToEndAsync(ct);
        await wrk.WaitForExitAsync(ct);
        var (rate, total) = (RatePattern().Match(said), TotalPattern().Match(said));
        if (!rate.Success || !total.Success || said.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"wrk says: {said}");
        }

        var unit = total.Groups[3].Value switch { "KB" => 1024.0, "MB" => 1024.0 * 1024, "GB" => 1024.0 * 1024 * 1024, _ => 1 };
        return new Wrk(
            double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(total.Groups[2].Value, CultureInfo.InvariantCulture) * unit / double.Parse(total.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex RatePattern();

    [GeneratedRegex(@"([0-9]+) requests in [^,]+, ([0-9.]+)([KMG]?B) read")]
    private static partial Regex TotalPattern();
}
