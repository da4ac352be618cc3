using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tenants;

namespace Fori.Web.Tenants;

/// <summary>Where the settings of a municipality are changed by people. Who may is asked before, by the caller.</summary>
internal sealed class MunicipalityDesk(Node node)
{
    /// <param name="change">Of what is kept now, not of what the form was drawn from: two who change other settings do not undo each other.</param>
    /// <returns>The sequence after which everybody sees it. Refused: what <paramref name="change"/> refuses, and what the fields do not take.</returns>
    public Task<Outcome<long>> ChangeAsync(Tenant tenant, Func<Municipality, Outcome<Municipality>> change, string actor, CancellationToken ct)
    {
        var type = node.Types[nameof(Municipality)];
        return node.Writer.WriteAsync<Outcome<long>>(tenant.Id, WriteLane.People, async (unit, stop) =>
        {
            var found = await unit.Session.ExternalIdsAsync([(Contribution.Local, Municipality.Key)], stop);
            var shown = (await unit.Session.PublishedAsync([.. found.Select(f => f.Document)], stop)).FirstOrDefault();
            var changed = change(shown is null ? new Municipality() : (Municipality)type.Read(shown.Body));
            var written = changed.Succeeded ? type.Write(changed.Value) : Outcome<byte[]>.Refused(changed.Problems);
            if (!written.Succeeded)
            {
                return Outcome<long>.Refused(written.Problems);
            }

            await node.Golden.ContributeAsync(unit, [new Contribution(Contribution.Local, Municipality.Key, type.Name, written.Value)], new WriteOrigin(actor, "editor"), stop);
            return unit.Cursor.Sequence;
        }, ct);
    }
}
