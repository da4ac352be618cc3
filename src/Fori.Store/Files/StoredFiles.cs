using Fori.Store.Json;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Files;

/// <summary>Rows of files, and what documents say of them.</summary>
public static class StoredFiles
{
    /// <summary>Takes a received file into the store, or finds it there. Runs again harmlessly.</summary>
    public static void Keep(this TenantUnit unit, BlobFolder blobs, IncomingFile file)
    {
        blobs.Place(unit.Tenant, file);
        unit.Upsert(Tables.Files, new FileRow(file.Hash.Value, file.Bytes, unit.Now, null));
    }

    public static async Task<FileRow?> FileAsync(this StoreSession session, FileHash hash, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.Files.ColumnNames} from files where tenant = @tenant and hash = @hash", Tables.Files.Read, ct, ("@hash", hash.Value))).FirstOrDefault();

    /// <summary>All of the tenant, by their names.</summary>
    public static Task<List<FileRow>> FilesAsync(this StoreSession session, CancellationToken ct) =>
        session.QueryAsync($"select {Tables.Files.ColumnNames} from files where tenant = @tenant order by hash", Tables.Files.Read, ct);

    /// <summary>The file that a body names in the member of its kind; null when it names none.</summary>
    public static FileHash? FileOf(DocumentKind kind, ReadOnlySpan<byte> body)
    {
        if (kind.FileMember is not { } member)
        {
            return null;
        }

        var file = JsonBody.Member(body, System.Text.Encoding.UTF8.GetBytes(member));
        var hash = !file.IsEmpty && JsonBody.IsObject(file) ? JsonBody.Member(file, "hash"u8) : default;
        return hash.Length > 2 && FileHash.TryParse(System.Text.Encoding.UTF8.GetString(hash[1..^1]), out var found) ? found : null;
    }

    /// <summary>Every file that any version of any document names: also what history can bring back.</summary>
    public static async Task<HashSet<string>> NamedFilesAsync(this StoreSession session, DocumentKinds kinds, CancellationToken ct)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in kinds.All.Where(k => k.FileMember is not null))
        {
            await foreach (var body in session.StreamAsync(
                "select v.body from documents d join versions v on v.tenant = @tenant and v.id = d.id where d.tenant = @tenant and d.type = @type",
                r => r.Bytes(), ct, ("@type", kind.Name)))
            {
                if (FileOf(kind, body) is { } hash)
                {
                    named.Add(hash.Value);
                }
            }
        }

        return named;
    }

    /// <summary>Says in the writing transaction that the body uses its file, so that no sweep takes it.</summary>
    /// <returns>The problem <c>file.unknown</c> when there is no such file; null when all is well.</returns>
    internal static async Task<Problem?> TouchFileAsync(this TenantUnit unit, DocumentKind kind, byte[] body, CancellationToken ct)
    {
        if (FileOf(kind, body) is not { } hash)
        {
            return null;
        }

        if (await unit.Session.FileAsync(hash, ct) is not { } row)
        {
            return Problem.Of("file.unknown", kind.FileMember!, ("hash", hash.Value)); // It named a file.
        }

        unit.Upsert(Tables.Files, row with { TouchedAt = unit.Now, MarkedAt = null });
        return null;
    }
}
