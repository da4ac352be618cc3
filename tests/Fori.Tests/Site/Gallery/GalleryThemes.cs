using Fori.Ui;

namespace Fori.Tests.Site.Gallery;

/// <summary>The three looks of the gallery. Two belong to invented municipalities, so they are not in the product.</summary>
internal static class GalleryThemes
{
    public static Theme ReedShore { get; } = new()
    {
        Name = "kaislaranta",
        Brand = ThemeColour.Of("#00604f", "#0b7360"),
        BrandStrong = ThemeColour.Of("#00453a", "#7fdcc4"),
        BrandSoft = ThemeColour.Of("#e0f2ec", "#0f3029"),
        Accent = ThemeColour.Of("#ff9f6b", "#ffb084"),
        Link = ThemeColour.Of("#00624f", "#7fd8c0"),
        Visited = ThemeColour.Of("#6a3d74", "#d6b1e0"),
        Radius = 10,
    };

    public static Theme FrostRapids { get; } = new()
    {
        Name = "kuurakoski",
        Brand = ThemeColour.Of("#6b2148", "#8f3565"),
        BrandStrong = ThemeColour.Of("#4d1432", "#f0a9cb"),
        BrandSoft = ThemeColour.Of("#f8e8f0", "#391a2b"),
        Accent = ThemeColour.Of("#9fd3e6", "#a9d9ea"),
        Link = ThemeColour.Of("#7d2453", "#f2a7ca"),
        Visited = ThemeColour.Of("#4a4391", "#b9b3f2"),
        Radius = 0,
    };

    public static IReadOnlyList<Theme> All { get; } = [Theme.Neutral, ReedShore, FrostRapids];
}
