using Fori.Access;
using Fori.Store;
using Fori.Store.Erasure;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Web.Hosting;
using Fori.Web.Mail;

namespace Fori.Web.Access;

/// <summary>
/// What who manages users does to people. Each act is one transaction with its note in the access log; none takes away the
/// last who may manage users (<see cref="SiteManagers"/>).
/// </summary>
internal sealed class StaffPeople(StoreDatabase database, StoreWriter writer, Outbox outbox, ForiSettings settings)
{
    /// <summary>The letter with the secret of its link.</summary>
    public delegate Letter InvitationLetter(UserRow person, string secret, DateTimeOffset until);

    /// <summary>Adds a person without a password and sends an invitation. The same form sent twice makes one person.</summary>
    /// <param name="id">Made with the form.</param>
    /// <returns>Also refused: <c>access.email-invalid</c>, <c>access.email-taken</c>, <c>access.name-invalid</c>, <c>mail.header</c>.</returns>
    public async Task<Outcome<UserRow>> InviteAsync(
        TenantId tenant, Guid id, string email, string name, IReadOnlyList<Grant> grants, InvitationLetter letter, string actor, CancellationToken ct)
    {
        var (address, called) = (StaffRegister.Normal(email), name.Trim());
        if (StaffRegister.ProblemOf(address, called) is { } problem)
        {
            return problem;
        }

        var invited = await writer.WriteAsync<Outcome<UserRow>>(tenant, WriteLane.People, async (unit, stop) =>
        {
            if (await unit.Session.UserAsync(id, stop) is { } made)
            {
                return made.Email == address ? made : Problem.Of("access.changed-meanwhile");
            }

            if (await unit.Session.UserByEmailAsync(address, stop) is not null)
            {
                return Problem.Of("access.email-taken", "", ("email", address));
            }

            var row = StaffRegister.NewRow(id, address, called, grants, unit.Now);
            if (await SendInvitationAsync(unit, row, letter, stop) is { } unsent)
            {
                return unsent;
            }

            unit.Keep(row);
            unit.Note(actor, "invite-person", StaffUser.ActorOf(id), allowed: true);
            return row;
        }, ct);
        outbox.Signal();
        return invited;
    }

    /// <summary>Sends another invitation; the link of the earlier one opens nothing any more.</summary>
    public Task<Outcome<UserRow>> InviteAgainAsync(TenantId tenant, Guid id, InvitationLetter letter, string actor, CancellationToken ct) =>
        ActAsync(tenant, id, actor, "invite-person", async (unit, row, stop) =>
            row.PasswordHash is not null || row.DisabledAt is not null ? Problem.Of("access.changed-meanwhile") : await SendInvitationAsync(unit, row, letter, stop), ct);

    public Task<Outcome<UserRow>> RevokeInvitationAsync(TenantId tenant, Guid id, string actor, CancellationToken ct) =>
        ActAsync(tenant, id, actor, "revoke-invitation", async (unit, row, stop) =>
        {
            await unit.DropLinksAsync(row.Id, StaffLinks.Invitation, stop);
            return null;
        }, ct);

    /// <param name="revision">Of the row as the form showed it.</param>
    /// <param name="notice">To the old address, when the address is another.</param>
    public Task<Outcome<UserRow>> RenameAsync(TenantId tenant, Guid id, int revision, string email, string name, Func<UserRow, Letter> notice, string actor, CancellationToken ct) =>
        ActAsync(tenant, id, actor, "change-person", async (unit, row, stop) =>
        {
            var (address, called) = (StaffRegister.Normal(email), name.Trim());
            if (StaffRegister.ProblemOf(address, called) is { } problem)
            {
                return problem;
            }

            if (row.Revision != revision)
            {
                return Problem.Of("access.changed-meanwhile");
            }

            if (address != row.Email)
            {
                if (await unit.Session.UserByEmailAsync(address, stop) is not null)
                {
                    return Problem.Of("access.email-taken", "", ("email", address));
                }

                // Links that lie in the old mailbox open nothing any more.
                await unit.DropLinksAsync(row.Id, StaffLinks.Recovery, stop);
                await unit.DropLinksAsync(row.Id, StaffLinks.Unlock, stop);
                await unit.DropLinksAsync(row.Id, StaffLinks.Invitation, stop);
                if (row.PasswordHash is not null)
                {
                    Put(unit, notice(row));
                }
            }

            return await KeepAsync(unit, row, row with { Email = address, Name = called }, actor, stop);
        }, ct);

