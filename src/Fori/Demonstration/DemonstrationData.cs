using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Documents;
using Fori.Registers.Vocabularies;
using Fori.Tenants;

namespace Fori.Demonstration;

/// <summary>An invented municipality or region.</summary>
/// <param name="Sources">Name of a source and one file of its records, in the order in which they are brought in.</param>
/// <param name="Authority">Which of the sources go first.</param>
/// <param name="Vocabularies">Codelists that its records use.</param>
public sealed record DemonstrationTown(
    string Name, Municipality Settings, IReadOnlyList<(string Source, Func<Stream> Content)> Sources, IReadOnlyList<DemonstrationAuthority> Authority,
    IReadOnlyList<Vocabulary> Vocabularies);

/// <summary>Sources that go first for a type, field and language; <c>*</c> stands for every.</summary>
public sealed record DemonstrationAuthority(string Type, string Field, string Language, IReadOnlyList<string> Sources);

internal sealed record DemonstrationSource(string System, IReadOnlyList<string> Files);

internal sealed record DemonstrationSettings
{
    public required IReadOnlyList<DemonstrationSource> Sources { get; init; }

    public IReadOnlyList<DemonstrationAuthority>? Authority { get; init; }

    public required string Map { get; init; }

    public required string Logo { get; init; }

    public IReadOnlyList<string>? Vocabularies { get; init; }

    public required Municipality Municipality { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DemonstrationSettings))]
internal sealed partial class DemonstrationJson : JsonSerializerContext;

/// <summary>The invented municipalities that come with the program. Every text was written for it.</summary>
public static class DemonstrationData
{
    private const string Prefix = "Fori.Demonstration/";

    public static IReadOnlyList<DemonstrationTown> Towns { get; } = [Read("kaislaranta"), Read("kuurakoski"), Read("ruovonmaa")];

    /// <summary>A file as it came with the program.</summary>
    public static Stream Open(string name) =>
        typeof(DemonstrationData).Assembly.GetManifestResourceStream(Prefix + name)
        ?? throw new InvalidOperationException($"The demonstration has no {name}.");

    /// <summary>Texts of the files of a folder, in the order of their names.</summary>
    internal static IEnumerable<string> FilesOf(string folder, string ending) =>
        typeof(DemonstrationData).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix + folder, StringComparison.Ordinal) && n.EndsWith(ending, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(n => Text("", n[Prefix.Length..]));

    private static DemonstrationTown Read(string town)
    {
        var settings = JsonSerializer.Deserialize(Text(town, "settings.json"), DemonstrationJson.Default.DemonstrationSettings)
            ?? throw new InvalidOperationException($"The settings of {town} are empty.");
        return new DemonstrationTown(
            town,
            settings.Municipality with { Map = Text(town, settings.Map), Logo = Text(town, settings.Logo) },
            [.. settings.Sources.SelectMany(s => s.Files.Select(f => (s.System, (Func<Stream>)(() => Open($"{town}/{f}")))))],
            settings.Authority ?? [],
            [.. (settings.Vocabularies ?? []).SelectMany(v => VocabularyOf(Path.GetFileName(v)))]);
    }

    private static IReadOnlyList<Vocabulary> VocabularyOf(string file)
    {
        using var buffer = new MemoryStream();
        using var content = Open($"vocabularies/{file}");
        content.CopyTo(buffer);
        return VocabularyReader.Read(buffer.ToArray(), file).Value?.Vocabularies
            ?? throw new InvalidOperationException($"The vocabulary {file} cannot be read.");
    }

    private static string Text(string town, string file)
    {
        using var reader = new StreamReader(Open(town.Length == 0 ? file : $"{town}/{file}"), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
