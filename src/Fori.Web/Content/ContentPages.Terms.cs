using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>Merging two terms of a vocabulary: choose, look, do. It changes documents of every section, so it asks the right to terms of the whole site.</summary>
internal static partial class ContentPages
{
    private const int MostTermsShown = 40;
    private static readonly ContentAction[] AskedOfTerms = [ContentAction.Edit, ContentAction.Publish, ContentAction.Withdraw];

    private static void MapTerms(RouteGroupBuilder staff)
    {
        staff.MapPage("/content/{type}/{id:guid}/merge", http => OfTermAsync(http, (type, found) => LookAtMergeAsync(http, type, found, [])));
        staff.MapForm("/content/{type}/{id:guid}/merge", http => OfTermAsync(http, (type, found) => MergeAsync(http, type, found)));
    }

    private static bool IsTerm(DocumentType type) => type.Body.IsAssignableTo(typeof(Term));

    private static bool MayMerge(HttpContext http, DocumentType type) =>
        IsTerm(type) && Rights.May(http.Staff(), ContentAction.ManageTerms, null, null, null, false) && AskedOfTerms.All(a => Rights.May(http.Staff(), a, type.Name, null, null, false));

    private static Task<IResult> OfTermAsync(HttpContext http, Func<DocumentType, EditedDocument, Task<IResult>> answer) => OfDocumentAsync(http, async (type, found) =>
    {
        if (!IsTerm(type))
        {
            return Results.NotFound();
        }

        if (!await http.MayAsync(ContentAction.ManageTerms, null, null, null, false, $"{type.Name}/{found.Document.Id}"))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.ManageTerms);
        }

        foreach (var action in AskedOfTerms)
        {
            if (!await http.MayAsync(action, type.Name, null, null, false, $"{type.Name}/{found.Document.Id}"))
            {
                return await AdminAnswers.RefusedAsync(http, action);
            }
        }

