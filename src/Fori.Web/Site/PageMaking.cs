using System.IO.Compression;
using System.Security.Cryptography;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Routing;

namespace Fori.Web.Site;

/// <summary>Makes an answer of the site into bytes with their headers, compressed once.</summary>
internal sealed class PageMaking(PageRenderer renderer)
{
    private const int BrotliQuality = 5;
    private const int BrotliWindow = 22;

    // Below this a compressed answer saves no packet.
    private const int WorthCompressing = 1_000;

    public const string Shared = "public, max-age=0, s-maxage=10, must-revalidate";
    private const string Private = "no-store";
    private const string Own = "private, max-age=0, must-revalidate";
    private const string ForEver = "public, max-age=31536000, immutable";

    /// <summary>What a cached page weighs besides its bytes.</summary>
    private const int Overhead = 1_000;

    public async Task<CachedPage> MakeAsync(SiteAnswer answer)
    {
        var body = answer.Bytes is { } bytes ? bytes.ToArray() : answer.View is { } view ? await renderer.RenderAsync(view) : [];
        var headers = new List<KeyValuePair<string, string>>
        {
            new("Cache-Control", answer.NoStore ? Private : answer.IsImmutable ? ForEver : answer.IsPersonal ? Own : Shared),
            new("Vary", Vary(answer)),
        };
        if (answer.Language is { } language)
        {
            headers.Add(new("Content-Language", language));
        }

        if (answer.Location is { } location)
        {
            headers.Add(new("Location", location));
        }

        return new CachedPage(answer.Status, answer.ContentType, new PageBody(body), body.Length < WorthCompressing ? null : Compressed, EtagOf(body), headers) { Dismissible = answer.Dismissible, Missed = answer.Missed };
    }

    public static long WeightOf(string key, CachedPage page) => page.Weight + (2L * key.Length) + Overhead;

    // Visitors have no cookies but for what they closed, so a page that hangs on them is still the same for nearly all.
    private static string Vary(SiteAnswer answer) =>
        "Accept-Encoding" + (answer.VariesByLanguage ? ", Accept-Language" : "") + (answer.IsPersonal || answer.Dismissible.Count > 0 ? ", Cookie" : "");

    // Weak, since the same tag stands for the compressed and the plain bytes.
    private static string EtagOf(byte[] body) => $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 10))}\"";

    private static byte[]? Compressed(byte[] body)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        return BrotliEncoder.TryCompress(body, buffer, out var length, BrotliQuality, BrotliWindow) && length < body.Length
            ? buffer[..length]
            : null;
    }
}
