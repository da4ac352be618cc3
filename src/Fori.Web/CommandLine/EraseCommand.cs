using System.CommandLine;
using System.Globalization;
using Fori.Store;
using Fori.Store.Erasure;
using Fori.Store.Golden;
using Fori.Store.Writing;

namespace Fori.Web.CommandLine;

/// <summary>Removes what tells of a person, from everywhere, for good (EU 2016/679, article 17).</summary>
internal sealed class EraseCommand : ICommandModule
{
    public static Command Create(CommandContext context)
    {
        var tenant = new Option<string>("--tenant") { Description = "The municipality", HelpName = "NAME", Required = true };
        var document = new Option<Guid?>("--document") { Description = "Only in this document", HelpName = "ID" };
        var source = new Option<string?>("--source") { Description = "Only what this source says", HelpName = "SOURCE" };
        var key = new Option<string?>("--key") { Description = "Only this record of the source", HelpName = "KEY" };
        var field = new Option<string?>("--field") { Description = "This field, with its language if localised: phones, description.fi", HelpName = "FIELD" };
        var text = new Argument<string?>("text") { Description = "The text, wherever it is; whole fields that hold it are erased", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("erase", "Erase a person's text from versions, sources, addresses, index and files") { tenant, document, source, key, field, text };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            var parts = parse.GetValue(field)?.Split('.', 2);
            var request = new EraseRequest
            {
                Text = parse.GetValue(text),
                Document = parse.GetValue(document),
                Source = parse.GetValue(source),
                Key = parse.GetValue(key),
                Field = parts?[0],
                Language = parts is { Length: > 1 } ? parts[1] : null,
            };
            var node = installation.Node;
            var open = node.Open(found.Value);
            await open.CaughtUp.WaitAsync(ct);
            var sequence = 0L;
            var register = ErasureRegister.In(installation.Settings.Data);
            var erased = await installation.Writer.WriteAsync(found.Value.Id, WriteLane.People, async (unit, token) =>
            {
                var outcome = await node.Golden.EraseAsync(unit, request, register, found.Value.Name, new WriteOrigin("operator", "erase"), token);
                sequence = unit.Head;
                return outcome;
            }, ct);
            if (!erased.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(erased.Problems);
            }

            // Erased rows and index entries still lie in free pages and old segments until these rewrite them.
            await open.WaitForAsync(sequence, TimeSpan.FromMinutes(1), ct);
            await open.PurgeAsync(ct);
            await installation.Database.ScrubAsync(ct);
            return CommandAnswer.Of(
                new { places = erased.Value.Count, contributions = erased.Value.Contributions.Count, versions = erased.Value.Versions.Count },
                string.Create(CultureInfo.InvariantCulture, $"Erased in {erased.Value.Count} places; kept out of later imports and of restored backups"));
        });
        return command;
    }
}

/// <summary>What was erased stays erased when an older backup is brought back.</summary>
internal sealed class ErasuresAfterRestore : Backups.IAfterRestore
{
    public async Task RunAsync(Hosting.Installation installation, CancellationToken ct) =>
        await ErasureRegister.In(installation.Settings.Data).ReplayAsync(installation.Database, installation.Writer, installation.Node.Golden, ct);
}
