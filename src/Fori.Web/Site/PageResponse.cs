using Fori.Nodes;
using Fori.Web.Hosting;

namespace Fori.Web.Site;

/// <summary>Sends a made page: its headers, and its bytes straight from memory.</summary>
internal static class PageResponse
{
    public static Task WriteAsync(HttpContext context, CachedPage page)
    {
        var response = context.Response;
        var headers = response.Headers;
        foreach (var (name, value) in page.Headers)
        {
            headers[name] = value;
        }

        if (page.Status == StatusCodes.Status200OK)
        {
            headers.ETag = page.ETag;
            if (PageRequest.HasAlready(context.Request, page.ETag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        response.StatusCode = page.Status;
        if (page.Body.Length == 0)
        {
            response.ContentLength = 0;
            return Task.CompletedTask;
        }

        response.ContentType = page.ContentType;
        if (PageRequest.TakesBrotli(context.Request) && page.Brotli is { } brotli)
        {
            headers.ContentEncoding = "br";
            response.ContentLength = brotli.Length;
            return context.SendAsync(brotli);
        }

        // The middleware compresses for those who take something else; the length is then its own.
        response.ContentLength = page.Body.Length;
        return context.SendAsync(page.Body);
    }
}
