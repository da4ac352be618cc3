using System.Globalization;
using System.Text;
using Fori.Demonstration;
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
    private const string LogoRoot = "/logo/";
    private static readonly string[] Languages = ["fi", "sv", "en"];
    private static readonly byte[] NeutralStylesheet = Encoding.UTF8.GetBytes(ThemeStylesheet.Write(Theme.Neutral));

    public static async Task<SiteAnswer> AnswerAsync(HttpRequest request, string origin, Node node, IReadOnlyList<TenantEntry> tenants, bool isDemonstration, CancellationToken ct)
    {
        var path = request.Path.Value ?? "/";
        if (path == SiteSettings.ThemePath)
        {
            return new SiteAnswer { Status = 200, ContentType = ThemeStylesheet.MediaType, Bytes = NeutralStylesheet };
        }

        var language = SiteRouter.Preferred(request.Headers.AcceptLanguage, Languages);
        if (path.StartsWith(LogoRoot, StringComparison.Ordinal)
            && tenants.FirstOrDefault(t => path == LogoPath(t)) is { } pictured
            && await SiteSettings.ReadAsync(node, pictured.Tenant, ct) is { LogoSvg: { } logo })
        {
            return new SiteAnswer { Status = 200, ContentType = "image/svg+xml", Bytes = logo, IsImmutable = true };
        }

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
                LogIns = isDemonstration ? LogIns(request, language, tenants, cards) : null,
                Tenants = [.. cards.OrderBy(c => c.Name, StringComparer.Create(UiText.For(language).Culture, ignoreCase: true))],
            },
            Language = language,
            VariesByLanguage = true,
        };
    }

    // The password is everybody's: it opens nothing but the demonstration.
    private static OpenAdmins? LogIns(HttpRequest request, string language, IReadOnlyList<TenantEntry> tenants, IReadOnlyList<TenantCard> cards) =>
        tenants.Zip(cards).Where(t => DemonstrationData.Towns.Any(d => d.Name == t.First.Tenant.Name)).ToList() is { Count: > 0 } towns
            ? new OpenAdmins(
                DemonstrationStaff.Password,
                [.. towns.Select(t => new NamedLink(UiText.For(language).With("index.to-admin", t.Second.Name), $"{request.Scheme}://{HostOf(request.Host, t.First)}/admin"))])
            : null;

    private static TenantCard Card(HttpRequest request, SiteSettings settings, TenantEntry entry, string language)
    {
        var home = $"{request.Scheme}://{HostOf(request.Host, entry)}";
        var shown = settings.Languages.Contains(language) ? language : settings.Languages[0];
        return new TenantCard(
            settings.NameIn(shown),
            $"{home}/{shown}/",
            [.. settings.Languages.Select(l => new LanguageLink(l, LanguageNames.Own(l), $"{home}/{l}/"))])
        {
            // At this host: pictures of other hosts are refused by the page's own policy.
            Logo = settings.Logo is { } logo ? logo with { Url = LogoPath(entry) + logo.Url[SiteSettings.LogoPath.Length..] } : null,
        };
    }

    private static string LogoPath(TenantEntry entry) => $"{LogoRoot}{entry.Tenant.Name}.svg";

    // A public name stands before a proxy and has no port of ours; names under localhost are answered here, on the port asked.
    private static string HostOf(HostString asked, TenantEntry entry) =>
        entry.Hosts.FirstOrDefault(h => !h.EndsWith(TenantHosts.Local, StringComparison.Ordinal))
        ?? entry.Tenant.Name + TenantHosts.Local + (asked.Port is { } port ? ":" + port.ToString(CultureInfo.InvariantCulture) : "");
}
