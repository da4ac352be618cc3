namespace Fori.Ui;

/// <summary>A pair of colours that cannot be read well enough.</summary>
/// <remarks>
/// Mode: <c>light</c> or <c>dark</c>.<br/>
/// Ratio: What it is, 1–21.<br/>
/// Required: What it must be at least.<br/>
/// Token: The theme's colour that can be changed to mend it.<br/>
/// Nearest: The nearest colour for <paramref name="Token"/> by which this pair passes.
/// </remarks>
public sealed record FailingPair(
    string Mode, string Foreground, string Background, double Ratio, double Required, string Token, Colour Nearest);

/// <summary>
/// Tells whether a theme can be read: text 7, links and quiet text 4.5, borders and focus 3 to 1, in light and dark
/// (WCAG 2.2, 1.4.3, 1.4.6, 1.4.11).
/// </summary>
public static class ThemeContrast
{
    private static readonly string[] Grounds = ["bg", "surface", "surface-2", "brand-soft"];
    private static readonly string[] Statuses = ["info", "ok", "warn", "err"];

    /// <summary>Every pair that must hold: foreground, background, least ratio.</summary>
    public static IReadOnlyList<(string Foreground, string Background, double Required)> Pairs { get; } =
    [
        .. Grounds.Select(ground => ("text", ground, 7.0)),
        .. Grounds.SelectMany(ground => new[] { "muted", "link", "visited" }.Select(text => (text, ground, 4.5))),
        .. Statuses.Select(status => ("text", $"{status}-bg", 7.0)),
        .. Statuses.SelectMany(status => new[] { "link", status }.Select(text => (text, $"{status}-bg", 4.5))),
        ("on-brand", "brand", 4.5),
        ("on-accent", "accent", 4.5),
        ("brand-strong", "brand-soft", 4.5),
        ("control", "bg", 3.0),
        ("control", "surface", 3.0),
        ("focus", "bg", 3.0),
        ("focus", "focus-halo", 3.0),
    ];

    /// <returns>The pairs that fail, light before dark; empty when the theme may be used.</returns>
    public static IReadOnlyList<FailingPair> Check(Theme theme)
    {
        var own = theme.Colours.ToDictionary(c => c.Token, c => c.Colour);
        var failing = new List<FailingPair>();
        foreach (var dark in (bool[])[false, true])
        {
            foreach (var (foreground, background, required) in Pairs)
            {
                var front = ColourOf(foreground, own, dark);
                var back = ColourOf(background, own, dark);
                var ratio = front.ContrastWith(back);
                if (ratio >= required)
                {
                    continue;
                }

                // The text is changed when it is the theme's; else the ground is (shared colours are not for changing).
                var changesText = own.ContainsKey(foreground) && foreground is not "on-brand" and not "on-accent";
                failing.Add(new FailingPair(
                    dark ? "dark" : "light",
                    foreground,
                    background,
                    Math.Round(ratio, 2),
                    required,
                    changesText ? foreground : background,
                    changesText ? Nearest(front, back, required) : Nearest(back, front, required)));
            }
        }

        return failing;
    }

    /// <summary>
    /// The nearest colour of the same tone that stands out enough: mixed with black or with white, whichever needs less.
    /// One of the two always reaches 4.5 against any colour; where 7 cannot be reached, the end itself is told.
    /// </summary>
    internal static Colour Nearest(Colour colour, Colour against, double required)
    {
        var (black, white) = (new Colour(0, 0, 0), new Colour(255, 255, 255));
        var darker = ShareNeeded(colour, black, against, required);
        var lighter = ShareNeeded(colour, white, against, required);
        if (darker is null && lighter is null)
        {
            return black.ContrastWith(against) > white.ContrastWith(against) ? black : white;
        }

        return lighter is null || darker <= lighter
            ? colour.MixedWith(black, darker!.Value) // Not null: else lighter would be chosen below.
            : colour.MixedWith(white, lighter.Value);
    }

    private static double? ShareNeeded(Colour colour, Colour end, Colour against, double required)
    {
        // 255 steps are as fine as the colours themselves, and need no assumption about the curve.
        for (var step = 0; step <= 255; step++)
        {
            var share = step / 255.0;
            if (colour.MixedWith(end, share).ContrastWith(against) >= required)
            {
                return share;
            }
        }

        return null;
    }

    private static Colour ColourOf(string token, Dictionary<string, ThemeColour> own, bool dark)
    {
        var colour = own.TryGetValue(token, out var theme) ? theme : SharedTokens.Colours[token];
        return dark ? colour.Dark : colour.Light;
    }
}
