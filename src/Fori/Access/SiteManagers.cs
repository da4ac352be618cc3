using Fori.Store;

namespace Fori.Access;

/// <summary>Somebody must always be able to manage users: no act in the admin takes the last one away, and nobody takes the right from themselves.</summary>
public static class SiteManagers
{
    /// <summary>May this person manage users, now? Who has never set a password of their own does not count: nobody knows whether they ever will.</summary>
    public static bool Is(UserRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.PasswordHash is not null && Rights.May(StaffUser.Of(row), ContentAction.ManageUsers, null, null, null, false);
    }

    /// <param name="people">All as they are, under the writer's lock.</param>
    /// <param name="before">Whom it is done to.</param>
    /// <param name="after">As the row is to be; null when it is to go.</param>
    /// <param name="actor">Who does it.</param>
    /// <returns>Null when it may be done; <c>access.own-right</c>, <c>access.own-account</c>, <c>access.last-manager</c>.</returns>
    public static Problem? ProblemOf(IReadOnlyList<UserRow> people, UserRow before, UserRow? after, Guid actor)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (before.Id == actor && after is not { DisabledAt: null })
        {
            return Problem.Of("access.own-account");
        }

        return !Is(before) || (after is not null && Is(after)) ? null
            : before.Id == actor ? Problem.Of("access.own-right")
            : people.Any(other => other.Id != before.Id && Is(other)) ? null
            : Problem.Of("access.last-manager");
    }
}
