using System.Globalization;
using Fori.Store;
using Fori.Store.Postgres;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Web.Hosting;

namespace Fori.Web.Backups;

/// <summary>What has to be done again on a restored store before it serves, as replaying the register of erasures.</summary>
internal interface IAfterRestore
{
    Task RunAsync(Installation installation, CancellationToken ct);
}

/// <summary>
/// Brings a backup back. The backup is verified first; an embedded database that is there is put aside, not deleted. Every
/// municipality begins a new epoch, so readers of its log start over instead of missing what the backup did not have.
/// </summary>
internal static class Restoration
{
    /// <summary>The database and what SQLite keeps beside it.</summary>
    private static readonly string[] FileParts = ["", "-wal", "-shm"];

    /// <returns>The name that the former database file got; empty when there was none.</returns>
    public static async Task<Outcome<string>> RunAsync(string folder, ForiSettings settings, StoreDatabase database, CancellationToken ct)
    {
        var described = await BackupFolder.ReadAsync(folder, ct);
        if (!described.Succeeded)
        {
            return Outcome<string>.Refused(described.Problems);
        }

        var description = described.Value;
        if (description.Database != database.Product)
        {
            return Problem.Of("backup.other-database", "", ("backup", description.Database), ("here", database.Product));
        }

        var (applied, pending, _) = await database.MigrationsAsync(ct);
        if (description.Migrations.Except(applied.Concat(pending)).ToList() is { Count: > 0 } unknown)
        {
            return Problem.Of("schema.newer", "", ("migrations", string.Join(", ", unknown)));
        }

        if (await BackupFolder.DamageAsync(folder, description, settings, ct) is { } found)
        {
            return Problem.Of("backup.damaged", folder, ("found", found));
        }

        var aside = "";
        if (settings.Database is { } connection)
        {
            if (applied.Count > 0)
            {
                return Problem.Of("database.not-empty", "", ("database", new Npgsql.NpgsqlConnectionStringBuilder(connection).Database ?? ""));
            }

            await PostgresDump.RestoreAsync(connection, Path.Combine(folder, PostgresDump.FileName), ct);
        }
        else
        {
            aside = await ReplaceFileAsync(folder, settings, database.Clock, ct);
        }

        await BackupFolder.CopyBackAsync(folder, settings, ct);
        await BeginEpochsAsync(settings, ct);
        return aside;
    }

    private static async Task<string> ReplaceFileAsync(string folder, ForiSettings settings, TimeProvider clock, CancellationToken ct)
    {
        var file = settings.DatabaseFile;
        Directory.CreateDirectory(settings.Data);
        await using (var source = File.OpenRead(Path.Combine(folder, Path.GetFileName(file))))
        await using (var copy = File.Create(file + ".restoring"))
        {
            await source.CopyToAsync(copy, ct);
            copy.Flush(flushToDisk: true);
        }

        var aside = "";
        if (File.Exists(file))
        {
            aside = $"{file}.before-{clock.GetUtcNow().ToString("yyyyMMddTHHmmssfff", CultureInfo.InvariantCulture)}";
            foreach (var part in FileParts.Where(part => File.Exists(file + part)))
            {
                File.Move(file + part, aside + part);
            }
        }

        File.Move(file + ".restoring", file);
        return aside;
    }

    private static async Task BeginEpochsAsync(ForiSettings settings, CancellationToken ct)
    {
        await using var database = StoreDatabases.Open(settings, MovedClock.Of(settings));
        var (applied, _, _) = await database.MigrationsAsync(ct);
        if (applied.Count == 0)
        {
            return;
        }

        await using var writer = new StoreWriter(database);
        foreach (var tenant in await database.TenantsAsync(ct))
        {
            await writer.WriteAsync(
                tenant.Id, WriteLane.People,
                async (unit, stop) =>
                {
                    await unit.BeginNextEpochAsync(stop);
                    return unit.Epoch;
                },
                ct);
        }
    }
}
