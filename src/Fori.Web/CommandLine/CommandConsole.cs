using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Store;

namespace Fori.Web.CommandLine;

/// <summary>
/// Where a command speaks. Standard output carries the result and nothing else: with <c>--json</c> exactly one line, also
/// when it failed. Progress and messages go to standard error.
/// </summary>
internal sealed class CommandConsole(TextWriter output, TextWriter errors)
{
    private static readonly JsonSerializerOptions OneLine = new(JsonSerializerDefaults.Web)
    {
        // Not for a page: letters of Finnish and Swedish stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Set when the command line has been read.</summary>
    public bool Json { get; set; }

    public TextWriter Output { get; } = output;

    public TextWriter Errors { get; } = errors;

    /// <summary>A line of progress, to standard error.</summary>
    public void Progress(string line) => Errors.WriteLine(line);

    /// <summary>Prints the result, or why there is none.</summary>
    public ExitCode Print(Outcome<CommandAnswer> outcome)
    {
        if (!outcome.Succeeded)
        {
            return PrintProblems(outcome.Problems, ExitCode.Failed);
        }

        var answer = outcome.Value;
        if (Json && answer.Json is not null)
        {
            PrintJson(answer.Json);
        }
        else
        {
            foreach (var line in answer.Lines)
            {
                Output.WriteLine(line);
            }
        }

        return answer.Exit;
    }

    public ExitCode PrintProblems(IReadOnlyList<Problem> problems, ExitCode exit)
    {
        foreach (var problem in problems)
        {
            Errors.WriteLine($"fori: {Sentences.Of(problem)}");
        }

        if (Json)
        {
            PrintJson(new
            {
                ok = false,
                problems = problems.Select(p => new { p.Code, p.Path, p.Arguments, message = Sentences.Of(p) }),
            });
        }

        return exit;
    }

    private void PrintJson(object value) => Output.WriteLine(JsonSerializer.Serialize(value, OneLine));
}
