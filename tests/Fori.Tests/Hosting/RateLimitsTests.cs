using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fori.Tests.Testing;
using Fori.Web.Hosting;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Hosting;

public sealed class RateLimitsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_the_limit_is_429_with_problem_details_and_the_seconds_to_wait()
    {
        await using var host = await StartAsync(l => l with { Read = 2 });

        using var first = await host.SendAsync("/api/v1/open");
        using var second = await host.SendAsync("/api/v1/open");
        using var third = await host.SendAsync("/api/v1/open");

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        (await third.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString().ShouldBe("request.too-many");
    }

    [Fact]
    public async Task Reading_searching_and_writing_have_limits_of_their_own()
    {
        await using var host = await StartAsync(l => l with { Read = 100, Search = 1, Write = 1 });

        (await StatusAsync(host, "/api/v1/search/looking")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(host, "/api/v1/search/looking")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusAsync(host, "/api/v1/open", HttpMethod.Post)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(host, "/api/v1/open", HttpMethod.Post)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusAsync(host, "/api/v1/open")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(host, "/feedback-like-search")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_valid_key_has_its_own_allowance_and_invented_keys_share_that_of_refusals()
    {
        await using var host = await StartAsync(l => l with { Read = 1, KeyRead = 100, Login = 2 });
        var tenant = await host.AddTenantAsync("kaislaranta");
        var (_, key) = await host.App.Services.GetRequiredService<ApiKeys>().AddAsync(tenant.Tenant.Id, "machine", "reader", "machine", Stop);

        (await StatusAsync(host, "/api/v1/open")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(host, "/api/v1/open")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusAsync(host, "/api/v1/open", key: key)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(host, "/api/v1/open", key: key)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(host, "/api/v1/open", key: "fori_one")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(host, "/api/v1/open", key: "fori_two")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(host, "/api/v1/open", key: "fori_three")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_revoked_key_and_a_key_of_another_municipality_are_refused()
    {
        await using var host = await StartAsync(l => l);
        var here = await host.AddTenantAsync("kaislaranta");
        var there = await host.AddTenantAsync("kuurakoski");
        var keys = host.App.Services.GetRequiredService<ApiKeys>();
        var (row, key) = await keys.AddAsync(here.Tenant.Id, "machine", "reader", "machine", Stop);
        var (_, foreign) = await keys.AddAsync(there.Tenant.Id, "machine", "reader", "machine", Stop);
        (await StatusAsync(host, "/api/v1/open", key: key)).ShouldBe(HttpStatusCode.OK);

        await keys.RevokeAsync(here.Tenant.Id, row.Id, Stop);

        (await StatusAsync(host, "/api/v1/open", key: key)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(host, "/api/v1/open", key: foreign)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Health_has_no_limit()
    {
        await using var host = await StartAsync(l => l with { Read = 1 });

        for (var i = 0; i < 10; i++)
        {
            (await StatusAsync(host, "/health/live")).ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1:2::99", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void One_client_is_an_address_or_a_64_of_IPv6(string a, string b, bool same) =>
        (RateLimits.ClientOf(IPAddress.Parse(a)) == RateLimits.ClientOf(IPAddress.Parse(b))).ShouldBe(same);

    private static Task<RunningHost> StartAsync(Func<LimitSettings, LimitSettings> limits) =>
        RunningHost.StartAsync(s => s with { Limits = limits(s.Limits) }, app =>
        {
            app.MapGet("/api/v1/open", () => "open");
            app.MapPost("/api/v1/open", () => "written");
            app.MapGet("/api/v1/search/looking", () => "found");
            app.MapGet("/feedback-like-search", () => "").WithMetadata(new RequestKindAttribute(RequestKind.Search));
        });

    private static async Task<HttpStatusCode> StatusAsync(RunningHost host, string path, HttpMethod? method = null, string? key = null)
    {
        using var answer = await host.SendAsync(
            path, method, key is null ? null : "kaislaranta.localhost", headers: key is null ? [] : [("Authorization", "Bearer " + key)]);
        return answer.StatusCode;
    }
}
