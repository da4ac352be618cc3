using Fori.Access;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Tests.Testing;

namespace Fori.Tests.Store;

/// <summary>What the table of users and the log of access promise, on every database.</summary>
public abstract class UsersContract(DatabaseProduct product) : IAsyncDisposable
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_person_is_read_as_written()
    {
        await using var town = await product.TownAsync();
        var register = new StaffRegister(town.Database, town.Writer);
        var added = (await register.AddAsync(town.Tenant, " Aino@Town.Example ", " Aino ", [new Grant(Role.Editor, null, ["Page"], null)], "hash", true, Stop)).Value.ShouldNotBeNull();
        var full = (await register.ChangeAsync(
            town.Tenant, added.Id,
            (row, now) => row with
            {
                Authenticator = [1, 2, 3], TwoFactor = true, LastStep = 42, RecoveryCodes = ["AB", "CD"], Failures = 3, LockedUntil = now.AddMinutes(15), DisabledAt = now,
            },
            Stop)).ShouldNotBeNull();

        var byEmail = (await register.FindByEmailAsync(town.Tenant, "AINO@town.example", Stop)).ShouldNotBeNull();

        (added.Email, added.Name, added.MustChange, added.Revision).ShouldBe(("aino@town.example", "Aino", true, 1));
        byEmail.RecoveryCodes.ShouldBe(full.RecoveryCodes);
        byEmail.Authenticator.ShouldBe(full.Authenticator);
        byEmail.Grants.ShouldBe(full.Grants);
        byEmail.Mapped.ShouldBe(full.Mapped);
        (byEmail with { RecoveryCodes = full.RecoveryCodes, Authenticator = full.Authenticator, Grants = full.Grants, Mapped = full.Mapped }).ShouldBe(full);
        byEmail.Revision.ShouldBe(2);
        (await register.ListAsync(town.Tenant, Stop)).ShouldHaveSingleItem().Id.ShouldBe(added.Id);
        StaffUser.Of(byEmail).Grants.ShouldHaveSingleItem().Role.ShouldBe(Role.Editor);
    }

    [Fact]
    public async Task An_email_is_one_persons_in_a_municipality_also_for_two_who_add_it_at_once()
    {
        await using var town = await product.TownAsync();
        var register = new StaffRegister(town.Database, town.Writer);

        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => register.AddAsync(town.Tenant, "aino@town.example", "Aino", [], null, false, Stop)));

        added.Count(a => a.Succeeded).ShouldBe(1);
        added.Where(a => !a.Succeeded).ShouldAllBe(a => a.Problems[0].Code == "access.email-taken");
    }

    [Fact]
    public async Task Nobody_sees_the_people_of_another_municipality()
    {
        await using var town = await product.TownAsync();
        var other = (await town.Database.AddTenantAsync("other", Stop)).ShouldNotBeNull().Id;
        var register = new StaffRegister(town.Database, town.Writer);
        var aino = (await register.AddAsync(town.Tenant, "aino@town.example", "Aino", [], null, false, Stop)).Value.ShouldNotBeNull();

        (await register.FindAsync(other, aino.Id, Stop)).ShouldBeNull();
        (await register.FindByEmailAsync(other, aino.Email, Stop)).ShouldBeNull();
        (await register.ListAsync(other, Stop)).ShouldBeEmpty();
        (await register.ChangeAsync(other, aino.Id, (row, _) => row with { Name = "x" }, Stop)).ShouldBeNull();
        (await register.AddAsync(other, aino.Email, "Aino", [], null, false, Stop)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_changes_at_once_none_is_lost()
    {
        await using var town = await product.TownAsync();
        var register = new StaffRegister(town.Database, town.Writer);
        var aino = (await register.AddAsync(town.Tenant, "aino@town.example", "Aino", [], null, false, Stop)).Value.ShouldNotBeNull();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => register.ChangeAsync(town.Tenant, aino.Id, (row, _) => row with { Failures = row.Failures + 1 }, Stop)));

        (await register.FindAsync(town.Tenant, aino.Id, Stop)).ShouldNotBeNull().Failures.ShouldBe(20);
    }

    [Fact]
    public async Task A_change_that_alters_nothing_writes_nothing()
    {
        await using var town = await product.TownAsync();
        var register = new StaffRegister(town.Database, town.Writer);
        var aino = (await register.AddAsync(town.Tenant, "aino@town.example", "Aino", [], null, false, Stop)).Value.ShouldNotBeNull();

        (await register.ChangeAsync(town.Tenant, aino.Id, (row, _) => row, Stop)).ShouldNotBeNull().Revision.ShouldBe(1);
    }

    [Theory]
    [InlineData("", "Aino", "access.email-invalid")]
    [InlineData("aino", "Aino", "access.email-invalid")]
    [InlineData("a@b@c", "Aino", "access.email-invalid")]
    [InlineData("a b@c", "Aino", "access.email-invalid")]
    [InlineData("aino@town.example", " ", "access.name-invalid")]
    public async Task What_is_no_email_or_no_name_is_refused(string email, string name, string code)
    {
        await using var town = await product.TownAsync();

        (await new StaffRegister(town.Database, town.Writer).AddAsync(town.Tenant, email, name, [], null, false, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public async Task The_log_of_access_is_read_newest_first()
    {
        await using var town = await product.TownAsync();
        var register = new StaffRegister(town.Database, town.Writer);
        await register.NoteAsync(town.Tenant, "unknown", "sign-in", "192.0.2.1", allowed: false, Stop);
        await register.NoteAsync(town.Tenant, "user:1", "sign-in", "192.0.2.1", allowed: true, Stop);

        (await register.AccessLogAsync(town.Tenant, 10, Stop)).Select(r => (r.Actor, r.Allowed)).ShouldBe([("user:1", true), ("unknown", false)]);
        (await register.AccessLogAsync(town.Tenant, 1, Stop)).ShouldHaveSingleItem().Actor.ShouldBe("user:1");
    }

    [Fact]
    public async Task Keys_that_protect_are_of_the_installation_and_the_first_of_a_name_stays()
    {
        await using var town = await product.TownAsync();

        await town.Database.AddProtectionKeyAsync("b", "<b/>", Stop);
        await town.Database.AddProtectionKeyAsync("a", "<a/>", Stop);
        await town.Database.AddProtectionKeyAsync("a", "<other/>", Stop);

        (await town.Database.ProtectionKeysAsync(Stop)).ShouldBe(["<a/>", "<b/>"]);
    }
}

public sealed class SqliteUsers() : UsersContract(new SqliteProduct());

public sealed class PostgresUsers() : UsersContract(new PostgresProduct());
