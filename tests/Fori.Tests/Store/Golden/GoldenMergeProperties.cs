using CsCheck;
using Fori.Store.Golden;
using Fori.Store.Json;
using static Fori.Tests.Store.Golden.GoldenGen;

namespace Fori.Tests.Store.Golden;

public sealed class GoldenMergeProperties
{
    private const int Times = 2_000;

    [Fact]
    public void Neither_the_order_nor_the_time_of_arrival_matters() => Gen.Select(Contributions, Decisions, Gen.Int).Sample(
        (all, decisions, seed) =>
        {
            var shuffled = all.ToArray();
            new Random(seed).Shuffle(shuffled);
            shuffled = [.. shuffled.Select((c, i) => c with { ReceivedAt = c.ReceivedAt.AddDays((seed % 7) * i) })];
            return Same(Merge(all, decisions), Merge(shuffled, decisions));
        },
        iter: Times);

    [Fact]
    public void The_same_input_gives_the_same_canonical_bytes() => Gen.Select(Contributions, Decisions).Sample(
        (all, decisions) =>
        {
            var golden = Merge(all, decisions);
            return Same(golden, Merge(all, decisions)) && CanonicalJson.IsCanonical(golden.Body) && CanonicalJson.IsCanonical(golden.Provenance);
        },
        iter: Times);

    [Fact]
    public void Merging_the_result_alone_gives_the_result() => Gen.Select(Contributions, Decisions).Sample(
        (all, decisions) =>
        {
            var golden = Merge(all, decisions).Body;
            return Merge([new SourceContribution("merged", "1", 1, default, golden)], decisions with { Pins = [], Suppressions = [] })
                .Body.AsSpan().SequenceEqual(golden);
        },
        iter: Times);

    [Fact]
    public void The_quick_way_of_a_single_contribution_gives_what_the_long_way_gives() => Gen.Select(Body, Decisions).Sample(
        (body, decisions) =>
        {
            var single = new SourceContribution("ptv", "1", 1, default, body);
            var quick = Merge([single], decisions with { Pins = [], Suppressions = [] });
            var longWay = new GoldenPass(Shape, [single], decisions with { Pins = [], Suppressions = [] }).Run();
            return Same(quick, longWay) && quick.Body.AsSpan().SequenceEqual(body);
        },
        iter: Times);

    [Fact]
    public void A_contribution_that_supplies_nothing_can_go_without_a_trace_in_the_body() => Gen.Select(Contributions, Decisions).Sample(
        (all, decisions) =>
        {
            var golden = Merge(all, decisions);

            // A source to which a pin holds a field keeps the others out of languages that it does not speak itself.
            var heldTo = decisions.Pins.Select(p => p.Source).ToHashSet();
            foreach (var contribution in all.Where(c => !heldTo.Contains(c.Source) && !Supplies(golden.Provenance, c)))
            {
                var without = Merge([.. all.Where(c => c != contribution)], decisions);
                if (!without.Body.AsSpan().SequenceEqual(golden.Body))
                {
                    return false;
                }
            }

            return true;
        },
        iter: Times);

    [Fact]
    public void A_fixed_value_always_wins() => Gen.Select(Contributions, Decisions, AnyPin).Where((_, _, p) => p.Source is null).Sample(
        (all, decisions, pin) =>
        {
            var body = Merge(all, decisions with { Pins = [.. decisions.Pins.Where(p => p.Field != pin.Field), pin] }).Body;
            var field = JsonBody.Member(body, JsonBody.WrittenName(pin.Field));
            var value = pin.Language == "*" || field.IsEmpty ? field : JsonBody.Member(field, JsonBody.WrittenName(pin.Language));
            var wanted = pin.Value is { } v && !JsonBody.IsEmpty(v.Span) ? v : default;
            return value.SequenceEqual(wanted.Span);
        },
        iter: Times);

    [Fact]
    public void A_suppressed_value_is_as_if_it_had_never_been_sent() => Gen.Select(Contributions, Decisions, AnySuppression).Sample(
        (all, decisions, suppression) =>
        {
            var never = all.Select(c => c with { Body = Without(c, suppression) }).ToArray();
            return Same(
                Merge(all, decisions with { Suppressions = [suppression] }),
                Merge(never, decisions with { Suppressions = [] }));
        },
        iter: Times);

