using System.Text;
using Fori.Store.Json;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Golden;

public sealed partial class GoldenRecords
{
    /// <summary>
    /// Takes an edit of the whole document as the word of one source: what equals the other sources' word is left to
    /// them, what differs is this source's own, and what was emptied is held empty.
    /// </summary>
    /// <param name="edited">Canonical body as it is to be shown.</param>
    public async Task<ContributionResult> EditAsync(TenantUnit unit, Guid document, string source, byte[] edited, WriteOrigin origin, CancellationToken ct)
    {
        var state = await LoadAsync(unit, [document], ct);
        var kind = Kinds[state.Documents[document].Type];
        var key = document.ToString();
        var others = state.ContributionsOf(document).Where(c => c is { Live: true, Body: not null } && !(c.Source == source && c.Key == key)).ToList();
        var rest = others.Count == 0 ? "{}"u8.ToArray() : Golden(kind, others, state, document).Body;

        var shown = state.Versions[document].Body;
        foreach (var (field, language) in Emptied(kind, rest, edited).Intersect(Emptied(kind, shown, edited)))
        {
            Decide(unit, DecisionKinds.Pin, document, new DecisionBody { Field = field, Language = language }, origin);
        }

        foreach (var pin in state.DecisionsOf(document).Where(d => d.Kind == DecisionKinds.Pin))
        {
            // A person's newer word goes before an older hold on the same field.
            var held = DecisionBodies.Read(pin);
            if (GoldenMerge.Compare(kind.Shape, shown, edited).Any(f => f == held.Field || f == $"{held.Field}.{held.Language}"))
            {
                unit.Upsert(Tables.Decisions, pin with { WithdrawnAt = unit.Now, WithdrawnBy = origin.Actor });
            }
        }

        await unit.FlushAsync(ct);
        var own = Differing(kind, rest, edited);
        if (own.Length <= 2)
        {
            // Nothing of its own is left to say.
            var before = await unit.Session.ContributionsAsync([(source, key)], ct);
            if (before.Count == 0)
            {
                var (effect, version, sequence) = (await RecomputeAsync(unit, [document], origin, ct))[document];
                return new ContributionResult(source, key, document, effect, version, sequence);
            }

            return (await ContributeAsync(unit, [new Contribution(source, key, kind.Name, null)], origin, ct))[0];
        }

        if ((await unit.Session.ExternalIdsAsync([(source, key)], ct)).Count == 0)
        {
            unit.Upsert(Tables.ExternalIds, new ExternalIdRow(source, key, document));
            await unit.FlushAsync(ct);
        }

        return (await ContributeAsync(unit, [new Contribution(source, key, kind.Name, own)], origin, ct))[0];
    }

    private static List<(string Field, string Language)> Emptied(DocumentKind kind, byte[] rest, byte[] edited)
    {
        var emptied = new List<(string, string)>();
        foreach (var member in JsonBody.Members(rest))
        {
            var name = JsonBody.ReadName(member.Name);
            var now = JsonBody.Member(edited, member.Name);
            if (now.IsEmpty)
            {
                emptied.Add((name, MergeDecisions.Every));
            }
            else if (kind.Shape.Of(name) == MemberShape.Localized && JsonBody.IsObject(member.Value) && JsonBody.IsObject(now))
            {
                foreach (var text in JsonBody.Members(member.Value))
                {
                    if (JsonBody.Member(now, text.Name).IsEmpty)
                    {
                        emptied.Add((name, JsonBody.ReadName(text.Name)));
                    }
                }
            }
        }

        return emptied;
    }

    private static byte[] Differing(DocumentKind kind, byte[] rest, byte[] edited)
    {
        var own = new StringBuilder("{");
        foreach (var member in JsonBody.Members(edited))
        {
            var before = JsonBody.Member(rest, member.Name);
            if (before.SequenceEqual(member.Value))
            {
                continue;
            }

            var value = member.Value;
            var part = Encoding.UTF8.GetString(value);
            if (kind.Shape.Of(JsonBody.ReadName(member.Name)) == MemberShape.Localized && JsonBody.IsObject(before) && JsonBody.IsObject(value))
            {
                part = Encoding.UTF8.GetString(Differing(new DocumentKind { Name = kind.Name, Shape = new MergeShape(kind.Name, new Dictionary<string, MemberShape>()) }, before.ToArray(), value.ToArray()));
            }

            own.Append(own.Length > 1 ? ",\"" : "\"").Append(Encoding.UTF8.GetString(member.Name)).Append("\":").Append(part);
        }

        return Encoding.UTF8.GetBytes(own.Append('}').ToString());
    }
}
