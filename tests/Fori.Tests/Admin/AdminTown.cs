using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Store;
using Fori.Tests.Testing;
using Fori.Web.Access;
using Fori.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fori.Tests.Admin;

/// <summary>The real host over HTTP with two municipalities and people of their staff.</summary>
internal sealed class AdminTown : IAsyncDisposable
{
    public const string Password = "seitseman-lautan-ranta";
    public const string Own = "ranta";
    public const string Other = "koski";

    private readonly HttpClient _client;

    private AdminTown(RunningHost host, MovableClock clock)
    {
        Host = host;
        Clock = clock;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.Client.BaseAddress };
    }

    public RunningHost Host { get; }

    public MovableClock Clock { get; }

    public TenantId Tenant { get; private set; }

    public TenantId OtherTenant { get; private set; }

    public StaffRegister Register => Host.App.Services.GetRequiredService<StaffRegister>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<AdminTown> StartAsync(Func<ForiSettings, ForiSettings>? settings = null, params IReadOnlyList<string> languages)
    {
        var clock = new MovableClock();
        var host = await RunningHost.StartAsync(
            s => (settings ?? (t => t))(s with { Limits = s.Limits with { Login = 1_000 } }), services: services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var town = new AdminTown(host, clock);
        town.Tenant = (await host.AddTenantAsync(Own, languages.Count > 0 ? languages : ["fi"], [])).Tenant.Id;
        town.OtherTenant = (await host.AddTenantAsync(Other)).Tenant.Id;
        return town;
    }

    public async Task<UserRow> PersonAsync(string email, TenantId? tenant = null, bool mustChange = false, params IReadOnlyList<Grant> grants)
    {
        var hash = Host.App.Services.GetRequiredService<IPasswordHasher<StaffAccount>>().HashPassword(null!, Password); // The hasher does not look at the person.
        return (await Register.AddAsync(tenant ?? Tenant, email, "Aino Aalto", grants, hash, mustChange, Stop)).Value.ShouldNotBeNull();
    }

    /// <summary>A browser of its own on a municipality's host.</summary>
    public Visitor Visit(string town = Own) => new(_client, $"{town}.localhost:{Host.Client.BaseAddress?.Port}");

    public async Task<Visitor> SignedInAsync(string email, string town = Own)
    {
        var visitor = Visit(town);
        var answer = await visitor.SignInAsync(email, Password);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        return visitor;
    }

    public Task<List<AccessRow>> LogAsync() => Register.AccessLogAsync(Tenant, 100, Stop);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Host.DisposeAsync();
    }
}

internal sealed class MovableClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}

internal sealed record Answer(HttpStatusCode Status, string Text, string? Location, IReadOnlyDictionary<string, string> Headers);

/// <summary>What a browser does without scripts: keeps cookies, sends the hidden fields of the form that it was shown.</summary>
internal sealed partial class Visitor(HttpClient client, string host)
{
    public Dictionary<string, string> Cookies { get; } = [];

    public string? Token { get; set; }

    public string Language { get; set; } = "en";

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> GetWithAsync(IReadOnlyList<(string Name, string Value)> headers, string path) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Sends a form of the page that was last shown.</summary>
    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) => PostWithAsync([], path, fields);

    /// <summary>Sends a form with headers that only browsers set.</summary>
    public Task<Answer> PostWithAsync(IReadOnlyList<(string Name, string Value)> headers, string path, params (string Name, string Value)[] fields)
    {
        var form = fields.ToList();
        if (Token is { } token)
        {
            form.Add(("form-token", token));
        }

        return SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))), headers);
    }

    /// <summary>Sends a form with files, as a browser does.</summary>
    public Task<Answer> SendFilesAsync(string path, string field, IReadOnlyList<(string Name, byte[] Content)> files, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in Token is { } token ? [.. fields, ("form-token", token)] : fields)
        {
            form.Add(new StringContent(value), name);
        }

        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), field, name);
        }

        return SendAsync(HttpMethod.Post, path, form);
    }

    public async Task<Answer> SignInAsync(string email, string password)
    {
        await GetAsync("/admin/sign-in");
        return await PostAsync("/admin/sign-in", ("email", email), ("password", password));
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, params IReadOnlyList<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Host = host;
        request.Headers.Add("Accept-Language", Language);
        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0]);
            if (value.Length == 0 || cookie.Contains("1970", StringComparison.Ordinal))
            {
                Cookies.Remove(name);
            }
            else
            {
                Cookies[name] = value;
            }
        }

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Token = Hidden().Match(text) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : Token;
        return new Answer(
            response.StatusCode, text, response.Headers.Location?.OriginalString,
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join("; ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();
}
