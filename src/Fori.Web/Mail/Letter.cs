using System.Text;
using System.Text.Encodings.Web;
using Fori.Ui;

namespace Fori.Web.Mail;

/// <summary>A letter to one person, as it is to be sent.</summary>
/// <param name="Kind">What it is about, as <c>invitation</c>; words <c>mail.kind.…</c>.</param>
/// <param name="Paragraphs">Plain text. One that is an address alone becomes a link.</param>
/// <param name="SecretUntil">When a link in it is worth nothing any more; null when nothing in it is secret.</param>
internal sealed record Letter(
    string Kind, Guid? User, string To, string Language, string Subject, IReadOnlyList<string> Paragraphs, DateTimeOffset? SecretUntil)
{
    public string Text => string.Join("\n\n", Paragraphs);

    /// <summary>The same text as simple HTML, for programs that show nothing else well.</summary>
    public static string HtmlOf(string text, string subject, string language)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(HtmlEncoder.Default.Encode(language)).Append(TextDirection.Of(language) is { } direction ? $"\" dir=\"{direction}" : "").Append("\"><head><meta charset=\"utf-8\"><title>")
            .Append(HtmlEncoder.Default.Encode(subject)).Append("</title></head><body>\n");
        foreach (var paragraph in text.Split("\n\n"))
        {
            var said = HtmlEncoder.Default.Encode(paragraph);
            html.Append("<p>").Append(IsAddress(paragraph) ? $"<a href=\"{said}\">{said}</a>" : said).Append("</p>\n");
        }

        return html.Append("</body></html>\n").ToString();
    }

    public static bool IsAddress(string paragraph) =>
        (paragraph.StartsWith("https://", StringComparison.Ordinal) || paragraph.StartsWith("http://", StringComparison.Ordinal)) && !paragraph.Any(char.IsWhiteSpace);
}
