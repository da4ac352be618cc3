using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Fori.Web.CommandLine;

namespace Fori.Tests.Testing;

/// <summary>How a run of the program ended and what it said.</summary>
internal sealed record ProgramAnswer(int Exit, string Out, string Err)
{
    /// <summary>Standard output, which has to be one line of JSON.</summary>
    public JsonElement Json
    {
        get
        {
            Out.Count(c => c == '\n').ShouldBe(1, Out);
            return JsonDocument.Parse(Out).RootElement;
        }
    }
}

/// <summary>The real program as a process of its own, with the environment of the test and nothing from outside.</summary>
internal static class ForiProgram
{
    public static Task<ProgramAnswer> RunAsync(DataFolder folder, params string[] arguments) => RunWithAsync(folder, [], arguments);

    /// <param name="settings">Of the environment, as <c>Plugins</c>.</param>
    public static async Task<ProgramAnswer> RunWithAsync(DataFolder folder, IReadOnlyList<(string Name, string Value)> settings, params string[] arguments)
    {
        using var program = new RunningProgram(folder, settings, arguments);
        return await program.EndAsync();
    }

    /// <summary>Starts <c>serve</c> on a free port and waits for its line.</summary>
    public static Task<(RunningProgram Server, Uri Address)> ServeAsync(DataFolder folder, params string[] arguments) => ServeWithAsync(folder, [], arguments);

    public static async Task<(RunningProgram Server, Uri Address)> ServeWithAsync(DataFolder folder, IReadOnlyList<(string Name, string Value)> settings, params string[] arguments)
    {
        var server = new RunningProgram(folder, settings, ["serve", "--port", "0", "--data", folder.Path, .. arguments]);
        var line = await server.LineAsync();
        line.ShouldNotBeNull(await server.ErrorsWhenEndedAsync());
        return (server, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
    }
}

internal sealed class RunningProgram : IDisposable
{
    // A measure against a test that hangs; the long proofs read and write much more.
    private static readonly TimeSpan Patience = FullRun.IsAsked ? TimeSpan.FromMinutes(30) : TimeSpan.FromMinutes(2);
    private static readonly ConcurrentDictionary<RunningProgram, bool> Running = new();
    private readonly Process _process;
    private readonly Task<string> _errors;

    // A run of the tests that is broken off does not reach programs in sessions of their own by itself.
    static RunningProgram() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var left in Running.Keys)
        {
            left.Dispose();
        }
    };

    public RunningProgram(DataFolder folder, params string[] arguments)
        : this(folder, [], arguments)
    {
    }

    /// <param name="settings">Of the environment, as <c>Plugins</c>.</param>
    public RunningProgram(DataFolder folder, IReadOnlyList<(string Name, string Value)> settings, string[] arguments)
    {
        // In a session, and so a process group, of its own: with it dies whatever it has started.
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("FORI__", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var limit in (string[])["Read", "Search", "Write", "KeyRead", "KeyWrite"])
        {
            start.Environment["FORI__Limits__" + limit] = "1000000"; // Tests ask more than a visitor may.
        }

        foreach (var (name, value) in settings)
        {
            start.Environment["FORI__" + name] = value;
        }

        foreach (var argument in (string[])["dotnet", "exec", typeof(ForiCommandLine).Assembly.Location, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        _errors = _process.StandardError.ReadToEndAsync();
        Running[this] = true;
    }

    public int Id => _process.Id;

    public Task<string?> LineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public async Task<ProgramAnswer> EndAsync()
    {
        var rest = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return new ProgramAnswer(_process.ExitCode, rest, await _errors);
    }

    /// <summary>What it said before it ended by itself; empty while it runs.</summary>
    public async Task<string> ErrorsWhenEndedAsync() => _process.HasExited ? await _errors : "";

    /// <summary>As an operator or systemd stops it.</summary>
    public async Task<ProgramAnswer> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return await EndAsync();
    }

    public void Kill() => Kill(this);

    /// <summary>SIGKILL to the process groups of all at the same moment: nothing of theirs runs any more.</summary>
    public static void Kill(params RunningProgram[] programs)
    {
        string[] groups = [.. programs.Select(p => "-" + p._process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        using (var kill = Process.Start("kill", ["-KILL", "--", .. groups]))
        {
            kill.WaitForExit();
        }

        foreach (var program in programs)
        {
            program._process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Running.TryRemove(this, out _);
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
