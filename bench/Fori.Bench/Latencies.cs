using System.Globalization;

namespace Fori.Bench;

/// <summary>Times of the same act, as a row with percentiles.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public static string Header(string what) => $"| {what} | p50 | p99 | worst |\n|---|---|---|---|";

    public void Add(TimeSpan time) => _milliseconds.Add(time.TotalMilliseconds);

    /// <param name="share">0.5 for the median.</param>
    public double At(double share) => _milliseconds.Order().ElementAt(Math.Min(_milliseconds.Count - 1, (int)(_milliseconds.Count * share)));

    public string Row(string name) => string.Create(CultureInfo.InvariantCulture, $"| {name} | {At(0.5):n0} ms | {At(0.99):n0} ms | {At(1):n0} ms |");
}
