using System.CommandLine;
using System.Globalization;
using Fori.Sharing;
using Fori.Store;
using Fori.Store.Erasure;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

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
            var erased = await EraseAsync(installation, found.Value, request, ct);
            if (!erased.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(erased.Problems);
            }

            // Regions hold adapted copies with a history of their own.
            var places = erased.Value.Count;
            foreach (var entry in await installation.Services.GetRequiredService<ITenantRegister>().ListAsync(ct))
            {
                if (!await AdoptsAsync(installation, entry.Tenant, found.Value, ct))
                {
                    continue;
                }

                var copies = await EraseAsync(installation, entry.Tenant, OfCopies(request, found.Value), ct);
                if (!copies.Succeeded)
                {
                    return Outcome<CommandAnswer>.Refused(copies.Problems);
                }

                places += copies.Value.Count;
            }

            await installation.Database.ScrubAsync(ct);
            return CommandAnswer.Of(
                new { places, contributions = erased.Value.Contributions.Count, versions = erased.Value.Versions.Count },
                string.Create(CultureInfo.InvariantCulture, $"Erased in {places} places; kept out of later imports and of restored backups"));
        });
        return command;
    }

    // Erased rows and index entries still lie in free pages and old segments until these are rewritten: the index here,
    // the database by the caller.
    private static async Task<Outcome<ErasedParts>> EraseAsync(Installation installation, Tenant tenant, EraseRequest request, CancellationToken ct)
    {
        var open = installation.Node.Open(tenant);
        await open.CaughtUp.WaitAsync(ct);
        var sequence = 0L;
        var register = ErasureRegister.In(installation.Settings.Data);
        var erased = await installation.Writer.WriteAsync(tenant.Id, WriteLane.People, async (unit, token) =>
        {
            var outcome = await installation.Node.Golden.EraseAsync(unit, request, register, tenant.Name, new WriteOrigin("operator", "erase"), token);
            sequence = unit.Head;
            return outcome;
        }, ct);
        if (erased.Succeeded)
        {
            await open.WaitForAsync(sequence, TimeSpan.FromMinutes(1), ct);
            await open.PurgeAsync(ct);
        }

        return erased;
    }

    private static EraseRequest OfCopies(EraseRequest request, Tenant upstream) => request.Text is not null
        ? new EraseRequest { Text = request.Text, Field = request.Field, Language = request.Language }
        : request with { Source = AdaptedCopies.SourceOf(upstream), Key = request.Document?.ToString(), Document = null };

    private static Task<bool> AdoptsAsync(Installation installation, Tenant adopter, Tenant upstream, CancellationToken ct) =>
        installation.Database.ReadAsync(adopter.Id, async session =>
            (await session.ContributionsCountAsync(AdaptedCopies.SourceOf(upstream), ct)) > 0, ct);
}

/// <summary>What was erased stays erased when an older backup is brought back.</summary>
internal sealed class ErasuresAfterRestore : Backups.IAfterRestore
{
    public async Task RunAsync(Installation installation, CancellationToken ct) =>
        await ErasureRegister.In(installation.Settings.Data).ReplayAsync(installation.Database, installation.Writer, installation.Node.Golden, ct);
}
