using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Fori.Access;
using Fori.Integration.Fetching;
using Fori.Store;
using Fori.Web.Hosting;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Fori.Web.Access;

/// <summary>
/// The framework's options for each municipality's directory: made when somebody first signs in by it, and anew when its settings or its
/// secret are others. What is fetched from it (its description, keys, tokens) goes by connections that lead to no internal address unless
/// the operator has named the host (<c>Fetch:Allow</c>), and unencrypted only to such a host.
/// </summary>
internal sealed class ProviderOptions : IDisposable
{
    public const string CallbackPath = "/admin/sign-in/provider/back";

    /// <summary>For how long somebody may be at the directory.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private const string Description = "/.well-known/openid-configuration";
    private const long MostBytes = 1_000_000;

    // Clocks of two houses are never quite the same.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    // Signatures by the directory's private key. None by our own secret: whoever has it could then be anybody.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly ConcurrentDictionary<TenantId, Made> _made = new();
    private readonly ForiSettings _settings;
    private readonly IdentityProviders _providers;
    private readonly IDataProtectionProvider _protection;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public ProviderOptions(ForiSettings settings, IdentityProviders providers, IDataProtectionProvider protection, TimeProvider clock)
    {
        (_settings, _providers, _protection, _clock) = (settings, providers, protection, clock);
        var limits = new FetchLimits { InternalHosts = settings.FetchAllow.ToHashSet(StringComparer.OrdinalIgnoreCase) };
        _http = new HttpClient(new OnlyEncrypted(MayBePlain) { InnerHandler = GuardedConnections.Handler(limits, redirections: 0) })
        {
            Timeout = TimeSpan.FromSeconds(15),
            MaxResponseContentBufferSize = MostBytes,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Fori/1");
    }

    public OpenIdConnectOptions Of(Tenant tenant, IdentityProvider provider, int revision)
    {
        var secret = _providers.SecretOf(tenant.Name);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""));
        if (_made.TryGetValue(tenant.Id, out var made) && made.Revision == revision && CryptographicOperations.FixedTimeEquals(made.Secret, hash))
        {
            return made.Options;
        }

        made = new Made(revision, hash, Make(tenant, provider, secret));
        _made[tenant.Id] = made;
        return made.Options;
    }

    /// <summary>Reads how the directory describes itself, as a first sign-in would.</summary>
    /// <returns>Null when it is in order; else the key of the words that say what is wrong.</returns>
    public async Task<string?> FaultOfAsync(string authority, CancellationToken ct)
    {
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            return "oidc.fault.address";
        }

        if (address.Scheme == "http" && !MayBePlain(address.Host))
        {
            return "oidc.fault.plain";
        }

        try
        {
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(authority.TrimEnd('/') + Description, Documents(address), ct);
            return found.Issuer != authority ? "oidc.fault.issuer" : Named.FaultOf(found, authority, MayBePlain) is null ? null : "oidc.fault.description";
        }
        catch (Exception e) when (Retries.InnerOf<InternalAddressException>(e) is not null)
        {
            return "oidc.fault.internal";
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidOperationException or ArgumentException or System.Text.Json.JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return "oidc.fault.unreachable";
        }
    }

    public void Dispose() => _http.Dispose();

    private bool MayBePlain(string host) => _settings.FetchAllow.Contains(host, StringComparer.OrdinalIgnoreCase);

    private HttpDocumentRetriever Documents(Uri authority) => new(_http) { RequireHttps = !MayBePlain(authority.Host), SendAdditionalHeaderData = false };

    private OpenIdConnectOptions Make(Tenant tenant, IdentityProvider provider, string? secret)
    {
        var options = new OpenIdConnectOptions
        {
            Authority = provider.Authority,
            ClientId = provider.ClientId,
            ClientSecret = secret,
            ResponseType = OpenIdConnectResponseType.Code,
            ResponseMode = OpenIdConnectResponseMode.Query,
            UsePkce = true,
            CallbackPath = CallbackPath,
            SignInScheme = IdentityConstants.ExternalScheme,
            MapInboundClaims = false,
            SaveTokens = false,
            DisableTelemetry = true,
            GetClaimsFromUserInfoEndpoint = true,
            Backchannel = _http,
            RemoteAuthenticationTimeout = Patience,
            TimeProvider = _clock,
            RefreshOnIssuerKeyNotFound = true,
            ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                provider.Authority.TrimEnd('/') + Description, new OpenIdConnectConfigurationRetriever(), Documents(new Uri(provider.Authority)), new Named(provider.Authority, MayBePlain)),
            TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = provider.Authority,
                ValidAudience = provider.ClientId,
                ValidAlgorithms = Algorithms,
                RequireExpirationTime = true,
                RequireSignedTokens = true,
                LifetimeValidator = (from, until, _, _) => until is { } end && _clock.GetUtcNow().UtcDateTime - Skew < end && !(from > _clock.GetUtcNow().UtcDateTime + Skew),
            },
        };
        options.Scope.Clear();
        foreach (var scope in (IEnumerable<string>)["openid", "email", "profile"])
        {
            options.Scope.Add(scope);
        }

        options.ClaimActions.Clear();
        foreach (var claim in new[] { "email", "email_verified", "name", provider.RoleClaim }.Where(c => c.Length > 0))
        {
            options.ClaimActions.Add(new SaidOfPerson(claim));
        }

        StaffCookies.Set(options.CorrelationCookie, _settings, "fori-provider-state-");
        StaffCookies.Set(options.NonceCookie, _settings, "fori-provider-nonce-");
        ProviderSignIn.Listen(options, provider);

        // What is protected for one municipality opens nothing in another.
        new OpenIdConnectPostConfigureOptions(_protection).PostConfigure($"Fori.Access.Provider.{tenant.Id.Number}", options);
        return options;
    }

    private sealed record Made(int Revision, byte[] Secret, OpenIdConnectOptions Options);

    /// <summary>The description must be of the directory that was set, and lead nowhere that is not encrypted (OpenID Connect Discovery 1.0 §4.3).</summary>
    private sealed class Named(string authority, Func<string, bool> mayBePlain) : IConfigurationValidator<OpenIdConnectConfiguration>
    {
        public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration) =>
            FaultOf(configuration, authority, mayBePlain) is { } fault ? new ConfigurationValidationResult { Succeeded = false, ErrorMessage = fault } : new ConfigurationValidationResult { Succeeded = true };

        public static string? FaultOf(OpenIdConnectConfiguration found, string authority, Func<string, bool> mayBePlain) =>
            found.Issuer != authority ? $"The issuer of the description is {found.Issuer}, not {authority}."
            : found.JsonWebKeySet?.Keys.Count is null or 0 ? "The description has no keys."
            : new[] { found.AuthorizationEndpoint, found.TokenEndpoint }.FirstOrDefault(e => !IsFit(e, mayBePlain)) is { } unfit ? $"The address {unfit} is missing or not encrypted."
            : null;

        private static bool IsFit(string? endpoint, Func<string, bool> mayBePlain) =>
            Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && (address.Scheme == "https" || (address.Scheme == "http" && mayBePlain(address.Host)));
    }

    private sealed class OnlyEncrypted(Func<string, bool> mayBePlain) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri is { } address && (address.Scheme == "https" || mayBePlain(address.Host))
                ? base.SendAsync(request, cancellationToken)
                : throw new HttpRequestException("The address is not encrypted, and its host is not among those that the operator allows.");
    }
}
