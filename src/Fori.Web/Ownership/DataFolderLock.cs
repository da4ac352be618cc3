using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Fori.Web.Ownership;

/// <summary>Who owns a data folder: for messages, and for handing work over.</summary>
/// <param name="Command">What it runs, as <c>serve</c>.</param>
/// <param name="Socket">The local socket that takes commands; null when it takes none.</param>
/// <param name="Address">Where it serves; null when it does not serve.</param>
/// <param name="Database">As in <see cref="Hosting.ForiSettings.DatabaseName"/>.</param>
internal sealed record FolderOwner(int Process, string Command, string? Socket, string? Address, string? Database)
{
    public override string ToString() =>
        $"fori {Command} ({string.Join(", ", new[] { "process " + Process.ToString(CultureInfo.InvariantCulture), Address, Database }.OfType<string>())})";
}

/// <summary>
/// The right of one process to a data folder: to the search indexes in it, and to the embedded database when that is the
/// one. It is the system's lock on <c>fori.lock</c>, which ends with the process however it ends; what the files say is only
/// for readers. <c>fori.owner</c> tells who holds it, beside the lock because .NET refuses to read a file that another holds
/// alone.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    public const string LockName = "fori.lock";
    public const string OwnerName = "fori.owner";
    public const string SocketName = "fori.sock";

    /// <summary>Bytes of a socket's path that every Linux takes: sockaddr_un has 108, the last of them zero.</summary>
    private const int LongestSocketPath = 107;

    // EWOULDBLOCK of flock; other I/O errors (a full or broken disk) are not an owner.
    private const int LockedOnLinux = 11;
    private const int LockedOnMac = 35;

    private readonly string _folder;
    private readonly FileStream _lock;
    private string? _socketFolder;

    private DataFolderLock(string folder, FileStream held)
    {
        _folder = folder;
        _lock = held;
    }

    /// <summary>Takes the folder, making it when it is absent.</summary>
    /// <returns>False while another process owns it.</returns>
    public static bool TryTake(string folder, string command, [NotNullWhen(true)] out DataFolderLock? held)
    {
        held = null;
        Directory.CreateDirectory(folder);
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult is LockedOnLinux or LockedOnMac)
        {
            return false;
        }

        held = new DataFolderLock(folder, file);
        held.RemoveTraces();
        held.Announce(new FolderOwner(Environment.ProcessId, command, null, null, null));
        return true;
    }

    /// <returns>Null when nobody says so: the folder is free, or its owner is only just starting.</returns>
    public static FolderOwner? OwnerOf(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<FolderOwner>(File.ReadAllText(Path.Combine(folder, OwnerName)), JsonSerializerOptions.Web);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null; // Being replaced, or left by a crash in the middle of it: it is a message, not the lock.
        }
    }

    /// <summary>Path for the owner's socket: in the folder, or in a private temporary one when that path is too long.</summary>
    public string SocketPath()
    {
        var path = Path.Combine(_folder, SocketName);
        if (System.Text.Encoding.UTF8.GetByteCount(path) <= LongestSocketPath)
        {
            return path;
        }

        _socketFolder ??= Directory.CreateTempSubdirectory("fori-").FullName; // Mode 0700.
        return Path.Combine(_socketFolder, SocketName);
    }

    /// <summary>Says who owns the folder: as JSON in <c>fori.owner</c>, and the process in <c>fori.lock</c> for people.</summary>
    public void Announce(FolderOwner owner)
    {
        var next = Path.Combine(_folder, OwnerName + ".new");
        File.WriteAllText(next, JsonSerializer.Serialize(owner, JsonSerializerOptions.Web));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(next, Path.Combine(_folder, OwnerName), overwrite: true);

        _lock.SetLength(0);
        _lock.Write(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{owner.Process}\n{owner.Socket}\n")));
        _lock.Flush();
    }

    // The lock file itself stays: if it were removed, two processes could hold two files of the same name.
    public void Dispose()
    {
        RemoveTraces();
        if (_socketFolder is not null && Directory.Exists(_socketFolder))
        {
            Directory.Delete(_socketFolder, recursive: true);
        }

        _lock.SetLength(0);
        _lock.Dispose();
    }

    private void RemoveTraces()
    {
        File.Delete(Path.Combine(_folder, OwnerName));
        File.Delete(Path.Combine(_folder, SocketName));
    }
}
