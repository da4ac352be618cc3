using System.Globalization;

namespace Fori.Content.Blocks.Table;

/// <summary>A number as people write it in a table: <c>1 234,5</c>, <c>12 %</c>, <c>−3</c>, <c>40 €</c>.</summary>
public static class Figure
{
    private const int Longest = 30;

    /// <summary>A figure is smaller, and has at most <see cref="MostDecimals"/> decimals: what is beyond cannot be reckoned with or drawn.</summary>
    private const decimal Limit = 1_000_000_000_000_000;
    private const int MostDecimals = 6;

    /// <summary>Thousands are parted by spaces; the decimals by a comma or a point; a sign of per cent or euro behind it is passed over.</summary>
    public static bool TryRead(string text, out decimal value)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = 0;
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('\u00a0' or '\u202f'))).TrimEnd('%', '€').Replace('−', '-').Replace(',', '.');
        return digits.Length is > 0 and <= Longest && digits.Count(c => c == '.') <= 1
            && decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
            && Math.Abs(value) < Limit && decimal.Round(value, MostDecimals) == value;
    }
}
