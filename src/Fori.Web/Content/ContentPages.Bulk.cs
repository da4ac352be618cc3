using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.Sections;
using Fori.Nodes;
using Fori.Search;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Site;
using Microsoft.AspNetCore.WebUtilities;

namespace Fori.Web.Content;

/// <summary>
/// Acts on several documents: first a page that says what will happen, what is refused and why; then each is done by itself,
/// with every right and rule asked again, and its result told.
/// </summary>
internal static partial class ContentPages
{
    private const string Move = "move";
    private const string Withdraw = "withdraw";
    private const string PublishPrefix = "publish:";
    private const string AllLanguages = "all";
    private const int MostAtOnce = 500;
    private const int MostPlaces = 20;

    private static IReadOnlyList<Choice> Acts(HttpContext http, AdminWords words, IReadOnlyList<string> types, IReadOnlyList<string> languages)
    {
        bool May(ContentAction action, string? language) => types.Any(t =>
            http.Staff().Grants.Select(g => g.Section).Append(null).Distinct().Any(section => Rights.May(http.Staff(), action, t, language, section, true)));
        var publishable = languages.Where(l => May(ContentAction.Publish, l)).ToList();
        var acts = new List<Choice>();
        if (May(ContentAction.Edit, null))
        {
            acts.Add(new Choice(Move, words["lists.act.move"]));
        }

        if (publishable.Count > 1)
        {
            acts.Add(new Choice(PublishPrefix + AllLanguages, words["lists.act.publish-all"]));
        }

        acts.AddRange(publishable.Select(l => new Choice(PublishPrefix + l, words.With("lists.act.publish", ("language", words.Ui.NameOfLanguage(l))))));
        if (May(ContentAction.Withdraw, null))
        {
            acts.Add(new Choice(Withdraw, words["lists.act.withdraw"]));
        }

        if (May(ContentAction.Archive, null))
        {
            acts.Add(new Choice(Archive, words["archive.do"]));
        }

        return acts;
    }

