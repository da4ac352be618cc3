using System.Globalization;
using Fori.Integration.Importing;
using Fori.Integration.Mapping;
using Fori.Store;
using Fori.Store.Operations;
using Fori.Store.Sql;
using Fori.Web.Hosting;

namespace Fori.Web.CommandLine;

/// <summary>The records that were refused: why, and once more.</summary>
internal sealed partial class RunsCommand
{
    private static async Task<Outcome<CommandAnswer>> QuarantineAsync(Installation installation, Tenant tenant, Guid? run, CancellationToken ct)
    {
        var refused = await installation.Database.ReadAsync(tenant.Id, session => session.QuarantineAsync(run, Shown, ct), ct);
        var told = refused.Select(q => (Row: q, Problems: QuarantinedForm.ProblemsOf(q.Problems))).ToList();
        return CommandAnswer.Of(
            told.Select(q => new
            {
                q.Row.Run,
                q.Row.Ordinal,
                q.Row.Source,
                q.Row.Key,
                q.Row.At,
                problems = q.Problems.Select(p => new { p.Code, p.Path, p.Severity, p.Arguments, message = Sentences.Of(p) }),
            }),
            [.. told.Select(q => string.Create(
                CultureInfo.InvariantCulture,
                $"{q.Row.At:u}  {q.Row.Source} record {q.Row.Ordinal}{(q.Row.Key is { } key ? $" ({key})" : "")}: {string.Join(" ", q.Problems.Select(Sentences.Of))}"))]);
    }

    private static async Task<Outcome<CommandAnswer>> ReplayAsync(
        CommandContext context, Installation installation, Tenant tenant, Guid? run, string? name, string? mappingFile, CancellationToken ct)
    {
        var options = new ReplayOptions { Run = run, Source = name, Actor = "operator" };
        if (mappingFile is not null)
        {
            var mapping = await ImportCommand.MappingAsync(context, mappingFile, ct);
            if (!mapping.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(mapping.Problems);
            }

            if (!mapping.Value.MapsAlone)
            {
                return Problem.Of("import.mapping-not-alone", "mapping", ("file", context.PathOf(mappingFile)));
            }

            // A mapping is of one source: the records of others are not in its shape.
            var source = name ?? (run is { } id ? (await installation.Database.ReadAsync(tenant.Id, session => session.RunAsync(id, ct), ct))?.Source : null);
            options = options with { Mapping = mapping.Value, Source = source ?? Path.GetFileNameWithoutExtension(mappingFile) };
        }

        var node = installation.Node.Open(tenant);
        await node.CaughtUp;
        var s = await installation.Services.GetRequiredService<QuarantineReplay>().RunAsync(tenant, options, ct);
        await node.WaitForAsync(s.Sequence, TimeSpan.FromMinutes(10), ct);
        ImportCommand.TellProblems(context, s);
        return CommandAnswer.Of(
            new { s.Read, s.Created, s.Updated, s.Unchanged, s.Quarantined, seconds = Math.Round(s.Seconds, 3) },
            string.Create(
                CultureInfo.InvariantCulture,
                $"Read {s.Read}: {s.Created} created, {s.Updated} updated, {s.Unchanged} unchanged, {s.Quarantined} still in quarantine ({s.Seconds:0.0} s)"))
            with { Exit = s.Quarantined > 0 ? ExitCode.DoneWithRejected : ExitCode.Done };
    }
}
