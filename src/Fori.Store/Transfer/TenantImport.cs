// All or nothing: rows go into a tenant under a name that no address leads to, in short transactions, so that other
// tenants' writers hardly wait; the name is given when everything has been read and checked. What a crash leaves
// behind has that name too, and the next import of the tenant removes it.
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fori.Store.Files;
using Fori.Store.Json;
using Fori.Store.Schema;
using Fori.Store.Sql;

namespace Fori.Store.Transfer;

/// <summary>A companion of an archive as it was read, its content what the manifest tells.</summary>
public sealed record ReadCompanion(string Name, ReadOnlyMemory<byte> Content);

/// <summary>
/// Keeps what goes with a tenant, once everything else of it has been checked and before it can be reached. What it
/// refuses refuses the tenant; it keeps all or nothing, and keeping the same again does nothing.
/// </summary>
public delegate Outcome<int> KeepCompanions(IReadOnlyList<ReadCompanion> companions);

/// <param name="Cursor">Where its log stands: the head of the exported log, in a new epoch.</param>
public sealed record ImportedTenant(Tenant Tenant, long Rows, LogCursor Cursor);

/// <summary>Takes in a tenant that <see cref="TenantExport"/> wrote, here or elsewhere, from either database.</summary>
public static partial class TenantImport
{
    private const string Unfinished = ".importing.";
    private const int SliceRows = 500;
    private const int SliceBytes = 1 << 20;

    /// <summary>
    /// Makes the tenant with all its rows. Its log continues where it ended, in the epoch after the exported one, so
    /// cursors given out elsewhere do not fit.
    /// </summary>
    /// <param name="name">Its name here: lower-case letters, digits, hyphens. A tenant of that name must hold nothing.</param>
    /// <param name="keep">Called also when the archive has no companion.</param>
    /// <returns>
    /// Refused without a trace: <c>transfer.*</c>, with the file and line in the path, and <c>tenant.name</c>,
    /// <c>tenant.not-empty</c>.
    /// </returns>
    public static Task<Outcome<ImportedTenant>> ReadAsync(StoreDatabase database, string name, Stream stream, KeepCompanions keep, CancellationToken ct) =>
        ReadAsync(database, name, stream, keep, new ImportLimits(), ct);

    public static Task<Outcome<ImportedTenant>> ReadAsync(
        StoreDatabase database, string name, Stream stream, KeepCompanions keep, ImportLimits limits, CancellationToken ct) =>
        ReadAsync(database, name, stream, keep, null, limits, ct);

    /// <param name="blobs">Where its files are kept; null: an archive with files is refused.</param>
    public static async Task<Outcome<ImportedTenant>> ReadAsync(
        StoreDatabase database, string name, Stream stream, KeepCompanions keep, BlobFolder? blobs, ImportLimits limits, CancellationToken ct)
    {
        if (!TenantName().IsMatch(name))
        {
            return Problem.Of("tenant.name", "", ("name", name));
        }

        if (stream.CanSeek)
        {
            return await ReadSeekableAsync(database, name, stream, keep, blobs, limits, ct);
        }

        // The directory of a zip stands at its end.
        await using var copy = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        await stream.CopyToAsync(copy, ct);
        return await ReadSeekableAsync(database, name, copy, keep, blobs, limits, ct);
    }

    private static async Task<Outcome<ImportedTenant>> ReadSeekableAsync(
        StoreDatabase database, string name, Stream stream, KeepCompanions keep, BlobFolder? blobs, ImportLimits limits, CancellationToken ct)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var unpacked = new UnpackedBytes(limits, stream.Length);
            var expected = Tables.Exported.Select(ArchiveNames.Of).Append(ArchiveNames.Manifest).ToHashSet();
            var companions = new HashSet<string>();
            foreach (var entry in zip.Entries)
            {
                // Only known names are read and nothing is unpacked to disk: no path can lead anywhere.
                if (!expected.Remove(entry.FullName) && !((ArchiveNames.IsCompanion(entry.FullName) || (blobs is not null && ArchiveNames.IsBlob(entry.FullName))) && companions.Add(entry.FullName)))
                {
                    return Problem.Of("transfer.file-unexpected", entry.FullName);
                }
            }

            expected.ExceptWith(Tables.ExportedLater.Select(ArchiveNames.Of)); // The manifest tells whether they should be there.
            if (expected.Count > 0)
            {
                return Problem.Of("transfer.file-missing", expected.Order(StringComparer.Ordinal).First());
            }