    private static async Task<IResult> LookAtBulkAsync(HttpContext http)
    {
        var (words, settings, query) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), http.Request.Query);
        var types = VisibleTypes(http);
        if (Acts(http, words, types, settings.Languages).FirstOrDefault(a => a.Value == query["act"].ToString()) is not { } act)
        {
            string[] acts = [Move, Withdraw, Archive, PublishPrefix + AllLanguages, .. settings.Languages.Select(l => PublishPrefix + l)];
            return acts.Contains(query["act"].ToString()) ? await RefusedBulkAsync(http, types) : Results.NotFound();
        }

        var people = await PeopleAsync(http);
        var asked = ContentQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(query["of"].ToString() is { Length: <= LongestViewQuery } of ? of : ""))) with { Sight = SightOf(http) };
        var isAll = query["all"] == "1";
        var ids = isAll
            ? await http.Node().AskStaffAsync(index => asked.Find(index, words.Language, types, Ranks(words, people), 0, MostAtOnce).Hits.Select(h => h.Id).ToList(), http.RequestAborted)
            : [.. query["id"].Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().Take(MostAtOnce)];
        if (ids is null or { Count: 0 })
        {
            return await ListAsync(http, asked, "", [new FieldProblem("content-list", words[ids is null ? "lists.making" : "lists.bulk.nothing"])]);
        }

        var documents = await OverseenInOrderAsync(http, ids, types);
        var parent = act.Value == Move && query["parent"] is [{ Length: > 0 } chosen, ..] ? chosen : null;
        var kept = query.Where(p => p.Key is "act" or "of" or "all" or "id").SelectMany(p => p.Value.OfType<string>().Select(v => (p.Key, v))).ToList();
        var typed = query["q"].ToString() is { Length: <= 200 } said ? said.Trim() : "";
        var view = new BulkView
        {
            Frame = await http.FrameAsync(act.Name),
            Heading = words.With("lists.bulk.heading", ("act", act.Name), ("count", words.Ui.Number(documents.Count))),
            Act = act.Value,
            IsMove = act.Value == Move,
            Parent = parent,
            ParentWords = typed,
            Kept = kept,
            Parents = act.Value == Move ? await PlacesAsync(http, typed, parent, documents, settings) : [],
        };
        if (act.Value == Move && parent is null)
        {
            return AdminAnswers.Page<BulkPage, BulkView>(view with { Summary = [.. documents.Select(d => TitleOf(d, settings) ?? words["content.untitled"]).Take(10)] });
        }

        var plan = await PlanAsync(http, act.Value, parent, documents, settings);
        var (accepted, refused) = (plan.FindAll(p => p.Refusal is null), plan.FindAll(p => p.Refusal is not null));
        return AdminAnswers.Page<BulkPage, BulkView>(view with
        {
            Summary = Told(words, act.Value, accepted, refused, isAll && documents.Count == MostAtOnce),
            Accepted = [.. accepted.Select(p => RowOf(p, p.What, settings, words))],
            Refused = [.. refused.Select(p => RowOf(p, p.Refusal ?? "", settings, words))],
            Pinned = string.Join(' ', accepted.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Document.Document.Id}.{p.Document.Document.Draft}"))),
        });
    }

    private static async Task<IResult> DoBulkAsync(HttpContext http)
    {
        var (words, settings, form) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await http.Request.ReadFormAsync(http.RequestAborted));
        var types = VisibleTypes(http);
        if (Acts(http, words, types, settings.Languages).FirstOrDefault(a => a.Value == form.Field("act")) is not { } act)
        {
            return await RefusedBulkAsync(http, types);
        }

        var seen = form.Field("pinned").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostAtOnce).Select(p => p.Split('.'))
            .Where(p => p.Length == 2 && Guid.TryParse(p[0], out _)).DistinctBy(p => p[0]).ToDictionary(p => Guid.Parse(p[0], CultureInfo.InvariantCulture), p => Number(p[1]));
        var documents = await OverseenInOrderAsync(http, [.. seen.Keys], types);
        var plan = await PlanAsync(http, act.Value, form.Field("parent") is { Length: > 0 } parent ? parent : null, documents, settings);
        var (done, failed) = (new List<BulkRow>(), new List<BulkRow>());
        var sequence = 0L;
        foreach (var item in plan)
        {
            if (item.Lacking is { } lacking)
            {
                await http.NoteAsync(http.Staff().Actor, lacking.ToString(), $"{item.Document.Document.Type}/{item.Document.Document.Id}", allowed: false);
            }

            var outcome = item.Refusal is { } refusal ? refusal : await DoOneAsync(http, act.Value, item, seen[item.Document.Document.Id]);
            if (outcome is EditorSave save)
            {
                sequence = Math.Max(sequence, save.Sequence);
                done.Add(RowOf(item, words["lists.bulk.row-done"], settings, words));
            }
            else
            {
                failed.Add(RowOf(item, (string)outcome, settings, words));
            }
        }

        if (sequence > 0)
        {
            PageRequest.Follow(http, sequence);
        }

        return AdminAnswers.Page<BulkPage, BulkView>(new BulkView
        {
            Frame = await http.FrameAsync(act.Name),
            Heading = act.Name,
            Act = act.Value,
            IsMove = act.Value == Move,
            IsDone = true,
            Summary = [words.With("lists.bulk.result", ("done", words.Ui.Number(done.Count)), ("failed", words.Ui.Number(failed.Count)))],
            Accepted = done,
            Refused = failed,
        });
    }

    // Offered to nobody without the right, so whoever asks has guessed the address.
    private static async Task<IResult> RefusedBulkAsync(HttpContext http, IReadOnlyList<string> types)
    {
        var action = types.Count == 0 ? ContentAction.View : ContentAction.Publish;
        await http.NoteAsync(http.Staff().Actor, action.ToString(), http.Request.Path, allowed: false);
        return await AdminAnswers.RefusedAsync(http, action);
    }

    /// <returns>What was saved, or a sentence that says why nothing was.</returns>
    private static async Task<object> DoOneAsync(HttpContext http, string act, BulkItem item, int seen)
    {
        var (ct, tenant, document) = (http.RequestAborted, http.Node().Tenant, item.Document.Document);
        var isOwn = item.Document.IsOf(http.Staff().Actor);
        var (action, languages) = act == Move ? (ContentAction.Edit, [null]) : act == Withdraw ? (ContentAction.Withdraw, [null]) : act == Archive ? (ContentAction.Archive, [null]) : (PublishActionOf(TypeOf(item.Document), item.Document.Draft.Body), item.Languages.Select(string? (l) => l).ToList());
        foreach (var language in languages)
        {
            if (!await MayAsync(http, action, language, item.Document)
                || (act == Move && !await MayStandAsync(http, TypeOf(item.Document), document.Id, item.Document.Draft.Body, item.Body, isOwn, $"{document.Type}/{document.Id}")))
            {
                return http.Words().With("refused.sentence", ("action", http.Words()[$"action.{action}"]));
            }
        }

        var outcome = act == Move ? await Desk(http).SaveAsync(tenant, new DraftSave(document.Id, document.Type, seen, item.Body, http.Words()["lists.move.note"]), http.Staff().Actor, ct)
            : act == Archive ? await Desk(http).MakeHistoricalAsync(tenant, document.Id, seen, http.Staff().Actor, ct)
            : act == Withdraw ? await Desk(http).WithdrawAsync(tenant, document.Id, seen, http.Staff().Actor, ct)
            : await Desk(http).PublishAsync(
                tenant,
                new PublishingOrder(
                    document.Id, seen, item.Languages,
                    (await SiteSettings.LoadAsync(http.Node(), ct)).Languages.All(l => May(http, ContentAction.Publish, l, item.Document)), null),
                http.Staff().Actor, ct);
        return outcome.Succeeded ? outcome.Value : string.Join(' ', outcome.Problems.Select(p => ProblemText.Say(p with { Path = "" }, http.Words().Language)));
    }

    /// <summary>What the act means for each document. The store's own rules are asked when it is done.</summary>
    private static async Task<List<BulkItem>> PlanAsync(HttpContext http, string act, string? parent, IReadOnlyList<OverseenDocument> documents, SiteSettings settings)
    {
        var words = http.Words();
        Guid? place = Guid.TryParse(parent, out var id) ? id : null;
        var destination = place is { } page ? await SectionAsync(http, page) : null;
        var below = act != Move ? null : await http.Node().AskStaffAsync(
            index => documents.ToDictionary(d => d.Document.Id, d => StaffTree.Below(index, d.Document.Id)), http.RequestAborted);
        var inside = below is null ? [] : (await OverseenAsync(http, [.. below.Values.SelectMany(b => b).Distinct()])).ToDictionary(d => d.Document.Id, d => d.Languages.Count);
        return [.. documents.Select(d => act == Move ? Moving(d) : act == Withdraw ? Withdrawing(d) : act == Archive ? Archiving(d) : Publishing(d)).Select(i => i with { Lacking = Lack(i.Refusal) })];

        bool May(OverseenDocument d, ContentAction action, string? language) => ContentPages.May(http, action, language, d);

        bool MayStand(OverseenDocument d) =>
            SectionOf.Body(TypeOf(d), d.Document.Id, d.Draft.Body) == destination || Rights.May(http.Staff(), ContentAction.Create, d.Document.Type, null, destination, d.IsOf(http.Staff().Actor));

        string Missing(ContentAction action) => words.With("refused.sentence", ("action", words[$"action.{action}"]));

        ContentAction? Lack(string? refusal) =>
            new ContentAction?[] { ContentAction.Edit, ContentAction.Withdraw, ContentAction.Archive, ContentAction.Publish, ContentAction.PublishEmergency }.FirstOrDefault(a => refusal == Missing(a!.Value)); // None is null.

        BulkItem Moving(OverseenDocument d)
        {
            var kind = KindOf(d);
            var own = DocumentFacts.Read(kind, d.Draft.Body).Parent;
            var refusal = d.Document.State == DocumentState.Historical ? ProblemText.Say(Problem.Of("document.archived"), words.Language)
                : kind.ParentMember is null ? words["lists.move.no-tree"]
                : !May(d, ContentAction.Edit, null) || (own != place && !MayStand(d)) ? Missing(ContentAction.Edit)
                : own == place ? words["lists.move.there"]
                : place is { } to && (to == d.Document.Id || below?.GetValueOrDefault(d.Document.Id)?.Contains(to) == true) ? ProblemText.Say(Problem.Of("page.circle"), words.Language)
                : null;
            var moved = refusal is null && kind.ParentMember is { } member ? MovedBody(d, member, place) : null;
            var addresses = d.Languages.Count + (below?.GetValueOrDefault(d.Document.Id)?.Sum(b => inside.GetValueOrDefault(b)) ?? 0);
            return new BulkItem(
                d, [], refusal ?? (moved is null ? words["lists.move.misfit"] : null), words.With("lists.move.what", ("addresses", words.Ui.Number(addresses))), addresses, moved ?? []);
        }

        BulkItem Withdrawing(OverseenDocument d) => new(
            d, d.Languages,
            d.Document.State == DocumentState.Historical ? ProblemText.Say(Problem.Of("document.archived"), words.Language)
                : d.Languages.Count == 0 ? ProblemText.Say(Problem.Of("document.not-public"), words.Language)
                : May(d, ContentAction.Withdraw, null) ? null : Missing(ContentAction.Withdraw),
            words["content.withdraw.what"], d.Languages.Count, []);

        BulkItem Archiving(OverseenDocument d) => new(
            d, d.Languages,
            ArchiveWhat(http, d.Document.Type) is null ? ProblemText.Say(Problem.Of("document.not-archivable"), words.Language)
                : d.Document.State == DocumentState.Historical ? words["archive.is"]
                : d.Languages.Count == 0 ? ProblemText.Say(Problem.Of("document.not-public"), words.Language)
                : May(d, ContentAction.Archive, null) ? null : Missing(ContentAction.Archive),
            ArchiveWhat(http, d.Document.Type) ?? "", d.Languages.Count, []);

        BulkItem Publishing(OverseenDocument d)
        {
            var type = TypeOf(d);
            var wanted = act[PublishPrefix.Length..];
            var titled = DocumentFacts.Read(type.Kind, d.Draft.Body).Languages;
            var languages = LanguageStates.Of(type.Kind, d).Where(s => s.Value is LanguageState.Draft or LanguageState.Changed && titled.Contains(s.Key) && (wanted == AllLanguages || s.Key == wanted))
                .Select(s => s.Key).Order(StringComparer.Ordinal).ToList();
            var publish = PublishActionOf(type, d.Draft.Body);
            var body = type.TryRead(d.Draft.Body, out _);
            var problem = body is null ? words["lists.move.misfit"]
                : ContentChecks.Of(type, body, languages) is [var first, ..] ? Sentences(http, type, [first])[0].Sentence
                : null;
            return new BulkItem(
                d, languages, languages.Count == 0 ? words["lists.bulk.no-change"] : languages.TrueForAll(l => May(d, publish, l)) ? problem : Missing(publish),
                words.With("lists.bulk.publishes", ("languages", string.Join(", ", languages.Select(words.Ui.NameOfLanguage)))), 0, []);
        }
    }

    /// <returns>The draft's body with another place; null when it does not fit its type.</returns>
    private static byte[]? MovedBody(OverseenDocument document, string member, Guid? place)
    {
        var body = JsonNode.Parse(document.Draft.Body)!.AsObject(); // A body is an object.
        if (place is { } to)
        {
            body[member] = new JsonObject { ["id"] = to.ToString() };
        }
        else
        {
            body.Remove(member);
        }

        var parsed = TypeOf(document).Parse(JsonSerializer.SerializeToUtf8Bytes(body));
        return parsed.Succeeded ? parsed.Value.Canonical : null;
    }

    private static List<string> Told(AdminWords words, string act, List<BulkItem> accepted, List<BulkItem> refused, bool isCut)
    {
        var told = new List<string> { words.With("lists.bulk.counts", ("accepted", words.Ui.Number(accepted.Count)), ("refused", words.Ui.Number(refused.Count))) };
        if (act == Move && accepted.Count > 0)
        {
            told.Add(words.With("lists.move.told", ("addresses", words.Ui.Number(accepted.Sum(a => a.Addresses)))));
        }

        if (isCut)
        {
            told.Add(words.With("lists.bulk.cut", ("count", words.Ui.Number(MostAtOnce))));
        }

        return told;
    }

    /// <summary>Places that a move may lead to: what the words find, the chosen one, and the root.</summary>
    private static async Task<IReadOnlyList<Choice>> PlacesAsync(HttpContext http, string typed, string? chosen, IReadOnlyList<OverseenDocument> moved, SiteSettings settings)
    {
        var words = http.Words();
        var types = VisibleTypes(http).Where(t => Fori.Content.ContentModule.Types.First(d => d.Name == t).Kind.ParentMember is not null).ToList();
        var sight = SightOf(http);
        var found = typed.Length == 0 || types.Count == 0 ? null : await http.Node().AskStaffAsync(
            index => new ContentQuery { Text = typed, Sort = ContentQuery.ByFit, Sight = sight }.Find(index, words.Language, types, _ => new Dictionary<string, int>(), 0, MostPlaces), http.RequestAborted);
        var ids = (found?.Hits.Select(h => h.Id) ?? []).Concat(Guid.TryParse(chosen, out var own) ? [own] : []).Distinct().Except(moved.Select(m => m.Document.Id)).ToList();
        var rows = await RowsAsync(http, ids, settings, new Dictionary<string, string>());
        return
        [
            new Choice(StaffFacets.Root, words["content.parent.none"], chosen == StaffFacets.Root),
            .. rows.Select(r => new Choice(r.Id.ToString(), r.Above is null ? r.Title : $"{r.Title} – {words.With("content.below", ("title", r.Above))}", r.Id.ToString() == chosen)),
        ];
    }

    // What the person may not even see was guessed: it is noted, and nothing of it is told.
    private static async Task<IReadOnlyList<OverseenDocument>> OverseenInOrderAsync(HttpContext http, IReadOnlyList<Guid> ids, IReadOnlyList<string> types)
    {
        var found = (await OverseenAsync(http, ids)).Where(d => types.Contains(d.Document.Type)).ToDictionary(d => d.Document.Id);
        var seen = new List<OverseenDocument>();
        foreach (var document in ids.Where(found.ContainsKey).Select(id => found[id]))
        {
            if (await MayAsync(http, ContentAction.View, null, document))
            {
                seen.Add(document);
            }
        }

        return seen;
    }

    private static BulkRow RowOf(BulkItem item, string note, SiteSettings settings, AdminWords words) => new(
        TitleOf(item.Document, settings) ?? words["content.untitled"], PathOf(item.Document.Document.Type, item.Document.Document.Id), note);

    /// <param name="Languages">That are published or withdrawn.</param>
    /// <param name="Refusal">Why it will not be done; null when it will.</param>
    /// <param name="What">What will happen.</param>
    /// <param name="Addresses">How many public addresses change.</param>
    /// <param name="Body">Of a moved one.</param>
    /// <param name="Lacking">The right whose lack is the refusal; null when it is another.</param>
    private sealed record BulkItem(OverseenDocument Document, IReadOnlyList<string> Languages, string? Refusal, string What, int Addresses, byte[] Body, ContentAction? Lacking = null);
}
