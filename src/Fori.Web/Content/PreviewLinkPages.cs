using System.Globalization;
using Fori.Access;
using Fori.Content.Editing;
using Fori.Content.Types;
using Fori.Content.Types.Sections;
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
/// Drafts for who has the link, as the public would see them: the document that it was made for and everything below it; of a section
/// everything in it; each as long as its maker may see it. Links between them stay within. No session is asked for, nothing is kept by caches or search engines, and each look is noted.
/// </summary>
internal static class PreviewLinkPages
{
    public const string Path = "/preview";
    private const string SectionMember = "section";
    private const string ParentMember = "parent";

    // Of a larger tree the highest are opened.
    private const int MostOpened = 5_000;

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
        var request = new SiteRequest { Tenant = tenant, Origin = origin, Path = $"/{shownIn}/", Now = node.Clock.GetUtcNow(), IsFresh = true };
        if (link is null || !desk.IsOpen(link) || await MakerAsync(http, tenant.Tenant, link) is not { } maker || await desk.FindAsync(tenant.Tenant, link.Document, ct) is not { } root)
        {
            // One answer for all: what was guessed, has ended or was taken back.
            return await PageAsync(http, MissingPages.PreviewEnded(new PageScope(node, request, settings, shownIn)), StatusCodes.Status410Gone);
        }

        var drafts = await DraftsAsync(node, tenant.Tenant, maker, root, ct);
        var first = root.Document.Type == nameof(Section) ? FirstOf(node, root, drafts) : link.Document;
        if (language is null || id is null)
        {
            if (!drafts.TryGetValue(first, out var opened))
            {
                return await PageAsync(http, MissingPages.PreviewEmpty(new PageScope(node, request, settings, shownIn)), StatusCodes.Status200OK);
            }

            return Results.Redirect($"{Path}/{secret}/{settings.Languages.FirstOrDefault(opened.Title.ContainsKey) ?? shownIn}/{first}");
        }

        if (!settings.Languages.Contains(language) || !drafts.TryGetValue(id.Value, out var document) || Fori.Content.ContentModule.Find(document.Type.Name)?.Page is not { } build)
        {
            return Results.NotFound();
        }

        await http.RequestServices.GetRequiredService<StaffRegister>().NoteAsync(
            tenant.Tenant.Id, $"preview-link {link.Id}", "preview-opened", $"{document.Type.Name}/{id}", true, ct);
        string UrlOf(Guid target, string spoken) => $"{Path}/{secret}/{spoken}/{target}";
        var scope = new PageScope(node, request, settings, shownIn) { Previewed = new PreviewedDrafts(drafts, UrlOf) };
        await scope.LoadSectionsAsync(ct);
        await scope.EnterAsync(document, ct);
        var view = await build(scope, document, ct);
        if (view is ContentPageView or TopicPageView)
        {
            var below = new PagesBelow { Links = [.. drafts.Values.Where(d => ParentOf(d) == id).Select(scope.Link).OrderBy(l => l.Name.Text, StringComparer.Create(scope.Words.Culture, true))] };
            view = view switch
            {
                ContentPageView page => page with { Below = below },
                TopicPageView topic => topic with { Below = below },
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

    /// <returns>Null when whoever made the link works here no more.</returns>
    private static async Task<StaffUser?> MakerAsync(HttpContext http, Tenant tenant, PreviewLinkRow link) =>
        StaffUser.IdOf(link.CreatedBy) is { } id && await http.RequestServices.GetRequiredService<StaffRegister>().FindAsync(tenant.Id, id, http.RequestAborted) is { DisabledAt: null } row
            ? StaffUser.Of(row)
            : null;

    /// <summary>Every draft with a page that the link opens, by its id: from the highest down, so that what it costs goes by what it opens and not by the site.</summary>
    private static Task<IReadOnlyDictionary<Guid, LoadedDocument>> DraftsAsync(Node node, Tenant tenant, StaffUser maker, EditedDocument root, CancellationToken ct) =>
        node.Database.ReadAsync<IReadOnlyDictionary<Guid, LoadedDocument>>(tenant.Id, async session =>
        {
            var isSection = root.Document.Type == nameof(Section);
            Guid[] highest = !isSection ? [root.Document.Id]
                : [.. (await session.ReferencesToDocumentsAsync([root.Document.Id], ct)).Where(r => r.Field == SectionMember).Select(r => r.Document), .. FrontPageOf(node, root) is { } front ? [front] : Array.Empty<Guid>()];
            var opened = new Dictionary<Guid, LoadedDocument>();
            var met = highest.ToHashSet(); // Drafts may lead in a circle: each is opened once.
            for (IReadOnlyCollection<Guid> next = met.ToList(); next.Count > 0 && opened.Count < MostOpened;)
            {
                var found = new List<Guid>();
                foreach (var document in (await session.OverseenAsync(next, ct)).Where(d => ContentPages.May(maker, ContentAction.View, null, d)))
                {
                    // One that cannot be read is mended in the admin; the others are shown.
                    if (Fori.Content.ContentModule.Find(document.Document.Type) is { Page: not null } type && Loaded(node, tenant, type.Document, document.Document, document.Draft) is { } draft && IsWithin(draft))
                    {
                        opened[draft.Id] = draft;
                        found.Add(draft.Id);
                    }
                }

                next = [.. (await session.ReferencesToDocumentsAsync(found, ct)).Where(r => r.Field == ParentMember).Select(r => r.Document).Where(met.Add)];
            }

            return opened;

            // What refers to it may do so in what is public only: here the draft counts.
            bool IsWithin(LoadedDocument draft) => ParentOf(draft) is { } above && opened.ContainsKey(above)
                || (isSection ? (draft.Body as SectionedBody)?.Section?.Id == root.Document.Id || draft.Id == FrontPageOf(node, root) : draft.Id == root.Document.Id);
        }, ct);

    private static LoadedDocument? Loaded(Node node, Tenant tenant, DocumentType type, DocumentRow document, VersionRow draft) => node.Read(tenant, new PublishedDocument(
        document.Id, type.Name, draft.Version, draft.Schema, draft.Body, null,
        [.. DocumentFacts.Read(type.Kind, draft.Body).Titles.Select(t => t.Language)], draft.At, draft.Author, draft.Origin));

    private static Guid? ParentOf(LoadedDocument document) => (document.Body as TreeBody)?.Parent?.Id;

    private static Guid? FrontPageOf(Node node, EditedDocument section) => node.Types[nameof(Section)].TryRead(section.Draft.Body, out _) is Section { FrontPage.Id: { } front } ? front : null;

    // Its front page; while it has none, what stands highest in it.
    private static Guid FirstOf(Node node, EditedDocument section, IReadOnlyDictionary<Guid, LoadedDocument> drafts) =>
        FrontPageOf(node, section) is { } front && drafts.ContainsKey(front) ? front
        : drafts.Values.OrderBy(d => ParentOf(d) is { } above && drafts.ContainsKey(above)).ThenBy(d => d.Id).Select(d => d.Id).FirstOrDefault();
}
