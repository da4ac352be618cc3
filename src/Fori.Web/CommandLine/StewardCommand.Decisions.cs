using System.CommandLine;
using System.Globalization;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;

namespace Fori.Web.CommandLine;

internal sealed partial class StewardCommand
{
    private static Command Decisions(CommandContext context)
    {
        var tenant = TenantOption();
        var document = new Option<Guid?>("--document") { Description = "Only what was decided of this document", HelpName = "ID" };
        var kind = new Option<string?>("--kind") { Description = "Only this kind: " + string.Join(", ", DecisionKinds.All), HelpName = "KIND" };
        kind.AcceptOnlyFromAmong([.. DecisionKinds.All]);
        var command = new Command("decisions", "List what has been decided, newest first") { tenant, document, kind };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            var filter = new DecisionFilter { Document = parse.GetValue(document), Kind = parse.GetValue(kind), Limit = int.MaxValue };
            var decisions = await installation.Database.ReadAsync(found.Value.Id, session => session.StatedDecisionsAsync(filter, ct), ct);
            return CommandAnswer.Of(decisions, [.. decisions.Select(Line)]);
        });
        return command;
    }

    private static string Line(StatedDecision decision) => string.Join("  ",
    [
        decision.Id.ToString(),
        decision.At.ToString("u", CultureInfo.InvariantCulture),
        decision.Actor,
        $"{decision.Kind,-11}",
        Said(decision),
        .. decision.WithdrawnAt is { } at ? [string.Create(CultureInfo.InvariantCulture, $"(withdrawn {at:u} by {decision.WithdrawnBy})")] : Array.Empty<string>(),
    ]);

    private static string Said(StatedDecision decision)
    {
        var field = decision.Language is null or MergeDecisions.Every ? decision.Field : $"{decision.Field}.{decision.Language}";
        var document = decision.Document?.ToString() ?? "all documents";
        return decision.Kind switch
        {
            DecisionKinds.Pin => $"{document}: {field} held to {decision.Value?.GetRawText() ?? decision.Source ?? "nothing"}",
            DecisionKinds.Authority => $"{document}: {decision.Type}.{field} from {string.Join(", ", decision.Sources ?? [])}",
            DecisionKinds.Belonging => $"{decision.Absorbed} joined into {document}",
            DecisionKinds.Suppression => $"{decision.Document?.ToString() ?? "a record"}: {field} of {decision.Source} never taken again",
            _ => document,
        };
    }
}
