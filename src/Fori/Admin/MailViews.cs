namespace Fori.Admin;

/// <summary>Letters, the newest first.</summary>
/// <param name="Sends">False: no mail server is set, and people read the letters here.</param>
public sealed record OutboxView(bool Sends, IReadOnlyList<OutboxRow> Rows) : AdminView;

/// <param name="State">In words.</param>
/// <param name="IsDead">It was given up.</param>
/// <param name="Trouble">What the server said; null when it said nothing wrong.</param>
/// <param name="ReadUrl">Null when there is nothing to read any more, or it is being sent.</param>
/// <param name="RetryUrl">Null unless it can be tried again.</param>
public sealed record OutboxRow(string At, string To, string Subject, string State, bool IsDead, string? Trouble, string? ReadUrl, string? RetryUrl);

/// <param name="Paragraphs">Plain text, and whether it is an address to follow.</param>
public sealed record LetterView(string At, string To, string Subject, IReadOnlyList<(string Text, bool IsLink)> Paragraphs) : AdminView;
