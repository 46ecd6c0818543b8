using System.Diagnostics;

namespace Umlauf.TestKit;

/// <summary>A disk of a few megabytes in memory, to be filled up. Only root may mount one.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static SmallDisk Mount(int megabytes)
    {
        Component.Require(
            Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? null : "Only root can mount a small disk to fill up."
        );
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("umlauf-disk-").FullName);
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Folder);
        return disk;
    }

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Folder);

    public void Dispose()
    {
        // Lazily: what a failed test leaves open must not hide why it failed.
        Run("umount", "--lazy", Folder);
        Directory.Delete(Folder);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Component.Require(process.ExitCode == 0 ? null : $"{program} is not allowed here.");
    }
}
