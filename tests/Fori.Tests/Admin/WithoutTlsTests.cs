using System.Net;
using Fori.Tests.Testing;
using Fori.Web.Admin;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fori.Tests.Admin;

/// <summary>Production without a proxy that says https: the admin says what is wrong, the site goes on.</summary>
public sealed class WithoutTlsTests
{
    [Theory]
    [InlineData("en", "The admin needs a secure connection")]
    [InlineData("fi", "Hallinta vaatii suojatun yhteyden")]
    [InlineData("sv", "Administrationen kräver en säker anslutning")]
    public async Task The_admin_says_what_is_wrong_and_the_site_goes_on(string language, string heading)
    {
        await using var town = await AdminTown.StartAsync(s => s with { Production = true });
        var visitor = town.Visit();
        visitor.Language = language;

        foreach (var path in (string[])["/admin", "/admin/sign-in"])
        {
            var refused = await visitor.GetAsync(path);
            refused.Status.ShouldBe(HttpStatusCode.BadRequest);
            WebUtility.HtmlDecode(refused.Text).ShouldContain(heading);
            refused.Text.ShouldContain("X-Forwarded-Proto: https");
            refused.Text.ShouldContain("docs/operations.md");
        }

        (await visitor.PostAsync("/admin/sign-in", ("email", "a@b.example"), ("password", "x"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.GetAsync("/fi/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_log_has_one_warning_and_no_stack_however_often_it_is_asked()
    {
        using var kept = new KeptLog();
        await using var host = await RunningHost.StartAsync(s => s with { Production = true }, services: services => services.AddSingleton<ILogger<WithoutTls>>(kept));
        await host.AddTenantAsync("ranta");

        for (var i = 0; i < 3; i++)
        {
            using var answer = await host.SendAsync("/admin", host: "ranta.localhost");
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        kept.Lines.ShouldHaveSingleItem().ShouldContain("FORI__Proxies");
    }

    [Fact]
    public async Task A_proxy_that_is_not_named_is_told_to_be_so()
    {
        await using var town = await AdminTown.StartAsync(s => s with { Production = true });

        var refused = await town.Visit().GetWithAsync([("X-Forwarded-Proto", "https")], "/admin");

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("not named in the settings");
    }

    private sealed class KeptLog : ILogger<WithoutTls>, IDisposable
    {
        public List<string> Lines { get; } = [];

        public IDisposable BeginScope<TState>(TState state)
            where TState : notnull => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
