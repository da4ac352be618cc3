using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using Fori.Documents;
using Fori.Store;

namespace Fori.Registers.Profiles;

/// <summary>What no profile accepts: texts that are no texts, dates that are no dates, points off the earth, and placeholders.</summary>
internal sealed class Soundness(ValidationProfile profile, List<Problem> problems)
{
    /// <summary>Where "type" or "value" may be somebody's real key.</summary>
    private static readonly FrozenSet<string> WithoutPlaceholders =
        FrozenSet.ToFrozenSet([nameof(Identifier), nameof(Code), "Ref", "AccessibilityValue"]);

    private static readonly SearchValues<char> Suspect = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code)
            .Where(c => char.IsSurrogate(c) || (char.IsControl(c) && c is not ('\n' or '\r' or '\t')))]);

    private readonly Bounds _bounds = profile.Bounds;

    public void Check(RecordShape shape, RecordField field, object value, string path)
    {
        if (problems.Count > ProfileValidator.MaximumProblems)
        {
            return;
        }

        switch (value)
        {
            case LocalizedText texts:
                foreach (var (language, text) in texts)
                {
                    CheckText(shape, text, $"{path}.{language}");
                }

                break;
            case string text:
                CheckText(shape, text, path);
                break;
            case DateOnly date when date.Year < _bounds.FirstYear || date.Year > _bounds.LastYear:
            case DateTimeOffset at when at.Year < _bounds.FirstYear || at.Year > _bounds.LastYear:
                problems.Add(Problem.Of(
                    ProblemCodes.DateOutOfBounds, path, ("first", $"{_bounds.FirstYear}"), ("last", $"{_bounds.LastYear}")));
                break;
            case double degrees when shape.Name == nameof(GeoPoint) && !OnEarth(field, degrees):
                problems.Add(Problem.Of(
                    ProblemCodes.PointOutsideWorld, path, ("value", degrees.ToString(CultureInfo.InvariantCulture))));
                break;
        }
    }

    private static bool OnEarth(RecordField field, double degrees) =>
        Math.Abs(degrees) <= (field.Name == "latitude" ? 90 : 180);

    private void CheckText(RecordShape shape, string text, string path)
    {
        if (text.Length > _bounds.TextLength)
        {
            problems.Add(Problem.Of(
                ProblemCodes.TextTooLong, path, ("max", $"{_bounds.TextLength}"), ("length", $"{text.Length}")));
            return;
        }

        if (HasControlCharacters(text))
        {
            problems.Add(Problem.Of(ProblemCodes.TextControlCharacters, path));
        }

        if (!WithoutPlaceholders.Contains(shape.Name)
            && text.Length <= 20
            && _bounds.Placeholders.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            problems.Add(Problem.Of(ProblemCodes.TextPlaceholder, path, ("value", text)));
        }
    }

    /// <summary>Line ends and tabs are text; other controls and halves of a character are not.</summary>
    private static bool HasControlCharacters(string text)
    {
        // Nearly every text has neither controls nor surrogates, and this is asked of each text of each import.
        var first = text.AsSpan().IndexOfAny(Suspect);
        for (var at = first < 0 ? text.Length : first; at < text.Length; at++)
        {
            var character = text[at];
            if (char.IsHighSurrogate(character) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(character) || (char.IsControl(character) && character is not ('\n' or '\r' or '\t')))
            {
                return true;
            }
        }

        return false;
    }
}
