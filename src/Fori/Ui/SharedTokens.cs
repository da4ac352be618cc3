namespace Fori.Ui;

/// <summary>
/// The colours that every site shares, as in <c>tokens.css</c> (a test holds the two together); here so that the
/// contrast of a theme can be told before it is saved.
/// </summary>
public static class SharedTokens
{
    public static IReadOnlyDictionary<string, ThemeColour> Colours { get; } = new Dictionary<string, ThemeColour>
    {
        ["bg"] = ThemeColour.Of("#ffffff", "#14181a"),
        ["surface"] = ThemeColour.Of("#f4f5f3", "#1d2326"),
        ["surface-2"] = ThemeColour.Of("#e8eae6", "#2a3135"),
        ["text"] = ThemeColour.Of("#1d2320", "#edf0ee"),
        ["muted"] = ThemeColour.Of("#535c57", "#b0b9b4"),
        ["line"] = ThemeColour.Of("#cdd2cd", "#3b4448"),
        ["control"] = ThemeColour.Of("#727a75", "#8b958f"),
        ["focus"] = ThemeColour.Of("#0b1f4b", "#ffffff"),
        ["focus-halo"] = ThemeColour.Of("#ffd84d", "#0a2a66"),
        ["info"] = ThemeColour.Of("#155a8a", "#8fc7f0"),
        ["info-bg"] = ThemeColour.Of("#e6f1f9", "#11293a"),
        ["ok"] = ThemeColour.Of("#22683a", "#8ed3a2"),
        ["ok-bg"] = ThemeColour.Of("#e6f4ea", "#12301c"),
        ["warn"] = ThemeColour.Of("#7a4d00", "#f2c36b"),
        ["warn-bg"] = ThemeColour.Of("#fff3d6", "#33260a"),
        ["err"] = ThemeColour.Of("#a81e22", "#ff9e9b"),
        ["err-bg"] = ThemeColour.Of("#fdeaea", "#3b1718"),
    };
}
