using System.Text.RegularExpressions;
using Fori.Content.Types.Menus;
using Fori.Documents;
using Fori.Search;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Types.Sections;

/// <summary>What a section asks beyond its fields.</summary>
internal static partial class SectionRules
{
    private const int Most = 500;

    /// <summary>A host is written as it is compared: in small letters, without a dot at its end.</summary>
    public static DocumentBody Fill(DocumentBody body, Filling filling) =>
        body is Section { Host: { } host } section && host.Trim().TrimEnd('.').ToLowerInvariant() is var plain && plain != host
            ? section with { Host = plain.Length == 0 ? null : plain }
            : body;

    /// <returns>Codes <c>section.host-invalid</c>, <c>section.host-taken</c> (by the municipality or another of its sections), and those of a menu.</returns>
    public static async Task<IReadOnlyList<Problem>> CheckAsync(PublishingCheck check, CancellationToken ct)
    {
        var section = (Section)check.Body;
        var problems = new List<Problem>(MenuRules.Check(section.Menu, "menu", check.Languages));
        if (section.Host is { } host)
        {
            if (!HostName().IsMatch(host))
            {
                problems.Add(Problem.Of("section.host-invalid", "host", ("host", host)));
            }
            else if (await IsTakenAsync(check, host, ct))
            {
                problems.Add(Problem.Of("section.host-taken", "host", ("host", host)));
            }
        }

        return problems;
    }

    // Hosts of other municipalities go before: a section never takes one away (TenantHosts).
    private static async Task<bool> IsTakenAsync(PublishingCheck check, string host, CancellationToken ct)
    {
        var settings = await SiteSettings.LoadAsync(check.Tenant, ct);
        if (settings.Municipality.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase) || host == check.Tenant.Tenant.Name + ".localhost")
        {
            return true;
        }

        var found = Listing.Window(check.Tenant.Index, new SearchQuery { Types = [nameof(Section)] }, 0, Most);
        var others = await check.Tenant.LoadAsync([.. found.Hits.Select(h => h.Id).Where(id => id != check.Document)], ct);
        return others.Values.Any(o => o.Body is Section { Host: { } taken } && taken == host);
    }

    // RFC 1123 §2.1: labels of letters, digits and hyphens; at least two, so that no name of the machine's own network is taken.
    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex HostName();
}
