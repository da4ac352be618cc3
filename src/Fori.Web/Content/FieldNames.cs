using System.Globalization;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Blocks;
using Fori.Content.Editing;
using Fori.Ui;

namespace Fori.Web.Content;

/// <summary>What a place in a document is called, for sentences about it.</summary>
internal static class FieldNames
{
    // A longer part is a member before it is a language that only the runtime knows.
    private const int ShortTag = 2;

    /// <summary>As <c>Text (Finnish), part 2: Source</c>.</summary>
    /// <param name="type">Declared name of the document's type.</param>
    /// <param name="path">As <c>body.fi[1].source</c>, or the name of an input.</param>
    /// <param name="values">The form in which it stands, which knows the types of blocks; null when there is none.</param>
    public static string Of(AdminWords words, string type, string path, IReadOnlyDictionary<string, string>? values = null)
    {
        var parts = EditForm.NameOf(path).Split(':')[0].Split('.');
        var (said, owner, name) = (Find(words, type, parts[0]), parts[0], parts[0]);

        // A number after a number is that of a cell in its row.
        var isIndex = false;
        foreach (var part in parts.Skip(1))
        {
            name += "." + part;
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                var block = BlockTypes.Find(values?.GetValueOrDefault(EditForm.TypeOf(name), "") ?? "");
                owner = block is not null ? "block." + block.Name : isIndex ? owner + ".cell" : owner;
                isIndex = true;
                said += $", {(block is null ? EditWords.Item(words, owner) ?? words["content.part"] : words[$"content.block.{block.Name}"])} {words.Ui.Number(index + 1)}";
            }
            else if ((words.Ui.FindLanguage(part) ?? (part.Length == ShortTag ? LanguageNames.Find(part) : null)) is { } language)
            {
                (said, isIndex) = ($"{said} ({language})", false);
            }
            else
            {
                (said, isIndex) = ($"{said}: {Find(words, owner, part)}", false);
                owner = $"{owner}.{part}";
            }
        }

        return said;
    }

    // What was stored or sent may name what has no words.
    private static string Find(AdminWords words, string owner, string member) =>
        words.Find($"content.field.{owner}.{member}") ?? words.Find($"content.field.{member}") ?? member;
}
