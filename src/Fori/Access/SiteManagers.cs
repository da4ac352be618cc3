using Fori.Store;

namespace Fori.Access;

/// <summary>Somebody must always be able to manage users: no act in the admin takes the last one away, and nobody takes the right from themselves.</summary>
public static class SiteManagers
{
    /// <summary>May this person manage users, now? Who has no way in of their own does not count: nobody knows whether they ever will have one.</summary>
    /// <param name="keyHolders">Who comes in otherwise than by a password (<see cref="Fori.Store.Sql.StaffReads.KeyHoldersAsync"/>).</param>
    public static bool Is(UserRow row, IReadOnlySet<Guid> keyHolders)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(keyHolders);
        return (row.PasswordHash is not null || keyHolders.Contains(row.Id)) && Rights.May(StaffUser.Of(row), ContentAction.ManageUsers, null, null, null, false);
    }

    /// <param name="people">All as they are, under the writer's lock.</param>
    /// <param name="keyHolders">As of <see cref="Is"/>, under the same lock.</param>
    /// <param name="before">Whom it is done to.</param>
    /// <param name="after">As the row is to be; null when it is to go.</param>
    /// <param name="actor">Who does it.</param>
    /// <returns>Null when it may be done; <c>access.own-right</c>, <c>access.own-account</c>, <c>access.last-manager</c>.</returns>
    public static Problem? ProblemOf(IReadOnlyList<UserRow> people, IReadOnlySet<Guid> keyHolders, UserRow before, UserRow? after, Guid actor)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (before.Id == actor && after is not { DisabledAt: null })
        {
            return Problem.Of("access.own-account");
        }

        return !Is(before, keyHolders) || (after is not null && Is(after, keyHolders)) ? null
            : before.Id == actor ? Problem.Of("access.own-right")
            : people.Any(other => other.Id != before.Id && Is(other, keyHolders)) ? null
            : Problem.Of("access.last-manager");
    }
}
