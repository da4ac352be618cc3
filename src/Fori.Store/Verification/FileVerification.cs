using System.Security.Cryptography;
using Fori.Store.Files;
using Fori.Store.Sql;

namespace Fori.Store.Verification;

/// <summary>Looks whether the files are those that the rows and documents speak of, each read whole.</summary>
/// <remarks>
/// Checks: <c>file.missing</c> (a row without its file), <c>file.changed</c> (another content than its name says),
/// <c>file.surplus</c> (a file without a row), <c>file.reference</c> (a version names a file without a row).
/// </remarks>
public static class FileVerification
{
    public static async Task<VerificationReport> VerifyAsync(StoreDatabase database, DocumentKinds kinds, BlobFolder blobs, Tenant tenant, CancellationToken ct)
    {
        var findings = new Findings { Tenant = tenant.Name };
        var (rows, named) = await database.ReadAsync(tenant.Id, async session => (await session.FilesAsync(ct), await session.NamedFilesAsync(kinds, ct)), ct);
        var known = rows.Select(r => r.Hash).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            findings.Checked++;
            await using var file = FileHash.TryParse(row.Hash, out var hash) ? blobs.Open(tenant.Id, hash) : null;
            if (file is null)
            {
                findings.Add("file.missing", null, $"The file {row.Hash} is not there.");
            }
            else if (file.Length != row.Bytes || Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct)) != row.Hash)
            {
                findings.Add("file.changed", null, $"The file {row.Hash} has another content.");
            }
        }

        foreach (var name in blobs.NamesOf(tenant.Id).Where(n => !known.Contains(n)))
        {
            findings.Add("file.surplus", null, $"The file {name} belongs to nothing.");
        }

        foreach (var hash in named.Where(n => !known.Contains(n)))
        {
            findings.Add("file.reference", null, $"A document names the file {hash}, which is unknown.");
        }

        return new VerificationReport(findings.Problems, findings.Checked);
    }
}
