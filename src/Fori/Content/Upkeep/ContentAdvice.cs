using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Fori.Content.Editing;
using Fori.Content.Types.MediaItems;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Store;

namespace Fori.Content.Upkeep;

/// <summary>What advice needs to know beside the document.</summary>
/// <param name="Today">In the municipality.</param>
/// <param name="Media">Of the library, by id; those that the document refers to.</param>
/// <param name="SameTitles">Languages in which another document has the same title.</param>
/// <param name="Broken">Outside addresses that do not answer, with what was seen: a status, or nothing.</param>
public sealed record AdviceFacts(
    DateOnly Today, IReadOnlyDictionary<Guid, Media> Media, IReadOnlyCollection<string> SameTitles, IReadOnlyDictionary<string, string> Broken)
{
    public static AdviceFacts None { get; } = new(DateOnly.MinValue, new Dictionary<Guid, Media>(), [], new Dictionary<string, string>());
}

/// <summary>What would make a document better, and does not stop it from going out. Each names its place, as an error does. Pure.</summary>
public static partial class ContentAdvice
{
    private const int LongestQuote = 60;
    private const string Pdf = "application/pdf";

    // Words that say nothing of where a link leads, to those who hear a list of links (WCAG 2.2, 2.4.4 and 2.4.9).
    private static readonly Dictionary<string, HashSet<string>> EmptyWords = new()
    {
        ["fi"] = ["tästä", "tässä", "täältä", "tänne", "klikkaa", "klikkaa tästä", "klikkaa tähän", "paina tästä", "lue lisää", "lue lisää tästä", "lisää", "lisätietoa", "lisätietoja", "linkki", "katso tästä", "siirry"],
        ["sv"] = ["här", "klicka", "klicka här", "tryck här", "läs mer", "läs mer här", "läs vidare", "mer", "mera", "mer information", "länk", "länken", "se här", "hit"],
        ["en"] = ["here", "click", "click here", "press here", "read more", "read on", "more", "more information", "more info", "link", "this link", "this", "see here", "go"],
    };

    /// <param name="languages">Those that could go out.</param>
    /// <returns>
    /// Codes <c>advice.link-text</c>, <c>advice.pdf</c>, <c>advice.broken-link</c>, <c>advice.no-summary</c>, <c>advice.same-title</c>, <c>advice.hard-to-read</c>,
    /// <c>advice.no-rights</c> and <c>advice.rights-ended</c>.
    /// </returns>
    public static IReadOnlyList<Problem> Of(DocumentType type, DocumentBody body, IReadOnlyCollection<string> languages, AdviceFacts facts)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(facts);
        var found = new List<Problem>();
        if (type.Fields.FirstOrDefault(f => f.Rule is { Summary: true, Required: false } && f.IsLocalized) is { } summary && body is not Media)
        {
            found.AddRange(languages.Where(l => (summary.ValueOf(body) as LocalizedText)?.Exactly(l) is null).Select(l => Problem.Of("advice.no-summary", $"{summary.Name}.{l}")));
        }

        found.AddRange(facts.SameTitles.Where(languages.Contains).Select(l => Problem.Of("advice.same-title", $"{type.Title?.Name}.{l}")));
        foreach (var link in OutsideLinks.Of(type, body).Where(l => l.Language is null || languages.Contains(l.Language)))
        {
            found.AddRange(Of(link, facts));
        }

        foreach (var met in ShapeWalk.Of(type, body).Where(m => m.Language is null || languages.Contains(m.Language)))
        {
            found.AddRange(met switch
            {
                { Shape: TextShape { IsRich: true }, Value: string html } => Reading(met, html, languages),
                { Shape: ReferenceShape } when IdOf(met.Value) is { } id && facts.Media.TryGetValue(id, out var media) => Of(media, met.Path, facts.Today, isItself: false),
                _ => [],
            });
        }

        if (body is Media own)
        {
            found.AddRange(Of(own, "licence", facts.Today, isItself: true));
        }

        return [.. found.DistinctBy(p => (p.Code, p.Path, string.Join('\n', p.Arguments.Values)))];
    }

    /// <summary>Documents of the library, and whatever else, that a document refers to by id.</summary>
    public static IReadOnlyList<Guid> ReferencesOf(DocumentType type, DocumentBody body) =>
        [.. ShapeWalk.Of(type, body).Where(m => m.Shape is ReferenceShape).Select(m => IdOf(m.Value)).OfType<Guid>().Distinct()];

    private static IEnumerable<Problem> Of(MetLink link, AdviceFacts facts)
    {
        var said = link.Text.Trim(' ', '.', ':', '…', '»', '›', '>', '!').ToLowerInvariant();
        if (said.Length > 0 && (EmptyWords.GetValueOrDefault(link.Language ?? "")?.Contains(said) == true || said.Equals(link.Url, StringComparison.OrdinalIgnoreCase)))
        {
            yield return Problem.Of("advice.link-text", link.Path, ("text", Short(link.Text)));
        }

        if (link.Url.Split('?', '#')[0].EndsWith(".pdf", StringComparison.OrdinalIgnoreCase))
        {
            yield return Problem.Of("advice.pdf", link.Path, ("name", Short(link.Text.Length > 0 ? link.Text : link.Url)));
        }

        if (OutsideLinks.AddressOf(link.Url) is { } address && facts.Broken.TryGetValue(address, out var seen))
        {
            yield return Problem.Of("advice.broken-link", link.Path, ("url", Short(link.Url)), ("seen", seen));
        }
    }

    private static IEnumerable<Problem> Of(Media media, string path, DateOnly today, bool isItself)
    {
        var name = Short(media.Title.Values.FirstOrDefault() ?? media.File?.Name ?? "");
        if (media.Kind == MediaKind.Image && string.IsNullOrWhiteSpace(media.Licence) && string.IsNullOrWhiteSpace(media.Author))
        {
            yield return Problem.Of("advice.no-rights", path, ("name", name));
        }

        if (MediaChecks.RightsEnded(media, today))
        {
            yield return Problem.Of("advice.rights-ended", isItself ? "rightsUntil" : path, ("name", name), ("day", media.RightsUntil!.Value.ToString("d.M.yyyy", CultureInfo.InvariantCulture))); // Ended, so there is an end.
        }

        if (!isItself && media.File?.MediaType == Pdf)
        {
            yield return Problem.Of("advice.pdf", path, ("name", name));
        }
    }

    private static IEnumerable<Problem> Reading(MetValue met, string html, IReadOnlyCollection<string> languages)
    {
        var language = met.Language ?? languages.FirstOrDefault() ?? "";
        var plain = WebUtility.HtmlDecode(Tag().Replace(BlockEnd().Replace(html, "\n"), ""));
        if (Readability.Of(plain) is var read && read.IsHardIn(language))
        {
            yield return Problem.Of(
                "advice.hard-to-read", met.Path, ("words", Math.Round(read.WordsOfSentence).ToString(CultureInfo.InvariantCulture)), ("lix", Math.Round(read.Lix).ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static Guid? IdOf(object reference) => (Guid?)reference.GetType().GetProperty(nameof(Ref<DocumentBody>.Id))?.GetValue(reference);

    private static string Short(string text) => text.Length > LongestQuote ? text[..LongestQuote].TrimEnd() + "…" : text;

    [GeneratedRegex("</(p|li|h[2-4]|td|th|blockquote)>|<br>")]
    private static partial Regex BlockEnd();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
