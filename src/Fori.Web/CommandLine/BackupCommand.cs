using System.CommandLine;
using System.Globalization;
using Fori.Store;
using Fori.Web.Backups;

namespace Fori.Web.CommandLine;

/// <summary>A consistent copy of the installation, made while it runs.</summary>
internal sealed class BackupCommand : ICommandModule
{
    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("dir") { Description = "A new folder" };
        var command = new Command("backup", "Copy database and files into a folder, and verify the copy") { folder };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var target = context.PathOf(parse.GetRequiredValue(folder));
            var made = await BackupFolder.MakeAsync(target, installation.Settings, installation.Database, ct);
            return made.Succeeded
                ? CommandAnswer.Of(
                    new { folder = target, made.Value.MadeAt, made.Value.Database, made.Value.Heads, made.Value.Files },
                    string.Create(CultureInfo.InvariantCulture, $"Backed up {made.Value.Heads.Count} municipalities and {made.Value.Files} files to {target}"))
                : Outcome<CommandAnswer>.Refused(made.Problems);
        });
        return command;
    }
}
