using System.Globalization;
using System.Xml;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.Types.Alerts;

/// <summary>Writes a message about an alert in the Common Alerting Protocol 1.2 (OASIS standard, 1 July 2010; elements: §3.2, schema: §3.4).</summary>
internal static class CapMessage
{
    public const string MediaType = "application/cap+xml; charset=utf-8";
    private const string Namespace = "urn:oasis:names:tc:emergency:cap:1.2";
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

    /// <param name="pageIn">Absolute address of the page that tells more, by language.</param>
    public static byte[] Write(PageScope scope, AlertSeries series, AlertMessage message, Func<string, string> pageIn) => XmlDocumentWriter.Write(xml =>
    {
        var sender = SenderOf(scope);
        xml.WriteStartElement("alert", Namespace);
        Element(xml, "identifier", message.Identifier);
        Element(xml, "sender", sender);
        Element(xml, "sent", Time(message.SentAt));
        Element(xml, "status", scope.Settings.Municipality.IsDemonstration == true ? "Test" : "Actual");
        Element(xml, "msgType", message.Kind.ToString());
        Element(xml, "scope", "Public");
        if (scope.Settings.Municipality.IsDemonstration == true)
        {
            Element(xml, "note", SiteWords.Say("alerts.demonstration", SiteWords.Spoken(scope.Language)));
        }

        if (series.Before(message) is { Count: > 0 } before)
        {
            Element(xml, "references", string.Join(' ', before.Select(b => $"{sender},{b.Identifier},{Time(b.SentAt)}")));
        }

        foreach (var language in message.Languages.OrderBy(l => scope.Settings.Languages.ToList().IndexOf(l)))
        {
            Info(xml, scope, message, language, pageIn(language));
        }

        xml.WriteEndElement();
    });

    /// <summary>Who answers for the message: the site's host name, which no other has (§3.2.1 <c>sender</c>).</summary>
    public static string SenderOf(PageScope scope) => new Uri(scope.Request.Origin).Host;

    /// <summary>Local time with its distance from UTC and never the letter Z (§3.3.2).</summary>
    public static string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static void Info(XmlWriter xml, PageScope scope, AlertMessage message, string language, string page)
    {
        var (alert, category) = (message.Alert, message.Alert.Category ?? AlertCategory.Other);
        xml.WriteStartElement("info", Namespace);
        Element(xml, "language", language);
        Element(xml, "category", category == AlertCategory.Cbrne ? "CBRNE" : category.ToString());
        Element(xml, "event", SiteWords.Say($"alerts.category.{category}", SiteWords.Spoken(language)));
        if (message.Kind == AlertMessageKind.Cancel)
        {
            Element(xml, "responseType", "AllClear");
        }

        Element(xml, "urgency", Urgency(message));
        Element(xml, "severity", Severity(alert.Severity));
        Element(xml, "certainty", message.BeginsAt > message.SentAt ? "Likely" : "Observed");
        Element(xml, "effective", Time(message.BeginsAt));
        if (alert.Until is { } until)
        {
            Element(xml, "expires", Time(until));
        }

        Element(xml, "senderName", scope.Settings.NameIn(language));
        Element(xml, "headline", alert.Title.Exactly(language) ?? "");
        Element(xml, "description", alert.Message.Exactly(language) ?? "");
        Element(xml, "web", page);
        if (scope.Settings.Municipality.Contact?.Phone is { Number.Length: > 0 } phone)
        {
            Element(xml, "contact", phone.Number);
        }

        xml.WriteStartElement("area", Namespace);
        Element(xml, "areaDesc", scope.Settings.NameIn(language));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // §3.2.2: Immediate asks for action at once, Expected within the hour, Future in the near future, Past for what is over.
    private static string Urgency(AlertMessage message) =>
        message.Kind == AlertMessageKind.Cancel ? "Past"
        : message.BeginsAt > message.SentAt.AddHours(1) ? "Future"
        : message.Alert.Severity == AlertSeverity.Emergency ? "Immediate"
        : message.Alert.Severity == AlertSeverity.Info ? "Unknown"
        : "Expected";

    // §3.2.2: Extreme is an extraordinary threat, Minor minimal to none.
    private static string Severity(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Emergency => "Extreme",
        AlertSeverity.Major => "Severe",
        AlertSeverity.Minor => "Moderate",
        _ => "Minor",
    };

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, XmlDocumentWriter.Clean(text));
}
