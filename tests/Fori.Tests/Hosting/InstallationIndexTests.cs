using System.Net;
using Fori.Demonstration;
using Fori.Tests.Testing;
using Fori.Web.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Hosting;

/// <summary>What a newcomer opens first: the page of a host that is no municipality's.</summary>
public sealed class InstallationIndexTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_municipality_of_the_demonstration_is_led_to_where_it_answers_and_shown_with_its_logo()
    {
        await using var host = await RunningHost.StartAsync();
        await host.App.Services.GetRequiredService<IDemonstration>().LoadAsync(host.Installation, _ => { }, Stop);
        var port = host.Client.BaseAddress.ShouldNotBeNull().Port;

        using var answer = await host.SendAsync("/", headers: ("Accept-Language", "en"));
        var page = await answer.Content.ReadAsStringAsync(Stop);

        foreach (var town in (string[])["kaislaranta", "kuurakoski", "ruovonmaa"])
        {
            page.ShouldContain($"href=\"http://{town}.localhost:{port}/en/\"");
            var source = $"/logo/{town}.svg?v=";
            page.ShouldContain($"src=\"{source}");
            using var logo = await host.SendAsync(source + "x");
            logo.StatusCode.ShouldBe(HttpStatusCode.OK);
            logo.Content.Headers.ContentType.ShouldNotBeNull().MediaType.ShouldBe("image/svg+xml");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_password_of_the_invented_people_is_told_only_in_the_demonstration(bool isDemonstration)
    {
        await using var host = await RunningHost.StartAsync(s => s with { Demonstration = isDemonstration });
        await host.App.Services.GetRequiredService<IDemonstration>().LoadAsync(host.Installation, _ => { }, Stop);

        using var index = await host.SendAsync("/");
        using var signIn = await host.SendAsync("/admin/sign-in", host: $"{DemonstrationData.Towns[0].Name}.localhost");

        foreach (var answer in (HttpResponseMessage[])[index, signIn])
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync(Stop)).Contains(DemonstrationStaff.Password, StringComparison.Ordinal).ShouldBe(isDemonstration);
        }
    }

    [Fact]
    public async Task A_logo_of_nobody_is_not_found()
    {
        await using var host = await RunningHost.StartAsync();

        using var answer = await host.SendAsync("/logo/nobody.svg");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
