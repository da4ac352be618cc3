using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Fori.Store;

namespace Fori.Web.CommandLine;

/// <summary>Makes the folder that is installed on servers: the program with its own runtime. Only from a checkout of the source.</summary>
internal sealed class PublishCommand : ICommandModule
{
    private const string Solution = "Fori.slnx";
    private const long LargestFolder = 150_000_000;

    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("dir") { Description = "A new folder" };
        var command = new Command("publish", "Publish a self-contained folder for Linux x64") { folder };
        context.OnSettings(command, async (parse, _, ct) =>
        {
            var target = context.PathOf(parse.GetRequiredValue(folder));
            if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            {
                return Problem.Of("publish.target-exists", "", ("folder", target));
            }

            if (Checkout(context.Folder) is not { } checkout)
            {
                return Problem.Of("publish.no-source", "", ("folder", context.Folder));
            }

            var exit = await PublishAsync(checkout, target, context.Console, ct);
            if (exit is null)
            {
                return Problem.Of("publish.no-sdk");
            }

            if (exit != 0)
            {
                return Problem.Of("publish.failed", "", ("exit", exit.Value.ToString(CultureInfo.InvariantCulture)));
            }

            // Fori.dll and a program named fori would be one name to the runtime, so the short name is a link.
            File.CreateSymbolicLink(Path.Combine(target, "fori"), "Fori.Web");
            var bytes = Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
            return new CommandAnswer(
                new { folder = target, bytes },
                [string.Create(CultureInfo.InvariantCulture, $"Published {target} ({bytes / 1e6:0} MB). Start it with {Path.Combine(target, "fori")} serve")],
                bytes <= LargestFolder ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }

    // From the program upwards, since it is built inside the checkout; else from where the caller stands.
    private static string? Checkout(string folder)
    {
        foreach (var start in new[] { AppContext.BaseDirectory, folder })
        {
            for (var up = new DirectoryInfo(start); up is not null; up = up.Parent)
            {
                if (File.Exists(Path.Combine(up.FullName, Solution)))
                {
                    return up.FullName;
                }
            }
        }

        return null;
    }

    /// <returns>Null when there is no SDK.</returns>
    private static async Task<int?> PublishAsync(string checkout, string target, CommandConsole console, CancellationToken ct)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = checkout };
        foreach (var argument in (string[])
        [
            "publish", "src/Fori.Web/Fori.Web.csproj", "--configuration", "Release", "--runtime", "linux-x64", "--self-contained", "true", "--output", target,
            // A runtime adds to the lock files, and a checkout must stay as it is; the versions are pinned centrally all the same.
            "--property:NuGetLockFilePath=obj/publish.lock.json", "--property:PublishTrimmed=false", "--property:DebugType=none", "--property:PublishDocumentationFiles=false",
            // Compiled ahead: a restarted server answers its first thousands of requests several times faster.
            "--property:PublishReadyToRun=true",
            // Libraries' own messages in other languages are never shown.
            "--property:SatelliteResourceLanguages=en", "--verbosity", "quiet", "-nologo",
        ])
        {
            start.ArgumentList.Add(argument);
        }

        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (process)
        {
            if (process is null)
            {
                return null;
            }

            process.OutputDataReceived += (_, line) => Progress(line.Data);
            process.ErrorDataReceived += (_, line) => Progress(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            try
            {
                await process.WaitForExitAsync(ct);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return process.ExitCode;
        }

        void Progress(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                console.Progress(line);
            }
        }
    }
}
