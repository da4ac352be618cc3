using Fori.Site.Routing;
using Fori.Tenants;
using Fori.Ui;

namespace Fori.Site.Building;

/// <summary>
/// The accessibility statement (Finnish: saavutettavuusseloste): state, deficiencies, how it was made, feedback and the
/// supervising authority, as act 306/2019 (chapter 3) and directive (EU) 2016/2102 (article 7) ask, by the model of the
/// implementing decision (EU) 2018/1523. Without settings it claims only what is true of any municipality's site.
/// </summary>
internal static class AccessibilityPageBuilder
{
    public static PageView Build(PageScope scope)
    {
        var language = scope.Language;
        var name = scope.Settings.NameIn(language);
        var said = scope.Settings.Municipality.Accessibility ?? new AccessibilitySettings();
        string Say(string key, params (string, string)[] arguments) => SiteWords.Say("accessibility." + key, language, arguments);
        var lead = Say("lead", ("name", name), ("address", new Uri(scope.Request.Origin).Host));
        return new TextPageView
        {
            Frame = FrameBuilder.Of(scope, new FrameParts
            {
                Title = FrameBuilder.NameOf(SiteSection.Accessibility, language),
                Description = lead,
                UrlIn = SiteSection.Accessibility.PathIn,
            }),
            Heading = Say("heading"),
            Lead = lead,
            Sections =
            [
                new TextSection(Say("state")) { Paragraphs = [Say(said.IsFull == true ? "state.full" : "state.part")] },
                .. said.IsFull == true ? [] : (TextSection[])[Deficiencies(scope, said)],
                new TextSection(Say("made"))
                {
                    Paragraphs =
                    [
                        said.AssessedBy.In(scope.Languages) is { } by ? Say("made.by", ("by", by.Text))
                            : said.ReviewedOn is null && said.IsFull != true ? Say("made.none")
                            : Say("made.by", ("by", name)),
                        Say("made.tested"),
                        .. said.ReviewedOn is { } day ? [Say("made.reviewed", ("day", UiText.For(language).Day(day)))] : Array.Empty<Phrase>(),
                    ],
                },
                new TextSection(Say("feedback")) { Paragraphs = [Say("feedback.text")], Links = Contacts(scope, said) },
                new TextSection(Say("authority"))
                {
                    Paragraphs = [Say("authority.text"), Say("authority.contact")],
                    Links =
                    [
                        new NamedLink(Say("authority.site"), Say("authority.url")),
                        new NamedLink(Say("authority.email"), "mailto:" + Say("authority.email")),
                        new NamedLink(Say("authority.phone"), "tel:" + Say("authority.call")),
                    ],
                },
            ],
        };
    }

    private static TextSection Deficiencies(PageScope scope, AccessibilitySettings said)
    {
        var section = new TextSection(SiteWords.Say("accessibility.deficiencies", scope.Language));
        return said.Deficiencies.In(scope.Languages) is { } known
            ? section with
            {
                Items = [.. known.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => new Phrase(line, known.Language == scope.Language ? null : known.Language))],
            }
            : section with { Paragraphs = [SiteWords.Say("accessibility.deficiencies.unknown", scope.Language)] };
    }

    private static List<NamedLink> Contacts(PageScope scope, AccessibilitySettings said)
    {
        var contact = scope.Settings.Municipality.Contact;
        var links = new List<NamedLink>();
        if ((said.Email ?? contact?.Email) is { Length: > 0 } email)
        {
            links.Add(new NamedLink(email, "mailto:" + email));
        }

        if (contact?.Phone is { Number.Length: > 0 } number)
        {
            var phone = ContactParts.Phone(scope, number);
            if (phone.Href is { } call)
            {
                links.Add(new NamedLink(phone.Display, call));
            }
        }

        links.Add(new NamedLink(FrameBuilder.NameOf(SiteSection.Contact, scope.Language), SiteSection.Contact.PathIn(scope.Language)));
        return links;
    }
}
