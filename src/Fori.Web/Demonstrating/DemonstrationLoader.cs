using Fori.Demonstration;
using Fori.Integration.Importing;
using Fori.Integration.Reading;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tenants;
using Fori.Web.CommandLine;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.Demonstrating;

/// <summary>
/// Brings the invented municipalities in, each record as the word of an invented source. Again: nothing changes, and what
/// was broken off is completed. While it works the node is not ready: whoever waits for the demonstration gets all of it.
/// </summary>
internal sealed class DemonstrationLoader(Importer importer, DemonstrationStaffLoader staff, DemonstrationContentLoader content) : IDemonstration, IReadiness
{
    private static readonly WriteOrigin Loader = new("demonstration", "demonstration");
    private const int MostRuns = 10_000;
    private volatile string? _loading;

    public string Name => "demonstration";

    public Task<string?> ProblemAsync(CancellationToken ct) => Task.FromResult(_loading);

    public async Task<IReadOnlyList<string>> LoadAsync(Installation installation, Action<string> progress, CancellationToken ct)
    {
        _loading = "the demonstration is being loaded";
        var problems = await LoadTownsAsync(installation, progress, ct);
        if (problems.Count == 0)
        {
            foreach (var town in DemonstrationData.Towns)
            {
                var tenant = (await installation.TenantAsync(town.Name, ct)).Value ?? throw new InvalidOperationException($"{town.Name} was not loaded.");
                await staff.LoadAsync(tenant, ct);
                await content.LoadAsync(tenant, progress, ct);
            }
        }

        _loading = null;
        return problems.Count > 0 ? problems : DemonstrationStaffLoader.Told(DemonstrationData.Towns.Select(t => t.Name));
    }

    public async Task<IReadOnlyList<string>> RemoveAsync(Installation installation, CancellationToken ct)
    {
        var removed = new List<string>();
        foreach (var town in DemonstrationData.Towns)
        {
            // A real municipality may have the same name.
            if (installation.Node.Find(town.Name) is { } node && (await SiteSettings.ReadAsync(installation.Node, node, ct)).Municipality.IsDemonstration == true)
            {
                await installation.Services.GetRequiredService<ITenantRegister>().RemoveAsync(town.Name, ct);
                removed.Add(town.Name);
            }
        }

        return removed;
    }

    private async Task<IReadOnlyList<string>> LoadTownsAsync(Installation installation, Action<string> progress, CancellationToken ct)
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
            var brought = new Dictionary<string, int>();
            var found = await installation.TenantAsync(town.Name, ct);
            if (found.Succeeded)
            {
                brought = await BroughtAsync(installation, found.Value, ct);
                if (town.Sources.CountBy(s => s.Source).All(files => brought.GetValueOrDefault(files.Key) >= files.Value))
                {
                    continue;
                }
            }

            progress($"Loading {town.Name} …");
            var added = found.Succeeded ? found : await AddAsync(installation, town, ct);
            if (!added.Succeeded)
            {
                return [.. added.Problems.Select(Sentences.Of)];
            }

            var tenant = added.Value;
            if (brought.Count == 0)
            {
                await DecideAsync(node, tenant, town, ct);
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

    private static async Task<Outcome<Tenant>> AddAsync(Installation installation, DemonstrationTown town, CancellationToken ct)
    {
        var added = await installation.Services.GetRequiredService<ITenantRegister>().AddAsync(town.Name, town.Settings.Languages, town.Settings.Hosts, ct);
        return added.Succeeded ? added.Value.Tenant : Outcome<Tenant>.Refused(added.Problems);
    }

    // How many files of each source were brought in to their end.
    private static async Task<Dictionary<string, int>> BroughtAsync(Installation installation, Tenant tenant, CancellationToken ct) =>
        (await installation.Database.ReadAsync(tenant.Id, session => session.RunsAsync(MostRuns, ct), ct))
            .Where(r => r.State == RunState.Done).CountBy(r => r.Source).ToDictionary();

    private static async Task DecideAsync(Node node, Tenant tenant, DemonstrationTown town, CancellationToken ct)
    {
        var settings = node.Types[nameof(Municipality)].Write(town.Settings).Value
            ?? throw new InvalidOperationException($"The settings of {town.Name} are not canonical.");
        await node.Writer.WriteAsync(tenant.Id, WriteLane.People, (unit, stop) =>
            node.Golden.ContributeAsync(unit, [new Contribution(Contribution.Local, Municipality.Key, nameof(Municipality), settings)], Loader, stop), ct);
        foreach (var rule in town.Authority)
        {
            await node.Writer.WriteAsync(tenant.Id, WriteLane.People, (unit, stop) =>
                node.Golden.AuthorityAsync(unit, null, rule.Type, rule.Field, rule.Language, rule.Sources, Loader, stop), ct);
        }
    }
}
