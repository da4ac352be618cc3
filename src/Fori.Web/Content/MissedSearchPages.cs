using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.Terms;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Store.Writing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Microsoft.AspNetCore.WebUtilities;

namespace Fori.Web.Content;

/// <summary>Searches without hits, and the way from one to a term that then finds something.</summary>
internal static class MissedSearchPages
{
    public const string Path = AdminModule.Root + "/missed-searches";

    /// <summary>In the address of a term's form: words that are added to its other words, or name a new one.</summary>
    public const string Synonym = "synonym";

    private const int OfPage = 50;
    private const int MostTerms = 40;
    private const int MostOfType = 5_000;

    public static void Map(RouteGroupBuilder staff)
    {
        var terms = staff.MapGroup("").AddEndpointFilter(new MayFilter(ContentAction.ManageTerms));
        terms.MapPage("/missed-searches", ShowAsync);
        terms.MapForm("/missed-searches", ForgetAsync);
        terms.MapPage("/missed-searches/synonym", ChooseAsync);
    }

    public static bool MaySee(StaffUser user) => Rights.May(user, ContentAction.ManageTerms, null, null, null, false);

    private static async Task<IResult> ShowAsync(HttpContext http)
    {
        var (words, settings, node, ct) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), http.RequestServices.GetRequiredService<Node>(), http.RequestAborted);
        var language = settings.Languages.FirstOrDefault(l => l == http.Request.Query["language"]);
        var all = (await node.Database.ReadAsync(http.Node().Tenant.Id, session => session.MissedSearchesAsync(node.Clock.GetUtcNow() - MissedSearches.Kept, ct), ct))
            .Where(r => language is null || r.Language == language).ToList();
        var last = Math.Max(1, (all.Count + OfPage - 1) / OfPage);
        var page = Math.Clamp(int.TryParse(http.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1, 1, last);
        return AdminAnswers.Page<MissedSearchesPage, MissedSearchesView>(new MissedSearchesView
        {
            Frame = await http.FrameAsync(words["missed.heading"]),
            Done = http.Request.Query.ContainsKey("forgotten") ? words["missed.forgotten"] : null,
            Languages = [new Choice("", words["replace.language.all"], language is null), .. settings.Languages.Select(l => new Choice(l, words.Ui.NameOfLanguage(l), l == language))],
            Rows =
            [
                .. all.Skip((page - 1) * OfPage).Take(OfPage).Select(r => new MissedSearchLine(
                    r.Words, r.Language, words.Ui.NameOfLanguage(r.Language), r.Count, words.At(r.LastAt),
                    SiteSection.Search.PathIn(r.Language) + SiteQuery.Empty.With(SiteQuery.Text, r.Words),
                    QueryHelpers.AddQueryString(Path + "/synonym", new Dictionary<string, string?> { ["language"] = r.Language, ["words"] = r.Words }))),
            ],
            Pages = last > 1 ? new Paging(page, last, n => string.Create(CultureInfo.InvariantCulture, $"{Path}?language={language}&page={n}")) : null,
        });
    }

    private static async Task<IResult> ForgetAsync(HttpContext http)
    {
        var (form, node) = (await http.Request.ReadFormAsync(http.RequestAborted), http.RequestServices.GetRequiredService<Node>());
        await node.Writer.WriteAsync(http.Node().Tenant.Id, WriteLane.People, (unit, _) =>
        {
            unit.ForgetMissed(form.Field("language"), form.Field("words"));
            return Task.FromResult(true);
        }, http.RequestAborted);
        return AdminAnswers.SeeOther(Path + "?forgotten");
    }

    private static async Task<IResult> ChooseAsync(HttpContext http)
    {
        var (words, settings, query, ct) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), http.Request.Query, http.RequestAborted);
        if (settings.Languages.FirstOrDefault(l => l == query["language"]) is not { } language || query["words"] is not [{ Length: > 0 and <= 120 } missed, ..])
        {
            return AdminAnswers.SeeOther(Path);
        }

        var sought = query["q"] is [{ Length: <= 200 } typed, ..] ? typed.Trim() : "";
        var terms = new List<(string Name, string Type, string Url)>();
        foreach (var type in Fori.Content.ContentModule.Types.Where(t => t.Body.IsAssignableTo(typeof(Term)) && Rights.May(http.Staff(), ContentAction.Edit, t.Name, language, null, false)))
        {
            terms.AddRange((await http.RequestServices.GetRequiredService<EditorDesk>().ListAsync(http.Node().Tenant, type, MostOfType, ct))
                .Select(d => (Name: ContentPages.TitleOf(type, d.Draft.Body, settings) ?? words["content.untitled"], words[$"content.type.{type.Name}"], Prefilled(ContentPages.PathOf(type.Name, d.Document.Id)))));
        }

        var found = terms.Where(t => sought.Length == 0 || words.Ui.Culture.CompareInfo.IndexOf(t.Name, sought, CompareOptions.IgnoreCase) >= 0)
            .OrderBy(t => t.Name, StringComparer.Create(words.Ui.Culture, ignoreCase: true)).ToList();
        return AdminAnswers.Page<SynonymPage, SynonymView>(new SynonymView(
            missed, language, words.Ui.NameOfLanguage(language), sought, [.. found.Take(MostTerms)], found.Count > MostTerms, Prefilled($"{ContentPages.Path}/{nameof(SubjectWord)}/new"))
        {
            Frame = await http.FrameAsync(words["missed.synonym"]),
        });

        string Prefilled(string path) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?> { [Synonym] = missed, ["language"] = language });
    }
}