    public Task<Outcome<UserRow>> GiveAsync(TenantId tenant, Guid id, Grant grant, string actor, CancellationToken ct) =>
        ActAsync(tenant, id, actor, "give-role", async (unit, row, stop) =>
        {
            var grants = Grant.Read(row.Grants);
            var text = GrantText.Write(grant);
            return grants.Any(g => GrantText.Write(g) == text) ? Problem.Of("access.grant-kept") : await KeepAsync(unit, row, StaffRegister.WithGrants(row, [.. grants, grant]), actor, stop);
        }, ct);

    /// <param name="grant">As <see cref="GrantText"/> writes it.</param>
    public Task<Outcome<UserRow>> TakeAsync(TenantId tenant, Guid id, string grant, string actor, CancellationToken ct) =>
        ActAsync(tenant, id, actor, "take-role", (unit, row, stop) =>
            KeepAsync(unit, row, StaffRegister.WithGrants(row, [.. Grant.Read(row.Grants).Where(g => GrantText.Write(g) != grant)]), actor, stop), ct);

    public Task<Outcome<UserRow>> CloseAsync(TenantId tenant, Guid id, string actor, CancellationToken ct) =>
        ActAsync(tenant, id, actor, "close-account", async (unit, row, stop) =>
        {
            if (row.DisabledAt is not null)
            {
                return null;
            }

            return await KeepAsync(unit, row, row with { DisabledAt = unit.Now, Stamp = StaffRegister.NewStamp() }, actor, stop) ?? await EndAsync(unit, row, stop);
        }, ct);

    public Task<Outcome<UserRow>> OpenAsync(TenantId tenant, Guid id, string actor, CancellationToken ct) =>
        ActAsync(tenant, id, actor, "open-account", async (unit, row, stop) =>
        {
            await SignInAttempts.ForgetAsync(unit, row.Email, stop);
            return await KeepAsync(unit, row, row with { DisabledAt = null, LockedUntil = null, Failures = 0 }, actor, stop);
        }, ct);

    public Task<Outcome<UserRow>> EndSessionsAsync(TenantId tenant, Guid id, string actor, CancellationToken ct) =>
        ActAsync(tenant, id, actor, "end-sessions", async (unit, row, stop) =>
        {
            return await KeepAsync(unit, row, row with { Stamp = StaffRegister.NewStamp() }, actor, stop) ?? await EndAsync(unit, row, stop);
        }, ct);

    /// <summary>For who has lost the phone and the codes. The person is told: somebody else may have asked.</summary>
    public Task<Outcome<UserRow>> ForgetSecondFactorAsync(TenantId tenant, Guid id, Func<UserRow, Letter> notice, string actor, CancellationToken ct) =>
        ActAsync(tenant, id, actor, "two-factor-forget", async (unit, row, stop) =>
        {
            if (row is { TwoFactor: false, Authenticator: null })
            {
                return null;
            }

            Put(unit, notice(row));
            return await KeepAsync(
                unit, row, row with { TwoFactor = false, Authenticator = null, LastStep = null, RecoveryCodes = [], Stamp = StaffRegister.NewStamp(), Failures = 0, LockedUntil = null }, actor, stop)
                ?? await EndAsync(unit, row, stop);
        }, ct);

    /// <summary>For a mailbox that has passed to somebody else: the directory's person is nobody here until the email says so anew.</summary>
    public Task<Outcome<UserRow>> UnlinkAsync(TenantId tenant, Guid id, string actor, CancellationToken ct) =>
        ActAsync(tenant, id, actor, "provider-unlink", async (unit, row, stop) =>
        {
            await unit.DropLinkedIdentitiesAsync(row.Id, stop);
            return await KeepAsync(unit, row, row with { Stamp = StaffRegister.NewStamp() }, actor, stop) ?? await EndAsync(unit, row, stop);
        }, ct);

