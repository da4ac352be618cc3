using Fori.Site.Building;

namespace Fori.Content.Editing;

/// <summary>What a form may choose from, where the municipality's own content says it.</summary>
/// <param name="scope">In the language of the person who writes.</param>
/// <param name="desk">For what is only a draft yet.</param>
/// <returns>Each value as it is sent, with the words for it.</returns>
internal delegate Task<IReadOnlyList<(string Value, string Text)>> OfferAsync(PageScope scope, EditorDesk desk, CancellationToken ct);
