using Fori.Access;
using Fori.Content.Types.MediaItems;
using Fori.Content.Types.Sections;
using Fori.MediaLibrary;
using Fori.MediaLibrary.Intake;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Files;
using Fori.Store.Sql;
using Fori.Web.Access;
using Fori.Web.Site;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Net.Http.Headers;

namespace Fori.Web.MediaLibrary;

/// <summary>
/// Contents as files. What is public may be kept for ever, since its address has its hash; a former address leads to the
/// present one. What is not public is sent only to staff who may see it, and kept by nobody.
/// </summary>
internal static class MediaAnswers
{
    // A file that a browser shows by itself must not act: no script, no form, no origin of ours.
    private const string Sandbox = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    private const string Forever = "public, max-age=31536000, immutable";

    /// <param name="name">Of a rendition; null asks for the content itself.</param>
    public static async Task<IResult> OnSiteAsync(HttpContext http, Guid id, string hash, string? name)
    {
        if (http.Tenant() is not { } entry)
        {
            return Results.NotFound();
        }

        var node = http.RequestServices.GetRequiredService<Node>();
        var tenant = node.Open(entry.Tenant);
        await PageRequest.FollowsAsync(tenant, http.Request, http.RequestAborted);
        var published = (await tenant.LoadAsync([id], http.RequestAborted)).GetValueOrDefault(id)?.Body as Media;
        if (published?.File is { } file && file.Hash.StartsWith(hash, StringComparison.Ordinal) && hash.Length == MediaAddress.HashDigits)
        {
            return await SendAsync(http, entry.Tenant.Id, id, published, file, name, isPublic: true);
        }

        var draft = await DraftAsync(http, entry.Tenant, node, id);
        return draft?.File is { } own && own.Hash.StartsWith(hash, StringComparison.Ordinal) && hash.Length == MediaAddress.HashDigits
                ? await SendAsync(http, entry.Tenant.Id, id, draft, own, name, isPublic: false)
            : published?.File is { } present ? Moved(http, name is not null && Present(published, name) is { } rendition ? MediaAddress.Of(id, present, rendition) : MediaAddress.Of(id, present))
            : Results.NotFound();
    }

    /// <summary>For pages of the admin, whose filters have asked who is there.</summary>
    public static Task<IResult> InAdminAsync(HttpContext http, TenantId tenant, Guid id, Media media, string name) =>
        media.File is { } file ? SendAsync(http, tenant, id, media, file, Rendition.Parse(name) is null ? null : name, isPublic: false) : Task.FromResult(Results.NotFound());

    private static async Task<IResult> SendAsync(HttpContext http, TenantId tenant, Guid id, Media media, MediaFile file, string? name, bool isPublic)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = isPublic ? Forever : "private, no-store";
        if (name is null)
        {
            return Content(http, tenant, file);
        }

        if (!Rendition.AreOf(file) || Present(media, name) is not { } rendition)
        {
            return Results.NotFound();
        }

        if (rendition.Name != name)
        {
            // The point to keep in sight was moved since.
            return isPublic ? Moved(http, MediaAddress.Of(id, file, rendition)) : Results.NotFound();
        }

        if (await http.RequestServices.GetRequiredService<Renditions>().FindOrMakeAsync(tenant, file, rendition, http.RequestAborted) is { } path)
        {
            return Results.File(path, rendition.Format.MediaType, entityTag: new EntityTagHeaderValue($"\"{file.Hash[..MediaAddress.HashDigits]}-{name}\""), enableRangeProcessing: true);
        }

        // Others are being made: the whole picture is shown meanwhile, and nobody keeps it under this name.
        headers.CacheControl = "no-store";
        return Content(http, tenant, file);
    }

    private static IResult Content(HttpContext http, TenantId tenant, MediaFile file)
    {
        if (!FileHash.TryParse(file.Hash, out var hash) || http.RequestServices.GetRequiredService<BlobFolder>().Open(tenant, hash) is not { } stream)
        {
            return Results.NotFound();
        }

        var headers = http.Response.Headers;
        if (file.MediaType is "image/svg+xml" || !file.MediaType.StartsWith("image/", StringComparison.Ordinal))
        {
            headers.ContentSecurityPolicy = Sandbox;
        }

        if (file.MediaType.StartsWith("application/", StringComparison.Ordinal))
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(file.Name);
            headers.ContentDisposition = disposition.ToString();
        }

        var type = file.MediaType.StartsWith("text/", StringComparison.Ordinal) ? file.MediaType + "; charset=utf-8" : file.MediaType;
        return Results.Stream(stream, type, entityTag: new EntityTagHeaderValue($"\"{file.Hash}\""), enableRangeProcessing: true);
    }

    /// <summary>The rendition of that name with the present point to keep in sight; null when the picture has none like it.</summary>
    private static Rendition? Present(Media media, string name) =>
        Rendition.Parse(name) is { } asked && media.File is { } file && Rendition.WidthsOf(file, asked.Shape).Contains(asked.Width)
        && (asked.Format == FileKinds.WebP || asked.Format == Rendition.FallbackOf(file))
            ? asked with { Focus = Rendition.PointOf(asked.Shape, media.Focus) }
            : null;

    private static IResult Moved(HttpContext http, string url)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Redirect(url);
    }

    // Only who brings a cookie is asked who it is; everybody else learns nothing of what is being written.
    private static async Task<Media?> DraftAsync(HttpContext http, Tenant tenant, Node node, Guid id)
    {
        if (http.Request.Cookies.Count == 0)
        {
            return null;
        }

        http.RequestServices.GetRequiredService<StaffScope>().Tenant = tenant.Id;
        await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        return http.StaffOrNull() is { } user
            && await node.Database.ReadAsync(tenant.Id, session => session.EditedAsync(id, http.RequestAborted), http.RequestAborted) is { } found && found.Document.Type == nameof(Media)
            && Rights.May(user, ContentAction.View, nameof(Media), null, SectionOf.Body(node.Types[nameof(Media)], id, found.Draft.Body), false)
                ? node.Types[nameof(Media)].TryRead(found.Draft.Body, out _) as Media
                : null;
    }
}
