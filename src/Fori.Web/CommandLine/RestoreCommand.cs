using System.CommandLine;
using Fori.Store;
using Fori.Web.Backups;
using Fori.Web.Hosting;

namespace Fori.Web.CommandLine;

/// <summary>Brings a backup back, with the server stopped.</summary>
internal sealed class RestoreCommand : ICommandModule
{
    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("dir") { Description = "A folder that `backup` made" };
        var command = new Command("restore", "Bring a backup back in place of what is here; needs the server stopped") { folder };
        context.OnDatabase(command, _ => false, async (parse, settings, database, ct) =>
        {
            var source = context.PathOf(parse.GetRequiredValue(folder));
            var restored = await Restoration.RunAsync(source, settings, database, ct);
            if (!restored.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(restored.Problems);
            }

            // A backup of an older program waits for `upgrade`, which is the operator's act; what follows a restore then follows that.
            var opened = await ToolHost.StartAsync(settings, ct);
            if (opened.Succeeded)
            {
                await using var host = opened.Value;
                foreach (var work in host.Installation.Services.GetServices<IAfterRestore>())
                {
                    await work.RunAsync(host.Installation, ct);
                }
            }

            var aside = restored.Value.Length > 0 ? restored.Value : null;
            return CommandAnswer.Of(
                new { folder = source, aside, upgrade = !opened.Succeeded },
                [
                    $"Restored {source}",
                    .. aside is null ? Array.Empty<string>() : [$"The former database is kept as {aside}; remove it when it is not needed."],
                    .. opened.Succeeded ? Array.Empty<string>() : ["The backup is of an older program: run `fori upgrade`, then `fori verify`."],
                ]);
        });
        return command;
    }
}
