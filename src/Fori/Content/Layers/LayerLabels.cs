using Fori.Documents;

namespace Fori.Content.Layers;

/// <summary>How layers are called in editors' lists: as their record is, in the languages in which something is written.</summary>
internal static class LayerLabels
{
    public static EditorLayer Fill(EditorLayer layer, DocumentType type, Filling filling)
    {
        // Of a record that is gone the last name stays: nothing else says what the texts were about.
        var name = layer.Record is { } record && filling.Names.GetValueOrDefault(record) is { IsEmpty: false } known ? known : layer.Label;
        var written = WrittenIn(type, layer, filling.Languages);
        var label = new LocalizedText(written.Select(l => KeyValuePair.Create(l, name.In([l, .. filling.Languages, .. name.Keys])?.Text ?? "")).Where(l => l.Value.Length > 0));
        return label.Equals(layer.Label) ? layer : layer with { Label = label };
    }

    // One in which nothing is written yet is of every language, so that it can be kept and found.
    private static List<string> WrittenIn(DocumentType type, EditorLayer layer, IReadOnlyList<string> languages)
    {
        var met = ShapeWalk.Of(type, layer).Where(m => m.Language is not null && !m.Path.StartsWith("label.", StringComparison.Ordinal)).Select(m => m.Language!).ToHashSet(); // Filtered.
        var written = languages.Where(met.Contains).ToList();
        return written.Count > 0 ? written : [.. languages];
    }
}
