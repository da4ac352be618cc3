using Fori.Store;

namespace Fori.Registers.Organizations;

/// <summary>The rules of the tree of organisations: nobody is above himself, and there are at most five levels.</summary>
public static class OrganizationTree
{
    /// <summary>PTV: an organisation and at most four above it.</summary>
    public const int MaximumLevels = 5;

    /// <summary>Checks where an organisation is put, before it is put there.</summary>
    /// <param name="organization">Its key: an id, or "system:key" of a reference.</param>
    /// <param name="parent">The key of what it is put under; null = the top.</param>
    /// <param name="parentOf">The parent of a key as it is now; null at the top or for an unknown key.</param>
    /// <param name="levelsBelow">Levels of the organisation's own subordinates, that come along.</param>
    /// <returns>Null when it may stand there, else <c>organization.circle</c> or <c>organization.too-deep</c>.</returns>
    public static Problem? Check(string organization, string? parent, Func<string, string?> parentOf, int levelsBelow = 0)
    {
        ArgumentNullException.ThrowIfNull(parentOf);
        var levels = 1 + levelsBelow;
        var seen = new HashSet<string>(StringComparer.Ordinal) { organization };
        for (var above = parent; above is not null; above = parentOf(above))
        {
            // Circles above that this organisation is no part of are circles all the same, and would never end.
            if (!seen.Add(above))
            {
                return Problem.Of(ProblemCodes.OrganizationCircle, "parent");
            }

            levels++;
        }

        return levels > MaximumLevels
            ? Problem.Of(ProblemCodes.OrganizationTooDeep, "parent", ("max", $"{MaximumLevels}"))
            : null;
    }
}
