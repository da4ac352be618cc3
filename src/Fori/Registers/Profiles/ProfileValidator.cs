using System.Collections;
using Fori.Documents;
using Fori.Store;

namespace Fori.Registers.Profiles;

/// <summary>
/// Checks a document against a validation profile: <c>fori</c> for what is published here (lenient), <c>ptv-v11</c> and
/// <c>ptv-v12</c> for what is pushed to PTV. The rules are data beside this file.
/// </summary>
public static class ProfileValidator
{
    /// <summary>More problems than a person reads; a hostile document does not make a report of millions.</summary>
    public const int MaximumProblems = 500;

    /// <summary>What a municipality publishes on its own site.</summary>
    public const string Fori = "fori";

    public const string PtvV11 = "ptv-v11";

    public const string PtvV12 = "ptv-v12";

    /// <summary>The profiles that one can ask for.</summary>
    public static IReadOnlyList<string> Profiles { get; } = [Fori, PtvV11, PtvV12];

    /// <summary>Checks one document by itself; what needs other documents (unique names, areas of the organisation) is not here.</summary>
    /// <returns>Errors and warnings with field paths, in the order of the fields; empty when all is well.</returns>
    /// <exception cref="ArgumentException">There is no such profile.</exception>
    public static IReadOnlyList<Problem> Validate(string profileName, DocumentBody body, ICodeLookup codes)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(codes);
        var profile = ValidationProfile.Named(profileName);
        var problems = new List<Problem>();
        Visit(profile, body, "", owner: null, new RuleEngine(profile, codes, problems), new Soundness(profile, problems));
        return problems.Count <= MaximumProblems
            ? problems
            : [.. problems.Take(MaximumProblems), Problem.Of(ProblemCodes.TooManyProblems, "", ("max", $"{MaximumProblems}"))];
    }

    private static void Visit(
        ValidationProfile profile, object record, string path, string? owner, RuleEngine engine, Soundness soundness)
    {
        if (engine.IsFull)
        {
            return;
        }

        var shape = RecordShape.Of(record.GetType());
        engine.Apply(profile.For(shape.Name), shape, record, path);
        if (owner is not null)
        {
            engine.Apply(profile.For(owner), shape, record, path);
        }

        foreach (var field in shape.Fields)
        {
            var fieldPath = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            switch (field.Read(record))
            {
                case null:
                    break;
                case LocalizedText or string:
                case DateOnly or DateTimeOffset or double:
                    soundness.Check(shape, field, field.Read(record)!, fieldPath);
                    break;
                case IEnumerable items:
                    var index = 0;
                    foreach (var item in items)
                    {
                        VisitItem(item, field, $"{fieldPath}[{index++}]");
                    }

                    break;
                case { } value when IsRecord(value):
                    Visit(profile, value, fieldPath, $"{shape.Name}.{field.Name}", engine, soundness);
                    break;
            }
        }

        void VisitItem(object? item, RecordField field, string itemPath)
        {
            if (item is string or LocalizedText)
            {
                soundness.Check(shape, field, item, itemPath);
            }
            else if (item is not null && IsRecord(item))
            {
                Visit(profile, item, itemPath, $"{shape.Name}.{field.Name}", engine, soundness);
            }
        }
    }

    private static bool IsRecord(object value) => value.GetType() is { IsClass: true, IsArray: false };
}
