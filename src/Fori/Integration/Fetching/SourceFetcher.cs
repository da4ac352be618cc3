using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Fori.Store;
using Microsoft.Extensions.Http.Resilience;

namespace Fori.Integration.Fetching;

/// <summary>What a source may cost, and where it may lead.</summary>
public sealed record FetchLimits
{
    /// <summary>Largest content, unpacked.</summary>
    public long MaxBytes { get; init; } = 2_000_000_000;

    /// <summary>Until a connection stands.</summary>
    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until an answer begins, for each try.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest pause in an answer.</summary>
    public TimeSpan MaxSilence { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan MaxTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Tries after the first, with a doubling pause; a Retry-After up to two minutes is respected.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>Pause before the first retry.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Host names, as written in the address, that may be internal: the operator's own sources.</summary>
    public IReadOnlySet<string> InternalHosts { get; init; } = new HashSet<string>();
}

/// <summary>What an earlier answer said of its content; sent back, it spares an equal answer.</summary>
public sealed record FetchValidators(string? ETag, DateTimeOffset? LastModified);

/// <summary>One file of a source. A content is opened once.</summary>
public sealed class FetchedPart(string name, string? mediaType, Func<Outcome<Stream>> open)
{
    /// <summary>File name, or last part of the address.</summary>
    public string Name { get; } = name;

    public string? MediaType { get; } = mediaType;

    /// <summary>The content, unpacked and guarded: a limit that is met surfaces from the reader as its problem. Dispose it.</summary>
    public Outcome<Stream> Open() => open();
}

/// <summary>A source that was found.</summary>
public sealed record FetchedSource
{
    /// <summary>In order of their names; none when not modified.</summary>
    public IReadOnlyList<FetchedPart> Parts { get; init; } = [];

    /// <summary>The content is still that of the validators.</summary>
    public bool NotModified { get; init; }

    public FetchValidators? Validators { get; init; }
}

/// <summary>
/// Opens a source: a file, a folder of files, or an http(s) address. Internal addresses are refused when connecting,
/// after the name was resolved and again for each redirect, so that neither a name nor a redirect leads inside.
/// Thread-safe; one for the life of the program. Proxies are not used, since behind one nothing could be checked.
/// </summary>
public sealed class SourceFetcher : IDisposable
{
    private const int MostFiles = 100_000;

    private readonly FetchLimits _limits;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public SourceFetcher(FetchLimits limits, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        var connections = GuardedConnections.Handler(limits, redirections: 5);
        _http = new HttpClient(new ResilienceHandler(Retries.Pipeline(limits, time)) { InnerHandler = connections }) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Fori", "1"));
        _http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");
    }

    /// <param name="location">A path, or an address with http or https.</param>
    /// <param name="validators">Of the last complete run; null fetches in any case. Only for addresses.</param>
    /// <param name="ct">Stops the fetching.</param>
    public async Task<Outcome<FetchedSource>> OpenAsync(string location, FetchValidators? validators, CancellationToken ct)
    {
        if (location.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(location, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? await GetAsync(address, validators, ct)
                : Problem.Of("source.address", "", ("address", location), ("remedy", "an address begins with http:// or https://"));
        }

        if (Directory.Exists(location))
        {
            var files = Directory.EnumerateFiles(location, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint })
                .Take(MostFiles + 1).Order(StringComparer.Ordinal).ToList();
            return files.Count > MostFiles
                ? Problem.Of("source.folder-large", "", ("max", MostFiles.ToString(CultureInfo.InvariantCulture)))
                : new FetchedSource { Parts = [.. files.Select(f => FilePart(Path.GetRelativePath(location, f), f))] };
        }

        return File.Exists(location)
            ? new FetchedSource { Parts = [FilePart(Path.GetFileName(location), location)] }
            : Problem.Of("source.not-found", "", ("location", location), ("remedy", "no file, folder or address is there"));
    }

    /// <summary>Asks whether anything is there: the head, and the beginning of the content where the other side knows no heads.</summary>
    /// <returns>The status; refused with <c>source.address-internal</c> and <c>source.unreachable</c>.</returns>
    public async Task<Outcome<int>> StatusAsync(Uri address, CancellationToken ct)
    {
        var head = await StatusAsync(address, HttpMethod.Head, ct);

        // Many a server refuses the head of what it gives: only its GET tells.
        return head is { Succeeded: true, Value: < 400 } ? head : await StatusAsync(address, HttpMethod.Get, ct);
    }

