using Fori.Access;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tests.Testing;

namespace Fori.Tests.Store;

/// <summary>What letters, links, sessions and attempts promise, on every database.</summary>
public abstract class StaffRowsContract(DatabaseProduct product) : IAsyncDisposable
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Each_row_is_read_as_written()
    {
        await using var town = await product.TownAsync();
        var (user, at) = (Guid.NewGuid(), await NowAsync(town));
        var letter = Letter(user, at) with { Body = [1, 2], BodyUntil = at.AddDays(1), Error = "451 busy", SentAt = at };
        var link = new UserLinkRow([7, 8], user, "invitation", at, at.AddDays(7));
        var session = new SessionRow(Guid.NewGuid(), user, at, at, "Firefox", "192.0.2.1");
        var attempt = new AttemptRow([9], 3, 1, at, at.AddMinutes(15), at.AddDays(90));

        await WriteAsync(town, unit => { unit.Keep(letter); unit.Keep(link); unit.Keep(session); unit.Keep(attempt); });

        var read = (await ReadAsync(town, s => s.MailAsync(letter.Id, Stop))).ShouldNotBeNull();
        read.Body.ShouldBe(letter.Body);
        (read with { Body = letter.Body }).ShouldBe(letter);
        ((await ReadAsync(town, s => s.UserLinkAsync(link.Hash, Stop))).ShouldNotBeNull() with { Hash = link.Hash }).ShouldBe(link);
        (await ReadAsync(town, s => s.SessionAsync(session.Id, Stop))).ShouldBe(session);
        (await ReadAsync(town, s => s.SessionsAsync(user, Stop))).ShouldHaveSingleItem().ShouldBe(session);
        ((await ReadAsync(town, s => s.AttemptAsync(attempt.Key, Stop))).ShouldNotBeNull() with { Key = attempt.Key }).ShouldBe(attempt);
    }

    [Fact]
    public async Task Due_are_the_letters_that_wait_and_whose_time_has_come()
    {
        await using var town = await product.TownAsync();
        var at = await NowAsync(town);
        var letters = Enum.GetValues<MailState>().Select(state => Letter(null, at) with { State = state }).ToList();
        var later = Letter(null, at) with { NextAt = at.AddHours(1) };

        await WriteAsync(town, unit => { letters.ForEach(unit.Keep); unit.Keep(later); });

        (await ReadAsync(town, s => s.DueMailAsync(at, 10, Stop))).Select(m => m.State).Order().ShouldBe([MailState.Asked, MailState.Waiting, MailState.Sending]);
        (await ReadAsync(town, s => s.DueMailAsync(at.AddHours(1), 10, Stop))).ShouldContain(m => m.Id == later.Id);
        (await ReadAsync(town, s => s.OutboxAsync(20, Stop))).ShouldNotContain(m => m.State == MailState.Asked);
    }

    [Fact]
    public async Task With_a_person_goes_all_that_is_only_theirs()
    {
        await using var town = await product.TownAsync();
        var register = new StaffRegister(town.Database, town.Writer);
        var (aino, eero) = (await AddAsync(register, town, "aino@town.example"), await AddAsync(register, town, "eero@town.example"));
        var at = await NowAsync(town);
        await WriteAsync(town, unit =>
        {
            foreach (var user in new[] { aino, eero })
            {
                unit.Keep(Letter(user, at));
                unit.Keep(new UserLinkRow(user.ToByteArray(), user, "invitation", at, at.AddDays(7)));
                unit.Keep(new SessionRow(Guid.NewGuid(), user, at, at, "", ""));
            }
        });

        await WriteAsync(town, unit => unit.DropUsers([aino]));

        (await register.ListAsync(town.Tenant, Stop)).ShouldHaveSingleItem().Id.ShouldBe(eero);
        (await ReadAsync(town, s => s.OutboxAsync(10, Stop))).ShouldHaveSingleItem().User.ShouldBe(eero);
        (await ReadAsync(town, s => s.UserLinksAsync("invitation", Stop))).ShouldHaveSingleItem().User.ShouldBe(eero);
        (await ReadAsync(town, s => s.SessionsAsync(aino, Stop))).ShouldBeEmpty();
        (await ReadAsync(town, s => s.SessionsAsync(eero, Stop))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_passkey_is_read_as_written_is_of_its_municipality_and_goes_with_its_person()
    {
        await using var town = await product.TownAsync();
        var register = new StaffRegister(town.Database, town.Writer);
        var (aino, eero, at) = (await AddAsync(register, town, "aino@town.example"), await AddAsync(register, town, "eero@town.example"), await NowAsync(town));
        var key = new PasskeyRow([1, 2], Guid.NewGuid(), aino, [3], 4_000_000_000, "Puhelin", "town.example", ["internal", "hybrid"], true, false, at, null);
        var second = key with { Credential = [5], Id = Guid.NewGuid(), UsedAt = at, BackupEligible = false, BackedUp = true, Transports = [] };
        var others = key with { Credential = [6], Id = Guid.NewGuid(), User = eero };
        await WriteAsync(town, unit => { unit.Keep(key); unit.Keep(second); unit.Keep(others); });

        var read = (await ReadAsync(town, s => s.PasskeyAsync([1, 2], Stop))).ShouldNotBeNull();
        read.Transports.ShouldBe(key.Transports);
        (read with { Credential = key.Credential, PublicKey = key.PublicKey, Transports = key.Transports }).ShouldBe(key);
        (await ReadAsync(town, s => s.PasskeysAsync(aino, Stop))).Select(k => k.Id).ShouldBe([key.Id, second.Id], ignoreOrder: true);

        // Another's is not taken away by an id.
        await town.Writer.WriteAsync(town.Tenant, WriteLane.People, async (unit, stop) => { await unit.DropPasskeyAsync(aino, others.Id, stop); await unit.DropPasskeyAsync(aino, second.Id, stop); return true; }, Stop);
        (await ReadAsync(town, s => s.PasskeysAsync(eero, Stop))).ShouldHaveSingleItem();
        (await ReadAsync(town, s => s.PasskeysAsync(aino, Stop))).ShouldHaveSingleItem().Id.ShouldBe(key.Id);

        await WriteAsync(town, unit => unit.DropUsers([aino]));
        (await ReadAsync(town, s => s.PasskeyAsync([1, 2], Stop))).ShouldBeNull();
        (await ReadAsync(town, s => s.PasskeysAsync(eero, Stop))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_answered_challenge_is_known_until_it_is_tidied_away()
    {
        await using var town = await product.TownAsync();
        var at = await NowAsync(town);
        await WriteAsync(town, unit => { unit.Keep(new AnsweredChallengeRow([1], at)); unit.Keep(new AnsweredChallengeRow([2], at.AddDays(-3))); });

        (await ReadAsync(town, s => s.IsAnsweredAsync([1], Stop))).ShouldBeTrue();
        (await ReadAsync(town, s => s.IsAnsweredAsync([3], Stop))).ShouldBeFalse();
        await town.Writer.WriteAsync(
            town.Tenant, WriteLane.People, async (unit, stop) => { await unit.TidyStaffAsync(at.AddHours(-8), at.AddDays(-1), at.AddDays(-2), stop); return true; }, Stop);
        (await ReadAsync(town, s => s.IsAnsweredAsync([1], Stop))).ShouldBeTrue();
        (await ReadAsync(town, s => s.IsAnsweredAsync([2], Stop))).ShouldBeFalse();
    }

    [Fact]
    public async Task Ending_the_other_sessions_leaves_this_one_and_those_of_others()
    {
        await using var town = await product.TownAsync();
        var (aino, eero, at) = (Guid.NewGuid(), Guid.NewGuid(), await NowAsync(town));
        var sessions = new[] { aino, aino, aino, eero }.Select(user => new SessionRow(Guid.NewGuid(), user, at, at, "", "")).ToList();
        await WriteAsync(town, unit => sessions.ForEach(unit.Keep));

        await town.Writer.WriteAsync(town.Tenant, WriteLane.People, async (unit, stop) =>
        {
            await unit.EndSessionAsync(eero, sessions[0].Id, stop);
            await unit.EndSessionsAsync(aino, sessions[1].Id, stop);
            return true;
        }, Stop);

        (await ReadAsync(town, s => s.SessionsAsync(aino, Stop))).ShouldHaveSingleItem().Id.ShouldBe(sessions[1].Id);
        (await ReadAsync(town, s => s.SessionsAsync(eero, Stop))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_has_run_out_goes()
    {
        await using var town = await product.TownAsync();
        var (user, at) = (Guid.NewGuid(), await NowAsync(town));
        var (fresh, old) = (at, at.AddDays(-10));
        await WriteAsync(town, unit =>
        {
            unit.Keep(new UserLinkRow([1], user, "invitation", old, at.AddSeconds(-1)));
            unit.Keep(new UserLinkRow([2], user, "invitation", fresh, at.AddDays(1)));
            unit.Keep(new SessionRow(Guid.NewGuid(), user, old, fresh, "old", ""));
            unit.Keep(new SessionRow(Guid.NewGuid(), user, fresh, fresh, "fresh", ""));
            unit.Keep(new AttemptRow([1], 1, 0, old, null, null));
            unit.Keep(new AttemptRow([2], 1, 0, old, null, at.AddDays(1)));
            unit.Keep(new AttemptRow([3], 1, 0, fresh, null, null));
        });

        await town.Writer.WriteAsync(
            town.Tenant, WriteLane.People, async (unit, stop) => { await unit.TidyStaffAsync(at.AddHours(-8), at.AddDays(-1), at.AddDays(-2), stop); return true; }, Stop);

        (await ReadAsync(town, s => s.UserLinksAsync("invitation", Stop))).ShouldHaveSingleItem().Hash.ShouldBe([2]);
        (await ReadAsync(town, s => s.SessionsAsync(user, Stop))).ShouldHaveSingleItem().Device.ShouldBe("fresh");
        (await ReadAsync(town, s => s.AttemptAsync([1], Stop))).ShouldBeNull();
        (await ReadAsync(town, s => s.AttemptAsync([2], Stop))).ShouldNotBeNull();
        (await ReadAsync(town, s => s.AttemptAsync([3], Stop))).ShouldNotBeNull();
    }

    private static MailRow Letter(Guid? user, DateTimeOffset at) =>
        new(Guid.CreateVersion7(), "invitation", user, "aino@town.example", "fi", "Tervetuloa", null, null, MailState.Waiting, 0, at, null, at, null);

    private static async Task<Guid> AddAsync(StaffRegister register, StoreTown town, string email) =>
        (await register.AddAsync(town.Tenant, email, "Aino", [], null, false, Stop)).Value.ShouldNotBeNull().Id;

    private static Task<DateTimeOffset> NowAsync(StoreTown town) => town.Writer.WriteAsync(town.Tenant, WriteLane.People, (unit, _) => Task.FromResult(unit.Now), Stop);

    private static Task<T> ReadAsync<T>(StoreTown town, Func<StoreSession, Task<T>> read) => town.Database.ReadAsync(town.Tenant, read, Stop);

    private static Task WriteAsync(StoreTown town, Action<TenantUnit> write) =>
        town.Writer.WriteAsync(town.Tenant, WriteLane.People, (unit, _) =>
        {
            write(unit);
            return Task.FromResult(true);
        }, Stop);
}

public sealed class SqliteStaffRows() : StaffRowsContract(new SqliteProduct());

public sealed class PostgresStaffRows() : StaffRowsContract(new PostgresProduct());
