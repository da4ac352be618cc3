namespace Fori.Web.CommandLine;

/// <summary>What a command has done. The frame prints it: the lines for people, or with <c>--json</c> the value as one line.</summary>
/// <param name="Json">Serialised with camelCase names; null when the command has written standard output itself.</param>
/// <param name="Lines">For people, to standard output.</param>
internal sealed record CommandAnswer(object? Json, IReadOnlyList<string> Lines, ExitCode Exit = ExitCode.Done)
{
    public static CommandAnswer Of(object json, params IReadOnlyList<string> lines) => new(json, lines);

    /// <summary>The command streams its result to <see cref="CommandConsole.Output"/> itself, as an export does.</summary>
    public static CommandAnswer Written(ExitCode exit = ExitCode.Done) => new(null, [], exit);
}