    public void Dispose() => _http.Dispose();

    private async Task<Outcome<int>> StatusAsync(Uri address, HttpMethod method, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, address);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (Unanswered(address, e, ct) is not null)
        {
            return Unanswered(address, e, ct)!; // As the filter says.
        }
    }

    /// <returns>Null for what is no failure of the other side.</returns>
    private static Problem? Unanswered(Uri address, Exception e, CancellationToken ct) => e switch
    {
        HttpRequestException when Retries.InnerOf<InternalAddressException>(e) is { } refused =>
            Problem.Of("source.address-internal", "", ("host", refused.Host), ("remedy", "an operator may name the host among the allowed internal ones")),
        HttpRequestException => Problem.Of("source.unreachable", "", ("address", address.Host), ("detail", e.Message), ("remedy", "the other side does not answer; try again later")),
        Polly.Timeout.TimeoutRejectedException or TaskCanceledException when !ct.IsCancellationRequested =>
            Problem.Of("source.unreachable", "", ("address", address.Host), ("detail", "no answer in time"), ("remedy", "the other side does not answer; try again later")),
        _ => null,
    };

    private FetchedPart FilePart(string name, string path) => new(name, null, () =>
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true);
            return Guard(file, name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? "gzip" : null, file);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return Problem.Of("source.unreadable", "", ("location", name), ("detail", e.Message));
        }
    });

    private async Task<Outcome<FetchedSource>> GetAsync(Uri address, FetchValidators? validators, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (validators?.ETag is { } tag && EntityTagHeaderValue.TryParse(tag, out var etag))
        {
            request.Headers.IfNoneMatch.Add(etag);
        }

        request.Headers.IfModifiedSince = validators?.LastModified;
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (Exception e) when (Unanswered(address, e, ct) is not null)
        {
            return Unanswered(address, e, ct)!; // As the filter says.
        }

        return Answer(address, response, validators);
    }

    private Outcome<FetchedSource> Answer(Uri address, HttpResponseMessage response, FetchValidators? validators)
    {
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            response.Dispose();
            return new FetchedSource { NotModified = true, Validators = validators };
        }

        if (!response.IsSuccessStatusCode)
        {
            response.Dispose();
            return Problem.Of("source.answer", "", ("status", ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)), ("address", address.Host), ("remedy", response.StatusCode switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "the source wants credentials, or others",
                HttpStatusCode.NotFound or HttpStatusCode.Gone => "the address has changed; ask the source",
                _ => "try again later, or ask the source",
            }));
        }

        if (response.Content.Headers.ContentLength > _limits.MaxBytes)
        {
            response.Dispose();
            return Problem.Of("source.too-large", "", ("max", _limits.MaxBytes.ToString(CultureInfo.InvariantCulture)));
        }

        var name = address.Segments.Length > 0 ? Uri.UnescapeDataString(address.Segments[^1].Trim('/')) : "";
        var part = new FetchedPart(name, response.Content.Headers.ContentType?.MediaType, () => Guard(
            response.Content.ReadAsStream(),
            response.Content.Headers.ContentEncoding.LastOrDefault()?.ToLowerInvariant() ?? (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? "gzip" : null),
            new DisposedLater(response)));
        return new FetchedSource
        {
            Parts = [part],
            Validators = new FetchValidators(response.Headers.ETag?.ToString(), response.Content.Headers.LastModified),
        };
    }

    private Outcome<Stream> Guard(Stream content, string? packing, IAsyncDisposable owner)
    {
        var packed = packing is null or "identity" ? null : new CountingStream(content);
        switch (packing)
        {
            case null or "identity":
                return new GuardedStream(content, null, _limits, _time, owner);
            case "gzip" or "x-gzip":
                return new GuardedStream(new GZipStream(packed!, CompressionMode.Decompress), packed, _limits, _time, owner); // Packed, as a line above says.
            case "br":
                return new GuardedStream(new BrotliStream(packed!, CompressionMode.Decompress), packed, _limits, _time, owner);
            default:
                content.Dispose();
                return Problem.Of("source.packing", "", ("packing", packing), ("remedy", "gzip and br are understood"));
        }
    }

    private sealed class DisposedLater(IDisposable held) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            held.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