        return await answer(type, found);
    });

    /// <summary>The form of a term with words among its other words that the address asks for (<see cref="MissedSearchPages"/>); of a new one with them as its name.</summary>
    /// <param name="blank">Values of a new document; null for one that is there.</param>
    /// <returns>Null when the address asks for nothing.</returns>
    private static Dictionary<string, string>? WithSynonym(
        HttpContext http, DocumentType type, EditedDocument? found, IReadOnlyDictionary<string, string>? blank, SiteSettings settings)
    {
        if (!IsTerm(type) || http.Request.Query[MissedSearchPages.Synonym] is not [{ Length: > 0 and <= 120 } word, ..] || http.Request.Query["language"] is not [{ Length: > 0 and < 20 } language, ..])
        {
            return null;
        }

        if (found is null)
        {
            return blank?.ContainsKey($"name.{language}") == true ? new Dictionary<string, string>(blank) { [$"name.{language}"] = word } : null;
        }

        var values = ValuesOf(type, found.Draft.Body, settings);
        var field = $"synonyms.{language}";
        values[field] = values.GetValueOrDefault(field, "").Trim() is { Length: > 0 } others ? $"{others}\n{word}" : word;
        values["expected"] = found.Document.Draft.ToString(CultureInfo.InvariantCulture);
        return values;
    }

    private static async Task<IResult> LookAtMergeAsync(HttpContext http, DocumentType type, EditedDocument found, IReadOnlyList<FieldProblem> problems)
    {
        var (words, settings, query, ct) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), http.Request.Query, http.RequestAborted);
        string NameOf(EditedDocument document) => TitleOf(type, document.Draft.Body, settings) ?? words["content.untitled"];
        var sought = query["q"] is [{ Length: <= 200 } typed, ..] ? typed.Trim() : "";
        Guid? with = Guid.TryParse(query["with"], out var other) && other != found.Document.Id ? other : null;
        var otherStays = query["stays"] != "this";
        var all = (await Desk(http).ListAsync(http.Node().Tenant, type, MostOffered, ct)).Where(d => d.Document.Id != found.Document.Id).Select(d => (d.Document.Id, Name: NameOf(d)))
            .Where(d => sought.Length == 0 || words.Ui.Culture.CompareInfo.IndexOf(d.Name, sought, CompareOptions.IgnoreCase) >= 0)
            .OrderBy(d => d.Name, StringComparer.Create(words.Ui.Culture, ignoreCase: true)).ToList();
        var plan = with is { } id ? await Desk(http).PlanMergeAsync(http.Node().Tenant, otherStays ? id : found.Document.Id, otherStays ? found.Document.Id : id, ct) : null;
        if (with is not null && plan is null)
        {
            return Results.NotFound();
        }

        return AdminAnswers.Page<TermMergePage, TermMergeView>(new TermMergeView
        {
            Frame = await http.FrameAsync(words["terms.merge"]),
            Heading = words.With("terms.merge.heading", ("name", NameOf(found))),
            Type = type.Name,
            Document = found.Document.Id,
            Name = NameOf(found),
            Sought = sought,
            Others = [.. all.Take(MostTermsShown).Concat(all.Skip(MostTermsShown).Where(a => a.Id == with)).Select(a => new Choice(a.Id.ToString(), a.Name, a.Id == with))],
            HasMore = all.Count > MostTermsShown,
            OtherStays = otherStays,
            Steps = plan is null ? null : new TermMergeSteps(
                NameOf(plan.Stays), plan.Stays.Document.Id, plan.Stays.Document.Draft, NameOf(plan.Goes), plan.Goes.Document.Id, plan.Goes.Document.Draft,
                Told(words, plan, NameOf(plan.Stays), NameOf(plan.Goes)), plan.Problems.Count == 0),
            Problems = [.. problems, .. plan is null ? [] : Sentences(http, type, plan.Problems)],
        });
    }

    private static async Task<IResult> MergeAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var (words, settings, form, tenant) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await http.Request.ReadFormAsync(http.RequestAborted), http.Node().Tenant);
        if (!Guid.TryParse(form.Field("stays"), out var stays) || !Guid.TryParse(form.Field("goes"), out var goes) || (stays != found.Document.Id && goes != found.Document.Id))
        {
            return await LookAtMergeAsync(http, type, found, [new FieldProblem("", words["terms.merge.choose"])]);
        }

        if (await Desk(http).PlanMergeAsync(tenant, stays, goes, http.RequestAborted) is not { } plan)
        {
            return Results.NotFound();
        }

        var note = words.With(
            "terms.merge.note", ("goes", TitleOf(type, plan.Goes.Draft.Body, settings) ?? words["content.untitled"]), ("stays", TitleOf(type, plan.Stays.Draft.Body, settings) ?? words["content.untitled"]));
        var outcome = await Desk(http).MergeTermsAsync(
            tenant, new TermMerge(stays, Number(form.Field("stays-expected")), goes, Number(form.Field("goes-expected")), note), http.Staff().Actor, http.RequestAborted);
        if (!outcome.Succeeded)
        {
            return await LookAtMergeAsync(http, type, found, Sentences(http, type, outcome.Problems));
        }

        await http.NoteAsync(http.Staff().Actor, "merge-terms", $"{type.Name}/{goes} → {stays}", allowed: true);
        return Written(http, outcome.Value.Save, PathOf(type.Name, stays) + "?merged=" + outcome.Value.Users.ToString(CultureInfo.InvariantCulture));
    }

    private static List<string> Told(AdminWords words, TermMergePlan plan, string stays, string goes)
    {
        var told = new List<string>
        {
            words.With("terms.merge.told", ("goes", goes), ("stays", stays)),
            words.With("terms.merge.told.documents", ("count", words.Ui.Number(plan.Users.Sum(u => u.Count))))
                + (plan.Users.Count == 0 ? "" : $" ({string.Join(", ", plan.Users.Select(u => $"{NameOfType(words, u.Type)} {words.Ui.Number(u.Count)}"))})"),
        };
        if (plan.Narrower > 0)
        {
            told.Add(words.With("terms.merge.told.narrower", ("count", words.Ui.Number(plan.Narrower)), ("stays", stays)));
        }

        told.AddRange(plan.Words.Where(w => w.Value.Length > 0).Select(w => words.With("terms.merge.told.words", ("language", words.Ui.NameOfLanguage(w.Key)), ("words", w.Value))));
        if (plan.Codes.Count > 0)
        {
            told.Add(words.With("terms.merge.told.codes", ("codes", string.Join(", ", plan.Codes))));
        }

        told.Add(words["terms.merge.told.address"]);
        return told;
    }
}
