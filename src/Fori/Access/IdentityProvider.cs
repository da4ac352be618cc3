using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Store;

namespace Fori.Access;

/// <summary>Who asks for the second step of who comes by the directory and has set one up here.</summary>
public enum SecondStep
{
    /// <summary>We do, as after a password.</summary>
    Here,

    /// <summary>The directory, always: it never lets anybody in by one factor.</summary>
    Theirs,

    /// <summary>The directory when it says so by <c>acr</c> (OpenID Connect Core 1.0 §2); else we.</summary>
    ByAcr,
}

/// <summary>
/// The municipality's own directory, by which its staff sign in (OpenID Connect Core 1.0). Kept beside people and not as a document:
/// whoever writes it decides who is who, so nothing but the page of who manages users does.
/// </summary>
public sealed record IdentityProvider
{
    public const int MostLines = 200;

    /// <summary>Off keeps what was set, and nobody comes in by it.</summary>
    public bool IsOn { get; init; }

    /// <summary>Its issuer, letter by letter as it names itself.</summary>
    public string Authority { get; init => field = value ?? ""; } = "";

    public string ClientId { get; init => field = value ?? ""; } = "";

    /// <summary>What stands on the button; language → text. In other languages a sentence of ours.</summary>
    public IReadOnlyDictionary<string, string> Button { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>Behind the @ of who may come in; empty is any.</summary>
    public IReadOnlyList<string> Domains { get; init => field = value ?? []; } = [];

    /// <summary>Its addresses count as verified although it does not say so.</summary>
    public bool IsTrustedForEmail { get; init; }

    /// <summary>The claim that names groups or roles; empty maps none.</summary>
    public string RoleClaim { get; init => field = value ?? ""; } = "";

    public IReadOnlyList<MappedRole> Roles { get; init => field = value ?? []; } = [];

    /// <summary>Passwords and passkeys open only to who manages users: somebody must get in when the directory does not answer.</summary>
    public bool IsOnlyWay { get; init; }

    public SecondStep SecondStep { get; init; }

    /// <summary>Values of <c>acr</c> that say that there were two factors.</summary>
    public IReadOnlyList<string> Acr { get; init => field = value ?? []; } = [];

    public static byte[] Write(IdentityProvider provider) => JsonSerializer.SerializeToUtf8Bytes(provider, IdentityProviderJson.Default.IdentityProvider);

    /// <exception cref="JsonException">A newer program wrote it, or it is damaged: nobody gets in by what nobody understands.</exception>
    public static IdentityProvider Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, IdentityProviderJson.Default.IdentityProvider) ?? throw new JsonException("There is no identity provider.");

    /// <summary>The roles that the directory's words give.</summary>
    public IReadOnlyList<Grant> GrantsOf(IReadOnlyCollection<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return [.. Roles.Where(r => values.Contains(r.Value)).Select(r => r.Grant).Distinct().Select(g => GrantText.Parse(g).Value).OfType<Grant>()];
    }

    /// <summary>
    /// The row with what the directory's words give now: what they gave before and do not give any more goes, whatever the lines
    /// say by now; what was given by hand stays, and stays a person's doing although a line could give it too.
    /// </summary>
    public UserRow Mapped(UserRow before, IReadOnlyCollection<string> values)
    {
        ArgumentNullException.ThrowIfNull(before);

        // Of who came before it was kept, what the lines can give counts as given by them.
        var ours = (before.Mapped is { } mapped ? Grant.Read(mapped).Select(GrantText.Write) : Roles.Select(r => r.Grant)).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<Grant> byHand = [.. Grant.Read(before.Grants).Where(g => !ours.Contains(GrantText.Write(g)))];
        var kept = byHand.Select(GrantText.Write).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<Grant> given = [.. GrantsOf(values).Where(g => !kept.Contains(GrantText.Write(g)))];
        return before with { Grants = Grant.Write([.. byHand, .. given]), Mapped = Grant.Write(given) };
    }

    /// <param name="email">As the register has it: in lower case.</param>
    public bool HasDomainOf(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return Domains.Count == 0 || Domains.Contains(email[(email.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase);
    }
}

/// <param name="Value">Of the claim, letter by letter.</param>
/// <param name="Grant">As <see cref="GrantText.Write"/> has it.</param>
public sealed record MappedRole(string Value, string Grant);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(IdentityProvider))]
internal sealed partial class IdentityProviderJson : JsonSerializerContext;
