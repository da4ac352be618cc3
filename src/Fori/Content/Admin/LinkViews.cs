using Fori.Admin;

namespace Fori.Content.Admin;

/// <summary>Outside links of public documents, and whether they answer.</summary>
public sealed record LinksView : AdminView
{
    public bool IsOn { get; init; }

    public IReadOnlyList<Choice> States { get; init; } = [];

    public string Text { get; init; } = "";

    public IReadOnlyList<LinkLine> Rows { get; init; } = [];

    public Fori.Site.Paging? Pages { get; init; }

    /// <summary>There are broken ones to be asked again.</summary>
    public bool MayAsk { get; init; }
}

/// <param name="Seen">What was seen, and when.</param>
public sealed record LinkLine(string Address, string State, bool IsBroken, string Seen, IReadOnlyList<(string Title, string Url)> Documents);
