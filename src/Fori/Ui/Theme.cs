using Fori.Store;

namespace Fori.Ui;

/// <summary>A colour in light and in dark mode.</summary>
public sealed record ThemeColour(Colour Light, Colour Dark)
{
    public static ThemeColour Of(string light, string dark) => new(Colour.Parse(light), Colour.Parse(dark));
}

/// <summary>
/// The look of one municipality: eight colours, a radius. All else is shared by every site. Values of real
/// municipalities are settings of their tenants; only <see cref="Neutral"/> is part of the program.
/// </summary>
public sealed record Theme
{
    /// <summary>Key in <c>html[data-theme]</c>: a–z, 0–9 and hyphens, at most 40.</summary>
    public required string Name { get; init; }

    /// <summary>Ground of the header's line, buttons and the front page's top.</summary>
    public required ThemeColour Brand { get; init; }

    /// <summary>Text and icons in the brand's colour.</summary>
    public required ThemeColour BrandStrong { get; init; }

    /// <summary>A quiet ground.</summary>
    public required ThemeColour BrandSoft { get; init; }

    /// <summary>Ground or ornament only, never text.</summary>
    public required ThemeColour Accent { get; init; }

    public required ThemeColour Link { get; init; }

    public required ThemeColour Visited { get; init; }

    /// <summary>Text on <see cref="Brand"/>; usually left alone.</summary>
    public ThemeColour OnBrand { get; init; } = ThemeColour.Of("#ffffff", "#ffffff");

    /// <summary>Text on <see cref="Accent"/>; usually left alone.</summary>
    public ThemeColour OnAccent { get; init; } = ThemeColour.Of("#1d2320", "#1d2320");

    /// <summary>Rounding of corners in pixels, 0–24.</summary>
    public int Radius { get; init; } = 4;

    /// <summary>For a municipality that has not chosen a look of its own.</summary>
    public static Theme Neutral { get; } = new()
    {
        Name = "neutral",
        Brand = ThemeColour.Of("#1f4e5f", "#2c6478"),
        BrandStrong = ThemeColour.Of("#153744", "#9fd2e2"),
        BrandSoft = ThemeColour.Of("#e3eef1", "#17303a"),
        Accent = ThemeColour.Of("#e3a73a", "#e8b65a"),
        Link = ThemeColour.Of("#17566b", "#8ecbe0"),
        Visited = ThemeColour.Of("#5c3f78", "#c9afe3"),
        Radius = 4,
    };

    /// <summary>The eight colours with the names of their custom properties.</summary>
    public IReadOnlyList<(string Token, ThemeColour Colour)> Colours =>
    [
        ("brand", Brand),
        ("brand-strong", BrandStrong),
        ("brand-soft", BrandSoft),
        ("accent", Accent),
        ("link", Link),
        ("visited", Visited),
        ("on-brand", OnBrand),
        ("on-accent", OnAccent),
    ];

    /// <summary>What is wrong with the theme's form; contrast is told by <see cref="ThemeContrast"/>.</summary>
    /// <returns>Problems <c>theme.name</c> and <c>theme.radius</c>; empty when it may be written.</returns>
    public IReadOnlyList<Problem> Problems()
    {
        var problems = new List<Problem>();
        if (Name.Length is 0 or > 40 || !Name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
        {
            problems.Add(Problem.Of("theme.name", "name"));
        }

        if (Radius is < 0 or > 24)
        {
            problems.Add(Problem.Of("theme.radius", "radius", ("min", "0"), ("max", "24")));
        }

        return problems;
    }
}
