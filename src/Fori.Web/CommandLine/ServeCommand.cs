using System.CommandLine;
using System.Runtime;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Web.Hosting;
using Fori.Web.Ownership;
using Microsoft.AspNetCore.Connections;

namespace Fori.Web.CommandLine;

/// <summary>The web host on real settings. One line on standard output when it is ready.</summary>
internal sealed class ServeCommand : ICommandModule
{
    public const string PortName = "--port";

    public static Command Create(CommandContext context)
    {
        var command = new Command("serve", "Serve the website and its interfaces until stopped") { PortOption() };
        context.OnSettings(command, (_, settings, ct) => ServeAsync(settings, command.Name, context.Console, AnnounceAsync, ct));
        return command;

        Task AnnounceAsync(WebApplication app, string address, CancellationToken ct)
        {
            context.Console.Print(CommandAnswer.Of(new { address }, $"Föri serves at {address}"));
            return Task.CompletedTask;
        }
    }

    // Read as text: the settings check it, together with the other sources of the same setting.
    public static Option<string?> PortOption() => new(PortName) { Description = "Port to listen on (default 5080; 0 takes a free one)", HelpName = "N" };

    /// <summary>Owns the data folder, opens the database, serves until stopped.</summary>
    /// <param name="ready">Called when requests are answered, with the address.</param>
    public static async Task<Outcome<CommandAnswer>> ServeAsync(
        ForiSettings settings, string command, CommandConsole console, Func<WebApplication, string, CancellationToken, Task> ready, CancellationToken ct)
    {
        if (!DataFolderLock.TryTake(settings.Data, command, out var held))
        {
            return CommandContext.DataInUse(settings, DataFolderLock.OwnerOf(settings.Data));
        }

        using (held)
        {
            // Making an index leaves holes in the heap, and closing them stops every request for a third of a second. The holes
            // are used again by what comes; under real need of memory they are closed all the same.
            GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
            var socket = held.SocketPath();
            await using var app = SiteHost.Build(settings, socket);
            var passed = await SchemaGate.PassAsync(app.Services.GetRequiredService<StoreDatabase>(), ct);
            if (!passed.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(passed.Problems);
            }

            try
            {
                await app.StartAsync(ct);
            }
            catch (IOException e) when (e.InnerException is AddressInUseException)
            {
                return Problem.Of(
                    "listen.in-use", PortName,
                    ("port", settings.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("address", settings.Listen.ToString()));
            }

            var address = SiteHost.AddressOf(app, settings);
            held.Announce(new FolderOwner(Environment.ProcessId, command, socket, address, settings.DatabaseName));
            await ready(app, address, ct);
            await app.WaitForShutdownAsync(ct);
            return CommandAnswer.Written();
        }
    }
}
