using Fori.Store;
using Fori.Text;

namespace Fori.Web.CommandLine;

/// <summary>
/// Problems as sentences for an operator: what, where, what to do. A code without a sentence here is shown with its path
/// and arguments, so that nothing is hidden while one is missing.
/// </summary>
internal static class Sentences
{
    private static readonly Dictionary<string, string> ByCode = new(StringComparer.Ordinal)
    {
        ["backup.damaged"] = "The backup {path} is damaged: {found}. Take another one.",
        ["backup.missing"] = "{folder} is not a backup: it has no backup.json. Give the folder that `fori backup` made.",
        ["backup.other-database"] = "The backup is of {backup}, this installation uses {here}. Restore it there, or move municipalities with `fori tenant export` and `import`.",
        ["backup.target-exists"] = "{folder} is not empty. Give a new folder for the backup.",
        ["command.cancelled"] = "Stopped before it was done.",
        ["command.unexpected"] = "It failed unexpectedly: {message}. Run it again with FORI__Log__Level=Debug for the whole story.",
        ["command.wrong-use"] = "{message} See `fori {command} --help`.",
        ["data.in-use"] = "The data folder {folder} is owned by {owner}. Stop that first, or use another folder with --data.",
        ["data.not-here"] = "This command needs the data folder for itself, and a server owns it. Stop the server first.",
        ["data.unusable"] = "The data folder {folder} cannot be used: {message}. Check that it exists, is writable by this user and has room.",
        ["database.damaged"] = "The database is damaged: {message}. Keep a copy as it is, then restore a backup.",
        ["database.full"] = "The disk is full: {message}. Nothing was half written; make room and try again.",
        ["database.refused"] = "The database refused: {message}. Check --database or FORI__Database.",
        ["database.unreachable"] = "The database does not answer: {message}. Check --database or FORI__Database, and that it runs.",
        ["database.not-empty"] = "The database {database} is not empty. Restore into a newly made one, and then point FORI__Database to it.",
        ["import.missing-unproven"] = "{missing} records were not seen, but some of what was read could not be understood; nothing was removed. Mend those records and import again.",
        ["import.too-many-missing"] = "{missing} of {known} records are missing from the source; nothing was removed. Look whether the source is whole; if it is, run again with --accept-removals.",
        ["key.unknown"] = "{tenant} has no key {key}. See `fori key list --tenant {tenant}`.",
        ["listen.in-use"] = "Port {port} is in use on {address}. Choose another with --port, or --port 0 for a free one.",
        ["publish.failed"] = "dotnet publish failed with exit code {exit}. Its messages are above.",
        ["publish.no-sdk"] = "The .NET SDK is needed to publish, and `dotnet` was not found. See https://dotnet.microsoft.com/download.",
        ["publish.no-source"] = "Publishing needs a checkout of the source, and {folder} is not in one.",
        ["publish.target-exists"] = "{folder} is not empty. Give a new folder.",
        ["schema.newer"] = "The database has migrations that this program does not know ({migrations}). Use the newer program, or restore a backup made before the upgrade.",
        ["schema.pending"] = "The database is older than this program; {migrations} would be made. Run `fori upgrade` first; `fori upgrade --check` says what it does.",
        ["server.gone"] = "The server {owner} went away before the work was done. Start it again, then look at `fori runs` and `fori verify`.",
        ["settings.environment"] = "{path} is \"{value}\"; allowed is {allowed}.",
        ["settings.invalid"] = "The setting {path} is \"{value}\"; allowed is {allowed}.",
        ["settings.unknown"] = "There is no setting {path}. The nearest is {nearest}; all are in docs/operations.md.",
        ["tenant.host-taken"] = "The host {host} belongs to {tenant} already.",
        ["tenant.taken"] = "There is a municipality {name} already.",
        ["tenant.unknown"] = "There is no municipality {name}. See `fori tenant list`.",
    };

    public static string Of(Problem problem)
    {
        if (!ByCode.TryGetValue(problem.Code, out var sentence))
        {
            // Sentences of the registers are written for people in their languages; an operator reads the English one.
            if (ProblemText.Say(problem, "en") is { } said && said != problem.Code)
            {
                return said;
            }

            var arguments = string.Join(", ", problem.Arguments.Select(a => $"{a.Key} {a.Value}"));
            return string.Join(" — ", new[] { problem.Code, problem.Path, arguments }.Where(p => p.Length > 0));
        }

        sentence = sentence.Replace("{path}", problem.Path, StringComparison.Ordinal);
        return problem.Arguments.Aggregate(sentence, (text, a) => text.Replace("{" + a.Key + "}", a.Value, StringComparison.Ordinal));
    }
}
