using System.Globalization;
using System.IO.Compression;
using System.Net;
using Fori.Store;
using Fori.Tests.Api;
using Fori.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Isolation;

/// <summary>What is of one municipality is never told on the host, by the key or in the files of another.</summary>
public abstract class TenantIsolationContract(ApiHost host)
{
    private const string Secret = "Salaisuuksienkamari";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_route_tells_anything_of_another_municipality_by_its_ids_keys_slugs_or_cursors()
    {
        var (own, other) = (await host.TownAsync(), await host.TownAsync());
        var hidden = await FillAsync(other);
        await own.ServiceAsync("mds", "oma", await own.KeyAsync());
        var keys = (string?[])[null, await own.KeyAsync("reader"), await own.KeyAsync("writer"), await own.KeyAsync("steward", "local"), await other.KeyAsync("steward", "mds")];
        var before = await other.DocumentsAsync();
        var cursor = (await other.GetAsync("/api/v1/changes")).Json.GetProperty("upTo").GetString()!; // Always told.
        var asked = 0;

        foreach (var endpoint in own.Host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get];
            foreach (var path in Filled(endpoint.RoutePattern.RawText ?? "", hidden))
            {
                foreach (var method in methods.Where(m => m is not "OPTIONS"))
                {
                    foreach (var key in keys)
                    {
                        var answer = await own.SendAsync(
                            new HttpMethod(method), path, method is "PUT" or "POST" ? BodyFor(path, hidden.Id) : null, key, ("If-Match", "*"));
                        ((int)answer.Status).ShouldBeLessThan(500, $"{method} {path}: {answer.Text}");
                        // The address that was asked for may be said back.
                        answer.Text.Replace(path.Split('/')[^1].Length > 0 ? path.Split('/')[^1] : path, "", StringComparison.Ordinal)
                            .ShouldNotContain(Secret, Case.Insensitive, $"{method} {path}");
                        asked++;
                    }
                }
            }
        }

        foreach (var query in (string[])
        [
            $"/api/v1/search?q={Secret}", $"/api/v1/Service?q={Secret}", $"/api/v1/Service?id={hidden.Id}", "/api/v1/Service?identifier=mds:salainen",
            "/api/v1/Service?limit=100&facets=languages", "/api/v1/changes?limit=1000", $"/api/v1/changes?since={cursor}", $"/api/v1/Service/{hidden.Id}?asOf=2199-01-01",
            $"/haku?q={Secret}", "/sitemap.xml", "/",
        ])
        {
            var answer = await own.GetAsync(query);
            ((int)answer.Status).ShouldBeLessThan(500, query);
            Without(answer.Text, Secret).ShouldNotContain(Secret, Case.Insensitive, query);
            answer.Text.ShouldNotContain(hidden.Id.ToString() + "\",\"type", Case.Insensitive, query);
            asked++;
        }

