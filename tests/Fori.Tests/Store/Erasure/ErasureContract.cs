using System.Text;
using Fori.Access;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Erasure;
using Fori.Store.Golden;
using Fori.Store.Operations;
using Fori.Store.Postgres;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Sqlite;
using Fori.Store.Verification;
using Fori.Store.Writing;
using Fori.Tests.Testing;

namespace Fori.Tests.Store.Erasure;

/// <summary>A person's text goes everywhere, and stays away.</summary>
public abstract class ErasureContract(DatabaseProduct product) : IAsyncDisposable
{
    private const string Person = "Mäkeläinen";
    private readonly string _folder = Directory.CreateTempSubdirectory("fori-erasure-").FullName;

    private ErasureRegister Register => ErasureRegister.In(_folder);

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_erased_text_is_in_no_byte_of_the_store_and_the_next_import_does_not_bring_it_again()
    {
        await using var town = await TownOfAPersonAsync();
        (await BytesAsync(town.Database)).ShouldContain(b => Holds(b));

        var erased = await EraseAsync(town, new EraseRequest { Text = "mäkeläinen" });
        await town.Database.ScrubAsync(CancellationToken.None);

        erased.Succeeded.ShouldBeTrue();
        (await BytesAsync(town.Database)).ShouldAllBe(b => !Holds(b));
        Holds(await File.ReadAllBytesAsync(Register.File)).ShouldBeFalse();
        await ShouldBeSoundAsync(town);

        var again = await SayAllAsync(town, phone: "2");
        (await town.BodyAsync(again))!.ShouldContain("\"phone\":\"2\"");
        (await BytesAsync(town.Database)).ShouldAllBe(b => !Holds(b));
        await ShouldBeSoundAsync(town);
    }

    [Fact]
    public async Task Every_touched_document_tells_of_the_erasure_by_field()
    {
        await using var town = await product.TownAsync();
        var id = (await town.SayAsync("a", "1", """{"name":{"fi":"Sauna"},"text":{"fi":"Kysy <b>Mäke</b>läiseltä","sv":"Fråga <b>Mäke</b>l&auml;inen"}}""")).Document;
        var other = (await town.SayAsync("a", "2", """{"name":{"fi":"Halli"}}""")).Document;

        await EraseAsync(town, new EraseRequest { Text = Person });

        (await town.BodyAsync(id)).ShouldBe("""{"name":{"fi":"Sauna"},"text":{"fi":"Kysy <b>Mäke</b>läiseltä"}}""");
        var change = (await town.ChangesAsync()).Single(c => c.Operation == ChangeOperation.Erase);
        (change.Id, change.Fields.Single()).ShouldBe((id, "text.sv"));
        (await town.ChangesAsync()).Count(c => c.Id == other).ShouldBe(1);
    }

    [Fact]
    public async Task What_the_source_has_itself_taken_back_may_be_said_anew()
    {
        await using var town = await product.TownAsync();
        await town.SayAsync("a", "1", """{"name":{"fi":"Sauna"},"contact":"Mäkeläinen"}""");
        await town.SayAsync("a", "1", """{"name":{"fi":"Sauna"},"contact":"Virtanen"}""");

        await EraseAsync(town, new EraseRequest { Text = Person });
        var id = (await town.SayAsync("a", "1", """{"name":{"fi":"Sauna"},"contact":"Lahtinen"}""")).Document;

        (await town.BodyAsync(id))!.ShouldContain("Lahtinen");
        (await town.LookAsync(s => s.HistoryAsync(id, 9, CancellationToken.None))).Select(v => Encoding.UTF8.GetString(v.Body)).Order(StringComparer.Ordinal).ShouldBe(
        [
            """{"contact":"Lahtinen","name":{"fi":"Sauna"}}""", """{"contact":"Virtanen","name":{"fi":"Sauna"}}""", """{"name":{"fi":"Sauna"}}""",
        ]);
        await ShouldBeSoundAsync(town);
    }

    [Fact]
    public async Task A_field_can_be_erased_whatever_is_in_it_and_another_source_then_speaks()
    {
        await using var town = await product.TownAsync();
        var id = (await town.SayAsync("a", "1", """{"name":{"fi":"Sauna"},"identifiers":[{"system":"oid","value":"7"}],"contact":"x"}""")).Document;
        await town.SayAsync("b", "1", """{"name":{"fi":"Sauna"},"identifiers":[{"system":"oid","value":"7"}],"contact":"y"}""");

        await EraseAsync(town, new EraseRequest { Source = "a", Key = "1", Field = "contact" });

        (await town.BodyAsync(id))!.ShouldContain("\"contact\":\"y\"");
        await ShouldBeSoundAsync(town);
    }

