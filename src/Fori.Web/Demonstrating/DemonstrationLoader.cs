using Fori.Demonstration;
using Fori.Integration.Importing;
using Fori.Integration.Reading;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Writing;
using Fori.Tenants;
using Fori.Web.CommandLine;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.Demonstrating;

/// <summary>Brings the invented municipalities in, each record as the word of an invented source. Again: nothing changes.</summary>
internal sealed class DemonstrationLoader(Importer importer) : IDemonstration
{
    private static readonly WriteOrigin Loader = new("demonstration", "demonstration");

    public async Task<IReadOnlyList<string>> LoadAsync(Installation installation, Action<string> progress, CancellationToken ct)
    {
        var node = installation.Node;
        var missing = DemonstrationData.Towns.SelectMany(t => t.Vocabularies).DistinctBy(v => v.Scheme)
            .Where(v => node.VocabularyFiles.List().All(kept => kept.Scheme != v.Scheme)).ToList();
        if (missing.Count > 0)
        {
            node.AddVocabularies(missing);
            await node.ReloadVocabulariesAsync();
        }

        foreach (var town in DemonstrationData.Towns)
        {
            if (node.Find(town.Name) is not null)
            {
                continue;
            }

            progress($"Loading {town.Name} …");
            var register = installation.Services.GetRequiredService<ITenantRegister>();
            var added = await register.AddAsync(town.Name, town.Settings.Languages, town.Settings.Hosts, ct);
            if (!added.Succeeded)
            {
                return [.. added.Problems.Select(Sentences.Of)];
            }

            var tenant = added.Value.Tenant;
            var settings = node.Types[nameof(Municipality)].Write(town.Settings).Value
                ?? throw new InvalidOperationException($"The settings of {town.Name} are not canonical.");
            await node.Writer.WriteAsync(tenant.Id, WriteLane.People, (unit, stop) =>
                node.Golden.ContributeAsync(unit, [new Contribution(Contribution.Local, Municipality.Key, nameof(Municipality), settings)], Loader, stop), ct);
            foreach (var rule in town.Authority)
            {
                await node.Writer.WriteAsync(tenant.Id, WriteLane.People, (unit, stop) =>
                    node.Golden.AuthorityAsync(unit, null, rule.Type, rule.Field, rule.Language, rule.Sources, Loader, stop), ct);
            }

            foreach (var (source, content) in town.Sources)
            {
                await using var stream = content();
                var summary = await importer.RunAsync(
                    tenant, new ImportOptions { Source = source, Kind = "fori", Complete = false, Actor = "demonstration" }, Sources.Own(stream, SourceFormat.Json, ct), null, ct);
                if (summary.Quarantined > 0)
                {
                    throw new InvalidOperationException($"The demonstration's own data is refused: {string.Join(", ", summary.Problems.Select(p => $"{p.Key} {p.Problem.Code} {p.Problem.Path}"))}");
                }
            }

            var head = (await node.Database.HeadsAsync(ct))[tenant.Id].Head;
            await node.Open(tenant).WaitForAsync(head, TimeSpan.FromMinutes(1), ct);
        }

        return [];
    }
}