        asked.ShouldBeGreaterThan(100);
        (await other.DocumentsAsync()).ShouldBe(before);
        (await own.GetAsync("/api/v1/changes?limit=1000")).Text.ShouldNotContain(hidden.Id.ToString());
    }

    [Fact]
    public async Task A_kept_page_of_one_host_is_never_sent_on_another()
    {
        var (own, other) = (await host.TownAsync(), await host.TownAsync());
        await FillAsync(other);
        await own.ServiceAsync("mds", "oma", await own.KeyAsync());
        var urls = (await other.GetAsync($"/api/v1/search?q={Secret}")).Items.Select(i => i.GetProperty("url").GetString()!).Concat(["/", "/api/v1/Service", "/api/v1/search?q=palvelu", "/sitemap.xml"]).ToList(); // Each result has an address.

        for (var round = 0; round < 3; round++)
        {
            foreach (var url in urls)
            {
                (await other.GetAsync(url)).Status.ShouldBe(HttpStatusCode.OK, url);
                var mine = await own.GetAsync(url);
                mine.Text.ShouldNotContain(Secret, Case.Insensitive, url);
                mine.Text.ShouldNotContain(other.HostName, Case.Insensitive, url);
                (await other.GetAsync(url)).Text.ShouldNotContain("Palvelu oma", Case.Insensitive, url);
            }
        }
    }

    [Fact]
    public async Task An_export_holds_nothing_of_another_municipality()
    {
        using var folder = new DataFolder();
        var (own, other) = (await host.TownAsync(), await host.TownAsync());
        var hidden = await FillAsync(other);
        await own.ServiceAsync("mds", "oma", await own.KeyAsync());

        var open = await own.CommandAsync(folder.Path, "export", "--tenant", own.Tenant.Name);
        var whole = await own.CommandAsync(folder.Path, "tenant", "export", own.Tenant.Name, "own.zip", "--json");
        var strangers = await other.CommandAsync(folder.Path, "tenant", "export", other.Tenant.Name, "other.zip", "--json");

        (open.Exit, whole.Exit, strangers.Exit).ShouldBe((0, 0, 0));
        (open.Out.Contains("Palvelu oma", StringComparison.Ordinal), open.Out.Contains(Secret, StringComparison.Ordinal)).ShouldBe((true, false));
        (await TextOfAsync(folder["other.zip"])).ShouldContain(Secret); // The look would find it.
        var text = await TextOfAsync(folder["own.zip"]);
        text.ShouldNotContain(Secret, Case.Insensitive);
        text.ShouldNotContain(hidden.Id.ToString(), Case.Insensitive);
        text.ShouldNotContain(other.Tenant.Name, Case.Insensitive);
    }

    // What was asked for may be said back ("nothing found for …"); more than that is a leak.
    private static string Without(string text, string asked) =>
        text.Contains("<html", StringComparison.OrdinalIgnoreCase) && !text.Contains($"Palvelu {asked}", StringComparison.OrdinalIgnoreCase)
            ? text.Replace(asked, "", StringComparison.OrdinalIgnoreCase)
            : text.Replace($"q={asked}", "", StringComparison.OrdinalIgnoreCase);

    private static async Task<ApiAnswer> FillAsync(ApiTown other)
    {
        var key = await other.KeyAsync();
        await other.PutAsync("/api/v1/Place/by/mds/paikka", $$$"""{"name":{"fi":"{{{Secret}}} talo"},"point":{"latitude":60.45,"longitude":22.27}}""", key);
        var hidden = await other.PutAsync(
            "/api/v1/Service/by/mds/salainen", $$$"""{"name":{"fi":"Palvelu {{{Secret}}}"},"summary":{"fi":"{{{Secret}}}"},"languages":["fi"]}""", key);
        await other.GetAsync("/api/v1/Service"); // Visible, and kept, before the others ask.
        return hidden;
    }

    private static IEnumerable<string> Filled(string pattern, ApiAnswer hidden)
    {
        var slug = "palvelu-" + Secret.ToLowerInvariant();
        foreach (var type in (string[])["Service", "Place", "Municipality"])
        {
            foreach (var system in (string[])["mds", "local"])
            {
                var path = pattern
                    .Replace("{type}", type, StringComparison.Ordinal)
                    .Replace("{id:guid}", hidden.Id.ToString(), StringComparison.Ordinal)
                    .Replace("{system}", system, StringComparison.Ordinal)
                    .Replace("{**key}", "salainen-ei-oma", StringComparison.Ordinal);
                foreach (var rest in path.Contains("{**path}", StringComparison.Ordinal)
                    ? (string[])["", "palvelut", $"palvelut/{slug}", $"fi/palvelut/{slug}", $"paikat/{Secret.ToLowerInvariant()}-talo", "sitemap.xml"] : [""])
                {
                    yield return "/" + path.Replace("{**path}", rest, StringComparison.Ordinal).TrimStart('/');
                }
            }
        }
    }

    private static string BodyFor(string path, Guid hidden) =>
        path.EndsWith("/pins", StringComparison.Ordinal) ? """{"field":"name","language":"fi","value":"Kaapattu"}"""
        : path.EndsWith("/merge", StringComparison.Ordinal) ? $$"""{"absorbed":"{{hidden}}"}"""
        : path.EndsWith("/authority", StringComparison.Ordinal) ? $$"""{"sources":["mds"],"document":"{{hidden}}"}"""
        : """{"name":{"fi":"Kaapattu"}}""";

    private static async Task<string> TextOfAsync(string file)
    {
        await using var zip = await ZipFile.OpenReadAsync(file, Stop);
        var text = new System.Text.StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Stop));
            text.Append(CultureInfo.InvariantCulture, $"{entry.FullName}\n{await reader.ReadToEndAsync(Stop)}\n");
        }

        return text.ToString();
    }
}

public sealed class SqliteIsolationTests(SqliteApiHost host) : TenantIsolationContract(host), IClassFixture<SqliteApiHost>;

public sealed class PostgresIsolationTests(PostgresApiHost host) : TenantIsolationContract(host), IClassFixture<PostgresApiHost>;
