namespace Fori.Registers.Vocabularies;

/// <summary>
/// Small parts of the codelists that come with the product, for a demonstration and for tests: what its services and
/// places need. A real installation loads the whole lists from their offices; these then give way.
/// </summary>
public static class VocabularyExtracts
{
    private const string Prefix = "Fori.Vocabularies.";

    /// <summary>Service classes, target groups, life events, holidays, languages and place types in fi, sv and en.</summary>
    public static IReadOnlyList<Vocabulary> All { get; } = Load();

    private static List<Vocabulary> Load()
    {
        var assembly = typeof(VocabularyExtracts).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var resource = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} vanished.");
                using var bytes = new MemoryStream();
                resource.CopyTo(bytes);
                var reading = VocabularyReader.Read(bytes.ToArray(), name[Prefix.Length..]);
                return reading.Value is { Vocabularies: [var vocabulary], Problems.Count: 0 }
                    ? vocabulary
                    : throw new InvalidOperationException($"The extract {name} cannot be read.");
            })];
    }
}
