using Fori.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.MediaItems;
using Fori.Content.Upkeep;
using Fori.Documents;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>What would make a document better, beside the buttons that publish it.</summary>
internal static partial class ContentPages
{
    private const int MostAdvice = 30;
    private const int SameTitlesLookedAt = 20;

    private static async Task<IReadOnlyList<FieldProblem>> AdviceAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (type.TryRead(found.Draft.Body, out _) is not { } body)
        {
            return [];
        }

        var titles = DocumentFacts.Read(type.Kind, found.Draft.Body).Titles;
        var facts = new AdviceFacts(
            MunicipalTime.DayOf(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()), await MediaOfAsync(http, type, body),
            Fori.Content.ContentModule.Find(type.Name)?.Page is null ? [] : await SameTitlesAsync(http, found.Document.Id, titles), await BrokenAsync(http, type, body));
        var advice = ContentAdvice.Of(type, body, [.. titles.Select(t => t.Language)], facts);
        return [.. Sentences(http, type, advice, EditForm.Write(type, body, [.. titles.Select(t => t.Language)])).Take(MostAdvice)];
    }

    private static async Task<IReadOnlyDictionary<Guid, Media>> MediaOfAsync(HttpContext http, DocumentType type, DocumentBody body)
    {
        if (ContentAdvice.ReferencesOf(type, body) is not { Count: > 0 } ids)
        {
            return new Dictionary<Guid, Media>();
        }

        var (types, tenant) = (http.RequestServices.GetRequiredService<DocumentTypes>(), http.Node().Tenant.Id);
        return await http.RequestServices.GetRequiredService<Fori.Nodes.Node>().Database.ReadAsync(tenant, async session =>
        {
            var media = (await session.DocumentsAsync(ids, http.RequestAborted)).Where(d => d.Type == nameof(Media)).Select(d => d.Id).ToList();
            return (await session.DraftVersionsAsync(media, http.RequestAborted))
                .Select(v => (v.Id, Body: types[nameof(Media)].TryRead(v.Body, out _) as Media)).Where(m => m.Body is not null).ToDictionary(m => m.Id, m => m.Body!); // Filtered.
        }, http.RequestAborted);
    }

    private static async Task<IReadOnlyDictionary<string, string>> BrokenAsync(HttpContext http, DocumentType type, DocumentBody body)
    {
        var addresses = OutsideLinks.Of(type, body).Select(l => OutsideLinks.AddressOf(l.Url)).OfType<string>().Distinct().ToList();
        return addresses.Count == 0 ? new Dictionary<string, string>()
            : (await http.RequestServices.GetRequiredService<Fori.Nodes.Node>().Database.ReadAsync(http.Node().Tenant.Id, session => session.LinkChecksAsync(addresses, http.RequestAborted), http.RequestAborted))
                .Where(l => l.State == LinkState.Broken).ToDictionary(l => l.Address, l => LinkPages.Seen(http.Words(), l));
    }

    // By the staff's index, which knows drafts: a page may be named after one that is still being written.
    private static async Task<IReadOnlyCollection<string>> SameTitlesAsync(HttpContext http, Guid own, IReadOnlyList<(string Language, string Title)> titles)
    {
        var (types, same) = (http.RequestServices.GetRequiredService<DocumentTypes>(), new HashSet<string>(StringComparer.Ordinal));
        var paged = Fori.Content.ContentModule.All.Where(t => t.Page is not null).Select(t => t.Name).ToList();
        foreach (var title in titles)
        {
            var hits = await http.Node().AskStaffAsync(
                index => new ContentQuery { Text = title.Title, Sort = ContentQuery.ByFit }.Find(index, title.Language, paged, _ => new Dictionary<string, int>(), 0, SameTitlesLookedAt), http.RequestAborted);
            foreach (var hit in (hits?.Hits ?? []).Where(h => h.Id != own))
            {
                if (await Desk(http).FindAsync(http.Node().Tenant, hit.Id, http.RequestAborted) is { } other
                    && DocumentFacts.Read(types[other.Document.Type].Kind, other.Draft.Body).Titles.Any(t => t.Language == title.Language && t.Title.Trim().Equals(title.Title.Trim(), StringComparison.OrdinalIgnoreCase)))
                {
                    same.Add(title.Language);
                    break;
                }
            }
        }

        return same;
    }
}
