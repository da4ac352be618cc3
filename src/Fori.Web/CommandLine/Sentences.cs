using Fori.Store;
using Fori.Text;

namespace Fori.Web.CommandLine;

/// <summary>
/// Problems as sentences for an operator, in English as the commands are. They stand in the catalogue of all problems
/// (<c>Text/problems/en</c>). A code without a sentence is shown with its path and arguments, so that nothing is hidden
/// while one is missing.
/// </summary>
internal static class Sentences
{
    private const string Language = "en";

    public static string Of(Problem problem)
    {
        if (Catalogue.Problems.AreaOf(problem.Code) is not null)
        {
            return ProblemText.Say(problem, Language);
        }

        var arguments = string.Join(", ", problem.Arguments.Select(a => $"{a.Key} {a.Value}"));
        return string.Join(" — ", new[] { problem.Code, problem.Path, arguments }.Where(p => p.Length > 0));
    }
}