    [Fact]
    public void A_joined_list_holds_every_item_of_every_list_and_no_other() => Gen.Select(Contributions, Decisions).Sample(
        (all, decisions) =>
        {
            var golden = JsonBody.Member(Merge(all, decisions with { Pins = [], Suppressions = [] }).Body, "words"u8);
            var expected = all.SelectMany(c => Items(JsonBody.Member(c.Body.Span, "words"u8))).ToHashSet();
            return expected.SetEquals(Items(golden));
        },
        iter: Times);

    [Fact]
    public void Switching_authority_and_back_restores_the_bytes_and_raises_the_chosen_source() =>
        Gen.Select(Contributions, Decisions, Gen.OneOf(Sources)).Sample(
            (all, decisions, source) =>
            {
                var before = decisions with { Pins = [], Suppressions = [] };
                var after = before with { DocumentRules = [new AuthorityRule("Thing", "phone", "*", [source])] };
                var chosen = Merge(all, after).Body;
                var own = all.Where(c => c.Source == source).OrderBy(c => c.Distance).ThenBy(c => c.Key, StringComparer.Ordinal)
                    .Select(c => TextOf(JsonBody.Member(c.Body.Span, "phone"u8).ToArray())).FirstOrDefault(v => v.Length > 0);
                return (own is null || TextOf(JsonBody.Member(chosen, "phone"u8).ToArray()) == own)
                    && GoldenMerge.Compare(Shape, Merge(all, before).Body, chosen).All(f => f == "phone" || before.DocumentRules.Count > 0)
                    && Same(Merge(all, before), Merge(all, after with { DocumentRules = before.DocumentRules }));
            },
            iter: Times);

    [Fact]
    public void Comparing_finds_a_change_exactly_when_there_is_one() => Gen.Select(Body, Body).Sample(
        (one, other) => GoldenMerge.Compare(Shape, one, other).Count == 0 == one.AsSpan().SequenceEqual(other),
        iter: Times);

    private static GoldenRecord Merge(SourceContribution[] all, MergeDecisions decisions) => GoldenMerge.Merge(Shape, all, decisions);

    private static bool Same(GoldenRecord one, GoldenRecord other) =>
        one.Body.AsSpan().SequenceEqual(other.Body) && one.Provenance.AsSpan().SequenceEqual(other.Provenance);

    private static bool Supplies(byte[] provenance, SourceContribution contribution)
    {
        using var json = System.Text.Json.JsonDocument.Parse(provenance);
        return json.RootElement.EnumerateObject().Any(field =>
            Names(field.Value) || (field.Value.TryGetProperty("from", out var from) && from.EnumerateArray().Any(Names)));

        bool Names(System.Text.Json.JsonElement entry) =>
            entry.TryGetProperty("source", out var source) && source.ValueEquals(contribution.Source)
            && entry.GetProperty("key").ValueEquals(contribution.Key);
    }

    private static List<string> Items(ReadOnlySpan<byte> list)
    {
        var items = new List<string>();
        if (JsonBody.IsArray(list))
        {
            foreach (var item in JsonBody.Items(list))
            {
                items.Add(TextOf(item.ToArray()));
            }
        }

        return items;
    }

    /// <summary>An independent statement of what a suppression takes away.</summary>
    private static byte[] Without(SourceContribution contribution, Suppression suppression)
    {
        if (suppression.Source != contribution.Source || (suppression.Key != "*" && suppression.Key != contribution.Key))
        {
            return contribution.Body.ToArray();
        }

        var body = System.Text.Json.Nodes.JsonNode.Parse(contribution.Body.Span)!.AsObject();
        foreach (var field in body.Select(m => m.Key).Where(f => suppression.Field is "*" || suppression.Field == f).ToList())
        {
            if (suppression.Language != "*" && Shape.Of(field) == MemberShape.Localized && body[field] is System.Text.Json.Nodes.JsonObject texts)
            {
                texts.Remove(suppression.Language);
            }
            else if (suppression.Language == "*" || suppression.Field == field)
            {
                body.Remove(field);
            }
        }

        return Canonical(body.ToJsonString());
    }
}
