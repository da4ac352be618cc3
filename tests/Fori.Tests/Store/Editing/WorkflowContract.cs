using System.Text;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Erasure;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Verification;
using Fori.Store.Writing;
using Fori.Tests.Testing;

namespace Fori.Tests.Store.Editing;

/// <summary>What is asked of editors' documents, on every database: reviews, times, the bin.</summary>
public abstract class WorkflowContract(DatabaseProduct product) : IAsyncDisposable
{
    private static readonly string[] Finnish = ["fi"];
    private static readonly WriteOrigin Eero = new("eero", "test");
    private static readonly DateTimeOffset Later = new(2999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_sent_for_review_waits_until_it_is_published()
    {
        await using var desk = await DeskAsync();
        var id = await desk.DraftAsync("""{"name":{"fi":"Uimahalli","sv":"Simhall"}}""");

        (await desk.SubmitAsync(id, 1, ["fi", "sv"], "Valmis")).Changed.ShouldBeTrue();
        (await desk.SubmitAsync(id, 1, ["fi", "sv"], "Valmis")).Changed.ShouldBeFalse();
        await desk.PublishAsync(id, 1, Finnish);

        (await desk.ReviewsAsync()).ShouldBe(["sv Waiting 1 aino"]);
        (await desk.RemarksAsync(id)).ShouldBe(["Published fi eero ", "Submitted fi sv aino Valmis"]);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task What_is_sent_back_stays_so_through_saves_until_it_is_sent_again()
    {
        await using var desk = await DeskAsync();
        var id = await desk.DraftAsync("""{"name":{"fi":"Uimahalli"}}""");
        await desk.SubmitAsync(id, 1, Finnish, null);

        (await desk.TryAsync((_, unit, ct) => EditedDocuments.SendBackAsync(unit, id, Finnish, " ", Eero, ct))).Problems[0].Code.ShouldBe("review.comment-missing");
        (await desk.SendBackAsync(id, "Hinnat puuttuvat.")).Value!.Changed.ShouldBeTrue();
        (await desk.SendBackAsync(id, "Hinnat puuttuvat.")).Value!.Changed.ShouldBeFalse();
        (await desk.SendBackAsync(id, "Jotain muuta.")).Problems[0].Code.ShouldBe("review.not-waiting");
        await desk.SaveAsync(id, 1, """{"name":{"fi":"Uimahalli"},"text":{"fi":"5 euroa"}}""");
        (await desk.ReviewsAsync()).ShouldBe(["fi SentBack 1 aino"]);

        await desk.SubmitAsync(id, 2, Finnish, null);

        (await desk.ReviewsAsync()).ShouldBe(["fi Waiting 2 aino"]);
        (await desk.RemarksAsync(id)).ShouldBe(["Submitted fi aino ", "SentBack fi eero Hinnat puuttuvat.", "Submitted fi aino "]);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task Only_what_is_new_and_has_a_title_is_sent_for_review()
    {
        await using var desk = await DeskAsync();
        var id = await desk.DraftAsync("""{"name":{"fi":"Uimahalli"}}""");
        await desk.PublishAsync(id, 1, Finnish);

        (await desk.TryAsync((e, unit, ct) => e.SubmitAsync(unit, id, 1, Finnish, null, StoreTown.Aino, ct))).Problems[0].Code.ShouldBe("review.nothing-new");
        (await desk.TryAsync((e, unit, ct) => e.SubmitAsync(unit, id, 1, ["sv"], null, StoreTown.Aino, ct))).Problems[0].Code.ShouldBe("publish.untitled");
        (await desk.TryAsync((e, unit, ct) => e.SubmitAsync(unit, id, 7, Finnish, null, StoreTown.Aino, ct))).Problems[0].Code.ShouldBe("document.version-conflict");
    }

    [Fact]
    public async Task Discarding_goes_back_to_what_is_public_and_changes_nothing_public()
    {
        await using var desk = await DeskAsync();
        var id = await desk.DraftAsync("""{"name":{"fi":"Uimahalli"}}""");
        await desk.PublishAsync(id, 1, Finnish);
        await desk.SaveAsync(id, 1, """{"name":{"fi":"Kylpylä"}}""");
        await desk.SubmitAsync(id, 2, Finnish, null);
        var changes = (await desk.Town.ChangesAsync()).Count;

        var discarded = await desk.TryAsync((e, unit, ct) => e.DiscardAsync(unit, id, 2, Eero, ct));
        var stale = await desk.TryAsync((e, unit, ct) => e.SaveAsync(unit, new DraftSave(id, StoreTown.EditedKind, 2, StoreTown.Canonical("""{"name":{"fi":"X"}}"""), null), Eero, ct));

        discarded.Value.ShouldBe(new EditedState(id, 1, 1, true));
        stale.Problems[0].Code.ShouldBe("document.version-conflict");
        (await desk.Town.BodyAsync(id)).ShouldBe("""{"name":{"fi":"Uimahalli"}}""");
        (await desk.Town.ChangesAsync()).Skip(changes).ShouldHaveSingleItem().Operation.ShouldBe(ChangeOperation.Draft);
        (await desk.ReviewsAsync()).ShouldBeEmpty();
        (await desk.SaveAsync(id, 1, """{"name":{"fi":"Uusi"}}""")).Draft.ShouldBe(3);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task One_language_is_withdrawn_alone_and_comes_back_from_the_draft()
    {
        await using var desk = await DeskAsync();
        var id = await desk.DraftAsync("""{"name":{"fi":"Uimahalli","sv":"Simhall"},"text":{"sv":"Öppet"}}""");
        await desk.PublishAsync(id, 1, ["fi", "sv"]);

        await desk.TryAsync((e, unit, ct) => e.WithdrawLanguageAsync(unit, id, 1, "sv", Eero, ct));

        (await desk.Town.BodyAsync(id)).ShouldBe("""{"name":{"fi":"Uimahalli"}}""");
        await desk.IsSoundAsync();
        await desk.PublishAsync(id, 1, ["sv"]);
        (await desk.Town.BodyAsync(id)).ShouldBe("""{"name":{"fi":"Uimahalli","sv":"Simhall"},"text":{"sv":"Öppet"}}""");
        await desk.IsSoundAsync();
        await desk.TryAsync((e, unit, ct) => e.WithdrawLanguageAsync(unit, id, null, "sv", Eero, ct));
        (await desk.TryAsync((e, unit, ct) => e.WithdrawLanguageAsync(unit, id, null, "fi", Eero, ct))).Value!.Published.ShouldBeNull();
        (await desk.Town.BodyAsync(id)).ShouldBeNull();
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task What_is_planned_is_the_version_of_that_time_and_publishing_by_hand_goes_before_it()
    {
        await using var desk = await DeskAsync();
        var id = await desk.DraftAsync("""{"name":{"fi":"Uimahalli"}}""");

        (await desk.PlanAsync(id, 1, ScheduledAct.Publish)).Value!.Changed.ShouldBeTrue();
        (await desk.PlanAsync(id, 1, ScheduledAct.Publish)).Value!.Changed.ShouldBeFalse();
        await desk.SaveAsync(id, 1, """{"name":{"fi":"Kylpylä"}}""");
        (await desk.Town.LookAsync(s => s.SchedulesAsync(id, CancellationToken.None))).ShouldHaveSingleItem().Version.ShouldBe(1);
        (await desk.TryAsync((e, unit, ct) => e.PublishAsync(unit, new PublishingOrder(id, 2, Finnish, true, null, 1), Eero, ct))).Value.ShouldBe(new EditedState(id, 2, 1, true));

        (await desk.Town.BodyAsync(id)).ShouldBe("""{"name":{"fi":"Uimahalli"}}""");
        (await desk.Town.LookAsync(s => s.SchedulesAsync(id, CancellationToken.None))).ShouldBeEmpty();
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task A_withdrawal_is_planned_only_of_what_will_be_public_and_never_into_the_past()
    {
        await using var desk = await DeskAsync();
        var id = await desk.DraftAsync("""{"name":{"fi":"Uimahalli"}}""");

        (await desk.PlanAsync(id, 1, ScheduledAct.Withdraw)).Problems[0].Code.ShouldBe("document.not-public");
        (await desk.PlanAsync(id, 1, ScheduledAct.Publish, DateTimeOffset.UnixEpoch)).Problems[0].Code.ShouldBe("schedule.past");
        await desk.PlanAsync(id, 1, ScheduledAct.Publish);
        (await desk.PlanAsync(id, 1, ScheduledAct.Withdraw, Later.AddDays(1))).Succeeded.ShouldBeTrue();
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task What_is_in_the_bin_is_not_public_cannot_be_written_and_comes_back_as_a_draft()
    {
        await using var desk = await DeskAsync();
        var id = await desk.DraftAsync("""{"name":{"fi":"Uimahalli"}}""");
        await desk.PublishAsync(id, 1, Finnish);

        (await desk.BinAsync(id)).Value!.Changed.ShouldBeTrue();
        (await desk.BinAsync(id)).Value!.Changed.ShouldBeFalse();

        (await desk.Town.BodyAsync(id)).ShouldBeNull();
        (await desk.TryAsync((e, unit, ct) => e.PublishAsync(unit, new PublishingOrder(id, 1, Finnish, true, null), Eero, ct))).Problems[0].Code.ShouldBe("document.in-bin");
        await desk.IsSoundAsync();
        (await desk.TryAsync((_, unit, ct) => EditedDocuments.TakeFromBinAsync(unit, id, Eero, ct))).Value!.Changed.ShouldBeTrue();
        (await desk.TryAsync((_, unit, ct) => EditedDocuments.TakeFromBinAsync(unit, id, Eero, ct))).Value!.Changed.ShouldBeFalse();
        (await desk.PublishAsync(id, 1, Finnish)).Published.ShouldBe(1);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task After_its_time_in_the_bin_no_text_is_left_and_the_log_has_no_gap()
    {
        await using var desk = await DeskAsync();
        var id = await desk.DraftAsync("""{"name":{"fi":"Uimahalli Kaislikko"}}""");
        await desk.SubmitAsync(id, 1, Finnish, "Kaislikon sivu");
        await desk.PublishAsync(id, 1, Finnish);
        await desk.BinAsync(id);

        (await desk.RemoveAsync(id, DateTimeOffset.UnixEpoch)).ShouldBeFalse();
        (await desk.RemoveAsync(id, Later)).ShouldBeTrue();
        (await desk.RemoveAsync(id, Later)).ShouldBeFalse();

        var versions = await desk.Town.LookAsync(s => s.HistoryAsync(id, 10, CancellationToken.None));
        versions.ShouldAllBe(v => Encoding.UTF8.GetString(v.Body) == "{}" && v.Note == null);
        (await desk.RemarksAsync(id)).ShouldAllBe(r => !r.Contains("Kaislikon"));
        (await desk.Town.LookAsync(s => s.RoutesOfAsync([id], CancellationToken.None))).ShouldBeEmpty();
        (await desk.TryAsync((_, unit, ct) => EditedDocuments.TakeFromBinAsync(unit, id, Eero, ct))).Problems[0].Code.ShouldBe("document.unknown");
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task What_was_said_about_a_person_is_erased_and_the_rest_of_the_review_stays()
    {
        await using var desk = await DeskAsync();
        var id = await desk.DraftAsync("""{"name":{"fi":"Uimahalli"}}""");
        await desk.SubmitAsync(id, 1, Finnish, "Aino Aallon puhelin on väärin.");
        var register = new ErasureRegister(Path.Combine(Directory.CreateTempSubdirectory("fori-erasures-").FullName, "erasures.ndjson"));

        var erased = await desk.Town.DecideAsync((unit, ct) => desk.Town.Golden.EraseAsync(unit, new EraseRequest { Text = "Aino Aallon" }, register, "town", Eero, ct));

        erased.Value!.Remarks.Count.ShouldBe(1);
        (await desk.RemarksAsync(id)).ShouldBe(["Submitted fi aino "]);
        (await desk.ReviewsAsync()).ShouldBe(["fi Waiting 1 aino"]);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task A_link_is_one_however_often_its_form_is_sent_and_is_revoked_once()
    {
        await using var desk = await DeskAsync();
        var id = await desk.DraftAsync("""{"name":{"fi":"Uimahalli"}}""");
        Task<PreviewLinkRow> Keep() => desk.Town.DecideAsync((unit, ct) => unit.KeepLinkAsync(new PreviewLinkRow(Guid.CreateVersion7(), id, [1, 2, 3], "aino", unit.Now, Later, null), ct));

        var (first, second) = (await Keep(), await Keep());
        (await desk.Town.DecideAsync((unit, ct) => unit.RevokeLinkAsync(Guid.CreateVersion7(), first.Id, ct))).ShouldBeFalse();
        (await desk.Town.DecideAsync((unit, ct) => unit.RevokeLinkAsync(id, first.Id, ct))).ShouldBeTrue();

        second.Id.ShouldBe(first.Id);
        (await desk.Town.LookAsync(s => s.PreviewLinkAsync([1, 2, 3], CancellationToken.None)))!.RevokedAt.ShouldNotBeNull();
        await desk.IsSoundAsync();
    }

    [Theory]
    [InlineData("update reviews set version = 9", "workflow.version")]
    [InlineData("delete from remarks", "workflow.remark")]
    [InlineData("update documents set state = 'Draft' where state = 'Archived'", "bin.state")]
    public async Task Damage_is_named(string damage, string check)
    {
        await using var desk = await DeskAsync();
        await desk.SubmitAsync(await desk.DraftAsync("""{"name":{"fi":"Uimahalli"}}"""), 1, Finnish, null);
        await desk.BinAsync(await desk.DraftAsync("""{"name":{"fi":"Turha"}}"""));

        await product.ExecuteAsync(desk.Town.Database, damage);

        var report = await StoreVerifier.VerifyAsync(desk.Town.Database, StoreTown.Kinds, null, CancellationToken.None);
        report.Problems.Select(p => p.Check).Distinct().ShouldBe([check]);
    }

    private async Task<Desk> DeskAsync() => new(await product.TownAsync());

    private sealed class Desk(StoreTown town) : IAsyncDisposable
    {
        public StoreTown Town => town;

        public async Task<Guid> DraftAsync(string json)
        {
            var id = Guid.CreateVersion7();
            await SaveAsync(id, 0, json);
            return id;
        }

        public async Task<EditedState> SaveAsync(Guid id, int expected, string json) =>
            Done(await TryAsync((e, unit, ct) => e.SaveAsync(unit, new DraftSave(id, StoreTown.EditedKind, expected, StoreTown.Canonical(json), null), StoreTown.Aino, ct)));

        public async Task<EditedState> SubmitAsync(Guid id, int expected, string[] languages, string? note) =>
            Done(await TryAsync((e, unit, ct) => e.SubmitAsync(unit, id, expected, languages, note, StoreTown.Aino, ct)));

        public Task<Outcome<EditedState>> SendBackAsync(Guid id, string comment) => TryAsync((_, unit, ct) => EditedDocuments.SendBackAsync(unit, id, Finnish, comment, Eero, ct));

        public async Task<EditedState> PublishAsync(Guid id, int expected, string[] languages) =>
            Done(await TryAsync((e, unit, ct) => e.PublishAsync(unit, new PublishingOrder(id, expected, languages, true, null), Eero, ct)));

        public Task<Outcome<EditedState>> PlanAsync(Guid id, int expected, ScheduledAct act, DateTimeOffset? at = null) =>
            TryAsync((_, unit, ct) => EditedDocuments.ScheduleAsync(unit, new ScheduleOrder(id, expected, act, Finnish, at ?? Later, true, null), Eero, ct));

        public Task<Outcome<EditedState>> BinAsync(Guid id) => TryAsync((e, unit, ct) => e.BinAsync(unit, id, 1, Eero, ct));

        public Task<bool> RemoveAsync(Guid id, DateTimeOffset until) => town.DecideAsync((unit, ct) => EditedDocuments.RemoveFromBinAsync(unit, id, until, Eero, ct));

        public async Task<IReadOnlyList<string>> ReviewsAsync() =>
            [.. (await town.LookAsync(s => s.ReviewsAsync(CancellationToken.None))).Select(r => $"{r.Language} {r.State} {r.Version} {r.SubmittedBy}").Order(StringComparer.Ordinal)];

        public async Task<IReadOnlyList<string>> RemarksAsync(Guid id) =>
            [.. (await town.LookAsync(s => s.RemarksOfAsync(id, 100, CancellationToken.None))).Select(r => $"{r.Kind} {string.Join(' ', r.Languages)} {r.Actor} {r.Text}")];

        public Task<Outcome<EditedState>> TryAsync(Func<EditedDocuments, TenantUnit, CancellationToken, Task<Outcome<EditedState>>> act) =>
            town.DecideAsync((unit, ct) => act(town.Edited, unit, ct));

        public async Task IsSoundAsync()
        {
            var report = await StoreVerifier.VerifyAsync(town.Database, StoreTown.Kinds, null, CancellationToken.None);
            report.Problems.ShouldBeEmpty();
        }

        public ValueTask DisposeAsync() => town.DisposeAsync();

        private static EditedState Done(Outcome<EditedState> outcome) =>
            outcome.Succeeded ? outcome.Value : throw new InvalidOperationException(outcome.Problems[0].Code);
    }
}

public sealed class SqliteWorkflow() : WorkflowContract(new SqliteProduct());

public sealed class PostgresWorkflow() : WorkflowContract(new PostgresProduct());
