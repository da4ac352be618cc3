using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Fori.Documents;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Tenants;
using Fori.Ui;

namespace Fori.Site.Building;

/// <summary>
/// A tenant's settings made ready for pages. They follow the document <see cref="Municipality"/>: whoever asks gets
/// what belongs to the version that is visible on this node, read once.
/// </summary>
public sealed partial class SiteSettings
{
    private static readonly ConditionalWeakTable<LoadedDocument, SiteSettings> ByDocument = [];
    private static readonly ConditionalWeakTable<Tenant, SiteSettings> ByTenant = [];
    private static readonly string[] UsualLanguages = ["fi", "sv", "en"];

    // Read when a page first needs it: it is large, and the list of municipalities does not show it.
    private readonly Lazy<BaseMap> _map;
    private readonly ConcurrentDictionary<string, BaseMapFile> _mapIn = new(StringComparer.Ordinal);

    private SiteSettings(Tenant tenant, Guid? document, Municipality municipality)
    {
        Document = document;
        Municipality = municipality;
        Name = municipality.Name.IsEmpty ? LocalizedText.Of((UsualLanguages[0], tenant.Name)) : municipality.Name;
        Languages = [.. municipality.Languages.Where(l => LanguageTag().IsMatch(l)).Distinct(StringComparer.Ordinal)];
        if (Languages.Count == 0)
        {
            Languages = UsualLanguages;
        }

        Theme = ThemeOf(municipality.Theme, Theme.Neutral, municipality.Theme?.Name is { Length: > 0 } named ? named : tenant.Name);
        ThemeStylesheet = Encoding.UTF8.GetBytes(Ui.ThemeStylesheet.Write(Theme));
        ThemeStylesheetUrl = $"{ThemePath}?v={HashOf(ThemeStylesheet)}";
        _map = new(() => MapOf(municipality.Map));
        if (municipality.Logo is { Length: > 0 } logo)
        {
            LogoSvg = Encoding.UTF8.GetBytes(logo);
            var (width, height) = SizeOf(logo);
            Logo = new LogoView($"{LogoPath}?v={HashOf(LogoSvg)}", null, width, height);
        }
    }

    public const string ThemePath = "/theme.css";
    public const string LogoPath = "/logo.svg";

    /// <summary>Id of the settings document; null while there is none.</summary>
    public Guid? Document { get; }

    public Municipality Municipality { get; }

    public LocalizedText Name { get; }

    /// <summary>BCP 47 in the order of fallback; at least one.</summary>
    public IReadOnlyList<string> Languages { get; }

    public Theme Theme { get; }

    public byte[] ThemeStylesheet { get; }

    public string ThemeStylesheetUrl { get; }

    public byte[]? LogoSvg { get; }

    /// <summary>Null shows the name.</summary>
    public LogoView? Logo { get; }

    /// <summary>The base map with its names in a language of the site.</summary>
    public BaseMapFile BaseMapIn(string language) => _mapIn.GetOrAdd(language, own =>
    {
        var map = _map.Value.NamedIn(FallbackFrom(own));
        var json = map.ToGeoJson();
        return new BaseMapFile(map, json, $"{BaseMapFile.PathIn(own)}?v={HashOf(json)}");
    });

    /// <summary>The settings as visible on this node.</summary>
    public static async Task<SiteSettings> LoadAsync(TenantNode tenant, CancellationToken ct) =>
        Of(tenant.Tenant, await tenant.SettingsAsync(ct));

    /// <summary>The settings as stored, without making the tenant work on this node.</summary>
    public static async Task<SiteSettings> ReadAsync(Node node, Tenant tenant, CancellationToken ct)
    {
        var rows = await node.Database.ReadAsync(tenant.Id, async session =>
        {
            var found = await session.ExternalIdsAsync([(Contribution.Local, Tenants.Municipality.Key)], ct);
            return await session.PublishedAsync([.. found.Select(f => f.Document)], ct);
        }, ct);
        return Of(tenant, rows is [var row, ..] ? node.Read(tenant, row) : null);
    }

