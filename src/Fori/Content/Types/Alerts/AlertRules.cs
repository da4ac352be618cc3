using Fori.Access;
using Fori.Documents;
using Fori.Store;

namespace Fori.Content.Types.Alerts;

/// <summary>What an alert asks beyond its fields.</summary>
internal static class AlertRules
{
    // A bilingual municipality serves in both: language act 423/2003, 23 § and 32 §.
    private static readonly string[] NationalLanguages = ["fi", "sv"];

    public static ContentAction PublishAction(DocumentBody body) =>
        body is Alert { Severity: AlertSeverity.Emergency } ? ContentAction.PublishEmergency : ContentAction.Publish;

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
            problems.AddRange(check.SiteLanguages.Intersect(NationalLanguages)
                .Where(l => alert.Title.Exactly(l) is null || alert.Message.Exactly(l) is null)
                .Select(l => Problem.Of("alert.language-missing", alert.Title.Exactly(l) is null ? $"title.{l}" : $"message.{l}")));
        }

        return Task.FromResult<IReadOnlyList<Problem>>(problems);
    }
}
