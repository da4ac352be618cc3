using System.CommandLine;

namespace Fori.Web.CommandLine;

/// <summary>
/// A command, or a group of them, in one file. It declares its words and options, and says through the context what runs
/// and what that needs: the installation, the bare database, or nothing. To add one: the file, and a line in
/// <see cref="CommandTable"/>.
/// </summary>
internal interface ICommandModule
{
    static abstract Command Create(CommandContext context);
}

/// <summary>All commands, in the order of the help.</summary>
internal static class CommandTable
{
    public static IReadOnlyList<Func<CommandContext, Command>> All { get; } =
    [
        ServeCommand.Create,
        DemoCommand.Create,
        TenantCommand.Create,
        UserCommand.Create,
        KeyCommand.Create,
        ImportCommand.Create,
        ExportCommand.Create,
        StewardCommand.Create,
        RunsCommand.Create,
        RebuildCommand.Create,
        VerifyCommand.Create,
        EraseCommand.Create,
        BackupCommand.Create,
        RestoreCommand.Create,
        UpgradeCommand.Create,
        PublishCommand.Create,
    ];
}
