using System.Net;
using System.Text.Json;
using Fori.Tests.Testing;
using Fori.Web.CommandLine;
using Fori.Web.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Hosting;

public sealed class DemonstrationLoadingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_broken_off_is_completed_by_the_next_start()
    {
        await using var whole = await RunningHost.StartAsync();
        await LoadAsync(whole);
        await using var broken = await RunningHost.StartAsync();
        await broken.App.Services.GetRequiredService<ITenantRegister>().AddAsync("kaislaranta", ["fi", "sv", "en"], [], Stop);
        await Should.ThrowAsync<OperationCanceledException>(() => LoadAsync(broken, line => throw new OperationCanceledException(line)));

        await LoadAsync(broken);

        (await PublishedAsync(broken)).ShouldBe(await PublishedAsync(whole));
    }

    [Fact]
    public async Task The_second_start_changes_nothing()
    {
        await using var host = await RunningHost.StartAsync();
        await LoadAsync(host);
        var before = (await host.Installation.Database.HeadsAsync(Stop)).Select(h => (h.Key, h.Value.Head)).ToHashSet();

        await LoadAsync(host, line => throw new InvalidOperationException(line));

        (await host.Installation.Database.HeadsAsync(Stop)).Select(h => (h.Key, h.Value.Head)).ToHashSet().SetEquals(before).ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_is_ready_when_all_of_the_demonstration_is_there()
    {
        await using var host = await RunningHost.StartAsync(s => s with { Demonstration = true });
        var whileLoading = new List<Task<HttpStatusCode>>();

        await LoadAsync(host, _ => whileLoading.Add(ReadyAsync(host)));

        (await Task.WhenAll(whileLoading)).ShouldAllBe(status => status == HttpStatusCode.ServiceUnavailable);
        (await ReadyAsync(host)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Its_removal_takes_the_invented_municipalities_and_no_other_even_of_their_name()
    {
        await using var host = await RunningHost.StartAsync();
        await LoadAsync(host);
        await host.App.Services.GetRequiredService<ITenantRegister>().RemoveAsync("kuurakoski", Stop);
        await host.AddTenantAsync("kuurakoski");
        await host.AddTenantAsync("reedtown");

        var removed = await host.App.Services.GetRequiredService<IDemonstration>().RemoveAsync(host.Installation, Stop);

        removed.ShouldBe(["kaislaranta", "ruovonmaa"]);
        (await host.Installation.Database.TenantsAsync(Stop)).Select(t => t.Name).ShouldBe(["kuurakoski", "reedtown"], ignoreOrder: true);
    }

    private static Task LoadAsync(RunningHost host, Action<string>? progress = null) =>
        host.App.Services.GetRequiredService<IDemonstration>().LoadAsync(host.Installation, progress ?? (_ => { }), Stop);

    private static async Task<HttpStatusCode> ReadyAsync(RunningHost host)
    {
        using var answer = await host.SendAsync("/health/ready");
        return answer.StatusCode;
    }

    // The region's copies are made in the background, so it is left out.
    private static async Task<List<string>> PublishedAsync(RunningHost host)
    {
        var counts = new List<string>();
        foreach (var town in (string[])["kaislaranta", "kuurakoski"])
        {
            foreach (var type in (string[])["Service", "ServiceChannel", "Place", "Organization"])
            {
                using var answer = await host.SendAsync($"/api/v1/{type}?limit=1", host: town + ".localhost");
                counts.Add($"{town} {type} {JsonElement.Parse(await answer.Content.ReadAsStringAsync(Stop)).GetProperty("total")}");
            }
        }

        return counts;
    }
}