    [Fact]
    public async Task A_request_without_bounds_or_of_a_records_key_is_refused()
    {
        await using var town = await product.TownAsync();
        await town.SayAsync("a", "makelainen@example.fi", """{"name":{"fi":"Sauna"}}""");

        (await EraseAsync(town, new EraseRequest { Field = "name" })).Problems.Single().Code.ShouldBe("erase.nothing-asked");
        (await EraseAsync(town, new EraseRequest { Text = " a " })).Problems.Single().Code.ShouldBe("erase.text-too-short");
        (await EraseAsync(town, new EraseRequest { Text = "makelainen@" })).Problems.Single().Code.ShouldBe("erase.in-key");
    }

    [Fact]
    public async Task An_older_backup_is_erased_again_and_verifies_and_old_cursors_do_not_fit()
    {
        await using var town = await TownOfAPersonAsync();
        await town.Database.BackupAsync(Path.Combine(_folder, "backup"), CancellationToken.None);
        await town.SayAsync("z", "1", """{"name":{"fi":"Myöhempi"}}""");
        await EraseAsync(town, new EraseRequest { Text = Person });
        var before = (await town.Database.HeadsAsync(CancellationToken.None))[town.Tenant];

        await using var restored = await RestoreAsync(Path.Combine(_folder, "backup"));

        await using var writer = new StoreWriter(restored);
        (await Register.ReplayAsync(restored, writer, town.Golden, CancellationToken.None)).ShouldBe(1);
        var tenant = (await restored.TenantsAsync(CancellationToken.None)).Single().Id;
        await writer.WriteAsync(tenant, WriteLane.People, async (unit, ct) =>
        {
            await unit.BeginNextEpochAsync(ct);
            return 0;
        }, CancellationToken.None);

        (await BytesAsync(restored)).ShouldAllBe(b => !Holds(b));
        (await StoreVerifier.VerifyAsync(restored, StoreTown.Kinds, null, CancellationToken.None)).Problems.ShouldBeEmpty();
        (await restored.HeadsAsync(CancellationToken.None))[tenant].Epoch.ShouldBe(before.Epoch + 1);
        (await restored.ReadAsync(tenant, s => s.MarkOfAsync(before.Head, CancellationToken.None), CancellationToken.None)).ShouldNotBe(before.Mark);

        (await Register.ReplayAsync(restored, writer, town.Golden, CancellationToken.None)).ShouldBe(1);
        (await StoreVerifier.VerifyAsync(restored, StoreTown.Kinds, null, CancellationToken.None)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_register_that_cannot_be_read_stops_the_restore()
    {
        await using var town = await product.TownAsync();
        await File.WriteAllTextAsync(Register.File, "{\"tenant\":\n");

        await Should.ThrowAsync<InvalidDataException>(() => Register.ReplayAsync(town.Database, town.Writer, town.Golden, CancellationToken.None));
    }

    /// <summary>A working store from a backup of the product's own kind.</summary>
    protected abstract Task<StoreDatabase> RestoreAsync(string folder);

    /// <summary>Every byte that the database keeps, or that a dump of it would carry away.</summary>
    protected abstract Task<IReadOnlyList<byte[]>> BytesAsync(StoreDatabase database);

    private static bool Holds(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return text.Contains(Person, StringComparison.OrdinalIgnoreCase) || text.Contains("makelainen", StringComparison.OrdinalIgnoreCase)
            || text.Contains("M\\u00e4kel", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task ShouldBeSoundAsync(StoreTown town)
    {
        var report = await StoreVerifier.VerifyAsync(town.Database, StoreTown.Kinds, null, CancellationToken.None);
        report.Problems.ShouldBeEmpty(string.Join('\n', report.Problems));
    }

    private async Task<Outcome<ErasedParts>> EraseAsync(StoreTown town, EraseRequest request)
    {
        var name = (await town.Database.TenantsAsync(CancellationToken.None)).Single().Name;
        return await town.DecideAsync((unit, ct) => town.Golden.EraseAsync(unit, request, Register, name, StoreTown.Aino, ct));
    }

    private async Task<StoreTown> TownOfAPersonAsync()
    {
        var town = await product.TownAsync();
        var id = await SayAllAsync(town, phone: "1");
        await town.SayAsync("b", "2", """{"name":{"fi":"MÄKELÄINEN Oy"},"identifiers":[{"system":"mail","value":"mäkeläinen@example.fi"}]}""");
        await town.SayAsync("b", "2", """{"name":{"fi":"Yritys Oy"}}""");
        await town.SayAsync("b", "3", """{"name":{"fi":"Viittaaja"},"place":{"system":"mail","key":"mäkeläinen@example.fi"}}""");
        await town.SayAsync("b", "3", null);
        await town.DecideAsync((unit, ct) => town.Golden.PinAsync(unit, id, "note", "*", "\"Kysy: M\\u00e4kel\\u00e4inen\""u8.ToArray(), null, StoreTown.Aino, ct));
        await town.DecideAsync((unit, _) =>
        {
            var run = Guid.CreateVersion7();
            unit.SaveRun(new RunRow(run, "a", "json", RunState.Done, unit.Now, unit.Now, "{\"read\":2,\"messages\":[\"no M\\u00e4kel\\u00e4inen\"]}"u8.ToArray()));
            unit.Quarantine(new QuarantineRow(run, 1, 0, "a", null, "{\"x\":\"M\\u00E4kel\\u00E4inen\""u8.ToArray(), "{\"x\":\"Mäkeläinen\"}"u8.ToArray(), "[]"u8.ToArray(), unit.Now, null));
            unit.Insert(Tables.AccessLog, new AccessRow(Guid.CreateVersion7(), unit.Now, "aino", "look", "mäkeläinen", true));
            return Task.FromResult(0);
        });
        var person = (await new StaffRegister(town.Database, town.Writer).AddAsync(town.Tenant, "aino@town.example", "Aino", [], null, false, CancellationToken.None)).Value.ShouldNotBeNull();
        await town.Writer.WriteAsync(town.Tenant, WriteLane.People, async (unit, ct) =>
        {
            await unit.KeepAutosaveAsync(new AutosaveRow(person.Id, id, Guid.CreateVersion7(), "Thing", 1, "{\"body.fi.0.text\":\"Soita: M\\u00e4kel\\u00e4inen\"}"u8.ToArray(), unit.Now), ct);
            return true;
        }, CancellationToken.None);
        return town;
    }

    private static async Task<Guid> SayAllAsync(StoreTown town, string phone)
    {
        var body = $$$"""{"name":{"fi":"Sauna"},"text":{"fi":"Soita: Mäkeläinen","sv":"Ring"},"contacts":[{"name":"Maija Mäkeläinen"}],"phone":"{{{phone}}}","identifiers":[{"system":"oid","value":"7"}]}""";
        await town.SayAsync("a", "9", $$$"""{"name":{"fi":"Sauna"},"contacts":[{"name":"M. Mäkeläinen"}],"phone":"{{{phone}}}","identifiers":[{"system":"oid","value":"7"}]}""");
        return (await town.SayAsync("a", "1", body)).Document;
    }
}

public sealed class SqliteErasure() : ErasureContract(new SqliteProduct())
{
    protected override Task<StoreDatabase> RestoreAsync(string folder)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "..", "data")).FullName, "fori.db");
        File.Copy(Path.Combine(folder, "fori.db"), file);
        return Task.FromResult<StoreDatabase>(new SqliteDatabase(file, TimeProvider.System));
    }

