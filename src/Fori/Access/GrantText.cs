using System.Text.RegularExpressions;
using Fori.Store;

namespace Fori.Access;

/// <summary>A grant in one word, as an operator types it: <c>editor:types=Page,NewsItem:languages=fi</c>.</summary>
public static partial class GrantText
{
    /// <returns>Problems <c>access.role-unknown</c>, <c>access.grant-malformed</c> and <c>access.section-needed</c>.</returns>
    public static Outcome<Grant> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':', StringSplitOptions.TrimEntries);

        // By the names alone: Enum.TryParse takes numbers too.
        if (Enum.GetValues<Role>().Where(r => r.ToString().Equals(parts[0].Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)).ToList() is not [var role])
        {
            return Problem.Of("access.role-unknown", "", ("role", parts[0]), ("roles", string.Join(", ", Enum.GetNames<Role>())));
        }

        var grant = new Grant(role);
        foreach (var part in parts.Skip(1))
        {
            var (name, value) = part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (part[..at], part[(at + 1)..]) : (part, "");
            var values = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            switch (name)
            {
                case "types" when values.Length > 0 && values.All(TypeName().IsMatch):
                    grant = grant with { Types = values };
                    break;
                case "languages" when values.Length > 0 && values.All(LanguageTag().IsMatch):
                    grant = grant with { Languages = values };
                    break;
                case "section" when Guid.TryParse(value, out var section):
                    grant = grant with { Section = section };
                    break;
                default:
                    return Problem.Of("access.grant-malformed", "", ("grant", text), ("part", part));
            }
        }

        return role == Role.SectionManager && grant.Section is null ? Problem.Of("access.section-needed", "", ("role", role.ToString())) : grant;
    }

    public static string Write(Grant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return string.Concat(
            grant.Role,
            grant.Types is { } types ? $":types={string.Join(',', types)}" : "",
            grant.Languages is { } languages ? $":languages={string.Join(',', languages)}" : "",
            grant.Section is { } section ? $":section={section}" : "");
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]{0,63}$")]
    private static partial Regex TypeName();

    [GeneratedRegex("^[a-z]{2,3}(-[a-zA-Z0-9]{1,8}){0,3}$")]
    private static partial Regex LanguageTag();
}