            var manifest = await ManifestAsync(zip, unpacked, ct);
            if (!manifest.Succeeded)
            {
                return Outcome<ImportedTenant>.Refused(manifest.Problems);
            }

            var told = manifest.Value.Companions.Select(c => c.Name).Concat(manifest.Value.Blobs.Select(ArchiveNames.Of)).ToHashSet();
            return companions.Except(told).Order(StringComparer.Ordinal).FirstOrDefault() is { } untold ? Problem.Of("transfer.file-untold", untold)
                : told.Except(companions).Order(StringComparer.Ordinal).FirstOrDefault() is { } missing ? Problem.Of("transfer.file-missing", missing)
                : await ImportAsync(database, name, zip, manifest.Value, keep, blobs, limits, unpacked, ct);
        }
        catch (InvalidDataException)
        {
            return Problem.Of("transfer.not-a-zip");
        }
    }

    private static async Task<Outcome<ArchiveManifest>> ManifestAsync(ZipArchive zip, UnpackedBytes unpacked, CancellationToken ct)
    {
        const int Longest = 1 << 20;
        await using var stream = await zip.GetEntry(ArchiveNames.Manifest)!.OpenAsync(ct); // Checked by the caller.
        var bytes = new byte[Longest];
        var length = await stream.ReadAtLeastAsync(bytes, Longest, throwOnEndOfStream: false, ct);
        if (length == Longest || !unpacked.TryAdd(length))
        {
            return Problem.Of("transfer.too-large", ArchiveNames.Manifest);
        }

        try
        {
            // The version first: what follows may have another shape in a newer one.
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String || format.GetString() != ArchiveManifest.FormatName
                || !root.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number))
            {
                return Problem.Of("transfer.not-a-tenant", ArchiveNames.Manifest);
            }

            if (number > ArchiveManifest.NewestVersion)
            {
                return Problem.Of("transfer.newer-format", ArchiveNames.Manifest, ("version", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            return root.Deserialize(ArchiveJson.Default.ArchiveManifest) is { Epoch: > 0 and < int.MaxValue, Head: >= 0 } manifest
                ? manifest
                : Problem.Of("transfer.not-a-tenant", ArchiveNames.Manifest);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Problem.Of("transfer.not-json", ArchiveNames.Manifest);
        }
    }

    private static async Task<Outcome<ImportedTenant>> ImportAsync(
        StoreDatabase database, string name, ZipArchive zip, ArchiveManifest manifest, KeepCompanions keep, BlobFolder? blobs, ImportLimits limits, UnpackedBytes unpacked, CancellationToken ct)
    {
        var tenants = await database.TenantsAsync(ct);
        var existing = tenants.FirstOrDefault(t => t.Name == name);
        if (existing is not null && !await IsEmptyAsync(database, existing.Id, ct))
        {
            return Problem.Of("tenant.not-empty", "", ("name", name));
        }

        if (tenants.FirstOrDefault(t => t.Name == Unfinished + name) is { } left)
        {
            await database.RemoveTenantAsync(left.Id, ct);
        }

        var tenant = await database.AddTenantAsync(Unfinished + name, ct);
        if (tenant is null)
        {
            return Problem.Of("transfer.already-running", "", ("name", name));
        }

        var finished = false;
        try
        {
            var rows = await FillAsync(database, tenant.Id, zip, manifest, limits, unpacked, ct);
            if (!rows.Succeeded)
            {
                return Outcome<ImportedTenant>.Refused(rows.Problems);
            }

            var companions = await CompanionsAsync(zip, manifest, limits, unpacked, ct);
            if (!companions.Succeeded)
            {
                return Outcome<ImportedTenant>.Refused(companions.Problems);
            }

            if (blobs is not null && await BlobsAsync(database, tenant.Id, zip, manifest, blobs, unpacked, ct) is { } changed)
            {
                return changed;
            }

            var kept = keep(companions.Value);
            if (!kept.Succeeded)
            {
                return Outcome<ImportedTenant>.Refused(kept.Problems);
            }

            if (existing is not null)
            {
                await database.RemoveTenantAsync(existing.Id, CancellationToken.None);
            }

            finished = await database.RenameTenantAsync(tenant.Id, name, CancellationToken.None);
            return finished
                ? new ImportedTenant(tenant with { Name = name }, rows.Value, new LogCursor(manifest.Epoch + 1, manifest.Head, manifest.Mark))
                : Problem.Of("tenant.not-empty", "", ("name", name));
        }
        finally
        {
            if (!finished)
            {
                blobs?.RemoveAll(tenant.Id);
                await database.RemoveTenantAsync(tenant.Id, CancellationToken.None);
            }
        }
    }

    private static Task<bool> IsEmptyAsync(StoreDatabase database, TenantId tenant, CancellationToken ct) =>
        database.ReadAsync(tenant, async session =>
        {
            foreach (var table in Tables.All.Where(t => t != Tables.Heads))
            {
                if ((await session.QueryAsync($"select 1 from {table.Name} where tenant = @tenant limit 1", r => r.Int(), ct)).Count > 0)
                {
                    return false;
                }
            }

            return true;
        }, ct);

    private static async Task<Outcome<long>> FillAsync(
        StoreDatabase database, TenantId tenant, ZipArchive zip, ArchiveManifest manifest, ImportLimits limits, UnpackedBytes unpacked, CancellationToken ct)
    {
        var total = 0L;
        foreach (var table in Tables.Exported)
        {
            var file = ArchiveNames.Of(table);
            var entry = zip.GetEntry(file);
            if (manifest.Files.FirstOrDefault(f => f.Name == file) is not { } told)
            {
                if (entry is null)
                {
                    continue; // From before the table was; others were asked for when the file was opened.
                }

                return Problem.Of("transfer.file-untold", file);
            }

            if (entry is null)
            {
                return Problem.Of("transfer.file-missing", file);
            }

            await using var stream = await entry.OpenAsync(ct);
            using var lines = new ArchiveLines(stream, limits.Line, unpacked);
            var rows = await FillTableAsync(database, tenant, table, lines, ct);
            if (!rows.Succeeded)
            {
                return Outcome<long>.Refused([.. rows.Problems.Select(p => At(p, file, p.Arguments.TryGetValue("line", out var line) ? line : Line(lines.Number)))]);
            }

            if (rows.Value != told.Rows || lines.Sha256() != told.Sha256)
            {
                return Problem.Of("transfer.file-changed", file);
            }

            total += rows.Value;
        }

        await using var transaction = await database.BeginAsync(ct);
        var session = await transaction.OpenAsync(tenant, ct);
        var (count, last) = (await session.QueryAsync(
            "select count(*), coalesce(max(sequence), 0) from changes where tenant = @tenant", r => (r.Long(), r.Long()), ct))[0];
        if (count != manifest.Head || last != manifest.Head || (await session.MarkOfAsync(last, ct) ?? 0) != (last == 0 ? 0 : manifest.Mark))
        {
            return Problem.Of("transfer.log-broken", ArchiveNames.Of(Tables.Changes));
        }

        await session.ExecuteAsync(
            "update heads set epoch = @epoch, head = @head, mark = @mark, at = @at where tenant = @tenant", ct,
            ("@epoch", manifest.Epoch + 1), ("@head", manifest.Head), ("@mark", manifest.Mark), ("@at", manifest.HeadAt));
        await transaction.CommitAsync(ct);
        return total;
    }

    /// <returns>What is wrong with one of them; null when all are here, under their names.</returns>
    private static async Task<Problem?> BlobsAsync(
        StoreDatabase database, TenantId tenant, ZipArchive zip, ArchiveManifest manifest, BlobFolder blobs, UnpackedBytes unpacked, CancellationToken ct)
    {
        foreach (var told in manifest.Blobs)
        {
            var name = ArchiveNames.Of(told);
            await using var stream = await zip.GetEntry(name)!.OpenAsync(ct); // Checked when the file was opened.
            using var file = told.Bytes >= 0 && unpacked.TryAdd(told.Bytes) ? await blobs.ReceiveAsync(stream, told.Bytes, ct) : null;
            if (file is null)
            {
                return Problem.Of("transfer.too-large", name);
            }

            if (file.Bytes != told.Bytes || file.Hash.Value != told.Hash)
            {
                return Problem.Of("transfer.file-changed", name);
            }

            blobs.Place(tenant, file);
            await using var transaction = await database.BeginAsync(ct);
            var session = await transaction.OpenAsync(tenant, ct);
            await session.InsertAsync(Tables.Files, [Tables.Files.Values(new FileRow(told.Hash, told.Bytes, database.Clock.GetUtcNow(), null))], upsert: true, ct);
            await transaction.CommitAsync(ct);
        }

        return null;
    }

    private static async Task<Outcome<IReadOnlyList<ReadCompanion>>> CompanionsAsync(
        ZipArchive zip, ArchiveManifest manifest, ImportLimits limits, UnpackedBytes unpacked, CancellationToken ct)
    {
        var companions = new List<ReadCompanion>();
        var left = limits.Companions;
        var buffer = new byte[81920];
        foreach (var told in manifest.Companions)
        {
            await using var stream = await zip.GetEntry(told.Name)!.OpenAsync(ct); // Checked when the file was opened.
            using var content = new MemoryStream();
            for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
            {
                left -= read;
                if (left < 0 || !unpacked.TryAdd(read))
                {
                    return Problem.Of("transfer.too-large", told.Name);
                }

                content.Write(buffer, 0, read);
            }

            var bytes = content.ToArray();
            if (bytes.AsSpan().Count((byte)'\n') != told.Rows || Convert.ToHexStringLower(SHA256.HashData(bytes)) != told.Sha256)
            {
                return Problem.Of("transfer.file-changed", told.Name);
            }

            companions.Add(new ReadCompanion(told.Name, bytes));
        }

        return companions;
    }

    private static async Task<Outcome<long>> FillTableAsync(StoreDatabase database, TenantId tenant, Table table, ArchiveLines lines, CancellationToken ct)
    {
        var total = 0L;
        var slice = new List<object?[]>(SliceRows);
        var bytes = 0;
        while (true)
        {
            var line = await lines.NextAsync(ct);
            if (!line.Succeeded && line.Problems.Count > 0)
            {
                return Outcome<long>.Refused(line.Problems);
            }

            if (line.Value is { } text)
            {
                var row = ArchiveRow.Read(table, text);
                if (!row.Succeeded)
                {
                    return Outcome<long>.Refused(row.Problems);
                }

                if (NotCanonical(table, row.Value) is { } column)
                {
                    return Problem.Of("transfer.not-canonical", column);
                }

                slice.Add(row.Value);
                bytes += text.Length;
            }

            if (slice.Count > 0 && (line.Value is null || slice.Count == SliceRows || bytes >= SliceBytes))
            {
                if (await InsertAsync(database, tenant, table, slice, ct) is { } refused)
                {
                    var number = lines.Number - (line.Value is null ? slice.Count : slice.Count - 1) + refused;
                    return Problem.Of("transfer.row-twice", "", ("line", Line(number)));
                }

                total += slice.Count;
                slice.Clear();
                bytes = 0;
            }

            if (line.Value is null)
            {
                return total;
            }
        }
    }

    /// <returns>Index of the row that the database refuses because of its key; null when all are in.</returns>
    private static async Task<int?> InsertAsync(StoreDatabase database, TenantId tenant, Table table, List<object?[]> rows, CancellationToken ct)
    {
        try
        {
            await using var transaction = await database.BeginAsync(ct);
            var session = await transaction.OpenAsync(tenant, ct);
            await session.InsertAsync(table, rows, upsert: false, ct);
            await transaction.CommitAsync(ct);
            return null;
        }
        catch (DbException e) when (database.IsDuplicate(e))
        {
            // One by one, to say which.
            await using var transaction = await database.BeginAsync(ct);
            var session = await transaction.OpenAsync(tenant, ct);
            for (var i = 0; i < rows.Count; i++)
            {
                try
                {
                    await session.InsertAsync(table, [rows[i]], upsert: false, ct);
                }
                catch (DbException one) when (database.IsDuplicate(one))
                {
                    return i;
                }
            }

            throw;
        }
    }

    // Documents are compared by their bytes.
    private static string? NotCanonical(Table table, object?[] row)
    {
        if (table != Tables.Versions && table != Tables.Contributions)
        {
            return null;
        }

        for (var i = 0; i < row.Length; i++)
        {
            if (table.Columns[i].Type == ColumnType.Json && row[i] is byte[] json && !CanonicalJson.IsCanonical(json))
            {
                return table.Columns[i].Name;
            }
        }

        return null;
    }

    private static Problem At(Problem problem, string file, string line) =>
        problem with { Path = $"{file}:{line}{(problem.Path.Length > 0 ? ":" : "")}{problem.Path}" };

    private static string Line(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex TenantName();
}
