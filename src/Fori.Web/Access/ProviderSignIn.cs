using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fori.Access;
using Fori.Integration.Fetching;
using Fori.Store;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Fori.Web.Access;

/// <summary>Where an attempt by the directory ended.</summary>
/// <param name="Person">Who it is; null when refused.</param>
/// <param name="Refusal">One of the keys <c>oidc.refused.…</c>; null when the person is in.</param>
/// <param name="ReturnUrl">Where the person wanted to go.</param>
internal sealed record ProviderAnswer(StaffAccount? Person, string? Refusal, string ReturnUrl, bool AsksCode = false);

/// <summary>
/// Signing in by the municipality's own directory: authorization code with PKCE, state and nonce (OpenID Connect Core 1.0 §3.1, RFC 7636).
/// The framework's handler does the protocol, made for one request with the options of one municipality: it stands in no list of schemes.
/// </summary>
internal sealed partial class ProviderSignIn(
    ProviderOptions options, ProviderPeople people, IdentityProviders providers, ILoggerFactory loggers, UrlEncoder encoder, TimeProvider clock, ILogger<ProviderSignIn> log)
{
    private const string Scheme = "provider";
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";
    private const string ReturnItem = "return";
    private const string LanguageItem = "language";
    private const string AnotherItem = "another";

    /// <summary>What the handler tells us by its events, instead of answering itself.</summary>
    private static readonly object Told = new();

    public static void Listen(OpenIdConnectOptions options, IdentityProvider provider)
    {
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.UiLocales = context.Properties.Items.TryGetValue(LanguageItem, out var language) ? language : null;
            context.ProtocolMessage.Prompt = context.Properties.Items.ContainsKey(AnotherItem) ? "select_account" : null;
            context.ProtocolMessage.AcrValues = provider is { SecondStep: SecondStep.ByAcr, Acr.Count: > 0 } ? string.Join(' ', provider.Acr) : null;
            return Task.CompletedTask;
        };
        options.Events.OnTokenResponseReceived = async context =>
        {
            // The framework takes an unsigned token from the token endpoint, as OpenID Connect Core 1.0 §3.1.3.7 (6) allows. We do not.
            var checkedToken = await ValidateAsync(context.Options, context.TokenEndpointResponse.IdToken ?? "");
            if (!checkedToken.IsValid)
            {
                context.Fail(checkedToken.Exception ?? new SecurityTokenException("The token is not valid."));
            }
        };
        options.Events.OnTicketReceived = context =>
        {
            context.HttpContext.Items[Told] = (context.Principal, context.Properties, (Exception?)null);
            context.HandleResponse();
            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = context =>
        {
            context.HttpContext.Items[Told] = ((ClaimsPrincipal?)null, context.Properties, context.Failure ?? new AuthenticationFailureException("The handler gave no reason."));
            context.HandleResponse();
            return Task.CompletedTask;
        };
        options.Events.OnAccessDenied = context =>
        {
            context.HttpContext.Items[Told] = ((ClaimsPrincipal?)null, context.Properties, (Exception?)null);
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    /// <summary>Sends the browser to the directory.</summary>
    /// <returns>Null when it is on its way; else what is wrong.</returns>
    public async Task<ProviderAnswer?> BeginAsync(HttpContext http, string returnUrl, string language, bool asAnother)
    {
        var tenant = TenantOf(http);
        if (await providers.OpenAsync(tenant.Id, http.RequestAborted) is not { } found)
        {
            return new ProviderAnswer(null, "off", returnUrl);
        }

        var properties = new AuthenticationProperties { IssuedUtc = clock.GetUtcNow(), Items = { [ReturnItem] = returnUrl, [LanguageItem] = language } };
        if (asAnother)
        {
            properties.Items[AnotherItem] = "1";
        }

        try
        {
            await (await HandlerAsync(http, options.Of(tenant, found.Provider, found.Revision))).ChallengeAsync(properties);
            return null;
        }
        catch (Exception e) when (IsUnreachable(e) && !http.RequestAborted.IsCancellationRequested)
        {
            LogRefused(tenant.Name, "unreachable", Said(e));
            return new ProviderAnswer(null, "unreachable", returnUrl);
        }
    }

    /// <summary>The browser comes back with the directory's answer.</summary>
    public async Task<ProviderAnswer> EndAsync(HttpContext http)
    {
        var tenant = TenantOf(http);
        if (await providers.OpenAsync(tenant.Id, http.RequestAborted) is not { } found)
        {
            return new ProviderAnswer(null, "off", "");
        }

        var handler = await HandlerAsync(http, options.Of(tenant, found.Provider, found.Revision));
        if (!await handler.HandleRequestAsync() || http.Items[Told] is not ValueTuple<ClaimsPrincipal?, AuthenticationProperties?, Exception?> told)
        {
            throw new InvalidOperationException($"The handler of the directory of {tenant.Name} has said nothing.");
        }

        var (principal, properties, failure) = told;
        var target = properties?.Items.TryGetValue(ReturnItem, out var kept) == true ? kept ?? "" : "";
        if (principal is null)
        {
            var reason = failure is null ? "cancelled" : ReasonOf(failure);
            LogRefused(tenant.Name, reason, failure is null ? "access_denied" : Said(failure));
            return new ProviderAnswer(null, reason, target);
        }

        if (properties?.IssuedUtc is not { } begun || begun + ProviderOptions.Patience < clock.GetUtcNow())
        {
            LogRefused(tenant.Name, "again", "the attempt is too old");
            return new ProviderAnswer(null, "again", target);
        }

        var signIn = http.SignIn();
        var (person, refusal) = await people.EnterAsync(tenant.Id, found.Provider, principal, http.Request.Query["state"].ToString(), CancellationToken.None);
        var account = person is null ? null : new StaffAccount(person);
        if (account is not null && !signIn.CanEnter(account))
        {
            (account, refusal) = (null, "closed");
        }

        if (account is null)
        {
            LogRefused(tenant.Name, refusal ?? "nobody", "the directory's answer is in order");
            return new ProviderAnswer(null, refusal ?? "nobody", target);
        }

        var result = await signIn.ByProviderAsync(account, IsStrong(found.Provider, principal));
        return new ProviderAnswer(account, null, target, result.RequiresTwoFactor);
    }

    /// <summary>
    /// The directory's server tells that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0 §2.6).
    /// </summary>
    /// <returns>False when the token is not the directory's, or no such message. True also of somebody who is nobody here.</returns>
    public async Task<bool> SignedOutAsync(HttpContext http, string token)
    {
        var tenant = TenantOf(http);
        if (await providers.OpenAsync(tenant.Id, http.RequestAborted) is not { } found)
        {
            return false;
        }

        var made = options.Of(tenant, found.Provider, found.Revision);
        var result = await ValidateAsync(made, token);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken read || SignedOutIn(read) is not { } subject)
        {
            LogRefused(tenant.Name, "answer", result.Exception is { } wrong ? Said(wrong) : "the token tells of no sign-out");
            return false;
        }

        await people.SignedOutAsync(tenant.Id, found.Provider.Authority, subject, CancellationToken.None);
        return true;
    }

    /// <summary>Whom a token says to have signed out; null when it says no such thing. A token of a sign-in has a nonce and must not serve here.</summary>
    private static string? SignedOutIn(JsonWebToken token)
    {
        using var payload = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload));
        var said = payload.RootElement;
        return said.ValueKind == JsonValueKind.Object && !said.TryGetProperty("nonce", out _)
            && said.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Object && events.TryGetProperty(LogoutEvent, out _)
            && said.TryGetProperty("sub", out var subject) && subject.ValueKind == JsonValueKind.String && subject.GetString() is { Length: > 0 } named
                ? named
                : null;
    }

    private static Task<TokenValidationResult> ValidateAsync(OpenIdConnectOptions made, string token)
    {
        var parameters = made.TokenValidationParameters.Clone();
        parameters.ConfigurationManager = made.ConfigurationManager as BaseConfigurationManager;
        return new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, parameters);
    }

    private static bool IsStrong(IdentityProvider provider, ClaimsPrincipal principal) =>
        provider.SecondStep == SecondStep.Theirs || (provider.SecondStep == SecondStep.ByAcr && principal.FindAll("acr").Any(c => provider.Acr.Contains(c.Value)));

    private async Task<OpenIdConnectHandler> HandlerAsync(HttpContext http, OpenIdConnectOptions ofTenant)
    {
        var handler = new OpenIdConnectHandler(new Fixed(ofTenant), loggers, HtmlEncoder.Default, encoder);
        await handler.InitializeAsync(new AuthenticationScheme(Scheme, null, typeof(OpenIdConnectHandler)), http);
        return handler;
    }

    private static Tenant TenantOf(HttpContext http) => (http.Tenant() ?? throw new InvalidOperationException("The request is for no municipality.")).Tenant;

    private static string ReasonOf(Exception failure) =>
        // Of a description that is another's, or of keys that lead inside, people are told the same: the directory cannot be used.
        IsUnreachable(failure) ? "unreachable"
        : Retries.InnerOf<SecurityTokenException>(failure) is not null || Retries.InnerOf<OpenIdConnectProtocolException>(failure) is not null ? "answer"
        : "again";

    private static bool IsUnreachable(Exception e) =>
        Retries.InnerOf<HttpRequestException>(e) is not null || Retries.InnerOf<IOException>(e) is not null || Retries.InnerOf<InvalidOperationException>(e) is not null
        || Retries.InnerOf<OperationCanceledException>(e) is not null || Retries.InnerOf<InternalAddressException>(e) is not null;

    private static string Said(Exception e) => $"{(e.InnerException ?? e).GetType().Name}: {e.Message}{(e.InnerException is { } inner ? " " + inner.Message : "")}";

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in by the directory of {Tenant} was refused ({Reason}): {Detail}")]
    private partial void LogRefused(string tenant, string reason, string detail);

    private sealed class Fixed(OpenIdConnectOptions options) : IOptionsMonitor<OpenIdConnectOptions>
    {
        public OpenIdConnectOptions CurrentValue => options;

        public OpenIdConnectOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;
    }
}
