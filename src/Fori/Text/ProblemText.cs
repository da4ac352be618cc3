using Fori.Store;

namespace Fori.Text;

/// <summary>Problems in words: looked up by their code in <c>Text/problems</c>, in fi, sv or en (another language reads Finnish).</summary>
public static class ProblemText
{
    /// <summary>Areas whose paths are fields of a record; the paths of the others are files, parameters and the like.</summary>
    private static readonly string[] AreasOfFields = ["registers", "ptv", "fields"];

    /// <summary>The area that names its places in its sentences, where they need it: a command's option says itself.</summary>
    private const string Operator = "operator";

    private const string PathArgument = "path";

    /// <summary>Where and what: "Nimi (suomi): Teksti on liian pitkä: 101 merkkiä, enintään 100. Lyhennä tekstiä."</summary>
    /// <remarks>A code without a sentence is said as itself, so that a report never fails on its own words.</remarks>
    public static string Say(Problem problem, string language) =>
        Where(problem, language) is { } place ? $"{place}: {Sentence(problem, language)}" : Sentence(problem, language);

    /// <summary>What alone, for a message that stands beside its field.</summary>
    public static string Sentence(Problem problem, string language)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Catalogue.Problems.Find(problem.Code, language, SaysPath(problem) ? WithPath(problem) : problem.Arguments) ?? problem.Code;
    }

    /// <summary>
    /// The field in the reader's words: the last named part of the path and the language of the text, with what it is
    /// in when that is a list ("Osoitteet 2, Postinumero"). A path that is no field is said as it is. Null when the
    /// problem is of the whole record, or its sentence names the place itself (by <c>{path}</c>).
    /// </summary>
    public static string? Where(Problem problem, string language)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var area = Catalogue.Problems.AreaOf(problem.Code);
        if (problem.Path.Length == 0 || area == Operator || SaysPath(problem))
        {
            return null;
        }

        return area is null || AreasOfFields.Contains(area) ? Field(problem.Path, language) : problem.Path;
    }

    private static bool SaysPath(Problem problem) => Catalogue.Problems.ArgumentsOf(problem.Code, "fi").Contains(PathArgument);

    private static Dictionary<string, string> WithPath(Problem problem)
    {
        var arguments = new Dictionary<string, string>(problem.Arguments, StringComparer.Ordinal);
        arguments.TryAdd(PathArgument, problem.Path);
        return arguments;
    }

    private static string? Field(string path, string language)
    {
        string? place = null;
        foreach (var part in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            if (place is not null && bracket < 0 && Catalogue.Words.Find($"language.{name}", language) is { } spoken
                && Catalogue.Words.Find($"field.{name}", language) is null)
            {
                place = $"{place} ({spoken})";
                continue;
            }

            var word = Catalogue.Words.Find($"field.{name}", language) ?? name;
            var number = bracket >= 0 && int.TryParse(part.AsSpan(bracket + 1).TrimEnd(']'), out var index) ? $" {index + 1}" : "";
            place = place is null ? word + number : $"{place}, {word}{number}";
        }

        return place;
    }
}
