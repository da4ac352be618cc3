using Fori.Documents;
using Fori.Geography;
using Fori.Registers.Services;

namespace Fori.Registers.Profiles;

/// <content>Rules that need a codelist, and those that are too particular to be data.</content>
internal sealed partial class RuleEngine
{
    /// <summary>Steps from a code to its top; more is a circle.</summary>
    private const int MaximumLevels = 12;

    /// <summary>The codes of the rules of their own, as a profile names them under <c>checks</c>.</summary>
    public static IReadOnlyList<string> NamedChecks { get; } =
        ["street-needs-number-or-point", "address-needs-point", "others-differ-from-main", "hours-time-zone"];

    private void ApplyCodes(RuleBlock block, Subject subject)
    {
        foreach (var (name, scheme) in block.InList)
        {
            foreach (var (path, text) in Texts(subject.Value(name), subject.PathOf(name)))
            {
                CheckKnown(subject, new Code(scheme, text), path);
            }
        }

        foreach (var name in block.KnownCodes)
        {
            foreach (var (code, index) in CodesOf(subject, name).Select((code, index) => (code, index)))
            {
                CheckKnown(subject, code, $"{subject.PathOf(name)}[{index}]");
            }
        }

        foreach (var name in block.NeedsSubclass)
        {
            var found = CodesOf(subject, name);
            if (found.Count > 0 && !found.Any(IsSub))
            {
                Say(subject, ProblemCodes.CodeSubclassRequired, subject.PathOf(name));
            }
        }

        foreach (var (name, group) in block.NeedsSubgroup)
        {
            var found = CodesOf(subject, name);
            if (found.Any(code => Short(code) == group) && !found.Any(code => Short(code) != group && IsIn(code, group)))
            {
                Say(subject, ProblemCodes.CodeSubgroupRequired, subject.PathOf(name), ("group", group));
            }
        }

        foreach (var rule in block.NeedsGroup)
        {
            if (IsPresent(subject.Value(rule.Field)) && !CodesOf(subject, rule.In).Any(code => IsIn(code, rule.Group)))
            {
                Say(subject, ProblemCodes.CodeGroupRequired, subject.PathOf(rule.Field), ("group", rule.Group), ("other", rule.In));
            }
        }
    }

    private void NamedCheck(string name, Subject subject)
    {
        switch (name)
        {
            case "street-needs-number-or-point":
                if (string.IsNullOrWhiteSpace(Address(subject).Number) && !HasPoint(Address(subject)))
                {
                    Say(subject, ProblemCodes.AddressNumberOrPoint, subject.PathOf("number"));
                }

                break;
            case "address-needs-point":
                if (!HasPoint(Address(subject)))
                {
                    Say(subject, ProblemCodes.FieldRequired, subject.PathOf("point"));
                }

                break;
            case "others-differ-from-main":
                OthersDifferFromMain((Service)subject.Record, subject);
                break;
            case "hours-time-zone":
                if (NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(((OpeningHours)subject.Record).TimeZone) is null)
                {
                    Say(subject, ProblemCodes.HoursUnknownTimeZone, subject.PathOf("timeZone"), ("value", Shown(((OpeningHours)subject.Record).TimeZone)));
                }

                break;
            default:
                throw new InvalidOperationException($"The profile {profile.Name} names the check '{name}', which there is not.");
        }
    }

    private void OthersDifferFromMain(Service service, Subject subject)
    {
        for (var index = 0; index < service.OtherResponsible.Count; index++)
        {
            // The name is what a source happened to write; the key is who it is.
            if (service.MainResponsible is { } main && service.OtherResponsible[index] is var other
                && main.Id == other.Id && main.System == other.System && main.Key == other.Key)
            {
                Say(subject, ProblemCodes.ReferenceSame, $"{subject.PathOf("otherResponsible")}[{index}]", ("other", "mainResponsible"));
            }
        }
    }

    private static Address Address(Subject subject) => (Address)subject.Record;

    private static bool HasPoint(Address address) =>
        address.Point is not null || (address.Coordinates is { } given && PointReading.Of(given).Point is not null);

    private static IReadOnlyList<Code> CodesOf(Subject subject, string name) => subject.Value(name) switch
    {
        IReadOnlyList<Code> many => many,
        Code one => [one],
        _ => [],
    };

    private void CheckKnown(Subject subject, Code code, string path)
    {
        if (codes.Find(code.Scheme, code.Value) is not { } item)
        {
            Say(subject, ProblemCodes.CodeUnknown, path, ("scheme", code.Scheme), ("code", Shown(code.Value)));
        }
        else if (item.IsExpired)
        {
            Say(subject, ProblemCodes.CodeExpired, path, ("scheme", code.Scheme), ("code", Shown(code.Value)));
        }
    }

    /// <summary>The short code; of a URI that no list knows, its last part (…/code/P2.3).</summary>
    private string Short(Code code) =>
        codes.Find(code.Scheme, code.Value)?.Code ?? code.Value[(code.Value.LastIndexOf('/') + 1)..];

    private bool IsSub(Code code) => codes.Find(code.Scheme, code.Value) is { } item
        ? item.Parent is not null
        : Short(code).Contains('.', StringComparison.Ordinal);

    private bool IsIn(Code code, string group)
    {
        var value = code.Value;
        for (var level = 0; level < MaximumLevels; level++)
        {
            var item = codes.Find(code.Scheme, value);
            var shortened = Short(code with { Value = value });
            if (shortened == group || (item is null && shortened.StartsWith(group + ".", StringComparison.Ordinal)))
            {
                return true;
            }

            if (item?.Parent is not { } parent)
            {
                return false;
            }

            value = parent;
        }

        return false;
    }
}
