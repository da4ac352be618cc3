using System.Collections;
using System.Globalization;
using Fori.Documents;
using Fori.Store;

namespace Fori.Registers.Profiles;

/// <summary>Applies the rules of a profile to one record at a time.</summary>
internal sealed partial class RuleEngine(ValidationProfile profile, ICodeLookup codes, List<Problem> problems)
{
    public bool IsFull => problems.Count > ProfileValidator.MaximumProblems;

    public void Apply(IReadOnlyList<RuleBlock> blocks, RecordShape shape, object record, string path)
    {
        foreach (var block in blocks)
        {
            var subject = new Subject(shape, record, path, block.Severity ?? Severity.Error);
            if (block.If.All(condition => Holds(subject.Value(condition.Key), condition.Value)))
            {
                ApplyTexts(block, subject);
                ApplyValues(block, subject);
                ApplyCodes(block, subject);
                foreach (var check in block.Checks)
                {
                    NamedCheck(check, subject);
                }
            }
        }
    }

    private static bool Holds(object? value, List<string> wanted) => wanted.Exists(word => word switch
    {
        "absent" => !IsPresent(value),
        "present" => IsPresent(value),
        _ => string.Equals(Word(value), word, StringComparison.OrdinalIgnoreCase),
    });

    private static bool IsPresent(object? value) => value switch
    {
        null => false,
        string text => !string.IsNullOrWhiteSpace(text),
        LocalizedText text => !text.IsEmpty,
        OpeningHours hours => hours.Rules.Count > 0,
        ICollection items => items.Count > 0,
        IEnumerable items => items.Cast<object>().Any(),
        _ => true,
    };

    private static int Count(object? value) => value switch
    {
        null => 0,
        ICollection items => items.Count,
        IEnumerable items and not string => items.Cast<object>().Count(),
        _ => 1,
    };

