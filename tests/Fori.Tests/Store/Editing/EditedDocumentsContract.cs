using System.Text;
using CsCheck;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Erasure;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Verification;
using Fori.Store.Writing;
using Fori.Tests.Testing;

namespace Fori.Tests.Store.Editing;

/// <summary>What editors are promised of their documents, on every database.</summary>
public abstract class EditedDocumentsContract(DatabaseProduct product) : IAsyncDisposable
{
    private static readonly string[] Finnish = ["fi"];

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_draft_is_seen_by_nobody_until_it_is_published()
    {
        await using var desk = await DeskAsync();
        var id = Guid.CreateVersion7();

        var draft = await desk.SaveAsync(id, 0, """{"name":{"fi":"Uimahalli"}}""");

        draft.ShouldBe(new EditedState(id, 1, null, true));
        (await desk.ShownAsync(id)).ShouldBeNull();
        (await desk.RoutesAsync(id)).ShouldBeEmpty();
        (await desk.OperationsAsync()).ShouldBe([ChangeOperation.Draft]);

        (await desk.PublishAsync(id, 1, Finnish)).Published.ShouldBe(1);
        (await desk.ShownAsync(id)).ShouldBe("""{"name":{"fi":"Uimahalli"}}""");
        (await desk.RoutesAsync(id)).ShouldBe(["sheets fi uimahalli Current"]);
        (await desk.OperationsAsync()).ShouldBe([ChangeOperation.Draft, ChangeOperation.Create]);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task Editing_what_is_public_changes_nothing_public_until_it_is_published()
    {
        await using var desk = await DeskAsync();
        var id = await desk.PublishedAsync("""{"name":{"fi":"Uimahalli"}}""");

        var draft = await desk.SaveAsync(id, 1, """{"name":{"fi":"Kylpylä"},"text":{"fi":"Uusi."}}""");

        (draft.Draft, draft.Published).ShouldBe((2, 1));
        (await desk.ShownAsync(id)).ShouldBe("""{"name":{"fi":"Uimahalli"}}""");
        (await desk.RoutesAsync(id)).ShouldBe(["sheets fi uimahalli Current"]);
        await desk.PublishAsync(id, 2, Finnish);
        (await desk.ShownAsync(id)).ShouldBe("""{"name":{"fi":"Kylpylä"},"text":{"fi":"Uusi."}}""");
        (await desk.RoutesAsync(id)).ShouldBe(["sheets fi kylpyla Current", "sheets fi uimahalli Former"]);
        (await desk.ChangesAsync())[^1].Fields.ShouldBe(["name.fi", "text.fi"]);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task What_is_archived_stays_shown_or_not_by_its_type_is_written_by_nobody_and_comes_back_as_a_draft()
    {
        await using var desk = await DeskAsync();
        var (read, gone) = (await desk.PublishedAsync("""{"name":{"fi":"Uimahalli"}}"""), await desk.PublishedAsync("""{"name":{"fi":"Kylpylä"}}"""));
        Task<Outcome<EditedState>> Archive(Guid id, bool stays) => desk.TryAsync((edited, unit, ct) => edited.MakeHistoricalAsync(unit, id, 1, stays, StoreTown.Aino, ct));

        (await Archive(read, true)).Value.ShouldBe(new EditedState(read, 1, 1, true));
        (await Archive(read, true)).Value.ShouldBe(new EditedState(read, 1, 1, false));
        (await Archive(gone, false)).Value.ShouldBe(new EditedState(gone, 1, null, true));
        var saved = await desk.TryAsync((edited, unit, ct) => edited.SaveAsync(unit, new DraftSave(read, StoreTown.EditedKind, 1, StoreTown.Canonical("""{"name":{"fi":"Toinen"}}"""), null), StoreTown.Aino, ct));

        (await desk.ShownAsync(read)).ShouldNotBeNull();
        (await desk.ShownAsync(gone)).ShouldBeNull();
        (await desk.ChangesAsync())[^2].Fields.ShouldBe(["archived"]);
        saved.Problems.ShouldHaveSingleItem().Code.ShouldBe("document.archived");
        await desk.IsSoundAsync();

        foreach (var id in new[] { read, gone })
        {
            (await desk.TryAsync((edited, unit, ct) => edited.TakeFromArchiveAsync(unit, id, 1, StoreTown.Aino, ct))).Value.ShouldBe(new EditedState(id, 1, null, true));
            (await desk.TryAsync((edited, unit, ct) => edited.TakeFromArchiveAsync(unit, id, 1, StoreTown.Aino, ct))).Problems.ShouldHaveSingleItem().Code.ShouldBe("document.not-archived");
        }

        (await desk.ShownAsync(read)).ShouldBeNull();
        (await desk.PublishAsync(read, 1, Finnish)).Published.ShouldBe(1);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task Of_two_who_save_one_version_the_second_is_told_and_nothing_is_lost()
    {
        await using var desk = await DeskAsync();
        var id = await desk.PublishedAsync("""{"name":{"fi":"Uimahalli"}}""");
        await desk.SaveAsync(id, 1, """{"name":{"fi":"Ainon"}}""");

        var second = await desk.TryAsync((edited, unit, ct) => edited.SaveAsync(unit, new DraftSave(id, StoreTown.EditedKind, 1, StoreTown.Canonical("""{"name":{"fi":"Eeron"}}"""), null), StoreTown.Aino, ct));
        var published = await desk.TryAsync((edited, unit, ct) => edited.PublishAsync(unit, new PublishingOrder(id, 1, Finnish, true, null), StoreTown.Aino, ct));

        second.Problems.ShouldHaveSingleItem().Code.ShouldBe("document.version-conflict");
        second.Problems[0].Arguments["current"].ShouldBe("2");
        published.Problems.ShouldHaveSingleItem().Code.ShouldBe("document.version-conflict");
        (await desk.DraftAsync(id)).ShouldBe("""{"name":{"fi":"Ainon"}}""");
        (await desk.ShownAsync(id)).ShouldBe("""{"name":{"fi":"Uimahalli"}}""");
    }

    [Fact]
    public async Task A_form_sent_twice_makes_one_document_and_one_change()
    {
        await using var desk = await DeskAsync();
        var id = Guid.CreateVersion7();
        await desk.SaveAsync(id, 0, """{"name":{"fi":"Uimahalli"}}""");

        (await desk.SaveAsync(id, 0, """{"name":{"fi":"Uimahalli"}}""")).ShouldBe(new EditedState(id, 1, null, false));
        (await desk.SaveAsync(id, 1, """{"name":{"fi":"Uimahalli"}}""")).Changed.ShouldBeFalse();

        (await desk.OperationsAsync()).ShouldBe([ChangeOperation.Draft]);
    }

    [Fact]
    public async Task Publishing_one_language_leaves_the_drafts_of_others_unseen()
    {
        await using var desk = await DeskAsync();
        var id = await desk.PublishedAsync("""{"name":{"fi":"Uimahalli"}}""");
        var draft = await desk.SaveAsync(id, 1, """{"name":{"fi":"Kylpylä","sv":"Simhall"}}""");

        var swedish = await desk.PublishAsync(id, draft.Draft, ["sv"]);

        (await desk.ShownAsync(id)).ShouldBe("""{"name":{"fi":"Uimahalli","sv":"Simhall"}}""");
        (await desk.DraftAsync(id)).ShouldBe("""{"name":{"fi":"Kylpylä","sv":"Simhall"}}""");
        (swedish.Draft, swedish.Published).ShouldBe((2, 3));
        (await desk.PublishAsync(id, 2, Finnish)).ShouldBe(new EditedState(id, 2, 2, true));
        (await desk.ShownAsync(id)).ShouldBe("""{"name":{"fi":"Kylpylä","sv":"Simhall"}}""");
        (await desk.LanguagesAsync(id)).ShouldBe(["fi", "sv"]);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task A_language_without_a_title_is_not_published()
    {
        await using var desk = await DeskAsync();
        var id = Guid.CreateVersion7();
        await desk.SaveAsync(id, 0, """{"name":{"fi":"Uimahalli"},"text":{"sv":"Öppet"}}""");

        var refused = await desk.TryAsync((edited, unit, ct) => edited.PublishAsync(unit, new PublishingOrder(id, 1, ["fi", "sv"], true, null), StoreTown.Aino, ct));

        (refused.Problems[0].Code, refused.Problems[0].Path).ShouldBe(("publish.untitled", "name.sv"));
        (await desk.ShownAsync(id)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_withdrawn_is_seen_by_nobody_and_keeps_its_draft_and_its_addresses()
    {
        await using var desk = await DeskAsync();
        var id = await desk.PublishedAsync("""{"name":{"fi":"Uimahalli"}}""");

        var withdrawn = await desk.TryAsync((edited, unit, ct) => edited.WithdrawAsync(unit, id, 1, StoreTown.Aino, ct));

        withdrawn.Value.ShouldBe(new EditedState(id, 1, null, true));
        (await desk.ShownAsync(id)).ShouldBeNull();
        (await desk.DraftAsync(id)).ShouldBe("""{"name":{"fi":"Uimahalli"}}""");
        (await desk.OperationsAsync())[^1].ShouldBe(ChangeOperation.Archive);
        await desk.IsSoundAsync();
        (await desk.PublishAsync(id, 1, Finnish)).Published.ShouldBe(1);
        (await desk.RoutesAsync(id)).ShouldBe(["sheets fi uimahalli Current"]);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task Addresses_are_a_tree_and_a_moved_document_leaves_a_redirect()
    {
        await using var desk = await DeskAsync();
        var (library, pool) = (await desk.PublishedAsync("""{"name":{"fi":"Kirjasto"}}"""), await desk.PublishedAsync("""{"name":{"fi":"Uimahalli"}}"""));
        string In(Guid parent) => $$"""{"name":{"fi":"Aukioloajat"},"parent":{"id":"{{parent}}"} }""";

        var hours = await desk.PublishedAsync(In(library));
        var others = await desk.PublishedAsync(In(pool));

        (await desk.RoutesAsync(hours)).ShouldBe([$"sheets/{library:N} fi aukioloajat Current"]);
        (await desk.RoutesAsync(others)).ShouldBe([$"sheets/{pool:N} fi aukioloajat Current"]);
        var moved = await desk.SaveAsync(hours, 1, In(pool));
        await desk.PublishAsync(hours, moved.Draft, Finnish);
        (await desk.RoutesAsync(hours)).ShouldBe([$"sheets/{library:N} fi aukioloajat Former", $"sheets/{pool:N} fi aukioloajat-2 Current"], ignoreOrder: true);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task A_written_slug_goes_before_the_title_and_a_reserved_one_gets_a_number()
    {
        await using var desk = await DeskAsync();

        var written = await desk.PublishedAsync("""{"name":{"fi":"Uimahalli ja sauna"},"slug":{"fi":"Uimaan!"}}""");
        var reserved = await desk.PublishedAsync("""{"name":{"fi":"Haku"}}""");

        (await desk.RoutesAsync(written)).ShouldBe(["sheets fi uimaan Current"]);
        (await desk.RoutesAsync(reserved)).ShouldBe(["sheets fi haku-2 Current"]);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task What_is_used_is_known_of_the_draft_and_of_what_is_shown()
    {
        await using var desk = await DeskAsync();
        var (a, b) = (await desk.PublishedAsync("""{"name":{"fi":"A"}}"""), await desk.PublishedAsync("""{"name":{"fi":"B"}}"""));
        var user = await desk.PublishedAsync($$"""{"name":{"fi":"C"},"parent":{"id":"{{a}}"} }""");

        await desk.SaveAsync(user, 1, $$"""{"name":{"fi":"C"},"parent":{"id":"{{b}}"} }""");

        (await desk.Town.LookAsync(s => s.ReferencesFromAsync([user], CancellationToken.None))).Select(r => r.Target).ShouldBe([b, a], ignoreOrder: true);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task New_merge_rules_and_authorities_leave_what_people_wrote_alone()
    {
        await using var desk = await DeskAsync();
        var id = await desk.PublishedAsync("""{"name":{"fi":"Uimahalli"}}""");

        await desk.Town.DecideAsync((unit, ct) => desk.Town.Golden.RecomputeAsync(unit, [id], StoreTown.Aino, ct));

        (await desk.ShownAsync(id)).ShouldBe("""{"name":{"fi":"Uimahalli"}}""");
        (await desk.Town.LookAsync(s => s.HasOlderRulesAsync(GoldenMerge.RulesVersion + 1, CancellationToken.None))).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_erased_does_not_come_back_by_a_form_that_was_open()
    {
        await using var desk = await DeskAsync();
        var id = await desk.PublishedAsync("""{"name":{"fi":"Ruokala"},"slug":{"fi":"Aino Aallon keittiö"},"text":{"fi":"Kokkina Aino Aallon tytär."}}""");
        var register = new ErasureRegister(Path.Combine(Directory.CreateTempSubdirectory("fori-erasures-").FullName, "erasures.ndjson"));

        (await desk.Town.DecideAsync((unit, ct) => desk.Town.Golden.EraseAsync(unit, new EraseRequest { Text = "Aino Aallon" }, register, "town", StoreTown.Aino, ct))).Succeeded.ShouldBeTrue();

        var late = await desk.TryAsync((edited, unit, ct) => edited.SaveAsync(unit, new DraftSave(id, StoreTown.EditedKind, 1, StoreTown.Canonical("""{"name":{"fi":"Ruokala"},"text":{"fi":"Kokkina Aino Aallon tytär!"}}"""), null), StoreTown.Aino, ct));
        late.Problems.ShouldHaveSingleItem().Code.ShouldBe("document.version-conflict");
        (await desk.DraftAsync(id)).ShouldBe("""{"name":{"fi":"Ruokala"}}""");
        (await desk.ShownAsync(id)).ShouldBe("""{"name":{"fi":"Ruokala"}}""");
        (await desk.RoutesAsync(id)).ShouldBe(["sheets fi ruokala Current"]);
        await desk.IsSoundAsync();
    }

    [Fact]
    public async Task What_there_is_is_counted_up_to_a_bound_and_what_is_gone_is_not()
    {
        await using var desk = await DeskAsync();
        var gone = Guid.CreateVersion7();
        foreach (var id in (Guid[])[gone, Guid.CreateVersion7(), Guid.CreateVersion7()])
        {
            await desk.SaveAsync(id, 0, """{"name":{"fi":"A"}}""");
        }

        await desk.PublishedAsync("""{"name":{"fi":"B"}}""");
        (await desk.TryAsync((edited, unit, ct) => edited.BinAsync(unit, gone, 1, StoreTown.Aino, ct))).Succeeded.ShouldBeTrue();

        Task<int> CountAsync(string type, int most) => desk.Town.LookAsync(s => s.CountEditedAsync(type, most, CancellationToken.None));
        (await CountAsync(StoreTown.EditedKind, 10)).ShouldBe(3);
        (await CountAsync(StoreTown.EditedKind, 2)).ShouldBe(2);
        (await CountAsync("Nothing", 10)).ShouldBe(0);
    }

    [Fact]
    public async Task Stewards_cannot_join_or_pin_what_people_write_whole()
    {
        await using var desk = await DeskAsync();
        var (a, b) = (await desk.PublishedAsync("""{"name":{"fi":"A"}}"""), await desk.PublishedAsync("""{"name":{"fi":"B"}}"""));

        var merged = await desk.Town.DecideAsync((unit, ct) => desk.Town.Golden.MergeDocumentsAsync(unit, a, b, StoreTown.Aino, ct));
        var pinned = await desk.Town.DecideAsync((unit, ct) => desk.Town.Golden.PinAsync(unit, a, "name", "fi", StoreTown.Canonical("\"x\""), null, StoreTown.Aino, ct));

        (merged.Problems[0].Code, pinned.Problems[0].Code).ShouldBe(("type.written-by-editors", "type.written-by-editors"));
        (await desk.ShownAsync(b)).ShouldBe("""{"name":{"fi":"B"}}""");
    }

    [Fact]
    public async Task Whatever_editors_do_the_store_stays_sound_and_what_is_shown_is_what_was_published_last() => await Gen.Select(
        Gen.Int[0, 3], Gen.OneOf("a", "b", "c"), Gen.OneOf("", "x", "y"), Gen.OneOf<string[]>(["fi"], ["sv"], ["fi", "sv"]), Gen.Int[0, 4]).Array[1, 12].SampleAsync(
        async steps =>
        {
            await using var desk = await DeskAsync();
            var ids = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToArray();
            var shown = new Dictionary<Guid, (string? Fi, string? Sv)>();
            var drafts = new Dictionary<Guid, (int Version, string Fi, string Sv)>();
            foreach (var (at, fi, sv, languages, act) in steps)
            {
                var id = ids[at];
                var draft = drafts.GetValueOrDefault(id);
                if (act < 2 || draft.Version == 0)
                {
                    var body = sv.Length == 0 ? $$$"""{"name":{"fi":"{{{fi}}}"}}""" : $$$"""{"name":{"fi":"{{{fi}}}","sv":"{{{sv}}}"}}""";
                    drafts[id] = ((await desk.SaveAsync(id, draft.Version, body)).Draft, fi, sv);
                }
                else if (act == 4 && shown.Remove(id))
                {
                    await desk.TryAsync((edited, unit, ct) => edited.WithdrawAsync(unit, id, draft.Version, StoreTown.Aino, ct));
                }
                else if (languages.All(l => l == "fi" || draft.Sv.Length > 0))
                {
                    var before = shown.GetValueOrDefault(id);
                    drafts[id] = ((await desk.PublishAsync(id, draft.Version, languages)).Draft, draft.Fi, draft.Sv);
                    shown[id] = (languages.Contains("fi") ? draft.Fi : before.Fi, languages.Contains("sv") ? draft.Sv : before.Sv);
                }
            }

            foreach (var id in ids)
            {
                var (fi, sv) = shown.GetValueOrDefault(id);
                var expected = string.Join(',', new[] { fi is null ? null : $"\"fi\":\"{fi}\"", sv is null ? null : $"\"sv\":\"{sv}\"" }.OfType<string>());
                (await desk.ShownAsync(id)).ShouldBe(expected.Length == 0 ? null : $$$"""{"name":{{{{expected}}}}}""");
            }

            await desk.IsSoundAsync();
        },
        iter: 8, threads: 1);

    [Fact]
    public async Task To_write_many_documents_anew_asks_no_more_questions_than_to_write_two()
    {
        await using var desk = await DeskAsync();
        var ids = new List<Guid>();
        foreach (var n in Enumerable.Range(1, 12))
        {
            ids.Add(await desk.PublishedAsync($$$"""{"name":{"fi":"Uimahalli {{{n}}}"},"text":{"fi":"vanha"}}"""));
            await desk.SaveAsync(ids[^1], 1, $$$"""{"name":{"fi":"Kylpylä {{{n}}}","sv":"Bad {{{n}}}"},"text":{"fi":"vanha"}}""");
        }

        var two = await desk.StatementsToRewriteAsync(ids[..2], "vanha", "uusi");
        var ten = await desk.StatementsToRewriteAsync(ids[2..], "vanha", "uusi");

        ten.ShouldBe(two);
        (await desk.ShownAsync(ids[11])).ShouldBe("""{"name":{"fi":"Uimahalli 12"},"text":{"fi":"uusi"}}""");
        (await desk.DraftAsync(ids[11])).ShouldBe("""{"name":{"fi":"Kylpylä 12","sv":"Bad 12"},"text":{"fi":"uusi"}}""");
        await desk.IsSoundAsync();
    }

    private async Task<Desk> DeskAsync() => new(await product.TownAsync());

    /// <summary>An editor's short ways.</summary>
    private sealed class Desk(StoreTown town) : IAsyncDisposable
    {
        public StoreTown Town => town;

        public async Task<EditedState> SaveAsync(Guid id, int expected, string json) =>
            Done(await TryAsync((edited, unit, ct) => edited.SaveAsync(unit, new DraftSave(id, StoreTown.EditedKind, expected, StoreTown.Canonical(json), null), StoreTown.Aino, ct)));

        public async Task<EditedState> PublishAsync(Guid id, int expected, string[] languages) =>
            Done(await TryAsync((edited, unit, ct) => edited.PublishAsync(unit, new PublishingOrder(id, expected, languages, true, null), StoreTown.Aino, ct)));

        public async Task<Guid> PublishedAsync(string json)
        {
            var id = Guid.CreateVersion7();
            await SaveAsync(id, 0, json);
            await PublishAsync(id, 1, Finnish);
            return id;
        }

        public Task<Outcome<EditedState>> TryAsync(Func<EditedDocuments, TenantUnit, CancellationToken, Task<Outcome<EditedState>>> act) =>
            town.DecideAsync((unit, ct) => act(town.Edited, unit, ct));

        public Task<int> StatementsToRewriteAsync(IReadOnlyList<Guid> ids, string from, string to) => town.DecideAsync(async (unit, ct) =>
        {
            var before = unit.Session.Statements;
            await town.Edited.RewriteAsync(
                unit, ids, body => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace(from, to, StringComparison.Ordinal)), null, StoreTown.Aino, ct);
            return unit.Session.Statements - before;
        });

        public Task<string?> ShownAsync(Guid id) => town.BodyAsync(id);

        public async Task<string> DraftAsync(Guid id) =>
            Encoding.UTF8.GetString((await town.LookAsync(s => s.DraftVersionsAsync([id], CancellationToken.None))).ShouldHaveSingleItem().Body);

        public async Task<IReadOnlyList<string>> LanguagesAsync(Guid id) =>
            (await town.LookAsync(s => s.OpenPublicationsAsync([id], CancellationToken.None))).ShouldHaveSingleItem().Languages;

        public async Task<List<string>> RoutesAsync(Guid id) =>
            [.. (await town.LookAsync(s => s.RoutesOfAsync([id], CancellationToken.None))).Select(r => $"{r.Space} {r.Language} {r.Slug} {r.Kind}").Order(StringComparer.Ordinal)];

        public Task<List<ChangeRow>> ChangesAsync() => town.ChangesAsync();

        public async Task<List<ChangeOperation>> OperationsAsync() => [.. (await ChangesAsync()).Select(c => c.Operation)];

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

public sealed class SqliteEditedDocuments() : EditedDocumentsContract(new SqliteProduct());

public sealed class PostgresEditedDocuments() : EditedDocumentsContract(new PostgresProduct());