    /// <summary>The row goes, and all that is only the person's; what the person did keeps the id.</summary>
    public Task<Outcome<UserRow>> RemoveAsync(Tenant tenant, Guid id, string actor, CancellationToken ct) =>
        ActAsync(tenant.Id, id, actor, "remove-person", async (unit, row, stop) =>
        {
            if (await GuardAsync(unit, row, null, actor, stop) is { } problem)
            {
                return problem;
            }

            // Nothing is left without somebody who answers for it.
            if ((await Fori.Content.Editing.EditorDesk.OwnedAsync(unit.Session, StaffUser.ActorOf(row.Id), stop)).Count is > 0 and var owned)
            {
                return Problem.Of("access.owns-content", "", ("count", owned.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            // Told before anything goes: a restored older copy has the person no longer either.
            await ErasureRegister.In(settings.Data).AppendUserAsync(tenant.Name, row.Id, unit.Now, stop);
            unit.DropUsers([row.Id]);
            return null;
        }, ct);

    public Task<List<UserLinkRow>> InvitationsAsync(TenantId tenant, CancellationToken ct) =>
        database.ReadAsync(tenant, session => session.UserLinksAsync(StaffLinks.Invitation, ct), ct);

    // Not of a person: the operator, who may do all of this by the command line.
    private static async Task<Problem?> GuardAsync(TenantUnit unit, UserRow before, UserRow? after, string actor, CancellationToken ct) =>
        SiteManagers.ProblemOf(await unit.Session.UsersAsync(ct), await unit.Session.KeyHoldersAsync(ct), before, after, StaffUser.IdOf(actor) ?? Guid.Empty);

    private static async Task<Problem?> KeepAsync(TenantUnit unit, UserRow before, UserRow after, string actor, CancellationToken ct)
    {
        if (await GuardAsync(unit, before, after, actor, ct) is { } problem)
        {
            return problem;
        }

        unit.Keep(after with { Revision = before.Revision + 1 });
        return null;
    }

    // After what may refuse: this is done at once, and no refusal takes it back.
    private static async Task<Problem?> EndAsync(TenantUnit unit, UserRow row, CancellationToken ct)
    {
        await unit.EndSessionsAsync(row.Id, null, ct);
        return null;
    }

    // A person may have an address that no mail server takes, from before letters were sent: the act is done all the same.
    private void Put(TenantUnit unit, Letter letter)
    {
        if (Outbox.ProblemOf(letter.To, letter.Subject) is null)
        {
            outbox.Put(unit, letter);
        }
    }

    private async Task<Problem?> SendInvitationAsync(TenantUnit unit, UserRow row, InvitationLetter letter, CancellationToken ct)
    {
        var written = letter(row, await StaffLinks.NewAsync(unit, row.Id, StaffLinks.Invitation, StaffLinks.InvitationLasts, ct), unit.Now + StaffLinks.InvitationLasts);
        if (Outbox.ProblemOf(written.To, written.Subject) is { } problem)
        {
            return problem;
        }

        outbox.Put(unit, written);
        return null;
    }

    private async Task<Outcome<UserRow>> ActAsync(
        TenantId tenant, Guid id, string actor, string action, Func<TenantUnit, UserRow, CancellationToken, Task<Problem?>> act, CancellationToken ct)
    {
        var outcome = await writer.WriteAsync<Outcome<UserRow>>(tenant, WriteLane.People, async (unit, stop) =>
        {
            if (await unit.Session.UserAsync(id, stop) is not { } row)
            {
                return Problem.Of("access.user-gone");
            }

            if (await act(unit, row, stop) is { } problem)
            {
                return problem;
            }

            unit.Note(actor, action, StaffUser.ActorOf(id), allowed: true);
            return row;
        }, ct);
        if (!outcome.Succeeded)
        {
            await writer.WriteAsync(tenant, WriteLane.People, (unit, _) => Task.FromResult(unit.Note(actor, action, StaffUser.ActorOf(id), allowed: false)), ct);
        }

        outbox.Signal();
        return outcome;
    }
}
