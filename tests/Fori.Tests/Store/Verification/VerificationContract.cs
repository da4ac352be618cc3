using CsCheck;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Verification;
using Fori.Tests.Testing;

namespace Fori.Tests.Store.Verification;

/// <summary>A damaged store is told what is wrong with it, and a sound one is left in peace.</summary>
public abstract class VerificationContract(DatabaseProduct product) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Damage as SQL, and the check that must name it. {sauna} and {bath} are published, {gone} archived, {absorbed} merged into {sauna}.</summary>
    public static TheoryData<string, string> Damages => new()
    {
        { "delete from changes where sequence = 2", "log.gap" },
        { "delete from changes where sequence = (select max(sequence) from changes)", "log.head" },
        { "update heads set head = head + 1", "log.head" },
        { "update heads set mark = mark + 1", "log.mark" },
        { "update changes set at = at + 100000000 where sequence = 1", "log.time" },
        { "update changes set operation = 'Vanish' where sequence = 1", "log.operation" },
        { "update changes set id = {nobody} where sequence = 1", "log.document" },
        { "update changes set id = {nobody} where sequence = 1", "publication.change" },
        { "delete from heads", "tenant.head" },
        { "insert into documents (tenant, id, type, state, draft) values (777, {nobody}, 'Thing', 'Draft', 0)", "tenant.unknown" },
        { "update documents set state = 'Nonsense' where id = {bath}", "document.state" },
        { "update documents set state = 'Archived' where id = {bath}", "document.state" },
        { "update documents set merged_into = {nobody} where id = {absorbed}", "document.merged-into" },
        { "update documents set merged_into = {absorbed}, state = 'Merged', published = null where id = {sauna}", "document.merge-cycle" },
        { "delete from versions where id = {sauna} and version = (select max(version) from versions where id = {sauna})", "version.missing" },
        { "delete from versions where id = {sauna} and version = 1", "version.gap" },
        { "delete from documents where id = {bath}", "version.document" },
        { "update versions set body = {not json} where id = {bath}", "body.malformed" },
        { "update versions set body = {spaced} where id = {bath}", "body.not-canonical" },
        { "update versions set body = {other} where id = {bath}", "golden.body" },
        { "update versions set provenance = {other} where id = {bath}", "golden.provenance" },
        { "delete from publications where id = {bath}", "publication.missing" },
        { "update publications set to_sequence = null, to_at = null where id = {gone}", "publication.surplus" },
        { "update publications set version = 1 where id = {sauna} and to_sequence is null", "publication.version" },
        { "update publications set version = 99 where id = {bath}", "version.missing" },
        { "update publications set languages = 'fi sv' where id = {bath}", "publication.languages" },
        { "update publications set to_sequence = 999 where id = {sauna} and to_sequence is not null", "publication.overlap" },
        { "update contributions set latest = {false} where document = {bath}", "contribution.latest" },
        { "update contributions set latest = {true} where source = 'a' and key = '1' and version = 1", "contribution.latest" },
        { "delete from contributions where source = 'a' and key = '1' and version = 1", "contribution.gap" },
        { "delete from contributions where document = {bath}", "contribution.missing" },
        { "update contributions set body = {other} where document = {bath}", "contribution.hash" },
        { "update contributions set body = {not json} where document = {bath}", "contribution.body" },
        { "update contributions set document = {nobody} where document = {bath}", "contribution.document" },
        { "update contributions set live = {false} where document = {bath}", "golden.state" },
        { "update contributions set body = null, hash = 0 where source = 'b' and key = '9'", "golden.body" },
        { "update external_ids set document = {nobody} where document = {bath}", "identifier.document" },
        { "update external_ids set document = {bath} where system = 'oid'", "identifier.elsewhere" },
        { "update external_ids set document = {bath} where system = 'a' and key = '1'", "identifier.elsewhere" },
        { "delete from external_ids where system = 'oid'", "identifier.missing" },
        { "delete from external_ids where system = 'a' and key = '1'", "identifier.missing" },
        { "update routes set document = {nobody} where document = {bath}", "route.document" },
        { "delete from routes where document = {bath}", "route.missing" },
        { "update routes set slug = 'muualla' where document = {bath}", "route.slug" },
        { "update routes set slug = 'kylpyla-' where document = {bath}", "route.slug" },
        { "update routes set language = 'sv' where document = {bath}", "route.missing" },
        { "update routes set kind = 'Current' where document = {sauna}", "route.current" },
        { "update routes set kind = 'Sideways' where document = {bath}", "route.kind" },
        { "delete from refs where document = {sauna}", "reference.rows" },
        { "update refs set key = 'elsewhere' where document = {sauna}", "reference.rows" },
        { "update refs set document = {nobody} where document = {sauna}", "reference.document" },
        { "update decisions set body = {not json} where kind = 'pin'", "decision.body" },
        { "update decisions set body = {other} where kind = 'pin'", "golden.body" },
        { "update decisions set document = {nobody} where kind = 'pin'", "decision.document" },
        { "insert into sessions (tenant, id, user_id, created_at, seen_at, device, origin) select number, {nobody}, {nobody}, 0, 0, '', '' from tenants", "user.missing" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Damage_is_named(string sql, string check)
    {
        await using var town = await product.TownAsync();
        var sauna = (await town.SayAsync("a", "1", """{"name":{"fi":"Sauna"},"identifiers":[{"system":"oid","value":"7"}],"phone":"1"}""")).Document;
        await town.SayAsync("b", "9", """{"name":{"fi":"Sauna"},"identifiers":[{"system":"oid","value":"7"}],"phone":"2","size":3}""");
        await town.SayAsync("a", "1", """{"name":{"fi":"Rantasauna"},"identifiers":[{"system":"oid","value":"7"}],"place":{"system":"x","key":"y"}}""");
        var bath = (await town.SayAsync("c", "5", """{"name":{"fi":"Kylpylä"}}""")).Document;
        var gone = (await town.SayAsync("c", "6", """{"name":{"fi":"Entinen"}}""")).Document;
        await town.SayAsync("c", "6", null);
        var absorbed = (await town.SayAsync("d", "1", """{"name":{"fi":"Toinen"}}""")).Document;
        await town.DecideAsync((unit, ct) => town.Golden.MergeDocumentsAsync(unit, sauna, absorbed, StoreTown.Aino, ct));
        await town.DecideAsync((unit, ct) => town.Golden.PinAsync(unit, sauna, "phone", "*", "\"3\""u8.ToArray(), null, StoreTown.Aino, ct));
        (await VerifyAsync(town)).Problems.ShouldBeEmpty();

        var damage = sql
            .Replace("{sauna}", product.Literal(sauna), StringComparison.Ordinal)
            .Replace("{bath}", product.Literal(bath), StringComparison.Ordinal)
            .Replace("{gone}", product.Literal(gone), StringComparison.Ordinal)
            .Replace("{absorbed}", product.Literal(absorbed), StringComparison.Ordinal)
            .Replace("{nobody}", product.Literal(Guid.Parse("01900000-0000-7000-8000-00000000dead")), StringComparison.Ordinal)
            .Replace("{not json}", product.Literal("{\"name\":"u8.ToArray()), StringComparison.Ordinal)
            .Replace("{spaced}", product.Literal("""{ "name":{"fi":"Kylpylä"}}"""u8.ToArray()), StringComparison.Ordinal)
            .Replace("{other}", product.Literal("""{"name":{"fi":"Muu"}}"""u8.ToArray()), StringComparison.Ordinal)
            .Replace("{true}", "true", StringComparison.Ordinal)
            .Replace("{false}", "false", StringComparison.Ordinal);
        (await product.ExecuteAsync(town.Database, damage)).ShouldBeGreaterThan(0);

        (await VerifyAsync(town)).Problems.Select(p => p.Check).ShouldContain(check);
    }

    [Fact]
    public async Task A_record_that_returns_with_the_same_words_is_told_by_its_newest_version()
    {
        await using var town = await product.TownAsync();
        await town.SayAsync("a", "1", """{"name":{"fi":"Sauna"}}""");
        await town.SayAsync("a", "1", null);
        await town.SayAsync("a", "1", """{"name":{"fi":"Sauna"}}""");

        (await VerifyAsync(town)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public Task Whatever_people_and_sources_do_the_store_is_what_their_words_and_decisions_make() => Life.SampleAsync(
        async steps =>
        {
            await using var town = await product.TownAsync();
            var ids = new List<Guid>();
            foreach (var step in steps)
            {
                await step(town, ids);
            }

            var report = await VerifyAsync(town);
            report.Problems.ShouldBeEmpty(string.Join('\n', report.Problems));
        },
        iter: Runs,
        threads: 1);

    protected abstract int Runs { get; }

    private static Gen<Func<StoreTown, List<Guid>, Task>> Say =>
        from source in Gen.OneOf("a", "b", "local")
        from key in Gen.OneOf("1", "2", "3")
        from name in Gen.OneOf("null", "\"Sauna\"", "\"Halli\"", "\"-\"")
        from swedish in Gen.OneOf("null", "\"Bastu\"")
        from oid in Gen.OneOf("1", "2", "")
        from phone in Gen.OneOf("null", "\"1\"", "\"2\"")
        from place in Gen.OneOf("null", """{"system":"oid","key":"1"}""", """{"system":"a","key":"3"}""")
        from live in Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false)))
        from tombstone in Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true)))
        select (Func<StoreTown, List<Guid>, Task>)(async (town, ids) =>
        {
            var identifiers = oid.Length == 0 ? "" : $$"""{"system":"oid","value":"{{oid}}"}""";
            var body = $$"""{"name":{"fi":{{name}},"sv":{{swedish}}},"identifiers":[{{identifiers}}],"phone":{{phone}},"place":{{place}}}""";
            var document = (await town.SayAsync(source, key, tombstone ? null : body, live)).Document;
            if (document != Guid.Empty && !ids.Contains(document))
            {
                ids.Add(document);
            }
        });

    private static Gen<Func<StoreTown, List<Guid>, Task>> Decide =>
        from what in Gen.Int[0, 5]
        from first in Gen.Int[0, 5]
        from second in Gen.Int[0, 5]
        from source in Gen.OneOf("a", "b")
        select (Func<StoreTown, List<Guid>, Task>)(async (town, ids) =>
        {
            if (ids.Count == 0)
            {
                return;
            }

            var (one, other) = (ids[first % ids.Count], ids[second % ids.Count]);
            // Refusals are part of life: a document that is merged already, a decision that is withdrawn.
            _ = what switch
            {
                0 => (object)await town.DecideAsync((unit, ct) => town.Golden.MergeDocumentsAsync(unit, one, other, StoreTown.Aino, ct)),
                1 => await town.DecideAsync((unit, ct) => town.Golden.UnmergeAsync(unit, one, StoreTown.Aino, ct)),
                2 => await town.DecideAsync((unit, ct) => town.Golden.PinAsync(unit, one, "phone", "*", "\"9\""u8.ToArray(), null, StoreTown.Aino, ct)),
                3 => await town.DecideAsync((unit, ct) => town.Golden.PinAsync(unit, one, "name", "fi", null, source, StoreTown.Aino, ct)),
                4 => await town.DecideAsync((unit, ct) => town.Golden.AuthorityAsync(unit, one, StoreTown.Kind, "*", "*", [source], StoreTown.Aino, ct)),
                _ => await AuthorityAsync(town, source),
            };
        });

    private static Gen<Func<StoreTown, List<Guid>, Task>[]> Life => Gen.Frequency((3, Say), (1, Decide)).Array[1, 30];

    private static async Task<object> AuthorityAsync(StoreTown town, string source)
    {
        await town.DecideAsync((unit, ct) => town.Golden.AuthorityAsync(unit, null, StoreTown.Kind, "*", "*", [source], StoreTown.Aino, ct));
        return await town.DecideAsync(async (unit, ct) => await town.Golden.RecomputeAfterAsync(unit, StoreTown.Kind, Guid.Empty, StoreTown.Aino, ct)) ?? Guid.Empty;
    }

    private static Task<VerificationReport> VerifyAsync(StoreTown town) =>
        StoreVerifier.VerifyAsync(town.Database, StoreTown.Kinds, null, CancellationToken.None);
}

public sealed class SqliteVerification() : VerificationContract(new SqliteProduct())
{
    protected override int Runs => 100;
}

public sealed class PostgresVerification() : VerificationContract(new PostgresProduct())
{
    protected override int Runs => 5;
}
