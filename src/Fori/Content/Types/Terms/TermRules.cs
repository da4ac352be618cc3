using Fori.Documents;
using Fori.Store;

namespace Fori.Content.Types.Terms;

/// <summary>What a term asks beyond its fields.</summary>
internal static class TermRules
{
    private const int Deepest = 12;

    /// <returns>Code <c>term.circle</c>: what is wider than it is also below it, or the tree is deeper than anybody could follow.</returns>
    public static async Task<IReadOnlyList<Problem>> CheckAsync(PublishingCheck check, CancellationToken ct)
    {
        var above = (check.Body as Term)?.Above;
        for (var depth = 0; above is { } wider && depth < Deepest; depth++)
        {
            if (wider == check.Document)
            {
                break;
            }

            above = (await check.Tenant.LoadAsync([wider], ct)).GetValueOrDefault(wider) is { Body: Term next } ? next.Above : null;
        }

        return above is null ? [] : [Problem.Of("term.circle", "broader")];
    }
}
