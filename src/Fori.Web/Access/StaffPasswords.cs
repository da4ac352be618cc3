using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Fori.Web.Access;

/// <summary>
/// What a password must be: long, and not what anyone tries first. No rule about kinds of characters, which makes passwords
/// worse (NIST SP 800-63B §3.1.1.2). The codes are those of <c>Text/words/…/admin.yaml</c>.
/// </summary>
internal sealed class StaffPasswords : IPasswordValidator<StaffAccount>
{
    public const int Shortest = 12;
    public const int Longest = 128;
    private const int FewestCharacters = 5;
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>A password to be told to somebody, once: 20 letters and digits that are not taken for others, 98 bits.</summary>
    public static string New() => string.Join('-', RandomNumberGenerator.GetString(Letters, 20).Chunk(5).Select(c => new string(c)));

    /// <returns>As <c>too-short</c>; null when the password will do.</returns>
    public static string? FaultOf(string password, string email, string name) =>
        password.Length < Shortest ? "too-short"
        : password.Length > Longest ? "too-long"
        : password.Distinct().Count() < FewestCharacters || password.Contains("123456789", StringComparison.Ordinal) ? "too-simple"
        : IsIn(password, email) || IsIn(password, email.Split('@')[0]) || IsIn(password, name) ? "too-near"
        : null;

    public Task<IdentityResult> ValidateAsync(UserManager<StaffAccount> manager, StaffAccount user, string? password) =>
        Task.FromResult(FaultOf(password ?? "", user.Row.Email, user.Row.Name) is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = fault, Description = fault })
            : IdentityResult.Success);

    // A name of three letters may well be part of a good password.
    private static bool IsIn(string password, string word) => word.Length > 3 && password.Contains(word, StringComparison.OrdinalIgnoreCase);
}
