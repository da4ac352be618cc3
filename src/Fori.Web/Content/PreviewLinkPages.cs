using System.Globalization;
using Fori.Content.Editing;
using Fori.Content.Types.TopicPages;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Hosting;
using Fori.Web.Site;
using Fori.Web.Tenants;

namespace Fori.Web.Content;

/// <summary>
/// Drafts for who has the link: the document that it was made for and everything below it, as the public would see them. No
/// session is asked for, nothing is kept by caches or search engines, and each look is noted.
/// </summary>
internal static class PreviewLinkPages
{
    public const string Path = "/preview";
    private const int Deepest = DocumentKind.DeepestTree;
    private const int MostLooked = 5_000;

    public static void MapPreviewLinks(this WebApplication app)
    {
        var pages = app.MapGroup(Path).WithMetadata(new RequestKindAttribute(RequestKind.Read));
        pages.MapPage("/{secret:length(64)}", http => AnswerAsync(http, null, null));
        pages.MapPage("/{secret:length(64)}/{language}/{id:guid}", http => AnswerAsync(
            http, http.Request.RouteValues["language"] as string, Guid.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture))); // The route asks for one.
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, string? language, Guid? id)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer"; // The address is the secret.
        if (http.Tenant() is not { } entry || PageRequest.OriginOf(http.Request) is not { } origin)
        {
            return Results.NotFound();
        }

        var (node, desk, ct) = (http.RequestServices.GetRequiredService<Node>(), http.RequestServices.GetRequiredService<EditorDesk>(), http.RequestAborted);
        var tenant = node.Open(entry.Tenant);
        var settings = await SiteSettings.LoadAsync(tenant, ct);
        var secret = (string)http.Request.RouteValues["secret"]!; // The route asks for one.
        var link = await desk.FindLinkAsync(tenant.Tenant, secret, ct);
        var shownIn = language is not null && settings.Languages.Contains(language) ? language : settings.Languages[0];
        var scope = new PageScope(node, new SiteRequest { Tenant = tenant, Origin = origin, Path = $"/{shownIn}/", Now = node.Clock.GetUtcNow(), IsFresh = true }, settings, shownIn);
        if (link is null || !desk.IsOpen(link) || await desk.FindAsync(tenant.Tenant, link.Document, ct) is not { } root)
        {
            // One answer for all: what was guessed, has ended or was taken back.
            return await PageAsync(http, MissingPages.PreviewEnded(scope), StatusCodes.Status410Gone);
        }

        if (language is null || id is null)
        {
            var first = DocumentFacts.Read(node.Types[root.Document.Type].Kind, root.Draft.Body).Titles.Select(t => t.Language).ToList() is { Count: > 0 } written
                ? settings.Languages.FirstOrDefault(written.Contains) ?? shownIn
                : shownIn;
            return Results.Redirect($"{Path}/{secret}/{first}/{link.Document}");
        }

        if (!settings.Languages.Contains(language) || await WithinAsync(desk, node, tenant.Tenant, link.Document, id.Value, ct) is not { } found
            || Fori.Content.ContentModule.Find(found.Document.Type)?.Page is not { } build)
        {
            return Results.NotFound();
        }

        await http.RequestServices.GetRequiredService<Fori.Access.StaffRegister>().NoteAsync(
            tenant.Tenant.Id, $"preview-link {link.Id}", "preview-opened", $"{found.Document.Type}/{id}", true, ct);
        var type = node.Types[found.Document.Type];
        var row = new PublishedDocument(
            id.Value, type.Name, found.Draft.Version, found.Draft.Schema, found.Draft.Body, null,
            [.. DocumentFacts.Read(type.Kind, found.Draft.Body).Titles.Select(t => t.Language)], found.Draft.At, found.Draft.Author, found.Draft.Origin);
        var document = node.Read(tenant.Tenant, row) ?? throw new InvalidDataException($"The draft of {id} cannot be read.");
        string UrlOf(Guid target, string spoken) => $"{Path}/{secret}/{spoken}/{target}";
        await scope.LoadSectionsAsync(ct);
        await scope.EnterAsync(document, ct);
        var view = await build(scope, document, ct);
        if (view is ContentPageView or TopicPageView)
        {
            IReadOnlyList<NamedLink> below = [.. (await BelowAsync(desk, tenant.Tenant, id.Value, ct)).Select(b => new NamedLink(NameOf(b.Type, b.Document, scope), UrlOf(b.Document.Document.Id, language)))];
            view = view switch
            {
                ContentPageView page => page with { Children = below },
                TopicPageView topic => topic with { Children = below },
                _ => view,
            };
        }

        return await PageAsync(
            http,
            view with { Frame = view.Frame with { NoIndex = true, JsonUrl = null, CanonicalUrl = null, Languages = [.. view.Frame.Languages.Select(l => l with { Url = UrlOf(id.Value, l.Language) })] } },
            StatusCodes.Status200OK);
    }

    private static async Task<IResult> PageAsync(HttpContext http, PageView view, int status)
    {
        http.Response.StatusCode = status;
        return Results.Bytes(await http.RequestServices.GetRequiredService<PageRenderer>().RenderAsync(view), SiteAnswer.Html);
    }

    /// <returns>Null when the document does not stand below the link's, by drafts.</returns>
    private static async Task<EditedDocument?> WithinAsync(EditorDesk desk, Node node, Tenant tenant, Guid root, Guid id, CancellationToken ct)
    {
        var found = await desk.FindAsync(tenant, id, ct);
        for (var (above, depth) = (found, 0); above is not null && depth < Deepest; depth++)
        {
            if (above.Document.Id == root)
            {
                return found;
            }

            above = node.Types.Find(above.Document.Type) is { } type && DocumentFacts.Read(type.Kind, above.Draft.Body).Parent is { } parent ? await desk.FindAsync(tenant, parent, ct) : null;
        }

        return null;
    }

    private static async Task<IReadOnlyList<(DocumentType Type, EditedDocument Document)>> BelowAsync(EditorDesk desk, Tenant tenant, Guid id, CancellationToken ct)
    {
        var below = new List<(DocumentType, EditedDocument)>();
        foreach (var type in Fori.Content.ContentModule.Types.Where(t => t.Kind.ParentMember is not null))
        {
            below.AddRange((await desk.ListAsync(tenant, type, MostLooked, ct)).Where(d => DocumentFacts.Read(type.Kind, d.Draft.Body).Parent == id).Select(d => (type, d)));
        }

        return below;
    }

    private static Phrase NameOf(DocumentType type, EditedDocument document, PageScope scope) =>
        type.Title?.ValueOf(type.Read(document.Draft.Body)) is LocalizedText title && title.In(scope.Languages) is { } named
            ? new Phrase(named.Text, named.Language == scope.Language ? null : named.Language)
            : new Phrase("–");
}
