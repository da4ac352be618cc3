using Fori.Access;

namespace Fori.Admin;

/// <summary>What a grant says, for people.</summary>
public static class RoleWords
{
    /// <summary>"Translator: edits one language (Swedish)".</summary>
    /// <param name="section">Gives the name of a section; null says only that it is one.</param>
    public static string Say(Grant grant, AdminWords words, Func<Guid, string?>? section = null)
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

        if (grant.Section is { } home)
        {
            narrowed.Add(section?.Invoke(home) ?? words["section.word"]);
        }

        var role = words[$"role.{grant.Role}"];
        return narrowed.Count == 0 ? role : $"{role} ({string.Join(", ", narrowed)})";
    }
}
