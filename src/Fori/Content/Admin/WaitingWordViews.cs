using Fori.Admin;

namespace Fori.Content.Admin;

/// <summary>Subject words that editors typed and that wait to become terms.</summary>
public sealed record WaitingWordsView : AdminView
{
    public IReadOnlyList<WaitingWordRow> Rows { get; init; } = [];

    /// <summary>There are more than are shown.</summary>
    public int Total { get; init; }

    /// <summary>Names of subject words, offered while one is typed.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    public int? Making { get; init; }
}

/// <param name="Language">BCP 47.</param>
/// <param name="Documents">Some of those in which it waits.</param>
/// <param name="Same">The subject word that has this name already; null when none has.</param>
/// <param name="Term">What was typed as the term to join it with.</param>
/// <param name="Reason">What was typed as the reason to refuse it.</param>
public sealed record WaitingWordRow(
    string Word, string Language, string LanguageName, int Count, IReadOnlyList<(string Title, string Url)> Documents, string? Same, string Term = "", string Reason = "");
