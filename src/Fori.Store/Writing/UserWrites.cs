using Fori.Store.Schema;

namespace Fori.Store.Writing;

/// <summary>People of the staff, and who was let in: not documents and not in the log.</summary>
public static class UserWrites
{
    /// <summary>Adds the person, or replaces the one with its id. That no other has the email is the caller's to see, under the same lock.</summary>
    public static void Keep(this TenantUnit unit, UserRow user) => unit.Upsert(Tables.Users, user);

    /// <summary>Notes who was let in or refused.</summary>
    /// <returns>The row, with its id and time.</returns>
    public static AccessRow Note(this TenantUnit unit, string actor, string action, string subject, bool allowed)
    {
        var row = new AccessRow(Guid.CreateVersion7(unit.Now), unit.Now, actor, action, subject, allowed);
        unit.Insert(Tables.AccessLog, row);
        return row;
    }
}
