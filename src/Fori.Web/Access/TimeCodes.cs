using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Fori.Web.Access;

/// <summary>
/// Codes of authenticator apps (TOTP, RFC 6238: SHA-1, six digits, thirty seconds), by the installation's clock. The
/// framework's own provider reads the machine's clock and takes a code twice.
/// </summary>
internal sealed class TimeCodes(TimeProvider clock) : IUserTwoFactorTokenProvider<StaffAccount>
{
    public const string Name = "Authenticator";

    private const int Seconds = 30;
    private const int Modulus = 1_000_000;

    // One step either way: phones go wrong, and people type slowly (RFC 6238 §5.2).
    private const int Tolerance = 1;

    public static string CodeAt(string key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        // The standard says SHA-1, and apps know no other; its collisions do not matter in a MAC.
#pragma warning disable CA5350
        HMACSHA1.HashData(Base32(key), counter, mac);
#pragma warning restore CA5350
        var offset = mac[^1] & 0x0f;
        var number = (BinaryPrimitives.ReadInt32BigEndian(mac[offset..]) & 0x7fff_ffff) % Modulus;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }

    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / Seconds;

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<StaffAccount> manager, StaffAccount user) => Task.FromResult(user.Row.Authenticator is not null);

    // The app makes them; we only know them again.
    public Task<string> GenerateAsync(string purpose, UserManager<StaffAccount> manager, StaffAccount user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<StaffAccount> manager, StaffAccount user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { } key)
        {
            return false;
        }

        var now = StepAt(clock.GetUtcNow());
        for (var step = now - Tolerance; step <= now + Tolerance; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(CodeAt(key, step)), System.Text.Encoding.UTF8.GetBytes(token)))
            {
                return await ((StaffUsers)manager).TakeStepAsync(user, step);
            }
        }

        return false;
    }

    private static byte[] Base32(string key)
    {
        var bytes = new List<byte>(key.Length * 5 / 8);
        var (buffer, bits) = (0, 0);
        foreach (var letter in key)
        {
            var value = letter switch
            {
                >= 'A' and <= 'Z' => letter - 'A',
                >= '2' and <= '7' => letter - '2' + 26,
                _ => throw new InvalidOperationException("The secret of an authenticator is not in base 32."),
            };
            buffer = ((buffer << 5) | value) & 0xffff;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
            }
        }

        return [.. bytes];
    }
}
