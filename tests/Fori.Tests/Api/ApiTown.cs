using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Store;
using Fori.Tests.Testing;
using Fori.Web.CommandLine;
using Fori.Web.Hosting;
using Fori.Web.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Api;

/// <summary>One running host for the tests of a class; each test takes a town of its own on it.</summary>
public abstract class ApiHost : IAsyncLifetime
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private RunningHost? _host;

    internal async Task<ApiTown> TownAsync()
    {
        var host = await HostAsync();
        var entry = await host.AddTenantAsync("town-" + Guid.NewGuid().ToString("N")[..10]);
        return new ApiTown(host, entry.Tenant);
    }

    internal async Task<RunningHost> HostAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _host ??= await RunningHost.StartAsync(s => Settings(s with { Limits = s.Limits with { Read = 100_000, KeyWrite = 100_000, KeyRead = 100_000, Write = 100_000, Search = 100_000, Login = 100_000 } }));
        }
        finally
        {
            _starting.Release();
        }
    }

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _starting.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected virtual ForiSettings Settings(ForiSettings settings) => settings;
}

public sealed class SqliteApiHost : ApiHost;

public sealed class PostgresApiHost : ApiHost
{
    private readonly PostgresServer _server = new();

    public override ValueTask InitializeAsync() => _server.InitializeAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    private protected override ForiSettings Settings(ForiSettings settings) => settings with { Database = _server.ConnectionString };
}

/// <summary>What the interface answered.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, HttpResponseMessage Message, string Text)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public string ETag => Message.Headers.ETag.ShouldNotBeNull(Text).ToString();

    public string? Sequence => Message.Headers.TryGetValues("Fori-Sequence", out var values) ? values.Single() : null;

    public Guid Id => Json.GetProperty("id").GetGuid();

    public IReadOnlyList<JsonElement> Items => [.. Json.GetProperty("items").EnumerateArray()];

    public ApiAnswer ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    public ApiAnswer ShouldBeProblem(HttpStatusCode status, string code)
    {
        Status.ShouldBe(status, Text);
        Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json"); // Every problem has a body.
        Json.GetProperty("code").GetString().ShouldBe(code);
        return this;
    }
}

/// <summary>A municipality of the running host, asked as a program outside asks it: over HTTP, by its host name.</summary>
internal sealed class ApiTown(RunningHost host, Tenant tenant)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string? _seen;

    public RunningHost Host => host;

    public Tenant Tenant => tenant;

    public string HostName => tenant.Name + ".localhost";

    /// <summary>A new key, to be sent with each write.</summary>
    public async Task<string> KeyAsync(string role = "writer", string source = "mds") =>
        (await host.App.Services.GetRequiredService<ApiKeys>().AddAsync(tenant.Id, $"{role} of {source}", role, source, Stop)).Key;

    /// <summary>Reads after all that this town was told to write, as a polite program does by sending the sequence back.</summary>
    public Task<ApiAnswer> GetAsync(string path, string? key = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, key, _seen is null ? headers : [.. headers, ("Fori-Sequence", _seen)]);

    public Task<ApiAnswer> PutAsync(string path, string json, string? key, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, json, key, headers);

    public Task<ApiAnswer> PostAsync(string path, string json, string? key) => SendAsync(HttpMethod.Post, path, json, key);

    public Task<ApiAnswer> DeleteAsync(string path, string? key, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Delete, path, null, key, headers);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? json, string? key, params (string Name, string Value)[] headers)
    {
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        var message = await host.SendAsync(
            path, method, HostName, content, key is null ? headers : [.. headers, ("Authorization", "Bearer " + key)]);
        var answer = new ApiAnswer(message.StatusCode, message, await message.Content.ReadAsStringAsync(Stop));
        _seen = answer.Sequence ?? _seen;
        return answer;
    }

    /// <summary>A service by the key of its source, with a Finnish name.</summary>
    public async Task<ApiAnswer> ServiceAsync(string source, string name, string key, string? more = null)
    {
        var answer = await PutAsync($"/api/v1/Service/by/{source}/{name}", $$"""{"name":{"fi":"Palvelu {{name}}"}{{(more is null ? "" : "," + more)}}}""", key);
        ((int)answer.Status).ShouldBeInRange(200, 201, answer.Text);
        return answer;
    }

    /// <summary>A command, as the server runs it for the command line that handed it over.</summary>
    public async Task<ProgramAnswer> CommandAsync(string folder, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exit = await ForiCommandLine.RunAsync(arguments, folder, new CommandConsole(output, errors), host.Installation, Stop);
        return new ProgramAnswer((int)exit, output.ToString(), errors.ToString());
    }

    /// <summary>One run of one source; the summary is one line of JSON.</summary>
    public Task<ProgramAnswer> ImportAsync(string folder, string kind, string location, params string[] more) =>
        CommandAsync(folder, ["import", "--tenant", tenant.Name, "--source", kind, location, "--json", .. more]);

    /// <summary>All published documents by the command <c>export</c>, without ids, versions and times; sorted.</summary>
    public async Task<IReadOnlyList<string>> DocumentsAsync()
    {
        var exported = await CommandAsync(Path.GetTempPath(), "export", "--tenant", tenant.Name);
        exported.Exit.ShouldBe(0, exported.Err);
        return
        [
            .. exported.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => BodyOf(new ApiAnswer(HttpStatusCode.OK, Empty, line))).Order(StringComparer.Ordinal),
        ];
    }

    private static readonly HttpResponseMessage Empty = new();

    /// <summary>The body alone: without what the interface tells about it.</summary>
    public static string BodyOf(ApiAnswer answer)
    {
        var members = JsonNode.Parse(answer.Text)!.AsObject(); // An object, or the test fails here.
        foreach (var told in (string[])["id", "type", "version", "publishedLanguages", "updatedAt", "provenance"])
        {
            members.Remove(told);
        }

        return members.ToJsonString();
    }
}
