using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Fori.Site;
using Fori.Tests.Site.Gallery;
using Fori.Ui;
using Ganss.Xss;

namespace Fori.Tests.Site;

/// <summary>Texts of many editors over many years, on the service page.</summary>
public sealed class RealServicesTests
{
    private const int MaxGzippedBytes = 30 * 1024;

    [Fact]
    public async Task Every_service_of_a_real_register_makes_a_whole_page_within_its_weight()
    {
        var ct = TestContext.Current.CancellationToken;
        var file = FindFile("split/dev/turku-mds-services.dev.json");
        Assert.SkipUnless(file is not null, "needs shared/data: not found");
        using var register = JsonDocument.Parse(await File.ReadAllBytesAsync(file, ct));
        var frame = new GalleryPages("fi", Theme.Neutral).Service();
        var sanitizer = new HtmlSanitizer();
        var styles = UiAssets.Find("tokens.css")!.Compressed.Length + UiAssets.Find("site.css")!.Compressed.Length;
        var services = register.RootElement.EnumerateArray().SelectMany(c => c.GetProperty("palvelut").EnumerateArray())
            .DistinctBy(s => s.GetProperty("koodi").GetString()).ToList();
        services.ShouldNotBeEmpty();

        var heaviest = 0;
        foreach (var service in services)
        {
            var name = service.GetProperty("nimi_kieliversiot").EnumerateObject().First(n => n.Value.GetString() is { Length: > 0 });
            var description = service.GetProperty("kuvaus_kieliversiot").EnumerateObject().FirstOrDefault(d => d.Value.GetString() is { Length: > 0 });
            var html = await PageRendererTests.Renderer.RenderAsync(frame with
            {
                Name = new(name.Value.GetString()!, name.Name == "fi" ? null : name.Name), // Chosen for not being null.
                Description = description.Value.ValueKind == JsonValueKind.String ? new(sanitizer.Sanitize(description.Value.GetString()!)) : null,
            });
            var document = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(html));

            document.QuerySelectorAll("h1").Length.ShouldBe(1, name.Value.GetString());
            document.QuerySelector("h1")!.TextContent.ShouldBe(name.Value.GetString());
            document.QuerySelectorAll("body > footer, article > footer.sources").Length.ShouldBe(2, "the description closed an element that it had not opened");
            heaviest = Math.Max(heaviest, PageRendererTests.Gzipped(html) + styles);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{services.Count} services, the heaviest page {heaviest:N0} bytes with its styles");
        heaviest.ShouldBeLessThanOrEqualTo(MaxGzippedBytes);
    }

    private static string? FindFile(string path)
    {
        if (Environment.GetEnvironmentVariable("FORI_SHARED_DATA") is { Length: > 0 } folder)
        {
            return File.Exists(Path.Combine(folder, path)) ? Path.Combine(folder, path) : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Path.Combine(at.FullName, "shared", "data", path) is var found && File.Exists(found))
            {
                return found;
            }
        }

        return null;
    }
}
