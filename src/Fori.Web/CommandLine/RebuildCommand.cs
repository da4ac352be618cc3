using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Fori.Store;

namespace Fori.Web.CommandLine;

/// <summary>Makes what is derived anew from the store.</summary>
internal sealed class RebuildCommand : ICommandModule
{
    public static Command Create(CommandContext context)
    {
        var projection = new Argument<string>("projection") { Description = "search (the index of each municipality)" };
        projection.AcceptOnlyFromAmong("search");
        var tenant = new Option<string?>("--tenant") { Description = "Only this municipality", HelpName = "NAME" };
        var command = new Command("rebuild", "Make a projection anew from the store; it answers with the old one until then") { projection, tenant };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var name = parse.GetValue(tenant);
            var tenants = (await installation.Database.TenantsAsync(ct)).Where(t => name is null || t.Name == name).ToList();
            if (tenants.Count == 0 && name is not null)
            {
                return Problem.Of("tenant.unknown", "tenant", ("name", name));
            }

            var watch = Stopwatch.StartNew();
            var documents = 0;
            foreach (var each in tenants)
            {
                var node = installation.Node.Open(each);
                await node.CaughtUp.WaitAsync(ct);
                await node.RebuildAsync(ct);
                documents += node.Index.Count;
            }

            return CommandAnswer.Of(
                new { tenants = tenants.Count, documents, seconds = Math.Round(watch.Elapsed.TotalSeconds, 3) },
                string.Create(CultureInfo.InvariantCulture, $"Rebuilt {documents} documents of {tenants.Count} municipalities in {watch.Elapsed.TotalSeconds:0.0} s"));
        });
        return command;
    }
}
