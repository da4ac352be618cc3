using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Organizations;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Types;

/// <summary>The unit that answers for a page: named once for a branch of the site, it holds for all pages below.</summary>
internal static class OwnerUnits
{
    public static async Task<NamedLink?> OfAsync(PageScope scope, ContentBody content, CancellationToken ct)
    {
        for (var depth = 0; depth <= DocumentKind.DeepestTree; depth++)
        {
            if (content.OwnerUnit is { } unit)
            {
                await scope.ResolveAsync([RefKey.Of(unit)], ct);
                return scope.Target(unit) is { Body: Organization } named ? scope.Link(named) : null;
            }

            if (content is not TreeBody { Parent: { } above })
            {
                return null;
            }

            await scope.ResolveAsync([RefKey.Of(above)], ct);
            if (scope.Target(above) is not { Body: TreeBody parent })
            {
                return null;
            }

            content = parent;
        }

        return null;
    }
}
