using System.Globalization;
using Fori.Access;
using Fori.Documents;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Store;

namespace Fori.Content.Types.Alerts;

/// <summary>What an alert asks beyond its fields.</summary>
internal static class AlertRules
{
    // A bilingual municipality serves in both: language act 423/2003, 23 § and 32 §.
    private static readonly string[] NationalLanguages = ["fi", "sv"];

    public static ContentAction PublishAction(DocumentBody body) =>
        body is Alert { Severity: AlertSeverity.Emergency } ? ContentAction.PublishEmergency : ContentAction.Publish;

    /// <summary>National languages of the municipality in which it is not written whole.</summary>
    public static IReadOnlyList<string> MissingLanguages(Alert alert, IReadOnlyList<string> siteLanguages) =>
        [.. siteLanguages.Intersect(NationalLanguages).Where(l => alert.Title.Exactly(l) is null || alert.Message.Exactly(l) is null)];

    /// <summary>May a visitor close it? Never an emergency.</summary>
    public static bool MayBeClosed(Alert alert) => alert is { Dismissible: true, Severity: not AlertSeverity.Emergency };

    /// <summary>Names what a visitor closed. An alert that goes out changed is another.</summary>
    public static string TokenOf(Guid id, int version) => string.Create(CultureInfo.InvariantCulture, $"{id:N}.{version}");

    public static bool IsToken(string text) =>
        text.Length is > 33 and < 45 && text[32] == '.' && text.Take(32).All(char.IsAsciiHexDigitLower) && text.Skip(33).All(char.IsAsciiDigit);

    /// <summary>Does an alert with these targets stand on the page that is made?</summary>
    public static bool StandsOn(PageScope scope, IReadOnlyList<AlertTarget> targets) =>
        targets.Count == 0 || targets.Any(t => t is not { Section: null, Branch: null, Type: null } && IsOn(scope, t));

    // A page below another has an address below its: who comes by an old one is sent on.
    private static bool IsOn(PageScope scope, AlertTarget target)
    {
        var path = scope.Request.Path;
        return (target.Section is not { } section || (path.Split('/') is [_, _, { } word, ..] && SiteSection.Find(word.Split('.')[0], scope.Language)?.Key == section.Value))
            && (target.Type is not { } type || scope.Shown?.Type.Name == type.Value)
            && (target.Branch is null || (scope.Target(target.Branch) is { } branch && scope.UrlOf(branch) is var url && (path == url || path.StartsWith(url + "/", StringComparison.Ordinal))));
    }

    /// <returns>Codes <c>alert.ends-before</c> and <c>alert.language-missing</c>.</returns>
    public static Task<IReadOnlyList<Problem>> CheckAsync(PublishingCheck check, CancellationToken ct)
    {
        var alert = (Alert)check.Body;
        var problems = new List<Problem>();
        if (alert.Until is { } until && alert.From is { } from && until <= from)
        {
            problems.Add(Problem.Of("alert.ends-before", "until"));
        }

        if (alert.Severity >= AlertSeverity.Major && string.IsNullOrWhiteSpace(alert.LanguageReason))
        {
            problems.AddRange(MissingLanguages(alert, check.SiteLanguages)
                .Select(l => Problem.Of("alert.language-missing", alert.Title.Exactly(l) is null ? $"title.{l}" : $"message.{l}")));
        }

        return Task.FromResult<IReadOnlyList<Problem>>(problems);
    }
}
