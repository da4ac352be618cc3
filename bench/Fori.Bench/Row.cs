using System.Globalization;

namespace Fori.Bench;

/// <summary>A measured figure beside its floor, as a row of the table in docs/performance.md.</summary>
/// <param name="Name">What was measured, and how much of it.</param>
/// <param name="Measured">In <paramref name="Unit"/>; more is better.</param>
/// <param name="Floor">The same work done in the plainest way on the same machine in the same run.</param>
/// <param name="Aim">The smallest ratio that is aimed at; null when none is set.</param>
internal sealed record Row(string Name, double Measured, string Unit, string FloorName, double Floor, double? Aim, string Remark = "")
{
    public const string Header = "| what | measured | floor | ratio | aim | |\n|---|---|---|---|---|---|";

    public double Ratio => Measured / Floor;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {Measured:n0} {Unit} | {Floor:n0} ({FloorName}) | {Ratio:f2} | {(Aim is { } aim ? $"≥ {aim:0.##} {(Ratio >= aim ? "✔" : "✘")}" : "")} | {Remark} |");

    /// <summary>Of several rounds the best by ratio: other work on the machine only makes it worse.</summary>
    public static Row Best(IEnumerable<Row> rounds) => rounds.MaxBy(r => r.Ratio)
        ?? throw new InvalidOperationException("Nothing was measured.");
}
