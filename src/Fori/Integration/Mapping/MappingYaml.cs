using System.Globalization;
using Fori.Store;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Fori.Integration.Mapping;

/// <summary>
/// A node of a mapping in YAML, which knows its key and line, and collects what is wrong so that everything is reported
/// at once. Keys that nobody took are unknown keys.
/// </summary>
internal sealed class MappingYaml
{
    public const int MaxCharacters = 1_000_000;
    private const int MaxDepth = 30;

    private readonly YamlNode _node;
    private readonly List<Problem> _problems;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private MappingYaml(YamlNode node, string path, List<Problem> problems)
    {
        _node = node;
        Path = path;
        _problems = problems;
    }

    public string Path { get; }

    public IReadOnlyList<Problem> Problems => _problems;

    public bool IsMap => _node is YamlMappingNode;

    public bool IsList => _node is YamlSequenceNode;

    public string? Scalar => (_node as YamlScalarNode)?.Value;

    /// <summary>The plain, unquoted scalar: true, 12 and null are then not texts.</summary>
    public bool IsPlain => _node is YamlScalarNode { Style: ScalarStyle.Plain };

    public static Outcome<MappingYaml> Parse(string yaml)
    {
        if (yaml.Length > MaxCharacters)
        {
            return Problem.Of("mapping.too-large", "", ("max", MaxCharacters.ToString(CultureInfo.InvariantCulture)));
        }

        try
        {
            if (Unwanted(yaml) is { } problem)
            {
                return problem;
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root
                ? new MappingYaml(root, "", [])
                : Problem.Of("mapping.yaml", "", ("line", "1"), ("detail", "a mapping is one YAML document of keys and values"));
        }
        catch (YamlException e)
        {
            return Problem.Of("mapping.yaml", "", ("line", Line(e.Start)), ("column", e.Start.Column.ToString(CultureInfo.InvariantCulture)), ("detail", e.InnerException?.Message ?? e.Message));
        }
    }

    public IEnumerable<(string Key, MappingYaml Node)> Entries()
    {
        foreach (var (key, value) in _node is YamlMappingNode map ? map.Children : Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
        {
            if (key is YamlScalarNode { Value: { } name })
            {
                yield return (name, Child(value, name));
            }
            else
            {
                Fail("mapping.key", ("detail", "a key is a word"));
            }
        }
    }

    public IEnumerable<MappingYaml> Items() =>
        ((_node as YamlSequenceNode)?.Children ?? []).Select((item, i) => new MappingYaml(item, string.Create(CultureInfo.InvariantCulture, $"{Path}[{i}]"), _problems));

    /// <summary>The value of a key, or null when it is not there.</summary>
    public MappingYaml? Take(string key)
    {
        _taken.Add(key);
        return _node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? Child(value, key) : null;
    }

    public string? TakeText(string key)
    {
        var node = Take(key);
        if (node is not null && node.Scalar is null)
        {
            node.Fail("mapping.value", ("detail", "a text is expected here"));
        }

        return node?.Scalar;
    }

    public MappingYaml? Require(string key)
    {
        var node = Take(key);
        if (node is null)
        {
            Fail("mapping.key-missing", ("key", key));
        }

        return node;
    }

    public bool TakeFlag(string key)
    {
        var node = Take(key);
        if (node is not null && node.Scalar is not ("true" or "false"))
        {
            node.Fail("mapping.value", ("detail", "true or false is expected here"));
        }

        return node?.Scalar == "true";
    }

    public Expression? TakeExpression(string key) => Take(key)?.AsExpression();

    public Expression? AsExpression()
    {
        if (string.IsNullOrWhiteSpace(Scalar))
        {
            Fail("mapping.value", ("detail", "a JMESPath expression is expected here"));
            return null;
        }

        return Expression.Compile(Scalar).Match<Expression?>(e => e, problems =>
        {
            Fail(problems[0].Code, [.. problems[0].Arguments.Select(a => (a.Key, a.Value))]);
            return null;
        });
    }

    /// <summary>Reports the keys that nobody took: a misspelt key must not be passed over.</summary>
    public void RefuseOthers()
    {
        foreach (var (key, node) in Entries().Where(e => !_taken.Contains(e.Key)))
        {
            node.Fail("mapping.key-unknown", ("key", key), ("known", string.Join(", ", _taken.Order(StringComparer.Ordinal))));
        }
    }

    public void Fail(string code, params (string Name, string Value)[] arguments) =>
        _problems.Add(Problem.Of(code, Path, [("line", Line(_node.Start)), .. arguments]));

    private MappingYaml Child(YamlNode node, string key) => new(node, Path.Length == 0 ? key : $"{Path}.{key}", _problems);

    private static string Line(Mark mark) => mark.Line.ToString(CultureInfo.InvariantCulture);

    // An alias may repeat a node a billion times; deep nesting is nobody's mapping. Seen before a tree is built.
    private static Problem? Unwanted(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease; // MoveNext says that there is one.
            if (parser.Current is AnchorAlias)
            {
                return Problem.Of("mapping.yaml", "", ("line", Line(parser.Current.Start)), ("detail", "anchors and aliases are not taken; write it out"));
            }

            if (depth > MaxDepth)
            {
                return Problem.Of("mapping.yaml", "", ("line", Line(parser.Current.Start)), ("detail", "nested too deeply"));
            }
        }

        return null;
    }
}
