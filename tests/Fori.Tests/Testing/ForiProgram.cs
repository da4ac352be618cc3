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
    public static async Task<ProgramAnswer> RunAsync(DataFolder folder, params string[] arguments)
    {
        using var program = new RunningProgram(folder, arguments);
        return await program.EndAsync();
    }

    /// <summary>Starts <c>serve</c> on a free port and waits for its line.</summary>
    public static async Task<(RunningProgram Server, Uri Address)> ServeAsync(DataFolder folder, params string[] arguments)
    {
        var server = new RunningProgram(folder, ["serve", "--port", "0", "--data", folder.Path, .. arguments]);
        var line = await server.LineAsync();
        line.ShouldNotBeNull(await server.ErrorsWhenEndedAsync());
        return (server, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
    }
}

internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    public RunningProgram(DataFolder folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
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
        foreach (var argument in (string[])["exec", typeof(ForiCommandLine).Assembly.Location, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public Task<string?> LineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public async Task<ProgramAnswer> EndAsync()
    {
        var rest = await _process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(120));
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

    public void Kill()
    {
        _process.Kill(); // SIGKILL: nothing of its own runs any more.
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
