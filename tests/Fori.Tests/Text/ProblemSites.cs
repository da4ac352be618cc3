using System.Text.RegularExpressions;
using Fori.Tests.Testing;

namespace Fori.Tests.Text;

/// <summary>One place in the sources where a problem is made.</summary>
/// <param name="Code">The code, as a literal or a constant names it.</param>
/// <param name="File">With its line, for the reader of a failed test.</param>
/// <param name="Arguments">Names of the arguments given there; null when they are not written there.</param>
internal sealed record ProblemSite(string Code, string File, IReadOnlySet<string>? Arguments);

/// <summary>
/// Finds the places in <c>src</c> where problems are made: calls of <c>Problem.Of</c> and <c>Problem.Warn</c> and of the
/// methods that pass a code on to them, by their names. A new such method is added to <see cref="Heads"/>.
/// </summary>
internal static partial class ProblemSites
{
    /// <summary>What methods that pass a code on add of their own, by the file of the call.</summary>
    private static readonly (string Head, string Path, string[] Adds)[] Added =
    [
        ("Of", "Integration/Reading/", ["record", "position"]),
        ("Broken", "Reading/JsonRecords.cs", ["record", "position"]),
        ("Fail", "Mapping/MappingYaml.cs", ["line"]),
        ("Fail", "Mapping/MappingDocument.cs", ["line"]),
        ("Fail", "Mapping/FieldMappingReader.cs", ["line"]),
        ("Refused", "Geography/PointReading.cs", ["first", "second"]),
    ];

    private static readonly IReadOnlyDictionary<string, string> Files = Sources();

    public static IReadOnlyList<ProblemSite> All { get; } = Find(Files);

    /// <summary>The files whose methods take a code as a variable and pass it on.</summary>
    public static IReadOnlyList<string> PassingOn { get; } = [.. Files.Where(f => Variable().IsMatch(f.Value)).Select(f => f.Key)];

    private static Dictionary<string, string> Sources()
    {
        var root = SourceTree.Root("src");
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToDictionary(f => f, f => File.ReadAllText(Path.Combine(root, f)));
    }

    private static List<ProblemSite> Find(IReadOnlyDictionary<string, string> files)
    {
        var constants = files.Values.SelectMany(text => Constant().Matches(text))
            .DistinctBy(c => c.Groups[1].Value)
            .ToDictionary(c => c.Groups[1].Value, c => c.Groups[2].Value);
        return [.. files.SelectMany(f => InFile(f.Key, f.Value, constants))];
    }

    private static IEnumerable<ProblemSite> InFile(string file, string text, Dictionary<string, string> constants)
    {
        // The constants of a list of codes are places too: some are passed on as a variable.
        if (file.EndsWith("ProblemCodes.cs", StringComparison.Ordinal))
        {
            return Constant().Matches(text).Select(c => new ProblemSite(c.Groups[2].Value, file, null));
        }

        var kept = Kept().Matches(text).Select(m => new ProblemSite(m.Groups[1].Value, At(file, text, m.Index), null));
        return kept.Concat(Heads().Matches(text).SelectMany(head => Call(file, text, head, constants)));
    }

    private static IEnumerable<ProblemSite> Call(string file, string text, Match head, Dictionary<string, string> constants)
    {
        var arguments = ArgumentsOf(text, head.Index + head.Length);
        var name = head.Groups["name"].Value;

        // The engine of the profiles gives its subject before the code.
        var first = name == "Say" ? 1 : 0;
        if (arguments.Count <= first)
        {
            yield break;
        }

        var whole = WithoutCalls(arguments[first]);
        var codes = Literal().Matches(whole).Select(m => m.Groups[1].Value)
            .Concat(Named().Matches(whole).Select(m => constants.GetValueOrDefault(m.Groups[1].Value)).OfType<string>());
        var rest = string.Join(',', arguments.Skip(first + 1));
        var given = Given().Matches(rest).Select(m => m.Groups[1].Value).ToHashSet();
        given.UnionWith(Added.Where(a => a.Head == name && file.Contains(a.Path, StringComparison.Ordinal)).SelectMany(a => a.Adds));
        if (arguments.Skip(first + 1).FirstOrDefault() is { } path && path.Trim() is not "\"\"")
        {
            given.Add("path");
        }

        foreach (var code in codes)
        {
            // A list of arguments that is passed on is not written here.
            yield return new ProblemSite(code, At(file, text, head.Index), rest.TrimEnd().EndsWith(" arguments", StringComparison.Ordinal) ? null : given);
        }
    }

    private static List<string> ArgumentsOf(string text, int from)
    {
        var arguments = new List<string>();
        var (depth, start) = (1, from);
        for (var at = from; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"':
                    at = EndOfLiteral(text, at, '"');
                    break;
                case '\'' when IsCharacter(text, at):
                    at = EndOfLiteral(text, at, '\'');
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when --depth == 0:
                    arguments.Add(text[start..at]);
                    return arguments;
                case ',' when depth == 1:
                    arguments.Add(text[start..at]);
                    start = at + 1;
                    break;
            }
        }

        return arguments;
    }

    // Not the apostrophe of a comment.
    private static bool IsCharacter(string text, int at) => at + 2 < text.Length && (text[at + 1] == '\\' || text[at + 2] == '\'');

    private static int EndOfLiteral(string text, int at, char quote)
    {
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
        }

        return at;
    }

    /// <summary>What stands in the brackets of a call or list within the argument is not the code itself.</summary>
    private static string WithoutCalls(string argument)
    {
        var depth = 0;
        return string.Concat(argument.Where(c =>
        {
            depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            return depth == 0;
        }));
    }

    private static string At(string file, string text, int index) => $"{file}:{text.AsSpan(0, index).Count('\n') + 1}";

    [GeneratedRegex("""\b(?<name>Of|Warn|Fail|Broken|Refuse|Refused|Say)\(""")]
    private static partial Regex Heads();

    [GeneratedRegex("""Problem\.(?:Of|Warn)\(\s*_?[a-z]\w*!?\s*,""")]
    private static partial Regex Variable();

    // A refusal that is kept in a variable or a pair, and told later.
    [GeneratedRegex("""(?:refusal = |\("", )"([a-z0-9]+(?:\.[a-z0-9-]+)+)"[;)]""")]
    private static partial Regex Kept();

    [GeneratedRegex("""
        "([a-z][a-z0-9]*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+)"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literal();

    [GeneratedRegex("""ProblemCodes\.(\w+)""")]
    private static partial Regex Named();

    [GeneratedRegex("""const string (\w+) = "([^"]+)";""")]
    private static partial Regex Constant();

    [GeneratedRegex("""\(\s*"([A-Za-z]+)"\s*,""")]
    private static partial Regex Given();
}
