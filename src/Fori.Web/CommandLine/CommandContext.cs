using System.CommandLine;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Web.Hosting;
using Fori.Web.Ownership;

namespace Fori.Web.CommandLine;

/// <summary>
/// One run of the command line, here or handed over to the server that owns the data folder. Commands register what they
/// do with one of the <c>On…</c> methods and are given what they need, opened.
/// </summary>
internal sealed class CommandContext
{
    /// <summary>How long to wait for another command, or a server that is starting, before giving up on its data folder.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>A command with this option is given the first line of standard input, also when it is handed over.</summary>
    public const string PasswordFromInput = "--password-stdin";

    private readonly Installation? _server;
    private readonly IReadOnlyList<string> _arguments;
    private readonly Func<string?> _readLine;

    /// <param name="server">The installation of the server, when the command was handed over to it; else null.</param>
    public CommandContext(IReadOnlyList<string> arguments, string folder, CommandConsole console, Installation? server, Func<string?> readLine)
    {
        _readLine = readLine;
        _arguments = arguments;
        _server = server;
        Folder = folder;
        Console = console;
    }

    public CommandConsole Console { get; }

    /// <summary>The caller's working directory: relative paths start here, not where the server runs.</summary>
    public string Folder { get; }

    public Option<string?> DataOption { get; } = new("--data") { Description = "Data folder (default ./data)", HelpName = "DIR", Recursive = true };

    public Option<string?> DatabaseOption { get; } = new("--database") { Description = "PostgreSQL connection (default: SQLite in the data folder)", HelpName = "\"Host=…\"", Recursive = true };

    public Option<bool> JsonOption { get; } = new("--json") { Description = "Answer with one line of JSON on standard output", Recursive = true };

    /// <summary>The next line of the caller's standard input; null at its end.</summary>
    public string? ReadLine() => _readLine();

    /// <summary>A path as the caller meant it, absolute.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Folder);

    /// <summary>
    /// Runs with the installation open: in the server when one owns the data folder, else in this process, which then owns
    /// it. Most commands are of this kind.
    /// </summary>
    public void OnInstallation(Command command, Func<ParseResult, Installation, CancellationToken, Task<Outcome<CommandAnswer>>> run) =>
        Set(command, async (parse, ct) =>
        {
            if (_server is not null)
            {
                return Console.Print(await run(parse, _server, ct));
            }

            var settings = Settings(parse);
            if (!settings.Succeeded)
            {
                return Console.PrintProblems(settings.Problems, ExitCode.Failed);
            }

            var (held, relayed) = await OwnAsync(settings.Value, command.Name, handOver: true, ct);
            if (relayed is { } exit)
            {
                return exit;
            }

            using (held)
            {
                var opened = await ToolHost.StartAsync(settings.Value, ct);
                if (!opened.Succeeded)
                {
                    return Console.PrintProblems(opened.Problems, ExitCode.Failed);
                }

                await using var host = opened.Value;
                return Console.Print(await run(parse, host.Installation, ct));
            }
        });

    /// <summary>Runs on the bare database, whatever its schema, in this process alone; refused while a server owns the folder.</summary>
    /// <param name="reads">True when this run only looks, and may do so beside an owner.</param>
    public void OnDatabase(
        Command command, Func<ParseResult, bool> reads, Func<ParseResult, ForiSettings, StoreDatabase, CancellationToken, Task<Outcome<CommandAnswer>>> run) =>
        Set(command, async (parse, ct) =>
        {
            var settings = Settings(parse);
            if (_server is not null || !settings.Succeeded)
            {
                return Console.PrintProblems(_server is null ? settings.Problems : [Problem.Of("data.not-here")], ExitCode.Failed);
            }

            var (held, refused) = reads(parse) ? (null, null) : await OwnAsync(settings.Value, command.Name, handOver: false, ct);
            if (refused is { } exit)
            {
                return exit;
            }

            using (held)
            {
                await using var database = StoreDatabases.Open(settings.Value, MovedClock.Of(settings.Value));
                return Console.Print(await run(parse, settings.Value, database, ct));
            }
        });

    /// <summary>Runs in this process without any data: it opens what it needs itself.</summary>
    public void OnSettings(Command command, Func<ParseResult, ForiSettings, CancellationToken, Task<Outcome<CommandAnswer>>> run) =>
        Set(command, async (parse, ct) =>
        {
            var settings = Settings(parse);
            return _server is not null
                ? Console.PrintProblems([Problem.Of("data.not-here")], ExitCode.Failed)
                : settings.Succeeded ? Console.Print(await run(parse, settings.Value, ct)) : Console.PrintProblems(settings.Problems, ExitCode.Failed);
        });

    /// <summary>The settings with the options of this command line laid over them.</summary>
    private Outcome<ForiSettings> Settings(ParseResult parse)
    {
        var options = new Dictionary<string, string>();
        if (parse.GetValue(DataOption) is { } data)
        {
            options["Data"] = data;
        }

        if (parse.GetValue(DatabaseOption) is { } database)
        {
            options["Database"] = database;
        }

        if (parse.GetResult(ServeCommand.PortName) is System.CommandLine.Parsing.OptionResult { Implicit: false } port)
        {
            options["Port"] = port.Tokens.Count > 0 ? port.Tokens[0].Value : "";
        }

        return SettingsReader.Read(options, Folder);
    }

    /// <summary>Takes the data folder, or has its owner do the work.</summary>
    /// <returns>The lock, or the exit code when this process has nothing left to do.</returns>
    private async Task<(DataFolderLock? Held, ExitCode? Exit)> OwnAsync(ForiSettings settings, string command, bool handOver, CancellationToken ct)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        while (true)
        {
            if (DataFolderLock.TryTake(settings.Data, command, out var held))
            {
                return (held, null);
            }

            var owner = DataFolderLock.OwnerOf(settings.Data);
            if (owner?.Socket is { } socket && await HandOver.AnswersAsync(socket, ct))
            {
                return (null, handOver && owner.Database == settings.DatabaseName ? await RelayAsync(owner, socket, ct) : InUse(settings, owner));
            }

            if (clock.GetElapsedTime(began) > Patience)
            {
                return (null, InUse(settings, owner));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, ct);
        }
    }

    private ExitCode InUse(ForiSettings settings, FolderOwner? owner) => Console.PrintProblems([DataInUse(settings, owner)], ExitCode.Failed);

    public static Problem DataInUse(ForiSettings settings, FolderOwner? owner) =>
        Problem.Of("data.in-use", "", ("folder", settings.Data), ("owner", owner?.ToString() ?? "another process"));

    private async Task<ExitCode> RelayAsync(FolderOwner owner, string socket, CancellationToken ct)
    {
        try
        {
            await foreach (var line in HandOver.RunAsync(socket, new HandedCommand(_arguments, Folder, _arguments.Contains(PasswordFromInput) ? ReadLine() : null), ct))
            {
                if (line.Exit is { } exit)
                {
                    return (ExitCode)exit;
                }

                if (line.Out is not null)
                {
                    await Console.Output.WriteLineAsync(line.Out.AsMemory(), ct);
                }

                if (line.Err is not null)
                {
                    await Console.Errors.WriteLineAsync(line.Err.AsMemory(), ct);
                }
            }
        }
        catch (HttpRequestException)
        {
            // Told below, as is an answer that breaks off.
        }

        return Console.PrintProblems([Problem.Of("server.gone", "", ("owner", owner.ToString()))], ExitCode.Failed);
    }

    private static void Set(Command command, Func<ParseResult, CancellationToken, Task<ExitCode>> run) =>
        command.SetAction(async (parse, ct) => (int)await run(parse, ct));
}
