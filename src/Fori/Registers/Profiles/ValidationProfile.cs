using System.Collections.Frozen;
using Fori.Store;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Fori.Registers.Profiles;

/// <summary>
/// Rules that hold together for a type, as they stand in a profile's file. Each is named in the file as here, in
/// camelCase; fields are named as in the documents' JSON. What a rule means is said in <c>docs</c> of the file
/// <c>every.yaml</c>.
/// </summary>
internal sealed class RuleBlock
{
    public Dictionary<string, List<string>> If { get; set; } = [];

    public Severity? Severity { get; set; }

    public List<string> Required { get; set; } = [];

    public List<List<string>> AnyOf { get; set; } = [];

    public Dictionary<string, int> MaxLength { get; set; } = [];

    public Dictionary<string, int> MinLength { get; set; } = [];

    public Dictionary<string, int> MinCount { get; set; } = [];

    public Dictionary<string, int> MaxCount { get; set; } = [];

    public Dictionary<string, int> Minimum { get; set; } = [];

    public Dictionary<string, int> MinuteStep { get; set; } = [];

    public Dictionary<string, string> Different { get; set; } = [];

    public Dictionary<string, string> Order { get; set; } = [];

    public Dictionary<string, string> Shape { get; set; } = [];

    public Dictionary<string, string> InList { get; set; } = [];

    public Dictionary<string, List<string>> OneOf { get; set; } = [];

    public Dictionary<string, List<string>> NotAllowed { get; set; } = [];

    public Dictionary<string, List<string>> Lost { get; set; } = [];

    public Dictionary<string, List<string>> SameLanguages { get; set; } = [];

    public List<string> KnownCodes { get; set; } = [];

    public List<string> NeedsSubclass { get; set; } = [];

    public Dictionary<string, string> NeedsSubgroup { get; set; } = [];

    public List<GroupRule> NeedsGroup { get; set; } = [];

    public List<string> Checks { get; set; } = [];
}

/// <summary>A field that only makes sense for a target group.</summary>
internal sealed class GroupRule
{
    public string Field { get; set; } = "";

    public string In { get; set; } = "";

    public string Group { get; set; } = "";
}

/// <summary>What is refused whatever the profile.</summary>
internal sealed class Bounds
{
    public int FirstYear { get; set; }

    public int LastYear { get; set; }

    public int TextLength { get; set; }

    public List<string> LinkSchemes { get; set; } = [];

    public List<string> Placeholders { get; set; } = [];
}

/// <summary>
/// A validation profile: limits and rules as data, read from the embedded <c>Registers/Profiles/{name}.yaml</c>. A
/// profile extends another: the rules of both hold, so the narrower limit counts.
/// </summary>
internal sealed class ValidationProfile
{
    private const string Folder = "Registers/Profiles/";

    private static readonly FrozenDictionary<string, ValidationProfile> All = ReadAll();

    private readonly FrozenDictionary<string, IReadOnlyList<RuleBlock>> _blocks;

    private ValidationProfile(string name, Bounds bounds, IEnumerable<KeyValuePair<string, List<RuleBlock>>> blocks)
    {
        Name = name;
        Bounds = bounds;
        _blocks = blocks.GroupBy(type => type.Key, type => type.Value, StringComparer.Ordinal)
            .ToFrozenDictionary(type => type.Key, type => (IReadOnlyList<RuleBlock>)[.. type.SelectMany(b => b)], StringComparer.Ordinal);
    }

    public static IReadOnlyList<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    public string Name { get; }

    public Bounds Bounds { get; }

    public IEnumerable<KeyValuePair<string, IReadOnlyList<RuleBlock>>> Blocks => _blocks;

    /// <exception cref="ArgumentException">There is no such profile.</exception>
    public static ValidationProfile Named(string name) =>
        All.TryGetValue(name, out var profile) ? profile : throw new ArgumentException($"There is no validation profile '{name}'.", nameof(name));

    /// <summary>The rules of a type (<c>Address</c>) or of a type in one field of another (<c>ServiceChannel.channelUrls</c>).</summary>
    public IReadOnlyList<RuleBlock> For(string type) => _blocks.GetValueOrDefault(type, []);

    private static FrozenDictionary<string, ValidationProfile> ReadAll()
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithEnforceNullability().Build();
        var assembly = typeof(ValidationProfile).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(
                name => name[Folder.Length..^".yaml".Length],
                name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!); // The name was just listed.
                    return yaml.Deserialize<ProfileFile>(reader);
                });
        return files.ToFrozenDictionary(file => file.Key, file => Read(file.Key, files), StringComparer.Ordinal);
    }

    private static ValidationProfile Read(string name, Dictionary<string, ProfileFile> files)
    {
        var chain = new List<ProfileFile>();
        for (var next = name; next is not null; next = files[next].Extends)
        {
            chain.Insert(0, files[next]);
        }

        foreach (var file in chain)
        {
            foreach (var block in file.Types.Values.SelectMany(blocks => blocks))
            {
                block.Severity ??= file.Severity;
            }
        }

        var bounds = chain.Select(file => file.Bounds).LastOrDefault(found => found is not null)
            ?? throw new InvalidOperationException($"The profile {name} has no bounds.");
        return new ValidationProfile(name, bounds, chain.SelectMany(file => file.Types));
    }

    private sealed class ProfileFile
    {
        public string? Extends { get; set; }

        public Severity Severity { get; set; }

        public Bounds? Bounds { get; set; }

        public Dictionary<string, List<RuleBlock>> Types { get; set; } = [];
    }
}