    protected override async Task<IReadOnlyList<byte[]>> BytesAsync(StoreDatabase database)
    {
        var bytes = new List<byte[]>();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(((SqliteDatabase)database).File)!))
        {
            bytes.Add(await File.ReadAllBytesAsync(file));
        }

        return bytes;
    }
}

public sealed class PostgresErasure : ErasureContract
{
    private readonly PostgresProduct _product;

    public PostgresErasure()
        : this(new PostgresProduct())
    {
    }

    private PostgresErasure(PostgresProduct product)
        : base(product) => _product = product;

    protected override async Task<StoreDatabase> RestoreAsync(string folder)
    {
        var (database, connectionString) = await _product.NewEmptyAsync();
        await PostgresDump.RestoreAsync(connectionString, Path.Combine(folder, PostgresDump.FileName), CancellationToken.None);
        return database;
    }

    // Columns of bytes are dumped as hex, so the rows are looked at as they are.
    protected override async Task<IReadOnlyList<byte[]>> BytesAsync(StoreDatabase database)
    {
        var bytes = new List<byte[]>();
        await using var connection = await _product.ConnectAsync(database);
        foreach (var table in Tables.All)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select {table.ColumnNames} from {table.Name}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    bytes.Add(reader.GetValue(i) as byte[] ?? Encoding.UTF8.GetBytes(reader.GetValue(i).ToString() ?? ""));
                }
            }
        }

        return bytes;
    }
}