    private static string Word(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>The texts of a field with their paths: one, one a language, or one an item.</summary>
    private static IEnumerable<(string Path, string Text)> Texts(object? value, string path) => value switch
    {
        string text => [(path, text)],
        LocalizedText texts => texts.Select(text => ($"{path}.{text.Key}", text.Value)),
        IEnumerable<string> texts => texts.Select((text, index) => ($"{path}[{index}]", text)),
        _ => [],
    };

    private void ApplyTexts(RuleBlock block, Subject subject)
    {
        foreach (var (name, max) in block.MaxLength)
        {
            foreach (var (path, length) in Lengths(subject, name).Where(text => text.Length > max))
            {
                Say(subject, ProblemCodes.TextTooLong, path, ("max", $"{max}"), ("length", $"{length}"));
            }
        }

        foreach (var (name, min) in block.MinLength)
        {
            foreach (var (path, length) in Lengths(subject, name).Where(text => text.Length < min && text.Length > 0))
            {
                Say(subject, ProblemCodes.TextTooShort, path, ("min", $"{min}"), ("length", $"{length}"));
            }
        }

        foreach (var (name, other) in block.Different)
        {
            var others = Texts(subject.Value(other), "").ToDictionary(text => text.Path, text => text.Text);
            foreach (var (path, text) in Texts(subject.Value(name), ""))
            {
                if (others.TryGetValue(path, out var same) && string.Equals(text.Trim(), same.Trim(), StringComparison.OrdinalIgnoreCase))
                {
                    Say(subject, ProblemCodes.TextSame, subject.PathOf(name) + path, ("other", other));
                }
            }
        }

        foreach (var (name, shape) in block.Shape)
        {
            foreach (var (path, text) in Texts(subject.Value(name), subject.PathOf(name)).Where(t => t.Text.Length > 0 && !Shapes.Fits(shape, t.Text, profile.Bounds)))
            {
                Say(subject, $"shape.{shape}", path, ("value", Shown(text)));
            }
        }

        foreach (var (name, others) in block.SameLanguages)
        {
            var languages = (subject.Value(name) as LocalizedText ?? LocalizedText.Empty).Keys.ToList();
            foreach (var other in others)
            {
                var texts = subject.Value(other) as LocalizedText ?? LocalizedText.Empty;
                foreach (var language in languages.Where(language => !texts.ContainsKey(language)))
                {
                    Say(subject, ProblemCodes.LanguageMissing, $"{subject.PathOf(other)}.{language}", ("other", name));
                }
            }
        }
    }

    private void ApplyValues(RuleBlock block, Subject subject)
    {
        foreach (var name in block.Required.Where(name => !IsPresent(subject.Value(name))))
        {
            Say(subject, ProblemCodes.FieldRequired, subject.PathOf(name));
        }

        foreach (var names in block.AnyOf.Where(names => !names.Exists(name => IsPresent(subject.Value(name)))))
        {
            Say(subject, ProblemCodes.FieldAnyRequired, subject.PathOf(names[0]), ("fields", string.Join(", ", names)));
        }

        foreach (var (name, min) in block.MinCount)
        {
            if (Count(subject.Value(name)) is var count && count < min)
            {
                Say(subject, ProblemCodes.ListTooFew, subject.PathOf(name), ("min", $"{min}"), ("count", $"{count}"));
            }
        }

        foreach (var (name, max) in block.MaxCount)
        {
            if (Count(subject.Value(name)) is var count && count > max)
            {
                Say(subject, ProblemCodes.ListTooMany, subject.PathOf(name), ("max", $"{max}"), ("count", $"{count}"));
            }
        }

        foreach (var (name, min) in block.Minimum)
        {
            if (subject.Value(name) is int number && number < min)
            {
                Say(subject, ProblemCodes.NumberTooSmall, subject.PathOf(name), ("min", $"{min}"), ("value", $"{number}"));
            }
        }

        foreach (var (name, step) in block.MinuteStep)
        {
            if (subject.Value(name) is TimeOnly time && time.Ticks % (step * TimeSpan.TicksPerMinute) != 0)
            {
                Say(subject, ProblemCodes.TimeMinuteStep, subject.PathOf(name), ("step", $"{step}"), ("value", time.ToString("HH:mm", CultureInfo.InvariantCulture)));
            }
        }

        foreach (var (first, last) in block.Order)
        {
            if (subject.Value(first) is IComparable earlier && subject.Value(last) is { } later && earlier.CompareTo(later) > 0)
            {
                Say(subject, ProblemCodes.DateOrder, subject.PathOf(last), ("other", first));
            }
        }

        ApplyWords(block.OneOf, subject, ProblemCodes.ValueNotAllowed, allowed: true);
        ApplyWords(block.NotAllowed, subject, ProblemCodes.ValueNotAllowedHere, allowed: false);
        ApplyWords(block.Lost, subject with { Severity = Severity.Warning }, ProblemCodes.ValueLost, allowed: false);
    }

    private void ApplyWords(Dictionary<string, List<string>> rules, Subject subject, string code, bool allowed)
    {
        foreach (var (name, words) in rules)
        {
            if (subject.Value(name) is { } value && IsPresent(value) && Holds(value, words) != allowed)
            {
                Say(subject, code, subject.PathOf(name), ("value", Shown(Word(value))), ("values", string.Join(", ", words)));
            }
        }
    }

    private static IEnumerable<(string Path, int Length)> Lengths(Subject subject, string name)
    {
        var rich = subject.Shape.Field(name).IsRichText;
        return Texts(subject.Value(name), subject.PathOf(name))
            .Select(text => (text.Path, Length: rich ? Shapes.VisibleLength(text.Text) : text.Text.Trim().Length));
    }

    private void Say(Subject subject, string code, string path, params (string Name, string Value)[] arguments)
    {
        if (IsFull)
        {
            return;
        }

        var problem = Problem.Of(code, path, arguments) with { Severity = subject.Severity };

        // The same rule in a profile and in what it extends is told once; the narrower limit is told beside the wider.
        if (!problems.Exists(known => known.Code == code && known.Path == path && known.Severity == problem.Severity
            && known.Arguments.Count == problem.Arguments.Count && !known.Arguments.Except(problem.Arguments).Any()))
        {
            problems.Add(problem);
        }
    }

    /// <summary>A message does not repeat a flood.</summary>
    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";

    /// <summary>The record under the rules, with where it is and how much a breach weighs.</summary>
    private sealed record Subject(RecordShape Shape, object Record, string Path, Severity Severity)
    {
        public object? Value(string name) => Shape.Field(name).Read(Record);

        public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
    }
}
