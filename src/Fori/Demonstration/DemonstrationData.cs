using System.Text;
using System.Text.Json;
using Fori.Documents;
using Fori.Tenants;

namespace Fori.Demonstration;

/// <summary>An invented municipality or region.</summary>
/// <param name="Sources">Name of a source and its records, in the order in which they are brought in.</param>
public sealed record DemonstrationTown(string Name, Municipality Settings, IReadOnlyList<(string Source, Func<Stream> Content)> Sources);

/// <summary>The invented municipalities that come with the program. Every text was written for it.</summary>
public static class DemonstrationData
{
    private const string Prefix = "Fori.Demonstration/";

    // Who says what: the service register, the place register, and the libraries' own list, which disagrees on a phone.
    private static readonly (string File, string Source)[] Files =
    [
        ("organizations", "demo-ptv"), ("places", "demo-places"), ("services", "demo-ptv"), ("channels", "demo-ptv"),
        ("connections", "demo-ptv"), ("offers", "demo-ptv"), ("libraries", "demo-libraries"),
    ];

    public static IReadOnlyList<DemonstrationTown> Towns { get; } = [Read("kaislaranta"), Read("kuurakoski"), Read("ruovonmaa")];

    private static DemonstrationTown Read(string town)
    {
        var settings = JsonSerializer.Deserialize(Text(town, "settings.json"), BodyJson.Default.Municipality)
            ?? throw new InvalidOperationException($"The settings of {town} are empty.");
        return new DemonstrationTown(
            town, settings with { Map = Text(town, "map.geojson") },
            [.. Files.Where(f => Exists(town, f.File + ".json")).Select(f => (f.Source, (Func<Stream>)(() => Open(town, f.File + ".json"))))]);
    }

    private static string Text(string town, string file)
    {
        using var reader = new StreamReader(Open(town, file), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static bool Exists(string town, string file) => typeof(DemonstrationData).Assembly.GetManifestResourceInfo($"{Prefix}{town}/{file}") is not null;

    private static Stream Open(string town, string file) =>
        typeof(DemonstrationData).Assembly.GetManifestResourceStream($"{Prefix}{town}/{file}")
        ?? throw new InvalidOperationException($"{town} has no {file}.");
}
