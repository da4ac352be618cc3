using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fori.Integration.Fetching;
using Fori.Tests.Testing;
using Fori.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Hosting;

public sealed class SiteHostTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/health/live")]
    public async Task Every_answer_carries_the_security_headers_and_does_not_name_its_server(string path)
    {
        await using var host = await RunningHost.StartAsync();

        using var answer = await host.SendAsync(path);

        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldBe(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; frame-src https://www.youtube-nocookie.com https://player.vimeo.com; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldHaveSingleItem().ShouldBe("nosniff");
        answer.Headers.Contains("Referrer-Policy").ShouldBeTrue();
        answer.Headers.Contains("Permissions-Policy").ShouldBeTrue();
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    [Fact]
    public async Task Production_behind_a_named_proxy_with_TLS_asks_browsers_to_stay_on_TLS()
    {
        await using var host = await RunningHost.StartAsync(s => s with { Production = true, Proxies = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")] });

        using var answer = await host.SendAsync("/", headers: ("X-Forwarded-Proto", "https"));

        answer.Headers.Contains("Strict-Transport-Security").ShouldBeTrue();
    }

    [Fact]
    public async Task Forwarded_headers_are_believed_only_from_named_proxies()
    {
        await using var stranger = await RunningHost.StartAsync(map: MapEcho);
        await using var proxied = await RunningHost.StartAsync(s => s with { Proxies = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")] }, MapEcho);

        (await EchoAsync(stranger)).ShouldStartWith("http localhost ");
        (await EchoAsync(stranger)).ShouldNotContain("203.0.113.9");
        (await EchoAsync(proxied)).ShouldBe("https town.example 203.0.113.9");

        static async Task<string> EchoAsync(RunningHost host)
        {
            using var answer = await host.SendAsync(
                "/echo", headers: [("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "town.example")]);
            return await answer.Content.ReadAsStringAsync(Stop);
        }

        static void MapEcho(WebApplication app) => app.MapGet("/echo", (HttpContext c) => $"{c.Request.Scheme} {c.Request.Host.Host} {c.Connection.RemoteIpAddress}");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task Health_and_metrics_answer_on_any_host(string path)
    {
        await using var host = await RunningHost.StartAsync();

        using var answer = await host.SendAsync(path, host: "no-such.example");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_check_that_fails_takes_the_node_out_and_keeps_its_insides_in_the_log()
    {
        await using var host = await RunningHost.StartAsync(services: s => s
            .AddSingleton<IReadiness>(new FixedReadiness("caches", "180 changes behind"))
            .AddSingleton<IReadiness>(new FixedReadiness("broken", null)));

        using var answer = await host.SendAsync("/health/ready");
        using var live = await host.SendAsync("/health/live");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        text.ShouldContain("180 changes behind");
        text.ShouldNotContain("secret");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Metrics_are_Prometheus_text_with_the_requests_in_it()
    {
        await using var host = await RunningHost.StartAsync();
        using var first = await host.SendAsync("/");

        using var answer = await host.SendAsync("/metrics");

        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("http_server_request_duration_seconds_count");
    }

    [Fact]
    public async Task The_host_says_which_municipality_a_request_is_for()
    {
        await using var host = await RunningHost.StartAsync(map: app => app.MapGet("/who", (HttpContext c) => Web.Tenants.RequestTenant.Tenant(c)?.Tenant.Name ?? "none"));
        await host.AddTenantAsync("kaislaranta", "www.kaislaranta.example");

        (await WhoAsync("kaislaranta.localhost")).ShouldBe("kaislaranta");
        (await WhoAsync("Kaislaranta.LOCALHOST:5080")).ShouldBe("kaislaranta");
        (await WhoAsync("www.kaislaranta.example")).ShouldBe("kaislaranta");
        (await WhoAsync("kaislaranta.example")).ShouldBe("none");
        (await WhoAsync("localhost")).ShouldBe("none");

        async Task<string> WhoAsync(string name)
        {
            using var answer = await host.SendAsync("/who", host: name);
            return await answer.Content.ReadAsStringAsync(Stop);
        }
    }

    [Fact]
    public async Task A_host_of_no_municipality_shows_the_index_of_them()
    {
        await using var host = await RunningHost.StartAsync();
        await host.AddTenantAsync("kaislaranta");
        await host.AddTenantAsync("kuurakoski", "www.kuurakoski.example");

        using var answer = await host.SendAsync("/", host: "localhost:5080");

        var page = await answer.Content.ReadAsStringAsync(Stop);
        page.ShouldContain("http://kaislaranta.localhost:5080/");
        page.ShouldContain("http://www.kuurakoski.example/");
    }

    [Fact]
    public async Task Errors_of_the_interface_are_problem_details_without_insides()
    {
        await using var host = await RunningHost.StartAsync(s => s with { Limits = s.Limits with { Body = 1024 } }, app =>
        {
            app.MapGet("/api/v1/fails", string () => throw new InvalidOperationException("the secret is 42"));
            app.MapPost("/api/v1/reads", async (HttpRequest r) => (await new StreamReader(r.Body).ReadToEndAsync()).Length);
        });

        await ShouldBeProblemAsync(await host.SendAsync("/api/v1/nothing"), HttpStatusCode.NotFound);
        await ShouldBeProblemAsync(await host.SendAsync("/api/v1/fails", HttpMethod.Put), HttpStatusCode.MethodNotAllowed);
        await ShouldBeProblemAsync(await host.SendAsync("/api/v1/fails"), HttpStatusCode.InternalServerError);
        await ShouldBeProblemAsync(
            await host.SendAsync("/api/v1/reads", HttpMethod.Post, content: new ByteArrayContent(new byte[2000])), HttpStatusCode.RequestEntityTooLarge);

        static async Task ShouldBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
        {
            answer.StatusCode.ShouldBe(status);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
            body.GetProperty("status").GetInt32().ShouldBe((int)status);
            body.GetRawText().ShouldNotContain("secret");
            answer.Dispose();
        }
    }

    [Fact]
    public async Task Any_site_may_read_the_open_interface_but_not_write_it()
    {
        await using var host = await RunningHost.StartAsync(map: app => app.MapGet("/api/v1/open", () => "open"));

        using var read = await host.SendAsync("/api/v1/open", headers: ("Origin", "https://elsewhere.example"));
        using var asked = await host.SendAsync(
            "/api/v1/open", HttpMethod.Options, headers: [("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "DELETE")]);
        using var page = await host.SendAsync("/", headers: ("Origin", "https://elsewhere.example"));

        read.Headers.GetValues("Access-Control-Allow-Origin").ShouldHaveSingleItem().ShouldBe("*");
        read.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        asked.Headers.GetValues("Access-Control-Allow-Methods").ShouldHaveSingleItem().ShouldNotContain("DELETE");
        page.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Text_is_compressed_unless_it_comes_compressed_already(string encoding)
    {
        await using var host = await RunningHost.StartAsync(map: app =>
        {
            app.MapGet("/long", () => Results.Text(new string('a', 10_000), "text/html"));
            app.MapGet("/kept", (HttpContext c) =>
            {
                c.Response.Headers.ContentEncoding = encoding;
                return Results.Bytes(new byte[100], "text/html");
            });
        });

        using var made = await host.SendAsync("/long", headers: ("Accept-Encoding", encoding));
        using var kept = await host.SendAsync("/kept", headers: ("Accept-Encoding", encoding));

        made.Content.Headers.ContentEncoding.ShouldHaveSingleItem().ShouldBe(encoding);
        (await made.Content.ReadAsByteArrayAsync(Stop)).Length.ShouldBeLessThan(1000);
        kept.Content.Headers.ContentEncoding.ShouldHaveSingleItem().ShouldBe(encoding);
        (await kept.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(new byte[100]);
    }

    [Theory]
    [InlineData("fori_visible_lag_seconds")]
    [InlineData("fori_visible_changes_total")]
    [InlineData("fori_tenants_open")]
    public async Task The_metrics_tell_how_the_node_follows_its_logs(string figure)
    {
        await using var host = await RunningHost.StartAsync();
        await host.AddTenantAsync("reedtown");

        using var answer = await host.SendAsync("/metrics");

        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("\n" + figure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_inside_is_fetched_only_from_a_host_that_the_settings_allow(bool allowed)
    {
        await using var host = await RunningHost.StartAsync(s => s with { FetchAllow = allowed ? ["localhost"] : [] });
        var port = host.Client.BaseAddress.ShouldNotBeNull().Port;

        var opened = await host.App.Services.GetRequiredService<SourceFetcher>().OpenAsync($"http://localhost:{port}/health/live", null, Stop);

        opened.Succeeded.ShouldBe(allowed);
    }

    private sealed class FixedReadiness(string name, string? problem) : IReadiness
    {
        public string Name => name;

        public Task<string?> ProblemAsync(CancellationToken ct) =>
            problem is null ? throw new InvalidOperationException("the secret is 42") : Task.FromResult<string?>(problem);
    }
}
