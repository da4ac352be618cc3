using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Fori.Store;
using Fori.Store.Operations;
using Fori.Store.Sql;

namespace Fori.Web.CommandLine;

/// <summary>What sources have brought, and what waits in quarantine.</summary>
internal sealed class RunsCommand : ICommandModule
{
    private const int Shown = 50;

    public static Command Create(CommandContext context)
    {
        var tenant = new Option<string>("--tenant") { Description = "The municipality", HelpName = "NAME", Required = true };
        var quarantine = new Option<bool>("--quarantine") { Description = "Show the refused records instead" };
        var unresolved = new Option<bool>("--unresolved") { Description = "Show the references to records that no source has brought instead" };
        var command = new Command("runs", "List the newest runs of sources") { tenant, quarantine, unresolved };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            if (parse.GetValue(quarantine))
            {
                var refused = await installation.Database.ReadAsync(found.Value.Id, session => session.QuarantineAsync(Shown, ct), ct);
                return CommandAnswer.Of(
                    refused.Select(q => new { q.Run, q.Ordinal, q.Source, q.Key, q.At, problems = JsonElement.Parse(q.Problems) }),
                    [.. refused.Select(q => $"{q.Source} record {q.Ordinal.ToString(CultureInfo.InvariantCulture)} ({q.Key}): {Codes(q)}")]);
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

    private static string Codes(QuarantineRow row)
    {
        using var problems = JsonDocument.Parse(row.Problems);
        return string.Join(", ", problems.RootElement.EnumerateArray().Select(p => p.GetProperty("code").GetString() + " " + p.GetProperty("path").GetString()));
    }

    private static string Counts(RunRow row)
    {
        using var counts = JsonDocument.Parse(row.Body);
        return string.Join(" ", ((string[])["read", "created", "updated", "unchanged", "removed", "quarantined"])
            .Select(name => $"{name} {(counts.RootElement.TryGetProperty(name, out var value) ? value.GetRawText() : "0")}"));
    }
}
