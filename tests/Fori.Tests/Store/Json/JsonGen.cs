using System.Globalization;
using System.Text;
using CsCheck;

namespace Fori.Tests.Store.Json;

/// <summary>A JSON document as a value: two trees that mean the same are equal after <see cref="Meaning"/>.</summary>
public abstract record Tree
{
    public sealed record Literal(string Word) : Tree;

    /// <summary>A number as units of 10^-scale.</summary>
    public sealed record Number(long Units, int Scale) : Tree;

    public sealed record Text(string Value) : Tree;

    public sealed record Items(IReadOnlyList<Tree> Values) : Tree;

    public sealed record Members(IReadOnlyList<(string Name, Tree Value)> Values) : Tree;

    public bool IsEmpty => this is Literal { Word: "null" } or Items { Values.Count: 0 } or Members { Values.Count: 0 };

    public sealed override string ToString() => Write(new Random(0));

    /// <summary>An independent, slow statement of what a document means: sorted, without empty members, in NFC.</summary>
    public string Meaning() => this switch
    {
        Literal literal => literal.Word,
        Number number => (number.Units / (decimal)Math.Pow(10, number.Scale)).ToString("0.##########", CultureInfo.InvariantCulture),
        Text text => "t" + Convert.ToHexString(Encoding.UTF8.GetBytes(text.Value.Normalize())),
        Items items => "[" + string.Join("|", items.Values.Select(v => v.Meaning())) + "]",
        Members members => "{" + string.Join("|", members.Values
            .Select(m => (Name: Convert.ToHexString(Encoding.UTF8.GetBytes(m.Name.Normalize())), Value: m.Value.Meaning()))
            .Where(m => m.Value is not ("null" or "[]" or "{}"))
            .OrderBy(m => m.Name, StringComparer.Ordinal)
            .Select(m => m.Name + "=" + m.Value)) + "}",
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Writes the tree in one of its many forms, chosen by <paramref name="random"/>.</summary>
    public string Write(Random random)
    {
        var json = new StringBuilder();
        Write(json, random);
        return json.ToString();
    }

    private void Write(StringBuilder json, Random random)
    {
        Space(json, random);
        switch (this)
        {
            case Literal literal:
                json.Append(literal.Word);
                break;
            case Number number:
                json.Append(WriteNumber(number, random));
                break;
            case Text text:
                WriteText(json, text.Value, random);
                break;
            case Items items:
                json.Append('[');
                for (var i = 0; i < items.Values.Count; i++)
                {
                    json.Append(i > 0 ? "," : "");
                    items.Values[i].Write(json, random);
                }

                json.Append(']');
                break;
            case Members members:
                json.Append('{');
                var shuffled = members.Values.ToArray();
                random.Shuffle(shuffled);
                for (var i = 0; i < shuffled.Length; i++)
                {
                    json.Append(i > 0 ? "," : "");
                    Space(json, random);
                    WriteText(json, shuffled[i].Name, random);
                    Space(json, random);
                    json.Append(':');
                    shuffled[i].Value.Write(json, random);
                }

                json.Append('}');
                break;
        }

        Space(json, random);
    }

    private static string WriteNumber(Number number, Random random)
    {
        var shift = random.Next(0, 4);
        return random.Next(3) switch
        {
            0 => (number.Units / (decimal)Math.Pow(10, number.Scale)).ToString("0.0#########", CultureInfo.InvariantCulture),
            1 => string.Create(CultureInfo.InvariantCulture, $"{number.Units}{new string('0', number.Units == 0 ? 0 : shift)}E{-number.Scale - shift}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{number.Units}.{new string('0', shift + 1)}e-{number.Scale}"),
        };
    }

    private static void WriteText(StringBuilder json, string text, Random random)
    {
        json.Append('"');
        var form = random.Next(2) == 0 ? text.Normalize(NormalizationForm.FormD) : text.Normalize(NormalizationForm.FormC);
        foreach (var rune in form.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                json.Append('\\').Append(rune);
            }
            else if (rune.Value < ' ' || random.Next(5) == 0)
            {
                foreach (var unit in rune.ToString())
                {
                    json.Append("\\u").Append(((int)unit).ToString(random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture));
                }
            }
            else
            {
                json.Append(rune);
            }
        }

        json.Append('"');
    }

    private static void Space(StringBuilder json, Random random) => json.Append(random.Next(6) switch
    {
        0 => " ",
        1 => "\n\t",
        _ => "",
    });
}

/// <summary>Random JSON documents, rich in what goes wrong: empties at every depth, accents, pairs of surrogates, quotes.</summary>
public static class JsonGen
{
    private static readonly string[] Pieces =
        ["a", "b", "fi", "Z", "ä", "é", "ö", "Å", "ñ", "\"", "\\", "\n", "\u0001", "/", "€", "–", "한", "😀", "\uE000", "ﬁ", "̈", "$type", ""];

    public static readonly Gen<string> Text =
        Gen.OneOf(Pieces).Array[0, 4].Select(string.Concat);

    public static readonly Gen<Tree> Document = Gen.Recursive<Tree>((depth, self) =>
    {
        var leaf = Gen.OneOf<Tree>(
            Gen.OneOf("null", "true", "false").Select(w => (Tree)new Tree.Literal(w)),
            Gen.Select(Gen.Long[-1_000_000, 1_000_000], Gen.Int[0, 6], (u, s) => (Tree)new Tree.Number(u, s)),
            Text.Select(t => (Tree)new Tree.Text(t)));
        if (depth > 3)
        {
            return leaf;
        }

        return Gen.Frequency(
            (3, leaf),
            (1, self.Array[0, 4].Select(v => (Tree)new Tree.Items(v))),
            (3, Gen.Select(Text, self).Array[0, 6].Select(m => (Tree)new Tree.Members(
                [.. m.DistinctBy(x => x.Item1.Normalize()).Select(x => (x.Item1, x.Item2))]))));
    });

    public static readonly Gen<Tree> Body = Gen.Select(Text, Document).Array[0, 6].Select(m => (Tree)new Tree.Members(
        [.. m.DistinctBy(x => x.Item1.Normalize()).Select(x => (x.Item1, x.Item2))]));

    public static byte[] Write(this Tree tree, int seed) => Encoding.UTF8.GetBytes(tree.Write(new Random(seed)));
}
