using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Fori.Plugins;
using Fori.Store;
using Fori.Web.Hosting;
using Fori.Web.Ownership;
using Serilog.Events;

namespace Fori.Web.CommandLine;

/// <summary>Reads a command line and runs it, in this process or for another one.</summary>
internal static class ForiCommandLine
{
    /// <summary>The program's own command line. Ctrl+C and SIGTERM ask the work to stop and wait for it to do so.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var console = new CommandConsole(Console.Out, Console.Error);
        if (LoadPlugins() is { Count: > 0 } problems)
        {
            return (int)console.PrintProblems(problems, ExitCode.Failed);
        }

        return (int)await RunAsync(arguments, Directory.GetCurrentDirectory(), console, null, stop.Token);
    }

    // Settings that are wrong are told by the command that needs them.
    private static IReadOnlyList<Problem> LoadPlugins() =>
        SettingsReader.Read(new Dictionary<string, string>(), Directory.GetCurrentDirectory()) is { Succeeded: true } settings ? InstalledPlugins.Load(settings.Value.Plugins) : [];

    /// <summary>A command line that another process handed to this server.</summary>
    public static Task<ExitCode> RunHandedAsync(HandedCommand command, IServiceProvider services, TextWriter output, TextWriter errors, CancellationToken ct) =>
        RunAsync(command.Arguments, command.Folder, new CommandConsole(output, errors), services.GetRequiredService<Installation>(), () => command.Input, ct);

    internal static Task<ExitCode> RunAsync(
        IReadOnlyList<string> arguments, string folder, CommandConsole console, Installation? server, CancellationToken ct) =>
        RunAsync(arguments, folder, console, server, Console.In.ReadLine, ct);

    /// <param name="readLine">The next line of the caller's standard input; null at its end.</param>
    internal static async Task<ExitCode> RunAsync(
        IReadOnlyList<string> arguments, string folder, CommandConsole console, Installation? server, Func<string?> readLine, CancellationToken ct)
    {
        var context = new CommandContext(arguments, folder, console, server, readLine);
        var parse = Root(context).Parse([.. arguments]);
        console.Json = parse.GetValue(context.JsonOption);
        if (parse.Errors.Count > 0)
        {
            var words = string.Join(' ', ["fori", .. Words(parse.CommandResult)]);
            return console.PrintProblems(
                [.. parse.Errors.Select(e => Problem.Of("command.wrong-use", "", ("message", e.Message), ("command", words)))], ExitCode.WrongUse);
        }

        try
        {
            return (ExitCode)await parse.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = console.Output,
                    Error = console.Errors,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                ct);
        }
        catch (Exception e)
        {
            // The edge: whatever broke below is told to the operator, and in full when asked for.
            if (WantsAll())
            {
                console.Errors.WriteLine(e.ToString());
            }

            return console.PrintProblems([Failures.Explain(e, parse.GetValue(context.DataOption) ?? Path.Combine(folder, "data"))], ExitCode.Failed);
        }
    }

    // Not a RootCommand, which is named after the file of the program in every line of help.
    private static Command Root(CommandContext context)
    {
        var root = new Command("fori", "Föri, an open platform for municipalities: website, events, registers, integration.") { new HelpOption(), new VersionOption() };
        root.Options.Add(context.DataOption);
        root.Options.Add(context.DatabaseOption);
        root.Options.Add(context.JsonOption);
        foreach (var create in CommandTable.All)
        {
            root.Subcommands.Add(create(context));
        }

        return root;
    }

    private static List<string> Words(System.CommandLine.Parsing.SymbolResult? result)
    {
        var words = new List<string>();
        for (; result is System.CommandLine.Parsing.CommandResult { Parent: not null } command; result = result.Parent)
        {
            words.Insert(0, command.Command.Name);
        }

        return words;
    }

    // Read by itself, since the settings may be what is wrong.
    private static bool WantsAll() =>
        Enum.TryParse<LogEventLevel>(Environment.GetEnvironmentVariable("FORI__Log__Level"), ignoreCase: true, out var level) && level <= LogEventLevel.Debug;
}
