using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fori.Store.Files;
using Fori.Store.Schema;
using Fori.Store.Sql;

namespace Fori.Store.Transfer;

/// <summary>Writes a tenant into a file, for another installation or for whoever wants the data. See <see cref="ArchiveManifest"/>.</summary>
public static class TenantExport
{
    private const int FlushedAt = 64 * 1024;

    /// <summary>Everything of the tenant as it is in one snapshot, in constant memory.</summary>
    /// <param name="companions">What goes with it, as the vocabularies that its documents use.</param>
    /// <param name="stream">Need not be seekable; left open.</param>
    /// <returns>Refused with <c>transfer.damaged-row</c> when a JSON column holds something else; the stream is then of no use.</returns>
    public static Task<Outcome<ArchiveManifest>> WriteAsync(
        StoreDatabase database, TenantId tenant, IReadOnlyList<ArchiveCompanion> companions, Stream stream, CancellationToken ct) =>
        WriteAsync(database, tenant, companions, null, stream, ct);

    /// <param name="blobs">Where its files are; null leaves them out.</param>
    /// <returns>Refused also with <c>transfer.blob-missing</c>.</returns>
    public static async Task<Outcome<ArchiveManifest>> WriteAsync(
        StoreDatabase database, TenantId tenant, IReadOnlyList<ArchiveCompanion> companions, BlobFolder? blobs, Stream stream, CancellationToken ct)
    {
        var known = (await database.TenantsAsync(ct)).FirstOrDefault(t => t.Id == tenant);
        if (known is null)
        {
            return Problem.Of("tenant.unknown", "", ("tenant", tenant.ToString()));
        }

        return await database.ReadAsync(tenant, session => WriteAsync(session, known, companions, blobs, database.Clock.GetUtcNow(), stream, ct), ct);
    }

    private static async Task<Outcome<ArchiveManifest>> WriteAsync(
        StoreSession session, Tenant tenant, IReadOnlyList<ArchiveCompanion> companions, BlobFolder? blobs, DateTimeOffset now, Stream stream, CancellationToken ct)
    {
        await using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var head = await session.HeadAsync(ct);
        var files = new List<ArchiveFile>();
        foreach (var table in Tables.Exported)
        {
            var written = await WriteTableAsync(session, table, zip, now, ct);
            if (!written.Succeeded)
            {
                return Outcome<ArchiveManifest>.Refused(written.Problems);
            }

            files.Add(written.Value);
        }

        var told = new List<ArchiveFile>();
        foreach (var companion in companions)
        {
            told.Add(await WriteCompanionAsync(companion, zip, now, ct));
        }

        var kept = new List<ArchiveBlob>();
        foreach (var row in blobs is null ? [] : await session.FilesAsync(ct))
        {
            // What a sweep has marked is named by nothing.
            if (row.MarkedAt is not null || !FileHash.TryParse(row.Hash, out var hash))
            {
                continue;
            }

            await using var content = blobs!.Open(tenant.Id, hash); // There are rows only of a folder.
            if (content is null)
            {
                return Problem.Of("transfer.blob-missing", "", ("hash", row.Hash));
            }

            var blob = new ArchiveBlob(row.Hash, row.Bytes);
            await using var target = await NewEntry(zip, ArchiveNames.Of(blob), now, CompressionLevel.NoCompression).OpenAsync(ct);
            await content.CopyToAsync(target, ct);
            kept.Add(blob);
        }

        var manifest = new ArchiveManifest
        {
            Format = ArchiveManifest.FormatName,
            Version = kept.Count > 0 ? ArchiveManifest.NewestVersion : ArchiveManifest.VersionWithoutBlobs,
            Tenant = tenant.Name,
            ExportedAt = now,
            Epoch = head.Epoch,
            Head = head.Head,
            Mark = head.Mark,
            HeadAt = head.At,
            Files = files,
            Companions = told,
            Blobs = kept,
        };
        await using var entry = await NewEntry(zip, ArchiveNames.Manifest, now).OpenAsync(ct);
        await JsonSerializer.SerializeAsync(entry, manifest, ArchiveJson.Default.ArchiveManifest, ct);
        return manifest;
    }

    private static async Task<Outcome<ArchiveFile>> WriteTableAsync(StoreSession session, Table table, ZipArchive zip, DateTimeOffset now, CancellationToken ct)
    {
        var name = ArchiveNames.Of(table);
        await using var entry = await NewEntry(zip, name, now).OpenAsync(ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var buffer = new MemoryStream();
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var rows = 0L;
        var keys = string.Join(", ", table.Columns.Take(table.KeyColumns).Select(c => c.Name));
        await foreach (var row in session.StreamAsync($"select {table.ColumnNames} from {table.Name} where tenant = @tenant order by {keys}", table.ReadRow, ct))
        {
            try
            {
                ArchiveRow.Write(json, table, table.ValuesOf(row));
            }
            catch (JsonException)
            {
                return Problem.Of("transfer.damaged-row", table.Name, ("row", string.Join(' ', table.ValuesOf(row).Take(table.KeyColumns))));
            }

            json.Flush();
            json.Reset();
            buffer.WriteByte((byte)'\n');
            rows++;
            if (buffer.Length >= FlushedAt)
            {
                await FlushAsync();
            }
        }

        await FlushAsync();
        return new ArchiveFile(name, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));

        async Task FlushAsync()
        {
            var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
            hash.AppendData(bytes.Span);
            await entry.WriteAsync(bytes, ct);
            buffer.SetLength(0);
        }
    }

    private static async Task<ArchiveFile> WriteCompanionAsync(ArchiveCompanion companion, ZipArchive zip, DateTimeOffset now, CancellationToken ct)
    {
        if (!ArchiveNames.IsCompanion(companion.Name))
        {
            throw new InvalidOperationException($"{companion.Name} is no name of a companion; no import would take it.");
        }

        var content = companion.Content();
        await using var entry = await NewEntry(zip, companion.Name, now).OpenAsync(ct);
        await entry.WriteAsync(content, ct);
        return new ArchiveFile(companion.Name, content.Span.Count((byte)'\n'), Convert.ToHexStringLower(SHA256.HashData(content.Span)));
    }

    private static ZipArchiveEntry NewEntry(ZipArchive zip, string name, DateTimeOffset now, CompressionLevel level = CompressionLevel.Fastest)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = now;
        return entry;
    }
}
