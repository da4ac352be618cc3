using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Layers;
using Fori.Documents;
using Fori.Nodes;
using Fori.Search;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Site;

namespace Fori.Web.Content;

/// <summary>Layers of editors on records of the registers: begun from the record, which the form shows beside.</summary>
internal static partial class ContentPages
{
    private const int RecordsOnPage = 50;
    private const int LongestSearch = 200;

    private static void MapLayers(RouteGroupBuilder staff) => staff.MapPage("/content/{type}/of/{record:guid}", http => OfTypeAsync(http, LayerOfAsync));

    /// <summary>From a record to its layer: the one that is there, or a new one.</summary>
    private static async Task<IResult> LayerOfAsync(HttpContext http, DocumentType type)
    {
        if (ContentModule.Find(type.Name)?.LayerOn is null)
        {
            return Results.NotFound();
        }

        var record = Guid.Parse((string)http.Request.RouteValues["record"]!, CultureInfo.InvariantCulture); // The route asks for one.
        if (!await http.MayAsync(ContentAction.View, type.Name, null, null, true, http.Request.Path))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.View);
        }

        var layers = await Desk(http).LayersAsync(http.Node().Tenant, type.Name, [record], http.RequestAborted);
        return AdminAnswers.SeeOther(layers.TryGetValue(record, out var there) ? PathOf(type.Name, there) : NewOf(type.Name, record));
    }

    private static string NewOf(string type, Guid record) => $"{Path}/{type}/new?of={record}";

    /// <summary>Which record is to be written of.</summary>
    private static async Task<IResult> ChooseRecordAsync(HttpContext http, DocumentType type, string recordType)
    {
        var (words, settings, ct) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), http.RequestAborted);
        var sought = ((string?)http.Request.Query["q"] ?? "").Trim();
        sought = sought.Length > LongestSearch ? sought[..LongestSearch] : sought;
        var asked = int.TryParse(http.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Max(1, number) : 1;
        var query = new SearchQuery { Types = [recordType], Language = settings.Languages[0], Text = sought.Length > 0 ? sought : null, Sort = sought.Length > 0 ? SearchSort.Relevance : SearchSort.Title };
        var total = Listing.Count(http.Node().Index, query);
        var last = Listing.LastPage(total, RecordsOnPage);
        var current = Math.Min(asked, last);
        var ids = Listing.Window(http.Node().Index, query, (current - 1) * RecordsOnPage, RecordsOnPage).Hits.Select(h => h.Id).ToList();
        var (records, layers) = (await http.Node().LoadAsync(ids, ct), await Desk(http).LayersAsync(http.Node().Tenant, type.Name, ids, ct));
        IReadOnlyList<string> order = [words.Language, .. settings.Languages];
        return AdminAnswers.Page<ChooseRecordPage, ChooseRecordView>(new ChooseRecordView
        {
            Frame = await http.FrameAsync(words[$"content.create.{type.Name}"]),
            Heading = words[$"content.create.{type.Name}"],
            Type = type.Name,
            Sought = sought,
            Total = total,
            Records =
            [
                .. ids.Where(records.ContainsKey).Select(id => records[id]).Select(r => new RecordRow(
                    r.Title.In(order)?.Text ?? words["content.untitled"], r.SummaryIn(order)?.Text, layers.TryGetValue(r.Id, out var layer) ? PathOf(type.Name, layer) : NewOf(type.Name, r.Id), layers.ContainsKey(r.Id))),
            ],
            Pages = new Paging(current, last, page => $"{Path}/{type.Name}/new?" + (sought.Length > 0 ? $"q={Uri.EscapeDataString(sought)}&" : "") + $"page={page}"),
            LeftOver = [.. (await Desk(http).LeftOverAsync(http.Node().Tenant, type, ct)).Select(l => new RecordRow(l.Label.In(order)?.Text ?? words["content.untitled"], null, PathOf(type.Name, l.Document), true))],
        });
    }

    /// <summary>The public record of which a form tells; null for what is no layer, and for a layer whose record is gone.</summary>
    private static async Task<LoadedDocument?> RecordOfAsync(HttpContext http, DocumentType type, string? value)
    {
        if (ContentModule.Find(type.Name)?.LayerOn is not { } record || string.IsNullOrEmpty(value))
        {
            return null;
        }

        var (byKey, byId) = await http.Node().ResolveAsync(
            !Guid.TryParse(value, out var id) && value.Split(':', 2) is [{ Length: > 0 } system, { Length: > 0 } key] ? [(system, key)] : [], id == Guid.Empty ? [] : [id], http.RequestAborted);
        return byKey.Values.Concat(byId.Values).FirstOrDefault(d => d.Type.Name == record);
    }

    /// <summary>
    /// How a new layer names its record: by one of the record's own names where it has one, which stays with it when records are
    /// joined and told apart again, else by its id.
    /// </summary>
    private static async Task<string> NameOfRecordAsync(HttpContext http, LoadedDocument record)
    {
        var names = record.Body.Identifiers.Select(i => (i.System, i.Value)).ToList();
        var (byKey, _) = await http.Node().ResolveAsync(names, [], http.RequestAborted);
        return names.Where(n => byKey.GetValueOrDefault(n)?.Id == record.Id).Select(n => $"{n.System}:{n.Value}").FirstOrDefault() ?? record.Id.ToString();
    }

    /// <summary>What the register says where the form asks.</summary>
    private static async Task<RecordBeside?> BesideAsync(HttpContext http, DocumentType type, LoadedDocument? record, string? value, SiteSettings settings)
    {
        if (ContentModule.Find(type.Name)?.LayerOn is null || PageRequest.OriginOf(http.Request) is not { } origin)
        {
            return null;
        }

        if (record is null)
        {
            return new RecordBeside(null, null, new Dictionary<string, RegisterText>());
        }

        var (node, words) = (http.RequestServices.GetRequiredService<Node>(), http.Words());
        var language = settings.Languages.Contains(words.Language) ? words.Language : settings.Languages[0];
        var scope = new PageScope(node, new SiteRequest { Tenant = http.Node(), Origin = origin, Path = $"/{language}/", Now = node.Clock.GetUtcNow() }, settings, language);
        await scope.LoadAsync([record.Id], http.RequestAborted);
        return new RecordBeside(scope.NameOf(record).Text, scope.UrlOf(record), await RegisterTexts.OfAsync(scope, type, record, settings.Languages, http.RequestAborted));
    }
}
