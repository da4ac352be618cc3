using System.IO.Compression;
using System.Net;
using System.Text;
using Fori.Integration.Fetching;
using Fori.Integration.Reading;
using Fori.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fori.Tests.Integration.Fetching;

public sealed class SourceFetcherTests : IAsyncLifetime
{
    private static readonly FetchLimits Local = new() { InternalHosts = new HashSet<string> { "localhost" }, RetryPause = TimeSpan.FromMilliseconds(10) };

    private WebApplication _site = null!; // Set before each test.
    private int _calls;

    private string Address => _site.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _site = builder.Build();
        _site.MapGet("/data.json", (HttpContext http) =>
        {
            http.Response.Headers.ETag = "\"v1\"";
            return http.Request.Headers.IfNoneMatch == "\"v1\"" ? Results.StatusCode(304) : Results.Text("[{\"a\":1}]", "application/json");
        });
        _site.MapGet("/sometimes", () => Interlocked.Increment(ref _calls) < 3 ? Results.StatusCode(503) : Results.Text("[]"));
        _site.MapGet("/missing", () => Results.NotFound());
        _site.MapGet("/inside", (HttpContext http) => Results.Redirect($"http://127.0.0.1:{http.Connection.LocalPort}/data.json"));
        _site.MapGet("/bomb", async (HttpContext http) =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.SmallestSize);
            var zeros = Encoding.ASCII.GetBytes(new string(' ', 1_000_000));
            for (var i = 0; i < 200; i++)
            {
                await gzip.WriteAsync(zeros, http.RequestAborted);
            }
        });
        _site.MapGet("/silent", async (HttpContext http) =>
        {
            await http.Response.WriteAsync("[{\"a\":1},", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await _site.StartAsync(Ct);
    }

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    private static async Task<Outcome<FetchedSource>> OpenAsync(string location, FetchLimits? limits = null, FetchValidators? validators = null)
    {
        // The fetcher outlives the test's reading of what it opened.
        var fetcher = new SourceFetcher(limits ?? Local, TimeProvider.System);
        return await fetcher.OpenAsync(location, validators, Ct);
    }

    private static async Task<List<SourceRecord>> ReadAsync(FetchedSource source)
    {
        var records = new List<SourceRecord>();
        await using var stream = source.Parts[0].Open().Value!;
        await foreach (var record in SourceReader.ReadAsync(stream, SourceFormat.Json, new ReadingOptions(), Ct))
        {
            records.Add(record);
        }

        return records;
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("169.254.169.254")]
    [InlineData("10.0.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("172.16.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("[fd00::1]")]
    [InlineData("[fe80::1]")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0.0.0.0")]
    public async Task An_address_inside_is_refused_before_anything_is_sent(string host) =>
        (await OpenAsync($"http://{host}:9/", new FetchLimits())).Problems.ShouldHaveSingleItem().Code.ShouldBe("source.address-internal");

    [Fact]
    public async Task A_redirect_to_an_address_inside_is_refused() =>
        (await OpenAsync(Address + "/inside")).Problems.ShouldHaveSingleItem().Code.ShouldBe("source.address-internal");

    [Theory]
    [InlineData("ftp://example.org/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.org")]
    public async Task Only_http_and_https_are_fetched(string address) =>
        (await OpenAsync(address)).Problems.ShouldHaveSingleItem().Code.ShouldBe("source.address");

    [Theory]
    [InlineData("8.8.8.8", false)]
    [InlineData("2001:4860:4860::8888", false)]
    [InlineData("224.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("64:ff9b::7f00:1", true)]
    [InlineData("2002:7f00:1::", true)]
    [InlineData("::7f00:1", true)]
    [InlineData("ff02::1", true)]
    public void Inside_is_told_from_outside(string address, bool inside) => InternalAddresses.Contains(IPAddress.Parse(address)).ShouldBe(inside);

    [Fact]
    public async Task An_allowed_host_is_fetched_and_an_unchanged_content_is_not_sent_again()
    {
        var first = (await OpenAsync(Address + "/data.json")).Value!;
        (await ReadAsync(first)).ShouldHaveSingleItem().Refused.ShouldBeFalse();
        first.Validators!.ETag.ShouldBe("\"v1\"");

        (await OpenAsync(Address + "/data.json", validators: first.Validators)).Value!.NotModified.ShouldBeTrue();
    }

    [Fact]
    public async Task A_passing_failure_is_tried_again_and_a_lasting_one_is_told()
    {
        (await OpenAsync(Address + "/sometimes")).Succeeded.ShouldBeTrue();
        _calls.ShouldBe(3);
        var problem = (await OpenAsync(Address + "/missing")).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("source.answer");
        problem.Arguments["status"].ShouldBe("404");
    }

    [Theory]
    [InlineData("/bomb", "source.expands")]
    [InlineData("/silent", "source.silent")]
    public async Task What_unpacks_without_end_or_falls_silent_breaks_off_with_the_reason(string path, string code)
    {
        var source = (await OpenAsync(Address + path, Local with { MaxSilence = TimeSpan.FromSeconds(1) })).Value!;
        var last = (await ReadAsync(source))[^1];

        last.Ends.ShouldBeTrue();
        last.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_content_over_the_size_limit_breaks_off()
    {
        var source = await OpenAsync(Address + "/bomb", Local with { MaxBytes = 5_000_000 });

        (await ReadAsync(source.Value!))[^1].Problems.ShouldHaveSingleItem().Code.ShouldBe("source.too-large");
    }

    [Fact]
    public async Task A_file_a_packed_file_and_a_folder_are_opened_and_a_missing_one_is_told()
    {
        var folder = Directory.CreateTempSubdirectory("fori-fetch");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "b.json"), "[{\"a\":1}]", Ct);
            await using (var packed = new GZipStream(File.Create(Path.Combine(folder.FullName, "a.json.gz")), CompressionLevel.Fastest))
            {
                await packed.WriteAsync("[{\"a\":2}]"u8.ToArray(), Ct);
            }

            var source = (await OpenAsync(folder.FullName)).Value!;
            source.Parts.Select(p => p.Name).ShouldBe(["a.json.gz", "b.json"]);
            Encoding.UTF8.GetString((await ReadAsync(source)).Single().Json.Span).ShouldBe("{\"a\":2}");
            (await OpenAsync(Path.Combine(folder.FullName, "c.json"))).Problems.ShouldHaveSingleItem().Code.ShouldBe("source.not-found");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
