using Fori.Registers.Vocabularies;
using Fori.Store;
using Fori.Store.Sqlite;
using Fori.Tests.Testing;
using Fori.Web.CommandLine;

namespace Fori.Tests.CommandLine;

public sealed class CommandLineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(2, "tenant")]
    [InlineData(2, "tenant", "ad", "x")]
    [InlineData(2, "tenant", "add", "Kaisla ranta")]
    [InlineData(2, "tenant", "add", "kaisla", "--languages", "finnish!")]
    [InlineData(2, "tenant", "add", "kaisla", "--host", "https://kaisla.example")]
    [InlineData(2, "tenant", "remove")]
    [InlineData(2, "key", "list")]
    [InlineData(2, "key", "revoke", "1", "--tenant", "kaisla")]
    [InlineData(1, "tenant", "remove", "kaisla")]
    [InlineData(1, "key", "list", "--tenant", "kaisla")]
    [InlineData(1, "restore", "no-such-folder")]
    [InlineData(1, "serve", "--port", "eighty")]
    [InlineData(1, "tenant", "list", "--database", "nonsense")]
    [InlineData(0, "tenant", "list")]
    [InlineData(0, "upgrade", "--check")]
    public async Task Each_outcome_has_its_exit_code_and_with_json_one_line(int exit, params string[] arguments)
    {
        using var folder = new DataFolder();

        var plain = await RunAsync(folder, arguments);
        var json = await RunAsync(folder, [.. arguments, "--json"]);

        plain.Exit.ShouldBe(exit, plain.Err);
        json.Exit.ShouldBe(exit, json.Err);
        (plain.Err + json.Err).ShouldNotContain("   at ");
        if (exit == 0)
        {
            json.Err.ShouldBeEmpty();
        }
        else
        {
            plain.Out.ShouldBeEmpty();
            plain.Err.ShouldNotBeEmpty();
            json.Json.GetProperty("ok").GetBoolean().ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_wrong_setting_is_named_before_anything_is_touched()
    {
        using var folder = new DataFolder();

        var answer = await RunAsync(folder, "serve", "--port", "70000");

        answer.Exit.ShouldBe(1);
        answer.Err.ShouldContain("FORI__Port is \"70000\"; allowed is a whole number from 0 (a free one) to 65535");
        Directory.Exists(folder["data"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_without_a_stack_trace()
    {
        using var folder = new DataFolder();

        var answer = await RunAsync(folder, "tenant", "list", "--database", "Host=127.0.0.1;Port=1;Username=x;Password=hush;Timeout=2");

        answer.Exit.ShouldBe(1);
        answer.Err.ShouldContain("The database does not answer");
        answer.Err.ShouldNotContain("hush");
        answer.Err.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_as_damaged()
    {
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder["data"]);
        await File.WriteAllTextAsync(folder["data/fori.db"], string.Concat(Enumerable.Repeat("not a database ", 1000)), Stop);

        var answer = await RunAsync(folder, "tenant", "list");

        answer.Exit.ShouldBe(1);
        answer.Err.ShouldContain("The database is damaged");
    }

    [Fact]
    public async Task Help_calls_the_program_as_people_call_it()
    {
        using var folder = new DataFolder();

        var answer = await ForiProgram.RunAsync(folder, "tenant", "--help");

        answer.Exit.ShouldBe(0);
        answer.Out.ShouldContain("fori tenant [command]");
        (await ForiProgram.RunAsync(folder)).Err.ShouldContain("`fori --help`");
    }

    [Fact]
    public async Task A_host_belongs_to_one_municipality()
    {
        using var folder = new DataFolder();
        (await RunAsync(folder, "tenant", "add", "kaislaranta", "--languages", "fi,sv", "--host", "www.kaislaranta.example")).Exit.ShouldBe(0);

        var second = await RunAsync(folder, "tenant", "add", "kuurakoski", "--host", "www.kaislaranta.example");

        second.Exit.ShouldBe(1);
        second.Err.ShouldContain("www.kaislaranta.example belongs to kaislaranta already");
        var list = (await RunAsync(folder, "tenant", "list", "--json")).Json;
        list.GetArrayLength().ShouldBe(1);
        list[0].GetProperty("languages").EnumerateArray().Select(l => l.GetString()).ShouldBe(["fi", "sv"]);
    }

    [Fact]
    public async Task A_key_is_shown_once_and_only_its_hash_is_kept()
    {
        using var folder = new DataFolder();
        await RunAsync(folder, "tenant", "add", "kaislaranta");

        var added = (await RunAsync(folder, "key", "add", "place register", "--tenant", "kaislaranta", "--role", "importer", "--json")).Json;
        var listed = await RunAsync(folder, "key", "list", "--tenant", "kaislaranta", "--json");
        var revoked = await RunAsync(folder, "key", "revoke", added.GetProperty("id").GetString()!, "--tenant", "kaislaranta", "--json");

        var key = added.GetProperty("key").GetString().ShouldNotBeNull();
        key.Length.ShouldBe("fori_".Length + 43);
        listed.Out.ShouldNotContain(key);
        listed.Json[0].GetProperty("role").GetString().ShouldBe("importer");
        revoked.Json.GetProperty("revokedAt").GetString().ShouldNotBeNull();
        foreach (var file in Directory.GetFiles(folder["data"]))
        {
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Stop)).ShouldNotContain(key);
        }
    }

    [Fact]
    public async Task An_older_program_refuses_a_newer_database_in_every_command()
    {
        using var folder = new DataFolder();
        await RunAsync(folder, "tenant", "list");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder["data/fori.db"]};Pooling=false"))
        {
            connection.Open();
            using var newer = connection.CreateCommand();
            newer.CommandText = "insert into SchemaVersions (ScriptName, Applied) values ('Fori.Store.Sqlite.Migrations.9999-future.sql', '2030-01-01')";
            newer.ExecuteNonQuery();
        }

        foreach (var arguments in (string[][])[["tenant", "list"], ["upgrade"], ["upgrade", "--check"], ["serve", "--port", "0"]])
        {
            var answer = await RunAsync(folder, arguments);
            answer.Exit.ShouldBe(1, string.Join(' ', arguments));
            answer.Err.ShouldContain("9999-future");
        }
    }

    [Fact]
    public async Task A_backup_is_restored_with_a_new_epoch_and_the_former_database_is_kept()
    {
        using var folder = new DataFolder();
        await RunAsync(folder, "tenant", "add", "kaislaranta", "--host", "www.kaislaranta.example");
        Directory.CreateDirectory(folder["data/blobs/1"]);
        await File.WriteAllTextAsync(folder["data/blobs/1/abc"], "a file", Stop);
        var backup = await RunAsync(folder, "backup", "copy", "--json");
        await RunAsync(folder, "tenant", "remove", "kaislaranta");
        File.Exists(folder["data/blobs/1/abc"]).ShouldBeFalse("a municipality goes with its files");

        var restored = await RunAsync(folder, "restore", "copy", "--json");

        backup.Exit.ShouldBe(0, backup.Err);
        backup.Json.GetProperty("files").GetInt32().ShouldBe(1);
        restored.Exit.ShouldBe(0, restored.Err);
        File.Exists(restored.Json.GetProperty("aside").GetString()).ShouldBeTrue();
        (await RunAsync(folder, "tenant", "list", "--json")).Json[0].GetProperty("hosts")[0].GetString().ShouldBe("www.kaislaranta.example");
        (await File.ReadAllTextAsync(folder["data/blobs/1/abc"], Stop)).ShouldBe("a file");
        await using var database = new SqliteDatabase(folder["data/fori.db"], TimeProvider.System);
        (await database.HeadsAsync(Stop)).Values.ShouldHaveSingleItem().Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task A_backup_brings_vocabularies_and_erasures_to_an_empty_machine()
    {
        using var folder = new DataFolder();
        await RunAsync(folder, "tenant", "add", "kaislaranta");
        await File.WriteAllTextAsync(folder["old.tsv"], "<http://words.example/1>\tvene\n", Stop);
        await File.WriteAllTextAsync(folder["new.tsv"], "<http://words.example/2>\tlautta\n", Stop);
        foreach (var file in (string[])["new.tsv", "old.tsv"])
        {
            var loaded = await RunAsync(folder, "import", "--tenant", "kaislaranta", "--source", "vocabulary", "--scheme", "words", "--language", "fi", file);
            loaded.Exit.ShouldBe(0, loaded.Err);
        }

        await File.WriteAllTextAsync(folder["data/erasures.ndjson"], """{"tenant":"elsewhere","parts":{"id":"01a223b0-1090-7699-84d6-24e4f47436a8","at":"2026-11-28T19:44:30.864756+00:00","contributions":[],"arrivals":[],"versions":[],"names":[],"addresses":[],"quarantine":[],"notes":[],"decisions":[],"runs":[],"accesses":[]}}""" + "\n", Stop);
        var before = Vocabularies();

        (await RunAsync(folder, "backup", "copy")).Exit.ShouldBe(0);
        Directory.Delete(folder["data"], recursive: true);
        var restored = await RunAsync(folder, "restore", "copy");

        restored.Exit.ShouldBe(0, restored.Err);
        before.ShouldNotBeEmpty();
        Vocabularies().ShouldBe(before);
        (await File.ReadAllLinesAsync(folder["data/erasures.ndjson"], Stop)).ShouldHaveSingleItem().ShouldContain("elsewhere");

        var kept = new DirectoryInfo(folder["data/vocabularies"]).GetFiles().MaxBy(f => f.LastWriteTimeUtc)!.FullName; // Two were written.
        var bytes = await File.ReadAllBytesAsync(kept, Stop);
        bytes[^12] ^= 0xff;
        await File.WriteAllBytesAsync(kept, bytes, Stop);
        var verified = await RunAsync(folder, "verify", "--json");
        verified.Json.GetProperty("problems").EnumerateArray().ShouldHaveSingleItem().GetProperty("check").GetString().ShouldBe("vocabulary.damaged");

        List<(string, DateTime)> Vocabularies() =>
            [.. new DirectoryInfo(folder["data/vocabularies"]).GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => (f.Name, f.LastWriteTimeUtc))];
    }

    [Fact]
    public async Task A_municipality_takes_its_vocabularies_to_another_installation_and_is_found_by_them()
    {
        using var folder = new DataFolder();
        await RunAsync(folder, "tenant", "add", "kaislaranta");
        await File.WriteAllTextAsync(folder["words.nt"], """
            <http://words.example/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "lautta"@fi .
            <http://words.example/1> <http://www.w3.org/2004/02/skos/core#altLabel> "lossi"@fi .

            """, Stop);
        (await RunAsync(folder, "import", "--tenant", "kaislaranta", "--source", "vocabulary", "--scheme", "words", "words.nt")).Exit.ShouldBe(0);
        await File.WriteAllTextAsync(folder["theirs.nt"], """
            <http://words.example/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "lauttavene"@fi .
            <http://words.example/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "färja"@sv .
            <http://words.example/2> <http://www.w3.org/2004/02/skos/core#prefLabel> "silta"@fi .

            """, Stop);

        var left = await RunAsync(folder, "tenant", "export", "kaislaranta", "leaving.zip", "--json");
        Directory.Delete(folder["data"], recursive: true);
        var came = await RunAsync(folder, "tenant", "import", "kaislaranta", "leaving.zip", "--json");
        var empty = await Vocabulary();
        var again = await RunAsync(folder, "tenant", "import", "again", "leaving.zip", "--json");
        Directory.Delete(folder["data"], recursive: true);
        await RunAsync(folder, "tenant", "add", "toinen");
        (await RunAsync(folder, "import", "--tenant", "toinen", "--source", "vocabulary", "--scheme", "words", "theirs.nt")).Exit.ShouldBe(0);
        await RunAsync(folder, "tenant", "import", "kaislaranta", "leaving.zip", "--json");
        var shared = await Vocabulary();

        left.Json.GetProperty("vocabularies").GetInt32().ShouldBe(1);
        came.Json.GetProperty("vocabularies").GetInt32().ShouldBe(1);
        again.Json.GetProperty("vocabularies").GetInt32().ShouldBe(0);
        empty.Items.ShouldHaveSingleItem().AlternativeLabels.ShouldHaveSingleItem().Text.ShouldBe("lossi");
        shared.Items.Count.ShouldBe(2);
        shared.Items[0].Labels.ToDictionary().ShouldBe(new Dictionary<string, string> { ["fi"] = "lauttavene", ["sv"] = "färja" }, ignoreOrder: true);
        shared.Items[0].AlternativeLabels.ShouldHaveSingleItem().Text.ShouldBe("lossi");

        async Task<Vocabulary> Vocabulary()
        {
            (await RunAsync(folder, "verify")).Exit.ShouldBe(0);
            var files = new VocabularyFiles(folder["data/vocabularies"]);
            return files.Load(files.List()[0]).Value.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_running_server_takes_what_is_in_quarantine_again()
    {
        const string Mapping = "type: Service\nsource: { format: ndjson }\nkey: id\nfields: { name: { localized: { fi: name } }, chargeType: { from: price, as: [{ enum: { paid: Chargeable } }] } }\n";
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder["list.yaml"], Mapping, Stop);
        await File.WriteAllTextAsync(folder["list.ndjson"], """{"id":"1","name":"Uimahalli","price":"free"}""" + "\n", Stop);
        string[] where = ["--tenant", "kaislaranta", "--data", folder.Path, "--json"];
        (await ForiProgram.RunAsync(folder, "tenant", "add", "kaislaranta", "--data", folder.Path)).Exit.ShouldBe(0);
        var (server, _) = await ForiProgram.ServeAsync(folder, []);
        using var running = server;

        var import = await ForiProgram.RunAsync(folder, ["import", "--source", "ndjson", "--mapping", "list.yaml", "list.ndjson", .. where]);
        await File.WriteAllTextAsync(folder["list.yaml"], Mapping.Replace("paid:", "free: FreeOfCharge, paid:", StringComparison.Ordinal), Stop);
        var replay = await ForiProgram.RunAsync(folder, ["runs", "--replay", "--mapping", "list.yaml", .. where]);
        var waiting = await ForiProgram.RunAsync(folder, ["runs", "--quarantine", .. where]);

        (import.Exit, import.Json.GetProperty("quarantined").GetInt32()).ShouldBe((3, 1), import.Err);
        (replay.Exit, replay.Json.GetProperty("created").GetInt32()).ShouldBe((0, 1), replay.Err);
        waiting.Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_nothing_is_replaced()
    {
        using var folder = new DataFolder();
        await RunAsync(folder, "tenant", "add", "kaislaranta");
        await RunAsync(folder, "backup", "copy");
        var bytes = await File.ReadAllBytesAsync(folder["copy/fori.db"], Stop);
        Array.Fill(bytes, (byte)0x5A, 4096, 4096 * 4);
        await File.WriteAllBytesAsync(folder["copy/fori.db"], bytes, Stop);

        var answer = await RunAsync(folder, "restore", "copy");

        answer.Exit.ShouldBe(1);
        answer.Err.ShouldContain("is damaged");
        (await RunAsync(folder, "tenant", "list", "--json")).Json.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_backup_is_never_written_over_another()
    {
        using var folder = new DataFolder();
        (await RunAsync(folder, "backup", "copy")).Exit.ShouldBe(0);

        (await RunAsync(folder, "backup", "copy")).Err.ShouldContain("is not empty");
    }

    [Fact]
    public void A_problem_without_a_sentence_is_shown_with_all_that_it_says() =>
        Sentences.Of(Problem.Of("some.code", "name.fi", ("max", "100"))).ShouldBe("some.code — name.fi — max 100");

    private static async Task<ProgramAnswer> RunAsync(DataFolder folder, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exit = await ForiCommandLine.RunAsync(arguments, folder.Path, new CommandConsole(output, errors), null, Stop);
        return new ProgramAnswer((int)exit, output.ToString(), errors.ToString());
    }
}
