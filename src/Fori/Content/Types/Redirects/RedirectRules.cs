using Fori.Documents;
using Fori.Nodes;
using Fori.Search;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Types.Redirects;

/// <summary>What a redirect asks beyond its fields, and how it is found.</summary>
internal static class RedirectRules
{
    private const string From = "from";

    public static DocumentBody Fill(DocumentBody body, Filling filling) => body is Redirect redirect
        ? redirect with { Title = new LocalizedText(filling.Languages.Select(l => KeyValuePair.Create(l, redirect.From ?? ""))) }
        : body;

    /// <summary>The published redirect of a path that still holds.</summary>
    public static async Task<Redirect?> FindAsync(TenantNode tenant, string path, DateTimeOffset now, CancellationToken ct) =>
        (await OfPathAsync(tenant, path, ct)).Select(d => d.As<Redirect>()).FirstOrDefault(r => r.Until is null || r.Until > now);

    /// <returns>
    /// Codes <c>redirect.from-path</c> (no path of the site), <c>redirect.taken</c>, <c>redirect.nowhere</c>, <c>redirect.loop</c> and
    /// <c>redirect.chain</c>: one that leads to another, or to which another leads.
    /// </returns>
    public static async Task<IReadOnlyList<Problem>> CheckAsync(PublishingCheck check, CancellationToken ct)
    {
        var redirect = (Redirect)check.Body;
        var problems = new List<Problem>();
        if (redirect.From is not { Length: > 1 } from || !WebAddress.IsPath(from) || !WebAddress.IsAllowed(from) || from.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            problems.Add(Problem.Of("redirect.from-path", From));
            return problems;
        }

        if (redirect.Kind == RedirectKind.Gone)
        {
            return problems;
        }

        if (redirect.Target is null && string.IsNullOrEmpty(redirect.To))
        {
            problems.Add(Problem.Of("redirect.nowhere", "to"));
        }

        if ((await OfPathAsync(check.Tenant, from, ct)).Any(d => d.Id != check.Document))
        {
            problems.Add(Problem.Of("redirect.taken", From, ("path", from)));
        }

        if (redirect.To is { } to)
        {
            var path = to.Split('?', '#')[0];
            if (path == from)
            {
                problems.Add(Problem.Of("redirect.loop", "to"));
            }
            else if ((await OfPathAsync(check.Tenant, path, ct)).FirstOrDefault(d => d.Id != check.Document) is { } next)
            {
                problems.Add(next.As<Redirect>().To?.Split('?', '#')[0] == from ? Problem.Of("redirect.loop", "to") : Problem.Of("redirect.chain", "to", ("path", path)));
            }
        }

        return problems;
    }

    private static async Task<IEnumerable<LoadedDocument>> OfPathAsync(TenantNode tenant, string path, CancellationToken ct)
    {
        var found = Listing.Window(tenant.Index, new SearchQuery { Types = [nameof(Redirect)], Filters = new Dictionary<string, FacetFilter> { [From] = new([path]) } }, 0, 10);
        return found.Total == 0 ? [] : (await tenant.LoadAsync([.. found.Hits.Select(h => h.Id)], ct)).Values;
    }
}
