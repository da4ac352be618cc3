using System.Text;
using CsCheck;
using Fori.Store.Golden;
using Fori.Store.Json;

namespace Fori.Tests.Store.Golden;

/// <summary>Small worlds in which sources agree, differ, are silent and send what does not fit.</summary>
internal static class GoldenGen
{
    public static readonly MergeShape Shape = new("Thing", new Dictionary<string, MemberShape>
    {
        ["name"] = MemberShape.Localized,
        ["summary"] = MemberShape.Localized,
        ["words"] = MemberShape.MergeableList,
        ["phone"] = MemberShape.Single,
    });

    public static readonly string[] Sources = ["local", "mds", "ptv", "place"];

    private static readonly string[] Fields = ["name", "summary", "words", "phone", "size"];
    private static readonly string[] Languages = ["fi", "sv", "en"];

    public static readonly Gen<byte[]> Body =
        from name in Texts
        from summary in Texts
        from words in Words
        from phone in Gen.OneOf("null", "\"02 1\"", "\"02 2\"", "\"02 3\"")
        from size in Gen.OneOf("null", "1", "2", "{\"low\":1}")
        select Canonical($$"""{"name":{{name}},"summary":{{summary}},"words":{{words}},"phone":{{phone}},"size":{{size}}}""");

    public static readonly Gen<SourceContribution[]> Contributions =
        (from source in Gen.OneOf(Sources)
         from key in Gen.OneOf("1", "2", "3")
         from distance in Gen.Int[0, 2]
         from version in Gen.Int[1, 9]
         from day in Gen.Int[0, 5]
         from body in Body
         select new SourceContribution(source, key, version, DateTimeOffset.UnixEpoch.AddDays(day), body) { Distance = distance })
        .Array[0, 5]
        .Select(all => all.DistinctBy(c => (c.Source, c.Key)).ToArray());

    public static readonly Gen<Pin> AnyPin = Gen.OneOf(
        from field in Gen.OneOf(Fields)
        from source in Gen.OneOf(Sources)
        select new Pin(field, "*", null, source),
        from language in Gen.OneOf(Languages)
        from source in Gen.OneOf(Sources)
        select new Pin("name", language, null, source),
        from language in Gen.OneOf(Languages)
        from value in Gen.OneOf("\"pinned\"", "null")
        select new Pin("name", language, Canonical(value), null),
        Gen.OneOf(
            new Pin("phone", "*", Canonical("\"pinned\""), null),
            new Pin("phone", "*", null, null),
            new Pin("name", "*", Canonical("""{"fi":"pinned","se":"pinned"}"""), null),
            new Pin("words", "*", Canonical("""["pinned"]"""), null),
            new Pin("added", "*", Canonical("""{"by":"a person"}"""), null)));

    public static readonly Gen<Suppression> AnySuppression =
        from source in Gen.OneOf(Sources)
        from key in Gen.OneOf("*", "1", "2")
        from field in Gen.OneOf(["*", .. Fields])
        from language in Gen.OneOf(["*", "*", .. Languages])
        select new Suppression(source, field, language) { Key = key };

    public static readonly Gen<MergeDecisions> Decisions =
        from rules in Rule.Array[0, 4]
        from documentRules in Rule.Array[0, 2]
        from pins in AnyPin.Array[0, 3]
        from order in Gen.Shuffle(Sources)
        from count in Gen.Int[0, 4]
        from suppressions in AnySuppression.Array[0, 2]
        from wild in Gen.OneOf<string[]>([], ["*"], ["p*", "*"])
        from at in Gen.Int[0, 4]
        select new MergeDecisions(rules, documentRules, pins, [.. order[..Math.Min(at, count)], .. wild, .. order[Math.Min(at, count)..count]], suppressions);

    public static byte[] Canonical(string json) => CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json)).Value
        ?? throw new InvalidOperationException(json);

    public static string TextOf(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);

    public static SourceContribution From(string source, string body, string key = "1", int version = 1, int distance = 0) =>
        new(source, key, version, DateTimeOffset.UnixEpoch, Canonical(body)) { Distance = distance };

    private static Gen<AuthorityRule> Rule =>
        from type in Gen.OneOf("*", "Thing", "Other")
        from member in Gen.OneOf(["*", .. Fields])
        from language in Gen.OneOf(["*", "*", .. Languages])
        from sources in Gen.Shuffle(Sources)
        from count in Gen.Int[1, 4]
        select new AuthorityRule(type, member, language, sources[..count]);

    private static Gen<string> Texts => Gen.Frequency(
        (8, from fi in Gen.OneOf("null", "\"yksi\"", "\"kaksi\"")
            from sv in Gen.OneOf("null", "\"ett\"", "\"två\"")
            from en in Gen.OneOf("null", "null", "\"one\"")
            select $$"""{"fi":{{fi}},"sv":{{sv}},"en":{{en}}}"""),
        (1, Gen.Const("\"no languages\"")));

    private static Gen<string> Words => Gen.Frequency(
        (8, Gen.OneOf("\"a\"", "\"b\"", "\"c\"", "{\"d\":1}").Array[0, 4].Select(w => "[" + string.Join(",", w) + "]")),
        (1, Gen.Const("\"no list\"")));
}
