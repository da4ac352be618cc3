using System.Text;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Files;
using Fori.Store.Sql;
using Fori.Store.Transfer;
using Fori.Store.Verification;
using Fori.Store.Writing;
using Fori.Tests.Testing;

namespace Fori.Tests.Store.Files;

/// <summary>What the store promises of files, on every database.</summary>
public abstract class StoredFilesContract(DatabaseProduct product) : IAsyncDisposable
{
    private readonly DataFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private BlobFolder Blobs => new(_folder["blobs"]);

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_file_is_kept_once_under_the_hash_of_its_content()
    {
        await using var town = await product.TownAsync();

        var hash = await KeepAsync(town, "abc");
        await KeepAsync(town, "abc");

        hash.Value.ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        File.ReadAllText(Blobs.PathOf(town.Tenant, hash)).ShouldBe("abc");
        var row = (await town.LookAsync(s => s.FilesAsync(Stop))).ShouldHaveSingleItem();
        (row.Hash, row.Bytes, row.MarkedAt).ShouldBe((hash.Value, 3, null));
        Directory.GetFiles(Path.Combine(Blobs.Root, "incoming")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_with_more_bytes_than_allowed_leaves_nothing()
    {
        await using var town = await product.TownAsync();

        (await Blobs.ReceiveAsync(new MemoryStream(new byte[100]), 99, Stop)).ShouldBeNull();

        Directory.GetFiles(Path.Combine(Blobs.Root, "incoming")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_cannot_name_a_file_that_is_not_kept()
    {
        await using var town = await product.TownAsync();

        var refused = await SaveAsync(town, Guid.CreateVersion7(), 0, new string('a', 64));

        refused.Problems[0].Code.ShouldBe("file.unknown");
        (await SaveAsync(town, Guid.CreateVersion7(), 0, (await KeepAsync(town, "abc")).Value)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_nothing_names_goes_by_the_second_sweep_after_a_day_each()
    {
        await using var town = await product.TownAsync();
        var loose = await KeepAsync(town, "loose");
        var named = await KeepAsync(town, "named");
        await SaveAsync(town, Guid.CreateVersion7(), 0, named.Value);
        (await SweepAsync(town)).ShouldBe(new SweptFiles(0, 0));

        await AgeAsync(town, "touched_at");
        (await SweepAsync(town)).ShouldBe(new SweptFiles(1, 0));
        (await SweepAsync(town)).ShouldBe(new SweptFiles(0, 0));
        await AgeAsync(town, "marked_at");
        (await SweepAsync(town)).ShouldBe(new SweptFiles(0, 1));

        (await town.LookAsync(s => s.FilesAsync(Stop))).Select(r => r.Hash).ShouldBe([named.Value]);
        File.Exists(Blobs.PathOf(town.Tenant, loose)).ShouldBeFalse();
        File.Exists(Blobs.PathOf(town.Tenant, named)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_marked_file_that_is_named_again_stays()
    {
        await using var town = await product.TownAsync();
        var hash = await KeepAsync(town, "abc");
        await AgeAsync(town, "touched_at");
        await SweepAsync(town);
        await AgeAsync(town, "marked_at");

        await SaveAsync(town, Guid.CreateVersion7(), 0, hash.Value);

        (await SweepAsync(town)).ShouldBe(new SweptFiles(0, 0));
        (await town.LookAsync(s => s.FilesAsync(Stop))).ShouldHaveSingleItem().MarkedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_file_that_only_an_old_version_names_stays()
    {
        await using var town = await product.TownAsync();
        var id = Guid.CreateVersion7();
        var old = await KeepAsync(town, "old");
        await SaveAsync(town, id, 0, old.Value);
        await SaveAsync(town, id, 1, (await KeepAsync(town, "new")).Value);
        await AgeAsync(town, "touched_at");

        (await SweepAsync(town)).ShouldBe(new SweptFiles(0, 0));
    }

    [Fact]
    public async Task Nothing_is_swept_while_a_backup_copies()
    {
        await using var town = await product.TownAsync();
        await KeepAsync(town, "abc");
        await AgeAsync(town, "touched_at");

        await using (await FileSweep.RestAsync(town.Database, Stop))
        {
            (await SweepAsync(town)).ShouldBeNull();
        }

        (await town.LookAsync(s => s.FilesAsync(Stop))).ShouldHaveSingleItem().MarkedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Verifying_names_a_missing_a_changed_and_a_surplus_file()
    {
        await using var town = await product.TownAsync();
        var (missing, changed, sound) = (await KeepAsync(town, "missing"), await KeepAsync(town, "changed"), await KeepAsync(town, "sound"));
        (await VerifyAsync(town)).ShouldBeEmpty();

        File.Delete(Blobs.PathOf(town.Tenant, missing));
        await File.WriteAllTextAsync(Blobs.PathOf(town.Tenant, changed), "chanceD", Stop);
        await File.WriteAllTextAsync(Blobs.PathOf(town.Tenant, sound) + "x", "surplus", Stop);

        var found = await VerifyAsync(town);
        found.Select(p => p.Check).Order().ShouldBe(["file.changed", "file.missing", "file.surplus"]);
        found.Single(p => p.Check == "file.missing").Message.ShouldContain(missing.Value);
        found.Single(p => p.Check == "file.changed").Message.ShouldContain(changed.Value);
    }

    [Fact]
    public async Task A_tenants_files_leave_and_come_back_with_it()
    {
        await using var town = await product.TownAsync();
        var hash = await KeepAsync(town, "abc");
        await SaveAsync(town, Guid.CreateVersion7(), 0, hash.Value);
        using var archive = new MemoryStream();
        (await TenantExport.WriteAsync(town.Database, town.Tenant, [], Blobs, archive, Stop)).Value!.Blobs.ShouldBe([new ArchiveBlob(hash.Value, 3)]);

        await using var other = await product.NewAsync();
        var there = new BlobFolder(_folder["elsewhere"]);
        archive.Position = 0;
        var imported = (await TenantImport.ReadAsync(other, "moved", archive, companions => companions.Count, there, new ImportLimits(), Stop)).Value!.Tenant;

        File.ReadAllText(there.PathOf(imported.Id, hash)).ShouldBe("abc");
        (await FileVerification.VerifyAsync(other, StoreTown.Kinds, there, imported, Stop)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archive_with_a_changed_file_is_refused_and_leaves_nothing()
    {
        await using var town = await product.TownAsync();
        var hash = await KeepAsync(town, "abc");
        using var archive = new MemoryStream();
        await TenantExport.WriteAsync(town.Database, town.Tenant, [], Blobs, archive, Stop);
        using (var zip = new System.IO.Compression.ZipArchive(archive, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("files/" + hash.Value)!.Delete();
            await using var entry = zip.CreateEntry("files/" + hash.Value).Open();
            await entry.WriteAsync("abd"u8.ToArray(), Stop);
        }

        await using var other = await product.NewAsync();
        var there = new BlobFolder(_folder["elsewhere"]);
        archive.Position = 0;
        var refused = await TenantImport.ReadAsync(other, "moved", archive, companions => companions.Count, there, new ImportLimits(), Stop);

        refused.Problems[0].Code.ShouldBe("transfer.file-changed");
        (await other.TenantsAsync(Stop)).ShouldBeEmpty();
        Directory.EnumerateFiles(there.Root, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_tenant_sees_the_files_of_another()
    {
        await using var town = await product.TownAsync();
        var hash = await KeepAsync(town, "abc");
        var other = (await town.Database.AddTenantAsync("other", Stop)).ShouldNotBeNull();

        (await town.Database.ReadAsync(other.Id, s => s.FileAsync(hash, Stop), Stop)).ShouldBeNull();
        Blobs.Open(other.Id, hash).ShouldBeNull();
    }

    private async Task<FileHash> KeepAsync(StoreTown town, string content)
    {
        using var file = (await Blobs.ReceiveAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)), 1_000, Stop)).ShouldNotBeNull();
        return await town.DecideAsync((unit, _) =>
        {
            unit.Keep(Blobs, file);
            return Task.FromResult(file.Hash);
        });
    }

    private static Task<Outcome<EditedState>> SaveAsync(StoreTown town, Guid id, int expected, string hash) =>
        town.DecideAsync((unit, ct) => town.Edited.SaveAsync(
            unit, new DraftSave(id, StoreTown.EditedKind, expected, StoreTown.Canonical($$$"""{"name":{"fi":"Kuva"},"picture":{"hash":"{{{hash}}}"}}"""), null), StoreTown.Aino, ct));

    private Task<SweptFiles?> SweepAsync(StoreTown town) => FileSweep.RunAsync(town.Writer, Blobs, StoreTown.Kinds, town.Tenant, "node", Stop);

    private async Task<IReadOnlyList<VerificationProblem>> VerifyAsync(StoreTown town) =>
        (await FileVerification.VerifyAsync(town.Database, StoreTown.Kinds, Blobs, (await town.Database.TenantsAsync(Stop)).Single(t => t.Id == town.Tenant), Stop)).Problems;

    private Task<int> AgeAsync(StoreTown town, string column) =>
        product.ExecuteAsync(town.Database, $"update files set {column} = 0 where {column} is not null");
}

public sealed class SqliteStoredFiles() : StoredFilesContract(new SqliteProduct());

public sealed class PostgresStoredFiles() : StoredFilesContract(new PostgresProduct());
