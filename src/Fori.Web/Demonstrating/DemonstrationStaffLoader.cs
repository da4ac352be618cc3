using Fori.Access;
using Fori.Demonstration;
using Fori.Store;
using Fori.Web.Access;
using Microsoft.AspNetCore.Identity;

namespace Fori.Web.Demonstrating;

/// <summary>Brings the invented people in, who get in only while the demonstration is served. Those who are there stay as they are.</summary>
internal sealed class DemonstrationStaffLoader(StaffRegister register, IPasswordHasher<StaffAccount> hasher)
{
    public async Task LoadAsync(Tenant tenant, CancellationToken ct)
    {
        var there = (await register.ListAsync(tenant.Id, ct)).Select(row => row.Email).ToHashSet(StringComparer.Ordinal);
        foreach (var person in DemonstrationStaff.People.Where(p => !there.Contains(p.EmailAt(tenant.Name))))
        {
            var hash = hasher.HashPassword(null!, DemonstrationStaff.Password); // The framework's own hasher does not look at the person.
            var added = await register.AddAsync(tenant.Id, person.EmailAt(tenant.Name), person.Name, person.GrantsAt(tenant.Name), hash, mustChange: false, ct);
            if (!added.Succeeded && added.Problems[0].Code != "access.email-taken")
            {
                throw new InvalidOperationException($"The demonstration's own people are refused: {added.Problems[0].Code}");
            }
        }
    }

    /// <summary>Lines for the person who starts the demonstration.</summary>
    public static IReadOnlyList<string> Told(IEnumerable<string> towns) =>
    [
        $"Log-ins of the admin (/admin on each municipality), password {DemonstrationStaff.Password}",
        .. DemonstrationStaff.People.Select(p => $"  {p.FirstName.ToLowerInvariant() + "@TOWN" + DemonstrationStaff.Domain,-36} {p.Name}: {string.Join(' ', p.Grants.Select(GrantText.Write))}{(p.Section is null ? "" : " (in the library's section)")}"),
        $"  TOWN is {string.Join(" or ", towns)}",
    ];
}
