using System.CommandLine;
using Fori.Web.Hosting;

namespace Fori.Web.CommandLine;

/// <summary>Brings invented municipalities into an installation. Loading into one that has them already changes nothing.</summary>
internal interface IDemonstration
{
    /// <param name="progress">Takes lines for the person who waits.</param>
    /// <returns>What to print besides the addresses, as log-ins.</returns>
    Task<IReadOnlyList<string>> LoadAsync(Installation installation, Action<string> progress, CancellationToken ct);

    /// <returns>Names of the municipalities that were removed, with all that they held.</returns>
    Task<IReadOnlyList<string>> RemoveAsync(Installation installation, CancellationToken ct);
}

/// <summary>The demonstration: serves as <c>serve</c> does, with invented municipalities loaded on the first run.</summary>
internal sealed class DemoCommand : ICommandModule
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("demo", "Serve a demonstration with invented municipalities") { ServeCommand.PortOption(), Remove(context) };
        context.OnSettings(command, (_, settings, ct) =>
            ServeCommand.ServeAsync(settings with { Demonstration = true }, command.Name, context.Console, ShowAsync, ct));
        return command;

        async Task ShowAsync(WebApplication app, string address, CancellationToken ct)
        {
            var lines = new List<string>();
            lines.AddRange(await app.Services.GetRequiredService<IDemonstration>().LoadAsync(app.Services.GetRequiredService<Installation>(), context.Console.Progress, ct));
            var port = new Uri(address).Port;
            var hosts = app.Services.GetRequiredService<Tenants.TenantHosts>();
            hosts.Forget();
            var addresses = (await hosts.AllAsync(ct)).Select(t => FormattableString.Invariant($"http://{t.Tenant.Name}.localhost:{port}")).ToList();
            context.Console.Print(CommandAnswer.Of(
                new { address, municipalities = addresses }, [$"Föri serves at {address}", .. addresses.Select(a => "  " + a), .. lines]));
        }
    }

    private static Command Remove(CommandContext context)
    {
        var command = new Command("remove", "Remove the invented municipalities with all of their data; others stay");
        context.OnInstallation(command, async (_, installation, ct) =>
        {
            var removed = await installation.Services.GetRequiredService<IDemonstration>().RemoveAsync(installation, ct);
            installation.Services.GetRequiredService<Tenants.TenantHosts>().Forget();
            return CommandAnswer.Of(new { removed }, [.. removed.Select(name => $"Removed {name}").DefaultIfEmpty("There is no demonstration here.")]);
        });
        return command;
    }
}
