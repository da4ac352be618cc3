using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Fori.Store;
using Fori.Store.Operations;
using Fori.Store.Sql;

namespace Fori.Web.CommandLine;

/// <summary>What sources have brought, and what waits in quarantine.</summary>
internal sealed partial class RunsCommand : ICommandModule
{
    private const int Shown = 50;

    public static Command Create(CommandContext context)
    {
        var tenant = new Option<string>("--tenant") { Description = "The municipality", HelpName = "NAME", Required = true };
        var quarantine = new Option<bool>("--quarantine") { Description = "Show the refused records instead" };
        var unresolved = new Option<bool>("--unresolved") { Description = "Show the references to records that no source has brought instead" };
        var replay = new Option<bool>("--replay") { Description = "Take the refused records again, by the checks as they are now" };
        var run = new Option<Guid?>("--run") { Description = "With --quarantine or --replay: only what this run refused", HelpName = "ID" };
        var name = new Option<string?>("--name") { Description = "With --replay: only of this source (default: with a mapping that of the run, else of the mapping file; without, all)", HelpName = "NAME" };
        var mapping = new Option<string?>("--mapping") { Description = "With --replay: map the raw forms again (YAML)", HelpName = "FILE" };
        var command = new Command("runs", "List the newest runs of sources, or take again what they refused") { tenant, quarantine, unresolved, replay, run, name, mapping };
        command.Validators.Add(result =>
        {
            var asked = new[] { quarantine, unresolved, replay }.Count(result.GetValue);
            if (asked > 1)
            {
                result.AddError("Give one of --quarantine, --unresolved and --replay.");
            }
            else if ((result.GetResult(run) is not null && !result.GetValue(quarantine) && !result.GetValue(replay))
                || ((result.GetResult(name) ?? result.GetResult(mapping)) is not null && !result.GetValue(replay)))
            {
                result.AddError("--run goes with --quarantine or --replay, --name and --mapping with --replay.");
            }
        });
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            if (parse.GetValue(quarantine))
            {
                return await QuarantineAsync(installation, found.Value, parse.GetValue(run), ct);
            }

            if (parse.GetValue(replay))
            {
                return await ReplayAsync(context, installation, found.Value, parse.GetValue(run), parse.GetValue(name), parse.GetValue(mapping), ct);
            }

            if (parse.GetValue(unresolved))
            {
                var open = await UnresolvedAsync(installation, found.Value, int.MaxValue, ct);
                return CommandAnswer.Of(open, [.. open.Select(Line)]);
            }

            var runs = await installation.Database.ReadAsync(found.Value.Id, session => session.RunsAsync(Shown, ct), ct);
            return CommandAnswer.Of(
                runs.Select(r => new { r.Id, r.Source, r.Kind, r.State, r.StartedAt, r.EndedAt, counts = JsonElement.Parse(r.Body) }),
                [.. runs.Select(r => $"{r.StartedAt.ToString("u", CultureInfo.InvariantCulture)}  {r.Source,-16} {r.State,-8} {Counts(r)}")]);
        });
        return command;
    }

    /// <summary>References whose target may still come, or was misspelt.</summary>
    public static Task<IReadOnlyList<UnresolvedReference>> UnresolvedAsync(Hosting.Installation installation, Tenant tenant, int most, CancellationToken ct) =>
        installation.Database.ReadAsync(
            tenant.Id, session => session.UnresolvedReferencesAsync(
                [.. installation.Node.Types.All.SelectMany(t => t.Fields).Where(f => f.Rule.Enriching).Select(f => f.Name).Distinct()], most, ct), ct);

    public static string Line(UnresolvedReference reference) =>
        $"{reference.Source} record {reference.SourceKey}: {reference.Field} refers to {reference.System} {reference.Key}, which is not here.";

    private static string Counts(RunRow row)
    {
        using var counts = JsonDocument.Parse(row.Body);
        return string.Join(" ", ((string[])["read", "created", "updated", "unchanged", "removed", "quarantined"])
            .Select(name => $"{name} {(counts.RootElement.TryGetProperty(name, out var value) ? value.GetRawText() : "0")}"));
    }
}