    /// <param name="document">Null while the tenant has no settings, or none that can be read.</param>
    public static SiteSettings Of(Tenant tenant, LoadedDocument? document) =>
        document is { Body: Tenants.Municipality }
            ? ByDocument.GetValue(document, d => new SiteSettings(tenant, d.Id, d.As<Municipality>()))
            : ByTenant.GetValue(tenant, t => new SiteSettings(t, null, new Municipality()));

    /// <summary>The language, then the tenant's in their order.</summary>
    public IReadOnlyList<string> FallbackFrom(string language) => [language, .. Languages.Where(l => l != language)];

    public string NameIn(string language) => Name.In(FallbackFrom(language))?.Text ?? "";

    /// <summary>A look as it was set; what it leaves open, and a colour that is none, is that of another.</summary>
    /// <remarks>A theme that cannot be written must not take the site down: the other stands in.</remarks>
    internal static Theme ThemeOf(ThemeSettings? settings, Theme neutral, string name)
    {
        if (settings is null)
        {
            return neutral;
        }

        ThemeColour Colour(string token, ThemeColour otherwise) =>
            settings.Colours?.GetValueOrDefault(token) is { } pair && Ui.Colour.TryParse(pair.Light, out var light) && Ui.Colour.TryParse(pair.Dark, out var dark)
                ? new ThemeColour(light, dark)
                : otherwise;

        neutral = settings.Name is { Length: > 0 } named ? Plugins.InstalledPlugins.ThemeOf(named) ?? neutral : neutral;
        var theme = neutral with
        {
            Name = name,
            Brand = Colour("brand", neutral.Brand),
            BrandStrong = Colour("brand-strong", neutral.BrandStrong),
            BrandSoft = Colour("brand-soft", neutral.BrandSoft),
            Accent = Colour("accent", neutral.Accent),
            Link = Colour("link", neutral.Link),
            Visited = Colour("visited", neutral.Visited),
            OnBrand = Colour("on-brand", neutral.OnBrand),
            OnAccent = Colour("on-accent", neutral.OnAccent),
            Radius = settings.Radius ?? neutral.Radius,
        };
        return theme.Problems().Count == 0 ? theme : neutral;
    }

    // What cannot be drawn leaves plain ground under the markers.
    private static BaseMap MapOf(string? geoJson) =>
        geoJson is { Length: > 0 } ? BaseMap.Parse(Encoding.UTF8.GetBytes(geoJson)).Value ?? BaseMap.Empty : BaseMap.Empty;

    internal static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..12];

    // Only the proportions matter; the stylesheet sets the height.
    private static (int Width, int Height) SizeOf(string svg)
    {
        if (ViewBox().Match(svg[..Math.Min(svg.Length, 2_000)]) is { Success: true } box &&
            double.TryParse(box.Groups[1].Value, CultureInfo.InvariantCulture, out var width) && width is >= 1 and <= 100_000 &&
            double.TryParse(box.Groups[2].Value, CultureInfo.InvariantCulture, out var height) && height is >= 1 and <= 100_000)
        {
            return (Math.Max(1, (int)Math.Round(48 * width / height)), 48);
        }

        return (160, 48);
    }

    /// <summary>The tag of a language (BCP 47) as the site writes it: the language small, a region large.</summary>
    /// <returns>Null for what is no such tag.</returns>
    public static string? LanguageOf(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var parts = typed.Trim().Split('-');
        parts[0] = parts[0].ToLowerInvariant();
        if (parts is [_, { Length: 2 } region])
        {
            parts[1] = region.ToUpperInvariant();
        }

        return string.Join('-', parts) is var tag && LanguageTag().IsMatch(tag) ? tag : null;
    }

    [GeneratedRegex("""^[a-z]{2,3}(-[a-zA-Z0-9]{1,8}){0,3}$""")]
    private static partial Regex LanguageTag();

    [GeneratedRegex("""viewBox\s*=\s*["'][-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]+)[\s,]+([0-9.]+)["']""")]
    private static partial Regex ViewBox();
}

/// <summary>A municipality's base map in one language, as it is drawn and as it is sent.</summary>
/// <param name="Url">With a hash of the content.</param>
public sealed record BaseMapFile(BaseMap Map, byte[] Json, string Url)
{
    /// <summary>As <c>/map-fi.geojson</c>.</summary>
    public static string PathIn(string language) => $"/map-{language}.geojson";
}
