using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>What of the site can be taken away as data, where, and under which terms.</summary>
internal static class OpenDataPageBuilder
{
    // JHS 189 recommends it for public administration in Finland.
    private const string UsualLicence = "https://creativecommons.org/licenses/by/4.0/";
    private const string UsualName = "Creative Commons Attribution 4.0 (CC BY 4.0)";

    /// <summary>The licence by its name where it is the usual one, else by its address.</summary>
    public static NamedLink Licence(PageScope scope)
    {
        var own = scope.Settings.Municipality.DataLicence;
        return Uri.TryCreate(own, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && own != UsualLicence
            ? new NamedLink(address.Host + address.AbsolutePath, address.AbsoluteUri)
            : new NamedLink(new Phrase(UsualName, scope.Language == "en" ? null : "en"), UsualLicence);
    }

    public static PageView Build(PageScope scope)
    {
        var language = scope.Language;
        string Say(string key, params (string, string)[] arguments) => SiteWords.Say("open-data." + key, language, arguments);
        var places = SiteSection.Places.PathIn(language);
        return new TextPageView
        {
            Frame = FrameBuilder.Of(scope, new FrameParts
            {
                Title = FrameBuilder.NameOf(SiteSection.OpenData, language),
                Description = Say("lead"),
                UrlIn = SiteSection.OpenData.PathIn,
            }),
            Heading = FrameBuilder.NameOf(SiteSection.OpenData, language),
            Lead = Say("lead"),
            Sections =
            [
                new TextSection(Say("interface"))
                {
                    Paragraphs = [Say("interface.text")],
                    Links = [new NamedLink(Say("interface.description"), "/api/v1/openapi.json")],
                },
                new TextSection(Say("files"))
                {
                    Links = [.. ListFiles.Endings.Select(e => new NamedLink(Say("files.places", ("format", e.Name)), $"{places}.{e.Ending}"))],
                },
                new TextSection(Say("feeds"))
                {
                    Paragraphs = [Say("feeds.text")],
                    Links = [.. FrameBuilder.Feeds(language).Select(f => new NamedLink(f.Title + " (RSS)", f.Url))],
                },
                new TextSection(Say("licence"))
                {
                    Paragraphs = [Say("licence.text", ("name", scope.Settings.NameIn(language)))],
                    Links = [Licence(scope)],
                },
            ],
        };
    }
}
