using System.CommandLine;
using System.Text;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Json;
using Fori.Store.Writing;
using Fori.Web.Api;
using Fori.Web.Hosting;

namespace Fori.Web.CommandLine;

/// <summary>What stewards decide of records: which source goes first, what is held, what is one and the same.</summary>
internal sealed partial class StewardCommand : ICommandModule
{
    private static readonly WriteOrigin Operator = new("operator", "command");

    public static Command Create(CommandContext context) => new("steward", "Decide about records of the registers")
    {
        Pin(context), Authority(context), Merge(context), Unmerge(context), Withdraw(context), Decisions(context),
    };

    private static Command Pin(CommandContext context)
    {
        var tenant = TenantOption();
        var document = new Argument<Guid>("document") { Description = "Id of the document" };
        var field = new Argument<string>("field") { Description = "Name of the field, with its language if localised: phones, name.fi" };
        var value = new Option<string?>("--value") { Description = "JSON, or plain text, to hold it to; without it and --to the field is held empty", HelpName = "JSON" };
        var source = new Option<string?>("--to") { Description = "Source to hold it to", HelpName = "SOURCE" };
        var command = new Command("pin", "Hold a field to a value or a source") { tenant, document, field, value, source };
        context.OnInstallation(command, (parse, installation, ct) =>
        {
            var parts = parse.GetRequiredValue(field).Split('.', 2);
            return DecideAsync(installation, parse.GetRequiredValue(tenant), async (unit, token) =>
            {
                var id = parse.GetRequiredValue(document);
                if (await unit.Session.DocumentsAsync([id], token) is not [var found])
                {
                    return Problem.Of("document.unknown", "", ("id", id.ToString()));
                }

                var language = parts.Length > 1 ? parts[1] : MergeDecisions.Every;
                var held = Decide.Value(installation.Node, found.Type, parts[0], language, parse.GetValue(value) is { } text ? JsonOf(text) : null);
                return held.Succeeded
                    ? await Decide.PinnedAsync(installation.Node, unit, found.Type, id, parts[0], language, held.Value, parse.GetValue(source), Operator, token)
                    : Outcome<DecisionRow>.Refused(held.Problems);
            }, row => row.Id, ct);
        });
        return command;
    }

    private static Command Authority(CommandContext context)
    {
        var tenant = TenantOption();
        var scope = new Argument<string>("scope") { Description = "TYPE, TYPE.FIELD or TYPE.FIELD.LANGUAGE; * stands for every" };
        var sources = new Argument<string[]>("sources") { Description = "Sources, the first goes first", Arity = ArgumentArity.OneOrMore };
        var document = new Option<Guid?>("--document") { Description = "Only for this document", HelpName = "ID" };
        var command = new Command("authority", "Say which sources go first") { tenant, document, scope, sources };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var parts = parse.GetRequiredValue(scope).Split('.', 3);
            string Part(int i) => parts.Length > i ? parts[i] : MergeDecisions.Every;
            var decided = await DecideAsync(installation, parse.GetRequiredValue(tenant), (unit, token) => installation.Node.Golden.AuthorityAsync(
                unit, parse.GetValue(document), Part(0), Part(1), Part(2), parse.GetRequiredValue(sources), Operator, token), row => row.Id, ct);
            return decided.Succeeded ? await RecomputedAsync(installation, parse.GetRequiredValue(tenant), Part(0), decided, ct) : decided;
        });
        return command;
    }

    private static Command Merge(CommandContext context)
    {
        var tenant = TenantOption();
        var survivor = new Argument<Guid>("survivor") { Description = "Id of the document that stays" };
        var absorbed = new Argument<Guid>("absorbed") { Description = "Id of the document that is joined into it" };
        var command = new Command("merge", "Join two documents that are one and the same") { tenant, survivor, absorbed };
        context.OnInstallation(command, (parse, installation, ct) => DecideAsync(installation, parse.GetRequiredValue(tenant), (unit, token) =>
            installation.Node.Golden.MergeDocumentsAsync(unit, parse.GetRequiredValue(survivor), parse.GetRequiredValue(absorbed), Operator, token), id => id, ct));
        return command;
    }

    private static Command Unmerge(CommandContext context)
    {
        var tenant = TenantOption();
        var absorbed = new Argument<Guid>("absorbed") { Description = "Id of the document that was joined into another" };
        var command = new Command("unmerge", "Split what was joined; both are as they were") { tenant, absorbed };
        context.OnInstallation(command, (parse, installation, ct) => DecideAsync(installation, parse.GetRequiredValue(tenant), (unit, token) =>
            installation.Node.Golden.UnmergeAsync(unit, parse.GetRequiredValue(absorbed), Operator, token), id => id, ct));
        return command;
    }

    private static Command Withdraw(CommandContext context)
    {
        var tenant = TenantOption();
        var decision = new Argument<Guid>("decision") { Description = "Id of a pin or an authority" };
        var command = new Command("withdraw", "End a pin or an authority") { tenant, decision };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var ended = await DecideAsync(installation, parse.GetRequiredValue(tenant), (unit, token) =>
                installation.Node.Golden.WithdrawAsync(unit, parse.GetRequiredValue(decision), Operator, token), row => row.Id, ct);
            return ended.Succeeded ? await RecomputedAsync(installation, parse.GetRequiredValue(tenant), MergeDecisions.Every, ended, ct) : ended;
        });
        return command;
    }

    private static Option<string> TenantOption() => new("--tenant") { Description = "The municipality", HelpName = "NAME", Required = true };

    private static async Task<Outcome<CommandAnswer>> DecideAsync<T>(
        Installation installation, string tenant, Func<TenantUnit, CancellationToken, Task<Outcome<T>>> decide, Func<T, Guid> idOf, CancellationToken ct)
    {
        var found = await installation.TenantAsync(tenant, ct);
        if (!found.Succeeded)
        {
            return Outcome<CommandAnswer>.Refused(found.Problems);
        }

        var cursor = default(LogCursor);
        var decided = await installation.Writer.WriteAsync(found.Value.Id, WriteLane.People, async (unit, token) =>
        {
            var outcome = await decide(unit, token);
            cursor = unit.Cursor;
            return outcome;
        }, ct);
        if (!decided.Succeeded)
        {
            return Outcome<CommandAnswer>.Refused(decided.Problems);
        }

        await VisibleAsync(installation.Node, found.Value, cursor.Sequence, ct);
        return CommandAnswer.Of(new { id = idOf(decided.Value) }, $"Decided: {idOf(decided.Value)}");
    }

    private static async Task<Outcome<CommandAnswer>> RecomputedAsync(Installation installation, string tenant, string type, Outcome<CommandAnswer> answer, CancellationToken ct)
    {
        var found = await installation.TenantAsync(tenant, ct);
        if (!found.Succeeded)
        {
            return Outcome<CommandAnswer>.Refused(found.Problems);
        }

        await installation.Node.RecomputeAsync(found.Value, type == MergeDecisions.Every ? null : type, Operator with { Origin = "authority" }, ct);
        await VisibleAsync(installation.Node, found.Value, (await installation.Database.HeadsAsync(ct))[found.Value.Id].Head, ct);
        return answer;
    }

    private static async Task VisibleAsync(Node node, Tenant tenant, long sequence, CancellationToken ct)
    {
        var open = node.Open(tenant);
        await open.WaitForAsync(sequence, TimeSpan.FromMinutes(5), ct);
    }

    private static byte[] JsonOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return CanonicalJson.Canonicalise(bytes).Succeeded ? bytes : System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(text);
    }
}
