using Fori.Admin;

namespace Fori.Content.Admin;

/// <summary>The municipality's own fields, and the form of one.</summary>
public sealed record OwnFieldsView : AdminView
{
    public IReadOnlyList<OwnFieldRow> Rows { get; init; } = [];

    public required OwnFieldTyped Form { get; init; }

    public IReadOnlyList<Choice> Types { get; init; } = [];

    public IReadOnlyList<Choice> Kinds { get; init; } = [];

    public IReadOnlyList<(string Tag, string Name)> Languages { get; init; } = [];
}

public sealed record OwnFieldRow(string Name, string Type, string Kind, IReadOnlyList<string> Marks, string EditUrl, string RemoveUrl);

/// <summary>As it was typed.</summary>
/// <param name="Existing">Key of the field that is changed; empty for a new one.</param>
/// <param name="Choices">By language, one on each line.</param>
public sealed record OwnFieldTyped(
    string Existing, string Type, IReadOnlyDictionary<string, string> Names, string Kind, IReadOnlyDictionary<string, string> Choices, bool Required, bool Internal, string Order);

/// <summary>A field is about to be removed.</summary>
/// <param name="Count">Documents in which something is written in it.</param>
public sealed record OwnFieldRemovalView(string Name, string Type, string Key, int Count) : AdminView;
