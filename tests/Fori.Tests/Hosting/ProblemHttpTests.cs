using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fori.Store;
using Fori.Tests.Testing;
using Fori.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Fori.Tests.Hosting;

public sealed class ProblemHttpTests
{
    private const string English = "Name (Finnish): This is missing. Fill in the field.";
    private const string Finnish = "Nimi (suomi): Tieto puuttuu. Täytä kenttä.";
    private const string Swedish = "Namn (finska): Uppgiften saknas. Fyll i fältet.";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sv", Swedish, "sv")]
    [InlineData("sv-FI, fi;q=0.9", Swedish, "sv")]
    [InlineData("en;q=0.5, fi;q=0.8, de", Finnish, "fi")]
    [InlineData("en;q=0, SV;q=0.1", Swedish, "sv")]
    [InlineData("de, *;q=0.1", English, "en")]
    [InlineData("\u0001;;q=,,", English, "en")]
    [InlineData("", English, "en")]
    public async Task A_problem_is_told_in_the_language_that_the_client_asks_for(string asked, string message, string language)
    {
        await using var host = await StartAsync();

        using var answer = await host.SendAsync("/api/v1/refuses", headers: asked.Length > 0 ? [("Accept-Language", asked)] : []);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Content.Headers.ContentLanguage.ShouldBe([language]);
        answer.Headers.Vary.ShouldContain("Accept-Language");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        body.GetProperty("detail").GetString().ShouldBe(message);
        body.GetProperty("code").GetString().ShouldBe("field.required");
        body.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString()).ShouldBe(["field.required", "something.new"]);
        body.GetProperty("problems")[0].GetProperty("message").GetString().ShouldBe(message);
        body.GetProperty("problems")[0].GetProperty("path").GetString().ShouldBe("name.fi");
    }

    [Fact]
    public async Task Without_a_wish_the_first_language_of_the_municipality_is_spoken()
    {
        await using var host = await StartAsync();
        await host.AddTenantAsync("kaislaranta", "www.kaislaranta.example");

        using var answer = await host.SendAsync("/api/v1/refuses", host: "www.kaislaranta.example");

        var text = await answer.Content.ReadAsStringAsync(Stop);
        text.ShouldContain(Finnish);
    }

    private static Task<RunningHost> StartAsync() => RunningHost.StartAsync(map: app => app.MapGet("/api/v1/refuses", () =>
        ((IReadOnlyList<Problem>)[Problem.Of("field.required", "name.fi"), Problem.Of("something.new", "<script>")]).ToHttp(StatusCodes.Status422UnprocessableEntity)));
}
