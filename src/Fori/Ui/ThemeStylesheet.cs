using System.Text;

namespace Fori.Ui;

/// <summary>Writes the small stylesheet by which a municipality differs from the shared look.</summary>
public static class ThemeStylesheet
{
    public const string MediaType = "text/css; charset=utf-8";

    /// <returns>The stylesheet: custom properties <c>--f-NAME</c> for light, for dark, and the radius.</returns>
    /// <exception cref="InvalidOperationException">The theme was stored without passing <see cref="Theme.Problems"/>.</exception>
    public static string Write(Theme theme)
    {
        // The name goes into a selector: an unchecked one could carry rules of its own.
        if (theme.Problems() is [var problem, ..])
        {
            throw new InvalidOperationException($"The theme \"{theme.Name}\" may not be written: {problem.Code}.");
        }

        var css = new StringBuilder(1024);
        css.Append("html[data-theme=").Append(theme.Name).Append("]{");
        AppendColours(css, theme, c => c.Light);
        css.Append("--f-radius:").Append(theme.Radius).Append("px}\n");
        css.Append("@media (prefers-color-scheme:dark){html[data-theme=").Append(theme.Name).Append("]{");
        AppendColours(css, theme, c => c.Dark);
        css.Append("}}\n");
        return css.ToString();
    }

    private static void AppendColours(StringBuilder css, Theme theme, Func<ThemeColour, Colour> mode)
    {
        foreach (var (token, colour) in theme.Colours)
        {
            css.Append("--f-").Append(token).Append(':').Append(mode(colour)).Append(';');
        }
    }
}
