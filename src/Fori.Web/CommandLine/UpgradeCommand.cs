using System.CommandLine;
using System.Globalization;
using Fori.Store;
using Fori.Web.Backups;

namespace Fori.Web.CommandLine;

/// <summary>Brings the database up to this program, after a backup; never down.</summary>
internal sealed class UpgradeCommand : ICommandModule
{
    public static Command Create(CommandContext context)
    {
        var check = new Option<bool>("--check") { Description = "Only say what would be made" };
        var target = new Option<string?>("--backup") { Description = "Folder for the backup made first (default: backups/TIME in the data folder)", HelpName = "DIR" };
        var command = new Command("upgrade", "Bring the database up to this program; backs up first, needs the server stopped") { check, target };
        context.OnDatabase(command, parse => parse.GetValue(check), async (parse, settings, database, ct) =>
        {
            var (applied, pending, unknown) = await database.MigrationsAsync(ct);
            if (unknown.Count > 0)
            {
                return Problem.Of("schema.newer", "", ("migrations", string.Join(", ", unknown)));
            }

            if (parse.GetValue(check) || pending.Count == 0)
            {
                return CommandAnswer.Of(
                    new { applied, pending, upgraded = false, backup = (string?)null },
                    pending.Count == 0 ? ["Nothing to upgrade."] : [.. pending.Select(p => $"would make {p}")]);
            }

            string? backup = null;
            if (applied.Count > 0)
            {
                backup = parse.GetValue(target) is { } given
                    ? context.PathOf(given)
                    : Path.Combine(settings.Data, "backups", database.Clock.GetUtcNow().ToString("yyyyMMddTHHmmssfff", CultureInfo.InvariantCulture));
                context.Console.Progress($"Backing up to {backup}");
                var made = await BackupFolder.MakeAsync(backup, settings, database, ct);
                if (!made.Succeeded)
                {
                    return Outcome<CommandAnswer>.Refused(made.Problems);
                }
            }

            await database.MigrateAsync(ct);
            return CommandAnswer.Of(new { applied, pending, upgraded = true, backup }, [.. pending.Select(p => $"made {p}")]);
        });
        return command;
    }
}
