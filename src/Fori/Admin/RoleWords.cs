using Fori.Access;

namespace Fori.Admin;

/// <summary>What a grant says, for people.</summary>
public static class RoleWords
{
    /// <summary>"Translator: edits one language (Swedish)".</summary>
    public static string Say(Grant grant, AdminWords words)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(words);
        var narrowed = new List<string>();
        if (grant.Types is { } types)
        {
            narrowed.AddRange(types);
        }

        if (grant.Languages is { } languages)
        {
            narrowed.AddRange(languages.Select(words.Ui.NameOfLanguage));
        }

        if (grant.Section is not null)
        {
            narrowed.Add(words["section.word"]);
        }

        var role = words[$"role.{grant.Role}"];
        return narrowed.Count == 0 ? role : $"{role} ({string.Join(", ", narrowed)})";
    }
}
