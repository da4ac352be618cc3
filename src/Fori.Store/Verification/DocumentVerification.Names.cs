using Fori.Store.Golden;
using Fori.Store.Sql;

namespace Fori.Store.Verification;

/// <content>The names of documents in other systems: each must lead to one that has it.</content>
internal sealed partial class DocumentVerification
{
    // A name may have come to stand for another document since, which then has it too, or had it.
    private async Task CheckNamesAsync(CancellationToken ct)
    {
        var known = (await session.ExternalIdsAsync([.. _names.Values.SelectMany(n => n).Distinct()], ct)).ToDictionary(x => (x.System, x.Key), x => x.Document);
        var elsewhere = new List<(Guid Document, (string System, string Key) Name, Guid Other)>();
        foreach (var (document, names) in _names)
        {
            foreach (var name in names)
            {
                if (!known.TryGetValue(name, out var other))
                {
                    findings.Add("identifier.missing", document, $"{name.System} {name.Key} leads nowhere.");
                }
                else if (other != document)
                {
                    elsewhere.Add((document, name, other));
                }
            }
        }

        foreach (var found in elsewhere.GroupBy(e => e.Other))
        {
            await CheckElsewhereAsync(found.Key, [.. found.Select(e => (e.Document, e.Name))], ct);
        }
    }

    private async Task CheckElsewhereAsync(Guid other, List<(Guid Document, (string System, string Key) Name)> found, CancellationToken ct)
    {
        // One that is not there has been told, and what was joined stands for the one that it was joined into.
        if (!(await GoldenRecords.SurvivorsAsync(session, [other], ct)).TryGetValue(other, out var survivor)
            || kinds.Find(survivor.Type) is not { } kind)
        {
            return;
        }

        var had = (await session.QueryAsync(
            "select distinct source, key from contributions where tenant = @tenant and (document = @id or home = @id)", r => (r.Text(), r.Text()), ct, ("@id", survivor.Id))).ToHashSet();
        foreach (var version in await session.HistoryAsync(survivor.Id, int.MaxValue, ct))
        {
            try
            {
                had.UnionWith(DocumentFacts.Read(kind, version.Body).Identifiers);
            }
            catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
            {
                return; // Told as a body that cannot be read.
            }
        }

        foreach (var (document, name) in found.Where(f => f.Document != survivor.Id && !had.Contains(f.Name)))
        {
            findings.Add("identifier.elsewhere", document, $"{name.System} {name.Key} leads to {survivor.Id}, which has not that name.");
        }
    }
}
