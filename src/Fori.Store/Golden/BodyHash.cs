using System.IO.Hashing;

namespace Fori.Store.Golden;

/// <summary>A quick fingerprint of a body, to tell damage; equality is by the bytes themselves.</summary>
internal static class BodyHash
{
    public static long Of(byte[]? body) => body is null ? 0 : unchecked((long)XxHash3.HashToUInt64(body));
}
