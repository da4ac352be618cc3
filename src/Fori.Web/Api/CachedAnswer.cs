using System.IO.Compression;
using System.IO.Hashing;
using Fori.Nodes;
using Fori.Store;
using Fori.Web.Hosting;

namespace Fori.Web.Api;

/// <summary>Answers made once and sent many times, through the node's page cache.</summary>
internal static class CachedAnswer
{
    public const string Json = "application/json; charset=utf-8";
    private const int WorthCompressing = 1_024;

    /// <param name="key">Everything that the answer depends on besides the documents that its tags name.</param>
    /// <param name="make">
    /// The bytes, and the tags of all that they were made from; or why they cannot be made of what was asked (400). All that
    /// it reads it must read itself: what was read before may be older than what has been evicted.
    /// </param>
    public static async Task<IResult?> SendAsync(HttpContext http, string key, Func<CancellationToken, Task<Outcome<(PageBody Body, IReadOnlyCollection<string> Tags)>>> make)
    {
        var node = http.Node();
        if (node.Pages.Find(key) is not { } page)
        {
            var noted = node.Pages.Note();
            var made = await make(http.RequestAborted);
            if (!made.Succeeded)
            {
                return made.Problems.ToHttp(StatusCodes.Status400BadRequest);
            }

            page = Page(made.Value.Body);
            node.Pages.TryPut(key, page, made.Value.Tags, page.Weight + 500, noted);
        }

        await SendAsync(http, page);
        return null;
    }

    /// <summary>An answer's name in the page cache: where it was asked for, with all of its question.</summary>
    public static string KeyOf(HttpRequest request) => string.Concat("api:", request.Path.Value, request.QueryString.Value);

    private static CachedPage Page(PageBody body) =>
        new(StatusCodes.Status200OK, Json, body, body.Length < WorthCompressing ? null : Compressed, ETagOf(body), []);

    private static string ETagOf(PageBody body)
    {
        var hash = new XxHash128();
        foreach (var part in body.Parts)
        {
            hash.Append(part.Span);
        }

        return $"\"{hash.GetCurrentHashAsUInt128():x32}\"";
    }

    public static Task SendAsync(HttpContext http, CachedPage page)
    {
        var response = http.Response;
        response.Headers.ETag = page.ETag;
        response.Headers.CacheControl = "public, max-age=0, s-maxage=10, must-revalidate";
        response.Headers.Vary = "Accept-Encoding";
        if (http.Request.Headers.IfNoneMatch is { Count: > 0 } known && known.ToString().Contains(page.ETag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = page.Status;
        response.ContentType = page.ContentType;
        if (http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal) && page.Brotli is { } brotli)
        {
            response.Headers.ContentEncoding = "br";
            response.ContentLength = brotli.Length;
            return http.SendAsync(brotli);
        }

        response.ContentLength = page.Body.Length;
        return http.SendAsync(page.Body);
    }

    private static byte[]? Compressed(byte[] body)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        return BrotliEncoder.TryCompress(body, target, out var written, quality: 4, window: 20) && written < body.Length ? target[..written] : null;
    }
}
