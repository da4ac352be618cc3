using Fori.Content.Links;
using Fori.Documents;

namespace Fori.Content.Types.TopicPages;

/// <summary>What a person comes to a top task for.</summary>
public enum TaskKind
{
    Information,

    /// <summary>Something is done there: apply, book, report.</summary>
    Action,
}

/// <summary>A link to what most come for, in one language.</summary>
public sealed record TopicTask : PageLink
{
    [Field(FieldKind.Choice, Order = 30)]
    public TaskKind Kind { get; init; }
}

/// <summary>Door to a subject: what most come for, and everything below it (KADA: theme, landing page).</summary>
public sealed record TopicPage : TreeBody
{
    /// <summary>Under the title.</summary>
    [Field(FieldKind.RichText, Order = 20)]
    public LocalizedText Intro { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Language → at most six.</summary>
    [Field(FieldKind.Structure, Order = 30)]
    public IReadOnlyDictionary<string, IReadOnlyList<TopicTask>> TopTasks { get; init => field = value ?? None; } = None;

    private static IReadOnlyDictionary<string, IReadOnlyList<TopicTask>> None { get; } = new Dictionary<string, IReadOnlyList<TopicTask>>();
}
