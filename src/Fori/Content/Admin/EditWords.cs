using Fori.Admin;

namespace Fori.Content.Admin;

/// <summary>
/// How fields, parts and choices are called on forms. A word may be told for one owner (<c>content.field.NewsItem.title</c>,
/// <c>content.field.block.quote.source</c>) and else for the name alone (<c>content.field.title</c>).
/// </summary>
public static class EditWords
{
    /// <param name="owner">Declared name of a type, or the path of what holds it: <c>block.quote</c>, <c>topTasks</c>.</param>
    /// <exception cref="InvalidOperationException">Nothing is told of it: we are wrong.</exception>
    public static string Label(AdminWords words, string owner, string member) =>
        words.Find($"content.field.{owner}.{member}") ?? words[$"content.field.{member}"];

    /// <returns>Null when it explains itself.</returns>
    public static string? Hint(AdminWords words, string owner, string member) =>
        words.Find($"content.hint.{owner}.{member}") ?? words.Find($"content.hint.{member}");

    /// <summary>What one item of a list is called; null when it has no name of its own.</summary>
    public static string? Item(AdminWords words, string path) => words.Find($"content.item.{path}") ?? words.Find($"content.item.{path[(path.LastIndexOf('.') + 1)..]}");

    public static string Choice(AdminWords words, Type choices, string name) => words[$"content.choice.{choices.Name}.{name}"];
}
