using Fori.Ui;

namespace Fori.Web.Site;

/// <summary>The files of the look, on every host. An address with the hash of its content may be kept for ever.</summary>
internal static class AssetResponse
{
    public static UiAsset? Find(HttpRequest request)
    {
        var path = request.Path.Value;
        return path is not null && path.StartsWith(UiAssets.Root, StringComparison.Ordinal) ? UiAssets.Find(path[UiAssets.Root.Length..]) : null;
    }

    public static Task WriteAsync(HttpContext context, UiAsset asset)
    {
        var (request, response) = (context.Request, context.Response);
        var etag = $"W/\"{asset.Hash}\"";
        response.Headers.ETag = etag;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl = request.Query["v"] == asset.Hash ? "public, max-age=31536000, immutable" : "public, max-age=300";
        if (PageRequest.HasAlready(request, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = asset.MediaType;
        var body = asset.Content;
        if (request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            response.Headers.ContentEncoding = "gzip";
            body = asset.Compressed;
        }

        response.ContentLength = body.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.BodyWriter.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
