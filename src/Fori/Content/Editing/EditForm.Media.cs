using System.Globalization;
using Fori.Content.Blocks;
using Fori.Content.Types.MediaItems;
using Fori.Documents;

namespace Fori.Content.Editing;

/// <summary>Fields that take a file of the media library, so that one can be sent from beside them.</summary>
public static partial class EditForm
{
    /// <summary>May a file be chosen under that name? Told by the shapes alone, so that it holds for parts in which nothing is written yet.</summary>
    /// <returns>Null for any other name; else whether it must be a picture.</returns>
    public static bool? TakesPicture(DocumentType type, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('.');
        IEnumerable<(ValueShape Shape, FieldAttribute? Rule)> met = [.. FieldsOf(type).Where(f => f.Name == parts[0]).Select(f => (f.Shape, (FieldAttribute?)f.Rule))];
        foreach (var part in parts.Skip(1))
        {
            met = [.. met.SelectMany(m => Inside(m.Shape, m.Rule, part))];
        }

        return met.Where(m => TakesMedia(m.Shape)).Select(m => (bool?)(m.Rule?.Picture == true)).FirstOrDefault();
    }

    /// <summary>Does it lead to a file of the media library?</summary>
    public static bool TakesMedia(ValueShape shape) => shape is ReferenceShape reference && reference.Target == typeof(Media);

    /// <summary>What was typed, with a document chosen under a name; one behind the last item of a list begins another.</summary>
    /// <returns>Null when the form has no such input.</returns>
    public static Dictionary<string, string>? Chosen(DocumentType type, IReadOnlyDictionary<string, string> values, string name, Guid document, IReadOnlyList<string> languages)
    {
        ArgumentNullException.ThrowIfNull(name);
        var changed = new Dictionary<string, string>(values);
        if (name.LastIndexOf('.') is > 0 and var dot && int.TryParse(name.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && Count(values, name[..dot]) is var count && index >= count && count < MostRows)
        {
            changed[CountOf(name[..dot])] = Number(count + 1);
            name = At(name[..dot], count);
        }

        changed[name] = document.ToString();
        return Draw(type, changed, languages).SelectMany(f => CellsOf(f.Node)).Any(c => c.Name == name && TakesMedia(c.Shape)) ? changed : null;
    }

    /// <summary>All inputs that a part of the form holds.</summary>
    public static IEnumerable<EditCell> CellsOf(EditNode node) => node switch
    {
        EditCell cell => [cell],
        EditGroup group => group.Parts.SelectMany(p => CellsOf(p.Node)),
        EditLanguages languages => languages.ByLanguage.Values.SelectMany(CellsOf),
        EditRows rows => rows.Rows.SelectMany(r => r.Node is null ? [] : CellsOf(r.Node)),
        _ => [],
    };

    private static IEnumerable<(ValueShape Shape, FieldAttribute? Rule)> Inside(ValueShape shape, FieldAttribute? rule, string part) => shape switch
    {
        ByLanguageShape by => [(by.Item, rule)],
        RowsShape rows when IsIndex(part) => [(rows.Item, rule)],
        BlocksShape blocks when IsIndex(part) => BlockTypes.All.Where(blocks.MayHold).Select(b => ((ValueShape)b.Shape, (FieldAttribute?)null)),
        PartsShape record => PartsOf(record).Where(p => p.Name == part).Select(p => (p.Shape, p.Rule)),
        _ => [],
    };

    private static bool IsIndex(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
