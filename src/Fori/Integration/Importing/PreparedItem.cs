using Fori.Documents;
using Fori.Registers.Profiles;
using Fori.Store;
using Fori.Store.Golden;

namespace Fori.Integration.Importing;

/// <summary>A record that has been checked: a contribution, or what refused it.</summary>
internal sealed record PreparedItem(ImportItem Item, Contribution? Contribution, IReadOnlyList<Problem> Problems)
{
    /// <summary>Which of the refused documents of its record, from 0.</summary>
    public int Part { get; init; }

    /// <summary>A record that waits in quarantine, and no remark about the source.</summary>
    public bool IsRefusal => Contribution is null && !Item.IsNotice && !Item.EndsEarly;

    public static PreparedItem Of(ImportItem item, string source, DocumentTypes types, ICodeLookup codes, string profile = ProfileValidator.Fori)
    {
        if (item.Refused || item.Key is null)
        {
            return new PreparedItem(item, null, item.Problems);
        }

        if (types.Find(item.Type ?? "") is not { } type)
        {
            return new PreparedItem(item, null, [.. item.Problems, Problem.Of("type.unknown", "", ("type", item.Type ?? ""))]);
        }

        if (type.Kind.IsEdited)
        {
            return new PreparedItem(item, null, [.. item.Problems, Problem.Of("type.written-by-editors", "", ("type", type.Name))]);
        }

        var parsed = type.Parse(item.Body.Span);
        if (!parsed.Succeeded)
        {
            return new PreparedItem(item, null, [.. item.Problems, .. parsed.Problems]);
        }

        var (body, canonical) = parsed.Value;
        var safe = type.Sanitised(body);
        if (!ReferenceEquals(safe, body))
        {
            // Not every source goes through a mapping that cleans; no HTML is stored as it came.
            var written = type.Write(safe);
            if (!written.Succeeded)
            {
                return new PreparedItem(item, null, [.. item.Problems, .. written.Problems]);
            }

            (body, canonical) = (safe, written.Value);
        }

        var checks = ProfileValidator.Validate(profile, body, codes);
        IReadOnlyList<Problem> problems = checks.Count == 0 ? item.Problems : [.. item.Problems, .. checks];
        return checks.Any(p => p.Severity == Severity.Error)
            ? new PreparedItem(item, null, problems)
            : new PreparedItem(item, new Contribution(source, item.Key, type.Name, canonical, item.Live, item.ChangedAt), problems);
    }

    public byte[] ProblemsJson() => QuarantinedForm.Written(Problems);
}
