using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>
/// A town's own directory: a small provider of OpenID Connect over real HTTP, written from its published contract (Core 1.0 §3.1, Discovery 1.0 §3
/// and §4, RFC 7636, RFC 7517): description, keys, authorize, token, user info.
/// </summary>
internal sealed class TownDirectory : IAsyncDisposable
{
    public const string Client = "fori-of-the-town";
    public const string Secret = "only-the-two-know-it";
    private const string Key = "key-1";

    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Back)> _codes = new(StringComparer.Ordinal);
    private WebApplication? _app;

    /// <summary>What the token says; changed by a test after the good one is made.</summary>
    public Action<JsonObject> Says { get; set; } = _ => { };

    /// <summary>What the user info endpoint says; null has none.</summary>
    public JsonObject? UserInfo { get; set; }

    /// <summary>The description's own name for it; null is the right one.</summary>
    public string? CalledOtherwise { get; set; }

    /// <summary>Changes the token after it was signed.</summary>
    public Func<string, string> Tampers { get; set; } = token => token;

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>The parameters of the last request to authorize.</summary>
    public IReadOnlyDictionary<string, string> Asked { get; private set; } = new Dictionary<string, string>();

    public string Issuer { get; private set; } = "";

    public static async Task<TownDirectory> StartAsync()
    {
        var directory = new TownDirectory();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        app.MapGet("/.well-known/openid-configuration", directory.Describe);
        app.MapGet("/keys", directory.Keys);
        app.MapGet("/authorize", directory.Authorize);
        app.MapPost("/token", directory.TokenAsync);
        app.MapGet("/userinfo", http => http.Response.WriteAsJsonAsync(directory.UserInfo ?? []));
        await app.StartAsync(TestContext.Current.CancellationToken);
        directory._app = app;
        directory.Issuer = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>().ShouldNotBeNull().Addresses.Single();
        return directory;
    }

    /// <summary>The browser at the directory, which knows the person: it sends it back with a code.</summary>
    public static async Task<string> PassAsync(string location)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await http.GetAsync(new Uri(location), TestContext.Current.CancellationToken);
        return answer.Headers.Location.ShouldNotBeNull().PathAndQuery;
    }

    /// <summary>Signs by the key that the description names.</summary>
    public string Sign(JsonObject claims)
    {
        var signed = $"{Text(new JsonObject { ["alg"] = "RS256", ["kid"] = Key, ["typ"] = "JWT" })}.{Text(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public JsonObject Claims(string? nonce = null)
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = Issuer, ["aud"] = Client, ["sub"] = "u-1", ["iat"] = now, ["exp"] = now + 300 };
        if (nonce is not null)
        {
            claims["nonce"] = nonce;
        }

        return claims;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _key.Dispose();
    }

    private static string Text(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private Task Describe(HttpContext http)
    {
        var described = new JsonObject
        {
            ["issuer"] = CalledOtherwise ?? Issuer,
            ["authorization_endpoint"] = Issuer + "/authorize",
            ["token_endpoint"] = Issuer + "/token",
            ["jwks_uri"] = Issuer + "/keys",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        };
        if (UserInfo is not null)
        {
            described["userinfo_endpoint"] = Issuer + "/userinfo";
        }

        return http.Response.WriteAsJsonAsync(described);
    }

    private Task Keys(HttpContext http)
    {
        var shown = _key.ExportParameters(includePrivateParameters: false);
        return http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = Key, ["n"] = Base64Url.EncodeToString(shown.Modulus), ["e"] = Base64Url.EncodeToString(shown.Exponent),
            }),
        });
    }

    private void Authorize(HttpContext http)
    {
        Asked = http.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        (Asked["response_type"], Asked["client_id"], Asked["code_challenge_method"]).ShouldBe(("code", Client, "S256"));
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (Asked["nonce"], Asked["code_challenge"], Asked["redirect_uri"]);
        http.Response.Redirect($"{Asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(Asked["state"])}");
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var hash = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!_codes.TryRemove(form["code"].ToString(), out var code) || code.Challenge != hash || code.Back != form["redirect_uri"] || form["client_secret"] != Secret)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsJsonAsync(new JsonObject { ["error"] = "invalid_grant" });
            return;
        }

        var claims = Claims(code.Nonce);
        claims["email"] = "aino@ranta.example";
        claims["email_verified"] = true;
        claims["name"] = "Aino Aalto";
        Says(claims);
        await http.Response.WriteAsJsonAsync(new JsonObject { ["access_token"] = "a", ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = Tampers(Sign(claims)) });
    }
}
