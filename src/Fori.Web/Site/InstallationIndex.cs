using System.Globalization;
using System.Text;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Ui;
using Fori.Web.Tenants;

namespace Fori.Web.Site;

/// <summary>What a host of no municipality shows: the municipalities of the installation, with links to their sites.</summary>
internal static class InstallationIndex
{
    private static readonly string[] Languages = ["fi", "sv", "en"];
    private static readonly byte[] NeutralStylesheet = Encoding.UTF8.GetBytes(ThemeStylesheet.Write(Theme.Neutral));

    public static async Task<SiteAnswer> AnswerAsync(HttpRequest request, string origin, Node node, IReadOnlyList<TenantEntry> tenants, CancellationToken ct)
    {
        var path = request.Path.Value ?? "/";
        if (path == SiteSettings.ThemePath)
        {
            return new SiteAnswer { Status = 200, ContentType = ThemeStylesheet.MediaType, Bytes = NeutralStylesheet };
        }

        var language = SiteRouter.Preferred(request.Headers.AcceptLanguage, Languages);
        if (path != "/")
        {
            return new SiteAnswer
            {
                Status = 404,
                View = new NotFoundView { Frame = FrameBuilder.Bare(origin, language, SiteWords.Say("not-found", language), "/") },
                Language = language,
                NoStore = true,
                VariesByLanguage = true,
            };
        }

        var cards = new List<TenantCard>();
        foreach (var entry in tenants)
        {
            var settings = await SiteSettings.ReadAsync(node, entry.Tenant, ct);
            cards.Add(Card(request, settings, entry, language));
        }

        return new SiteAnswer
        {
            Status = 200,
            View = new IndexPageView
            {
                Frame = FrameBuilder.Bare(origin, language, SiteWords.Say("index", language), "/"),
                Heading = SiteWords.Say("index", language),
                Lead = SiteWords.Say("index.lead", language),
                Tenants = [.. cards.OrderBy(c => c.Name, StringComparer.Create(UiText.For(language).Culture, ignoreCase: true))],
            },
            Language = language,
            VariesByLanguage = true,
        };
    }

    private static TenantCard Card(HttpRequest request, SiteSettings settings, TenantEntry entry, string language)
    {
        var port = request.Host.Port is { } number ? ":" + number.ToString(CultureInfo.InvariantCulture) : "";
        var home = $"{request.Scheme}://{(entry.Hosts.Count > 0 ? entry.Hosts[0] : entry.Tenant.Name + ".localhost" + port)}";
        var shown = settings.Languages.Contains(language) ? language : settings.Languages[0];
        return new TenantCard(
            settings.NameIn(shown),
            $"{home}/{shown}/",
            [.. settings.Languages.Select(l => new LanguageLink(l, UiText.For(l)["language.own"], $"{home}/{l}/"))])
        {
            // Inside the page: pictures of other hosts are refused by its own policy.
            Logo = settings.Logo is { } logo && settings.LogoSvg is { } svg ? logo with { Url = "data:image/svg+xml;base64," + Convert.ToBase64String(svg) } : null,
        };
    }
}
