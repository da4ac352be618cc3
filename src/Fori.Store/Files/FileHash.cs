using System.Diagnostics.CodeAnalysis;

namespace Fori.Store.Files;

/// <summary>The name of a file by what is in it: SHA-256 in 64 lower-case hexadecimal digits. It is safe as a part of a path.</summary>
public sealed record FileHash
{
    private const int Digits = 64;

    private FileHash(string value) => Value = value;

    public string Value { get; }

    /// <returns>False for another length, capitals or anything that is no digit.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out FileHash? hash)
    {
        hash = text is { Length: Digits } && text.All(char.IsAsciiHexDigitLower) ? new FileHash(text) : null;
        return hash is not null;
    }

    public override string ToString() => Value;

    internal static FileHash Of(ReadOnlySpan<byte> sha256) => new(Convert.ToHexStringLower(sha256));
}
