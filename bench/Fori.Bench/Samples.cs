using System.Globalization;
using Fori.Documents;
using Fori.Integration.Importing;
using Fori.Registers.Organizations;
using Fori.Registers.Services;

namespace Fori.Bench;

/// <summary>Services of 1–2 KB with texts of their own, and the organisations that they refer to.</summary>
internal static class Samples
{
    public const string Source = "bench";
    private const int Organizations = 50;

    public static List<ImportItem> Items(int services, DocumentTypes types, Lexicon words)
    {
        var random = new Random(1);
        var items = new List<ImportItem>(services + Organizations);
        for (var i = 0; i < Organizations; i++)
        {
            items.Add(Item(items.Count + 1, $"o{i}", types, new Organization { Identifiers = [new Identifier(Source, $"o{i}")], Name = Text(words, random, 3) }));
        }

        for (var i = 0; i < services; i++)
        {
            items.Add(Item(items.Count + 1, KeyOf(i), types, Service(i, words, random)));
        }

        return items;
    }

    public static async IAsyncEnumerable<ImportItem> Stream(List<ImportItem> items)
    {
        foreach (var item in items)
        {
            yield return item;
        }

        await Task.CompletedTask;
    }

    public static string KeyOf(int service) => string.Create(CultureInfo.InvariantCulture, $"s{service}");

    public static Service Service(int number, Lexicon words, Random random) => new()
    {
        Identifiers = [new Identifier(Source, KeyOf(number))],
        Name = Text(words, random, random.Next(3, 6)),
        Summary = LocalizedText.Of(("fi", words.Text(random, 15))),
        Description = LocalizedText.Of(("fi", $"<p>{words.Text(random, random.Next(30, 50))}</p>"), ("sv", $"<p>{words.Text(random, random.Next(30, 50))}</p>")),
        ServiceType = ServiceType.Service,
        MainResponsible = new Ref<Organization> { System = Source, Key = $"o{number % Organizations}" },
        Languages = ["fi", "sv"],
    };

    private static LocalizedText Text(Lexicon words, Random random, int length) =>
        LocalizedText.Of(("fi", words.Text(random, length)), ("sv", words.Text(random, length)));

    private static ImportItem Item(long ordinal, string key, DocumentTypes types, DocumentBody body)
    {
        var type = body.GetType().Name;
        var written = types[type].Write(body);
        return new ImportItem
        {
            Ordinal = ordinal,
            Key = key,
            Type = type,
            Body = written.Succeeded ? written.Value : throw new InvalidOperationException($"A sample is not canonical: {written.Problems[0].Code}."),
        };
    }
}
