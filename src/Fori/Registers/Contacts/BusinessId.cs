using System.Diagnostics.CodeAnalysis;

namespace Fori.Registers.Contacts;

/// <summary>The public identity of an organisation (Finnish: Y-tunnus), as "1234567-1".</summary>
/// <remarks>
/// Check digit: weights 7 9 10 5 8 4 2, sum modulo 11; 0 gives 0, 1 is never issued, else 11 minus the remainder.
/// Source: the tax authority's description of the business ID check digit.
/// </remarks>
public sealed record BusinessId
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2];

    private BusinessId(string value) => Value = value;

    public string Value { get; }

    /// <returns>False for a wrong length, separator or check digit; surrounding spaces are not forgiven.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BusinessId? id)
    {
        id = null;
        if (text is not { Length: 9 } || text[7] != '-' || !text.Remove(7, 1).All(char.IsAsciiDigit))
        {
            return false;
        }

        var remainder = Weights.Select((weight, at) => weight * (text[at] - '0')).Sum() % 11;
        if (remainder == 1 || text[8] - '0' != (remainder == 0 ? 0 : 11 - remainder))
        {
            return false;
        }

        id = new BusinessId(text);
        return true;
    }

    public override string ToString() => Value;
}
