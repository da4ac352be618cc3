using System.Globalization;
using Fori.Store.Erasure;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Sqlite;
using Fori.Store.Verification;
using Fori.Store.Writing;

namespace Fori.Store.Transfer;

/// <summary>Puts a backup in the place of the store. No process may use the store meanwhile.</summary>
public static class StoreRestore
{
    private const int NamedProblems = 20;

    /// <summary>
    /// Takes the backup that <see cref="StoreDatabase.BackupAsync"/> made of an SQLite store: verified beside the old file,
    /// which is replaced only when all is well.
    /// </summary>
    /// <param name="folder">The folder of the backup.</param>
    /// <param name="file">The store's file.</param>
    /// <param name="register">The newest register of erasures, not the backup's.</param>
    /// <returns>Refused with <c>restore.no-backup</c> or <c>restore.damaged</c>; the old store is then as it was.</returns>
    public static async Task<Outcome<VerificationReport>> SqliteAsync(
        string folder, string file, DocumentKinds kinds, ErasureRegister register, TimeProvider clock, CancellationToken ct)
    {
        var backup = Path.Combine(folder, Path.GetFileName(file));
        if (!File.Exists(backup))
        {
            return Problem.Of("restore.no-backup", "", ("file", backup));
        }

        var beside = file + ".restoring";
        Remove(beside);
        File.Copy(backup, beside);
        try
        {
            Outcome<VerificationReport> finished;
            await using (var database = new SqliteDatabase(beside, clock))
            {
                await database.MigrateAsync(ct);
                finished = await FinishAsync(database, kinds, register, ct);
            }

            if (finished.Succeeded)
            {
                Remove(file);
                File.Move(beside, file);
            }

            return finished;
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            return Problem.Of("restore.damaged", "", ("message", e.Message));
        }
        finally
        {
            Remove(beside);
        }
    }

    /// <summary>
    /// Makes a copy of a store fit to serve, on either database: it is verified, what was erased since is erased again
    /// and scrubbed, and every tenant begins a new epoch, so that cursors from before do not fit.
    /// </summary>
    public static async Task<Outcome<VerificationReport>> FinishAsync(StoreDatabase database, DocumentKinds kinds, ErasureRegister register, CancellationToken ct)
    {
        var report = await StoreVerifier.VerifyAsync(database, kinds, null, ct);
        if (!report.Ok)
        {
            return Outcome<VerificationReport>.Refused([.. report.Problems.Take(NamedProblems).Select(p => Problem.Of(
                "restore.damaged", p.Check, ("tenant", p.Tenant ?? ""), ("document", p.Document?.ToString() ?? ""), ("message", p.Message)))]);
        }

        foreach (var (tenant, head) in await database.HeadsAsync(ct))
        {
            await using var transaction = await database.BeginAsync(ct);
            var session = await transaction.OpenAsync(tenant, ct);
            await session.ExecuteAsync("update heads set epoch = @epoch where tenant = @tenant", ct, ("@epoch", head.Epoch + 1));
            await transaction.CommitAsync(ct);
        }

        await using (var writer = new StoreWriter(database))
        {
            if (await register.ReplayAsync(database, writer, new GoldenRecords(kinds), ct) == 0)
            {
                return report;
            }
        }

        await database.ScrubAsync(ct);
        return await StoreVerifier.VerifyAsync(database, kinds, null, ct) is { Ok: true } again
            ? again
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Replaying the erasures of {register.File} left the store unsound."));
    }

    private static void Remove(string file)
    {
        foreach (var part in new[] { file, file + "-wal", file + "-shm" })
        {
            File.Delete(part);
        }
    }
}
