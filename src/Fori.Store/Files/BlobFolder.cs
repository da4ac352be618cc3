// The files of all tenants, content-addressed: FOLDER/TENANT/AA/HASH, where AA are the first two digits of the hash. A file
// is never changed. It is written under FOLDER/incoming, flushed to the disk and then moved into place, so that a name
// always leads to the whole content. That a file may be forgotten is decided by its row (StoredFiles, FileSweep), never here.
// This class is the seam: whoever keeps files elsewhere writes its like.
using System.Globalization;
using System.Security.Cryptography;

namespace Fori.Store.Files;

/// <summary>A file that was received and waits to be kept. Disposing it removes what was not moved into place.</summary>
public sealed class IncomingFile : IDisposable
{
    internal IncomingFile(string path, FileHash hash, long bytes)
    {
        Path = path;
        Hash = hash;
        Bytes = bytes;
    }

    /// <summary>Where its content can be read until it is kept.</summary>
    public string Path { get; }

    public FileHash Hash { get; }

    public long Bytes { get; }

    public void Dispose() => File.Delete(Path);
}

/// <summary>Keeps files by content in a folder, each tenant's apart. Thread-safe; nodes may share the folder.</summary>
public sealed class BlobFolder(string root)
{
    private const string Incoming = "incoming";
    private const int BufferBytes = 1 << 16;

    public string Root { get; } = root;

    /// <summary>Writes a stream to the disk, in constant memory, and learns its name.</summary>
    /// <param name="most">Bytes.</param>
    /// <returns>Null when there are more bytes than that; then nothing is kept.</returns>
    public async Task<IncomingFile?> ReceiveAsync(Stream content, long most, CancellationToken ct)
    {
        var path = NewIncomingPath();
        var whole = false;
        try
        {
            var bytes = 0L;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                var buffer = new byte[BufferBytes];
                for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
                {
                    if ((bytes += read) > most)
                    {
                        return null;
                    }

                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), ct);
                }

                file.Flush(flushToDisk: true);
            }

            whole = true;
            return new IncomingFile(path, FileHash.Of(hash.GetHashAndReset()), bytes);
        }
        finally
        {
            if (!whole)
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>A path for a file that is made here and then received by <see cref="ReceiveAsync"/>; its maker removes it.</summary>
    public string NewIncomingPath() =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(Root, Incoming)).FullName, Guid.CreateVersion7().ToString("N"));

    public string PathOf(TenantId tenant, FileHash hash) => Path.Combine(FolderOf(tenant), hash.Value[..2], hash.Value);

    /// <returns>Null when the file is not there.</returns>
    public FileStream? Open(TenantId tenant, FileHash hash)
    {
        try
        {
            return new FileStream(PathOf(tenant, hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Names of all files of a tenant, whether a row knows them or not; other things in its folder come as they are called.</summary>
    public IEnumerable<string> NamesOf(TenantId tenant) =>
        Directory.Exists(FolderOf(tenant)) ? Directory.EnumerateFiles(FolderOf(tenant), "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)) : [];

    /// <summary>Removes everything of a tenant.</summary>
    public void RemoveAll(TenantId tenant)
    {
        if (Directory.Exists(FolderOf(tenant)))
        {
            Directory.Delete(FolderOf(tenant), recursive: true);
        }
    }

    /// <summary>Removes what was received before an instant and never kept: what a crash left behind.</summary>
    public void RemoveIncoming(DateTimeOffset before)
    {
        var folder = new DirectoryInfo(Path.Combine(Root, Incoming));
        foreach (var file in folder.Exists ? folder.EnumerateFiles() : [])
        {
            if (file.LastWriteTimeUtc < before)
            {
                file.Delete();
            }
        }
    }

    /// <summary>Moves a received file to its name. Only under the tenant's lock, with its row.</summary>
    internal void Place(TenantId tenant, IncomingFile file)
    {
        var path = PathOf(tenant, file.Hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // A path below the root has a folder.
        if (File.Exists(file.Path))
        {
            // A write that runs again finds it moved already. What lies under the name has the same content, or is damaged.
            File.Move(file.Path, path, overwrite: true);
        }
    }

    /// <summary>Only under the tenant's lock, with its row.</summary>
    internal void Remove(TenantId tenant, FileHash hash) => File.Delete(PathOf(tenant, hash));

    private string FolderOf(TenantId tenant) => Path.Combine(Root, tenant.Number.ToString(CultureInfo.InvariantCulture));
}
