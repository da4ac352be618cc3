using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Operations;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Transfer;
using Fori.Store.Writing;
using Fori.Tests.Testing;

namespace Fori.Tests.Store.Transfer;

/// <summary>A municipality can leave with all of its data, and come back, also to the other database.</summary>
public abstract class TransferContract(DatabaseProduct from, DatabaseProduct to) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await from.DisposeAsync();
        await to.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Everything_but_secrets_arrives_to_the_byte_and_in_a_new_epoch()
    {
        await using var town = await LivelyTownAsync();
        await using var target = await to.NewAsync();
        using var file = new MemoryStream();

        var manifest = (await TenantExport.WriteAsync(town.Database, town.Tenant, [], file, CancellationToken.None)).Value!;
        file.Position = 0;
        var imported = (await TenantImport.ReadAsync(target, "moved", file, KeepNone, CancellationToken.None)).Value!;

        foreach (var table in Tables.Exported)
        {
            var before = await RowsAsync(town.Database, town.Tenant, table);
            before.ShouldNotBeEmpty(table.Name);
            (await RowsAsync(target, imported.Tenant.Id, table)).ShouldBe(before, table.Name);
        }

        var old = (await town.Database.HeadsAsync(CancellationToken.None))[town.Tenant];
        (await target.HeadsAsync(CancellationToken.None))[imported.Tenant.Id].ShouldBe(old with { Epoch = old.Epoch + 1 });
        imported.Cursor.ShouldBe(new LogCursor(old.Epoch + 1, old.Head, old.Mark));
        manifest.Files.Select(f => f.Name).ShouldNotContain("api_keys.ndjson");
        (await target.TenantsAsync(CancellationToken.None)).Select(t => t.Name).ShouldBe(["moved"]);
    }

    [Fact]
    public async Task What_arrived_lives_on_and_leaves_again_as_it_came()
    {
        await using var town = await LivelyTownAsync();
        await using var target = await to.NewAsync();
        using var file = new MemoryStream();
        await TenantExport.WriteAsync(town.Database, town.Tenant, [], file, CancellationToken.None);
        file.Position = 0;
        var imported = (await TenantImport.ReadAsync(target, "moved", file, KeepNone, CancellationToken.None)).Value!;
        using var again = new MemoryStream();
        var second = (await TenantExport.WriteAsync(target, imported.Tenant.Id, [], again, CancellationToken.None)).Value!;

        await using var writer = new StoreWriter(target);
        var result = await writer.WriteAsync(imported.Tenant.Id, WriteLane.People, (unit, ct) => town.Golden.ContributeAsync(
            unit, [new("a", "new", StoreTown.Kind, StoreTown.Canonical("""{"name":{"fi":"Uusi"}}"""))], StoreTown.Aino, ct), CancellationToken.None);

        result[0].Sequence.ShouldBe(imported.Cursor.Sequence + 1);
        file.Position = 0;
        second.Files.Select(f => (f.Name, f.Rows, Text(again, f.Name))).ShouldBe(second.Files.Select(f => (f.Name, f.Rows, Text(file, f.Name))));
    }

    [Fact]
    public async Task A_tenant_that_holds_something_is_not_overwritten_and_an_empty_one_is_filled()
    {
        await using var town = await LivelyTownAsync();
        await using var target = await to.TownAsync();
        using var file = new MemoryStream();
        await TenantExport.WriteAsync(town.Database, town.Tenant, [], file, CancellationToken.None);
        file.Position = 0;
        var name = (await target.Database.TenantsAsync(CancellationToken.None)).Single().Name;

        (await TenantImport.ReadAsync(target.Database, name, file, KeepNone, CancellationToken.None)).Succeeded.ShouldBeTrue();
        file.Position = 0;
        var refused = await TenantImport.ReadAsync(target.Database, name, file, KeepNone, CancellationToken.None);

        refused.Problems.Single().Code.ShouldBe("tenant.not-empty");
        (await target.Database.TenantsAsync(CancellationToken.None)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("documents.ndjson", "not json", "transfer.not-json", "documents.ndjson:1")]
    [InlineData("documents.ndjson", "[]", "transfer.not-an-object", "documents.ndjson:1")]
    [InlineData("documents.ndjson", """{"id":"0190a000-0000-7000-8000-000000000001"}""", "transfer.column-missing", "documents.ndjson:1:type")]
    [InlineData("documents.ndjson", """{"id":"0190a000-0000-7000-8000-000000000001","type":"Thing","state":"Lost","draft":0,"published":null,"merged_into":null}""", "transfer.value", "documents.ndjson:1")]
    [InlineData("documents.ndjson", """{"id":"0190a000-0000-7000-8000-000000000001","type":"Thing","state":"99","draft":0,"published":null,"merged_into":null}""", "transfer.value", "documents.ndjson:1")]
    [InlineData("documents.ndjson", """{"id":7,"type":"Thing","state":"Draft","draft":0,"published":null,"merged_into":null}""", "transfer.value", "documents.ndjson:1:id")]
    [InlineData("documents.ndjson", """{"id":"0190a000-0000-7000-8000-000000000001","type":"a\u0000b","state":"Draft","draft":0,"published":null,"merged_into":null}""", "transfer.value", "documents.ndjson:1:type")]
    [InlineData("documents.ndjson", """{"id":"0190a000-0000-7000-8000-000000000001","type":"\ud800","state":"Draft","draft":0,"published":null,"merged_into":null}""", "transfer.value", "documents.ndjson:1:type")]
    [InlineData("documents.ndjson", """{"id":"0190a000-0000-7000-8000-000000000001","type":"Thing","state":"Draft","draft":0,"published":null,"merged_into":null,"tenant":1}""", "transfer.column-unknown", "documents.ndjson:1:tenant")]
    [InlineData("external_ids.ndjson", "{\"system\":\"a\",\"key\":\"1\",\"document\":\"0190a000-0000-7000-8000-000000000001\"}\n{\"system\":\"a\",\"key\":\"1\",\"document\":\"0190a000-0000-7000-8000-000000000002\"}", "transfer.row-twice", "external_ids.ndjson:2")]
    [InlineData("../evil.txt", "x", "transfer.file-unexpected", "../evil.txt")]
    [InlineData("manifest.json", """{"format":"fori-tenant","version":5}""", "transfer.newer-format", "manifest.json")]
    [InlineData("manifest.json", """{"format":"other","version":1}""", "transfer.not-a-tenant", "manifest.json")]
    [InlineData("manifest.json", """{"format":7,"version":1}""", "transfer.not-a-tenant", "manifest.json")]
    [InlineData("manifest.json", "{", "transfer.not-json", "manifest.json")]
    [InlineData("routes.ndjson", "", "transfer.file-changed", "routes.ndjson")]
    public async Task A_file_that_does_not_fit_is_refused_by_file_and_line_and_leaves_nothing(string name, string content, string code, string path)
    {
        await using var town = await LivelyTownAsync();
        await using var target = await to.NewAsync();
        using var file = new MemoryStream();
        await TenantExport.WriteAsync(town.Database, town.Tenant, [], file, CancellationToken.None);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(name)?.Delete();
            await using var entry = await zip.CreateEntry(name).OpenAsync();
            await entry.WriteAsync(Encoding.UTF8.GetBytes(content));
        }

        file.Position = 0;
        var refused = await TenantImport.ReadAsync(target, "moved", file, KeepNone, CancellationToken.None);

        refused.Problems.Select(p => (p.Code, p.Path)).ShouldBe([(code, path)]);
        (await target.TenantsAsync(CancellationToken.None)).ShouldBeEmpty();
        (await target.StrayRowsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_unpacks_without_end_is_refused()
    {
        await using var town = await LivelyTownAsync();
        await using var target = await to.NewAsync();
        using var file = new MemoryStream();
        await TenantExport.WriteAsync(town.Database, town.Tenant, [], file, CancellationToken.None);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("documents.ndjson")!.Delete();
            await using var entry = await zip.CreateEntry("documents.ndjson").OpenAsync();
            await entry.WriteAsync(new byte[4_000_000]);
        }

        file.Position = 0;
        var tooLong = await TenantImport.ReadAsync(target, "moved", file, KeepNone, new ImportLimits { Line = 1_000_000 }, CancellationToken.None);
        file.Position = 0;
        var tooMuch = await TenantImport.ReadAsync(target, "moved", file, KeepNone, new ImportLimits { Unpacked = 2_000_000 }, CancellationToken.None);
        using var noise = new MemoryStream([1, 2, 3]);
        var noZip = await TenantImport.ReadAsync(target, "moved", noise, KeepNone, CancellationToken.None);

        tooLong.Problems.Single().Code.ShouldBe("transfer.line-too-long");
        tooMuch.Problems.Single().Code.ShouldBe("transfer.too-large");
        noZip.Problems.Single().Code.ShouldBe("transfer.not-a-zip");
        (await target.TenantsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_goes_with_a_tenant_arrives_and_what_the_keeper_refuses_refuses_all()
    {
        await using var town = await LivelyTownAsync();
        await using var target = await to.NewAsync();
        using var file = new MemoryStream();
        ArchiveCompanion words = new("words/åland-1.ndjson", () => "{\"a\":1}\n{\"b\":2}\n"u8.ToArray());

        var manifest = (await TenantExport.WriteAsync(town.Database, town.Tenant, [words], file, CancellationToken.None)).Value!;
        file.Position = 0;
        var refused = await TenantImport.ReadAsync(target, "moved", file, _ => Problem.Of("test.refused"), CancellationToken.None);
        file.Position = 0;
        var tooMuch = await TenantImport.ReadAsync(target, "moved", file, KeepNone, new ImportLimits { Companions = 10 }, CancellationToken.None);
        var left = await target.TenantsAsync(CancellationToken.None);
        IReadOnlyList<ReadCompanion> kept = [];
        file.Position = 0;
        var imported = await TenantImport.ReadAsync(target, "moved", file, companions => (kept = companions).Count, CancellationToken.None);

        manifest.Companions.Select(c => (c.Name, c.Rows)).ShouldBe([("words/åland-1.ndjson", 2)]);
        refused.Problems.Single().Code.ShouldBe("test.refused");
        tooMuch.Problems.Single().Code.ShouldBe("transfer.too-large");
        left.ShouldBeEmpty();
        imported.Succeeded.ShouldBeTrue();
        kept.Select(c => (c.Name, Encoding.UTF8.GetString(c.Content.Span))).ShouldBe([("words/åland-1.ndjson", "{\"a\":1}\n{\"b\":2}\n")]);
    }

    [Theory]
    [InlineData("words/one.ndjson", "other\n", "transfer.file-changed", "words/one.ndjson")]
    [InlineData("words/one.ndjson", null, "transfer.file-missing", "words/one.ndjson")]
    [InlineData("words/two.ndjson", "x\n", "transfer.file-untold", "words/two.ndjson")]
    [InlineData("words/../two.ndjson", "x\n", "transfer.file-unexpected", "words/../two.ndjson")]
    [InlineData("/words/two.ndjson", "x\n", "transfer.file-unexpected", "/words/two.ndjson")]
    public async Task A_companion_other_than_the_manifest_tells_is_refused(string name, string? content, string code, string path)
    {
        await using var town = await LivelyTownAsync();
        await using var target = await to.NewAsync();
        using var file = new MemoryStream();
        await TenantExport.WriteAsync(town.Database, town.Tenant, [new("words/one.ndjson", () => "{}\n"u8.ToArray())], file, CancellationToken.None);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(name)?.Delete();
            if (content is not null)
            {
                await using var entry = await zip.CreateEntry(name).OpenAsync();
                await entry.WriteAsync(Encoding.UTF8.GetBytes(content));
            }
        }

        file.Position = 0;
        var refused = await TenantImport.ReadAsync(target, "moved", file, KeepNone, CancellationToken.None);

        refused.Problems.Select(p => (p.Code, p.Path)).ShouldBe([(code, path)]);
        (await target.TenantsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_the_first_version_is_still_read()
    {
        await using var town = await LivelyTownAsync();
        await using var target = await to.NewAsync();
        using var file = new MemoryStream();
        await TenantExport.WriteAsync(town.Database, town.Tenant, [], file, CancellationToken.None);
        InFirstVersion(file);

        file.Position = 0;
        var imported = await TenantImport.ReadAsync(target, "moved", file, KeepNone, CancellationToken.None);

        imported.Problems.ShouldBeEmpty();
        foreach (var table in Tables.Exported.Except(Tables.ExportedLater))
        {
            (await RowsAsync(target, imported.Value!.Tenant.Id, table)).ShouldBe(await RowsAsync(town.Database, town.Tenant, table), table.Name);
        }

        foreach (var table in Tables.ExportedLater)
        {
            (await RowsAsync(target, imported.Value!.Tenant.Id, table)).ShouldBeEmpty(table.Name);
        }
    }

    [Fact]
    public async Task A_file_that_is_told_and_not_there_is_missed_also_when_older_archives_have_none()
    {
        await using var town = await LivelyTownAsync();
        await using var target = await to.NewAsync();
        using var file = new MemoryStream();
        await TenantExport.WriteAsync(town.Database, town.Tenant, [], file, CancellationToken.None);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("remarks.ndjson")!.Delete();
        }

        file.Position = 0;
        var refused = await TenantImport.ReadAsync(target, "moved", file, KeepNone, CancellationToken.None);

        refused.Problems.Select(p => (p.Code, p.Path)).ShouldBe([("transfer.file-missing", "remarks.ndjson")]);
    }

    private static Outcome<int> KeepNone(IReadOnlyList<ReadCompanion> companions) => companions.Count;

    private static void InFirstVersion(MemoryStream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true);
        using var stream = zip.GetEntry("manifest.json")!.Open();
        var manifest = JsonNode.Parse(stream)!.AsObject();
        manifest["version"] = 1;
        manifest.Remove("companions").ShouldBeTrue();
        foreach (var later in Tables.ExportedLater.Select(t => t.Name + ".ndjson"))
        {
            zip.GetEntry(later)!.Delete();
            manifest["files"]!.AsArray().Remove(manifest["files"]!.AsArray().Single(f => f!["name"]!.GetValue<string>() == later));
        }

        RemovePart(zip, manifest["files"]!.AsArray().Single(f => f!["name"]!.GetValue<string>() == "quarantine.ndjson")!.AsObject());
        stream.SetLength(0);
        stream.Write(Encoding.UTF8.GetBytes(manifest.ToJsonString()));
    }

    // The first version had one row for each record in quarantine.
    private static void RemovePart(ZipArchive zip, JsonObject told)
    {
        using var stream = zip.GetEntry("quarantine.ndjson")!.Open();
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var lines = Encoding.UTF8.GetBytes(text.Replace("\"part\":0,", "", StringComparison.Ordinal));
        lines.Length.ShouldBeLessThan(text.Length);
        told["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(lines));
        stream.SetLength(0);
        stream.Write(lines);
    }

    private async Task<StoreTown> LivelyTownAsync()
    {
        var town = await from.TownAsync();
        var one = (await town.SayAsync("a", "1", """{"name":{"fi":"Sauna ä 👍"},"identifiers":[{"system":"oid","value":"7"}],"phone":"1","place":{"system":"tprek","key":"9"}}""")).Document;
        await town.SayAsync("b", "9", """{"name":{"fi":"Sauna"},"identifiers":[{"system":"oid","value":"7"}],"phone":"2"}""");
        var two = (await town.SayAsync("b", "10", """{"name":{"sv":"Bastu \" \\ \n"},"size":12345678901234567890.5}""")).Document;
        await town.SayAsync("a", "1", """{"name":{"fi":"Rantasauna"},"place":{"system":"tprek","key":"10"}}""");
        await town.SayAsync("c", "gone", """{"name":{"fi":"Entinen"}}""");
        await town.SayAsync("c", "gone", null);
        await town.DecideAsync((unit, ct) => town.Golden.PinAsync(unit, one, "phone", "*", "\"+358 <3>\""u8.ToArray(), null, StoreTown.Aino, ct));
        await town.DecideAsync((unit, ct) => town.Golden.MergeDocumentsAsync(unit, one, two, StoreTown.Aino, ct));
        await town.DecideAsync((unit, _) =>
        {
            var run = Guid.CreateVersion7();
            unit.SaveRun(new RunRow(run, "a", "json", RunState.Done, unit.Now, unit.Now, "{\n  \"read\": 2 }"u8.ToArray()));
            unit.Keep(new SavedViewRow(Guid.CreateVersion7(), Guid.CreateVersion7(), "Omat \u00e4", "q=a%20b", unit.Now));
            unit.Quarantine(new QuarantineRow(run, 1, 0, "a", null, [0, 255, 10, 13], null, "[]"u8.ToArray(), unit.Now, null));
            return Task.FromResult(0);
        });
        var asked = Guid.CreateVersion7();
        await town.DecideAsync((unit, ct) => town.Edited.SaveAsync(unit, new DraftSave(asked, StoreTown.EditedKind, 0, StoreTown.Canonical("""{"name":{"fi":"Talviuinti","sv":"Vinterbad"}}"""), null), StoreTown.Aino, ct));
        await town.DecideAsync((unit, ct) => town.Edited.SubmitAsync(unit, asked, 1, ["fi"], "Valmis ä \n", StoreTown.Aino, ct));
        await town.DecideAsync((unit, ct) => EditedDocuments.ScheduleAsync(
            unit, new ScheduleOrder(asked, 1, ScheduledAct.Publish, ["fi"], DateTimeOffset.MaxValue.AddYears(-1000), true, null), StoreTown.Aino, ct));
        await town.DecideAsync((unit, _) =>
        {
            unit.KeepReviewDay(new ReviewDayRow(asked, new DateOnly(2027, 1, 31), "aino", unit.Now));
            return Task.FromResult(0);
        });
        await town.DecideAsync(async (unit, ct) =>
        {
            unit.GiveTo((await unit.Session.DocumentsAsync([asked], ct)).Single(), "user:eero", "aino", "editor");
            return 0;
        });
        var binned = Guid.CreateVersion7();
        await town.DecideAsync((unit, ct) => town.Edited.SaveAsync(unit, new DraftSave(binned, StoreTown.EditedKind, 0, StoreTown.Canonical("""{"name":{"fi":"Turha"}}"""), null), StoreTown.Aino, ct));
        await town.DecideAsync((unit, ct) => town.Edited.BinAsync(unit, binned, 1, StoreTown.Aino, ct));
        return town;
    }

    private static string Text(MemoryStream file, string name)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return string.Join('\n', reader.ReadToEnd().Split('\n').Order(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(StoreDatabase database, TenantId tenant, Table table)
    {
        var rows = await database.ReadAsync(tenant, s => s.QueryAsync(
            $"select {table.ColumnNames} from {table.Name} where tenant = @tenant", table.ReadRow, CancellationToken.None), CancellationToken.None);
        return [.. rows.Select(r => string.Join('|', table.ValuesOf(r).Select((v, i) => Shown(table.Columns[i].Type, v)))).Order(StringComparer.Ordinal)];
    }

    private static string? Shown(ColumnType type, object? value) => value switch
    {
        byte[] json when type == ColumnType.Json => Encoding.UTF8.GetString(json).Replace('\n', ' '),
        byte[] bytes => Convert.ToHexString(bytes),
        IReadOnlyList<string> words => string.Join(' ', words),
        DateTimeOffset at => at.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}

public sealed class SqliteToSqliteTransfer() : TransferContract(new SqliteProduct(), new SqliteProduct());

public sealed class SqliteToPostgresTransfer() : TransferContract(new SqliteProduct(), new PostgresProduct());

public sealed class PostgresToSqliteTransfer() : TransferContract(new PostgresProduct(), new SqliteProduct());
