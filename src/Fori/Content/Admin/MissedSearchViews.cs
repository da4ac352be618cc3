using Fori.Admin;
using Fori.Site;

namespace Fori.Content.Admin;

/// <summary>What visitors looked for and did not find.</summary>
public sealed record MissedSearchesView : AdminView
{
    public IReadOnlyList<Choice> Languages { get; init; } = [];

    public IReadOnlyList<MissedSearchLine> Rows { get; init; } = [];

    public Paging? Pages { get; init; }
}

/// <param name="Language">BCP 47.</param>
/// <param name="SearchUrl">The public search with the words, to see what it gives now.</param>
/// <param name="SynonymUrl">Where a term is chosen to which the words are added.</param>
public sealed record MissedSearchLine(string Words, string Language, string LanguageName, int Count, string LastAt, string SearchUrl, string SynonymUrl);

/// <summary>Choosing the term that gets words as other words for it.</summary>
/// <param name="NewUrl">A new subject word of that name.</param>
public sealed record SynonymView(string Missed, string Language, string LanguageName, string Sought, IReadOnlyList<(string Name, string Type, string Url)> Terms, bool HasMore, string NewUrl) : AdminView;
