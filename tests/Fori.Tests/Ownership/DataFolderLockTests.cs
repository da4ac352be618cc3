using Fori.Tests.Testing;
using Fori.Web.Ownership;

namespace Fori.Tests.Ownership;

#pragma warning disable CA1416 // The tests run where the product does: on Linux.
public sealed class DataFolderLockTests
{
    [Fact]
    public void A_folder_has_one_owner_at_a_time()
    {
        using var folder = new DataFolder();
        DataFolderLock.TryTake(folder.Path, "serve", out var first).ShouldBeTrue();

        DataFolderLock.TryTake(folder.Path, "import", out _).ShouldBeFalse();
        DataFolderLock.OwnerOf(folder.Path)!.ToString().ShouldContain("fori serve");

        first!.Dispose();
        DataFolderLock.TryTake(folder.Path, "import", out var second).ShouldBeTrue();
        second!.Dispose();
    }

    [Fact]
    public void What_a_killed_owner_left_does_not_hold_the_folder()
    {
        using var folder = new DataFolder();
        File.WriteAllText(folder[DataFolderLock.LockName], "4711\n");
        File.WriteAllText(folder[DataFolderLock.OwnerName], "{\"process\":4711,\"command\":\"serve\",\"socket\":\"/gone/fori.sock\"}");
        File.WriteAllText(folder[DataFolderLock.SocketName], "");

        DataFolderLock.TryTake(folder.Path, "import", out var held).ShouldBeTrue();

        DataFolderLock.OwnerOf(folder.Path)!.Process.ShouldBe(Environment.ProcessId);
        File.Exists(folder[DataFolderLock.SocketName]).ShouldBeFalse();
        held!.Dispose();
    }

    [Fact]
    public void A_message_cut_off_in_the_middle_is_no_owner()
    {
        using var folder = new DataFolder();
        File.WriteAllText(folder[DataFolderLock.OwnerName], "{\"process\":47");

        DataFolderLock.OwnerOf(folder.Path).ShouldBeNull();
    }

    [Fact]
    public void A_path_too_long_for_a_socket_gets_a_private_place_elsewhere_that_goes_with_the_lock()
    {
        using var folder = new DataFolder();
        var deep = folder[new string('d', 100)];
        DataFolderLock.TryTake(deep, "serve", out var held).ShouldBeTrue();

        var path = held!.SocketPath();

        path.Length.ShouldBeLessThan(108);
        path.ShouldNotStartWith(deep);
        (File.GetUnixFileMode(Path.GetDirectoryName(path)!) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite))
            .ShouldBe(UnixFileMode.None);
        held.Announce(new FolderOwner(Environment.ProcessId, "serve", path, null, null));
        DataFolderLock.OwnerOf(deep)!.Socket.ShouldBe(path);
        held.Dispose();
        Directory.Exists(Path.GetDirectoryName(path)).ShouldBeFalse();
    }
}
