using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Replacing;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Site;
using Microsoft.AspNetCore.Http.Extensions;

namespace Fori.Web.Content;

/// <summary>
/// A text is found and replaced in everything that the person may edit: part by part, first shown and then done, each document with
/// its rights asked by itself. A document that was changed since it was looked at is left as it is.
/// </summary>
internal static partial class ContentPages
{
    public const string ReplacePath = AdminModule.Root + "/replace";
    private const int LookedAtOnce = 500;

    // A question answers within seconds, however much there is: the next part goes on from there.
    private const int MostLookedAt = 10_000;

    private static readonly int[] PartSizes = [50, 200, 500];

    private static void MapReplacing(RouteGroupBuilder staff)
    {
        staff.MapPage("/replace", http => OfReplacersAsync(http, () => LookForAsync(http)));
        staff.MapForm("/replace", http => OfReplacersAsync(http, () => ReplaceAsync(http)));
    }

    /// <summary>Who works on what others wrote.</summary>
    internal static bool MayReplace(StaffUser user) => Fori.Content.ContentModule.Types.Any(t => Rights.MaySomewhere(user, ContentAction.SendBack, t.Name));

    private static async Task<IResult> OfReplacersAsync(HttpContext http, Func<Task<IResult>> answer)
    {
        if (MayReplace(http.Staff()))
        {
            return await answer();
        }

        await http.NoteAsync(http.Staff().Actor, nameof(ContentAction.SendBack), ReplacePath, allowed: false);
        return await AdminAnswers.RefusedAsync(http, ContentAction.SendBack);
    }

    /// <summary>What replacing asks, each in a language that would change.</summary>
    private static IEnumerable<(ContentAction Action, string? Language)> AskedOfReplacing(DocumentType type, byte[] before, byte[] after) =>
        LanguagesChanged(type, before, after).SelectMany(language => new[] { (ContentAction.SendBack, language), (ContentAction.Edit, language) });

    private static async Task<IResult> LookForAsync(HttpContext http)
    {
        var (words, settings, query) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), http.Request.Query);
        string One(string name) => query[name] is [{ Length: > 0 } value, ..] ? value : "";
        var offered = ReplaceTypes(http);
        var form = new ReplaceForm(
            Cut(One("find")), Cut(One("with")), One("word") == "on", One("case") == "on", One("links") == "on", settings.Languages.FirstOrDefault(l => l == One("language")),
            [.. query["type"].OfType<string>().Where(t => offered.Any(o => o.Name == t)).Distinct()], One("after"), PartSizes.Contains(Number(One("size"))) ? Number(One("size")) : PartSizes[0]);
        var isAsked = query.ContainsKey("find");
        var (rows, next) = isAsked && form.Find.Length > 0 && form.Find != form.With ? await FindPlacesAsync(http, form, offered, settings) : (null, null);
        return AdminAnswers.Page<ReplacePage, ReplaceView>(new ReplaceView
        {
            Frame = await http.FrameAsync(words["replace.heading"]),
            Form = form,
            Types = [.. offered.Select(t => new Choice(t.Name, NameOfType(words, t.Name), form.Types.Contains(t.Name))).OrderBy(t => t.Name, StringComparer.Create(words.Ui.Culture, ignoreCase: true))],
            Languages = [new Choice("", words["replace.language.all"], form.Language is null), .. settings.Languages.Select(l => new Choice(l, words.Ui.NameOfLanguage(l), form.Language == l))],
            Sizes = [.. PartSizes.Select(s => new Choice(s.ToString(CultureInfo.InvariantCulture), words.Ui.Number(s), s == form.Size))],
            Rows = rows,
            NextUrl = next is null ? null : AddressOf(form with { After = next }),
            MayPublish = offered.Any(t => Rights.MaySomewhere(http.Staff(), ContentAction.Publish, t.Name)),
            Problems = !isAsked || rows is not null ? [] : [new FieldProblem("find", words[form.Find.Length == 0 ? "replace.nothing" : "replace.same"])],
        });
    }

    private static async Task<(IReadOnlyList<ReplaceRow>? Rows, string? Next)> FindPlacesAsync(HttpContext http, ReplaceForm form, IReadOnlyList<DocumentType> offered, SiteSettings settings)
    {
        var (words, sought, node, ct) = (http.Words(), SoughtBy(form), http.RequestServices.GetRequiredService<Node>(), http.RequestAborted);
        var types = offered.Where(t => form.Types.Count == 0 || form.Types.Contains(t.Name)).ToList();
        var (begin, after) = form.After.Split(':') is [var name, var text] && types.FindIndex(t => t.Name == name) is >= 0 and var at && Guid.TryParse(text, out var last) ? (at, last) : (0, Guid.Empty);
        var (rows, looked) = (new List<ReplaceRow>(), 0);
        for (var i = begin; i < types.Count; i++, after = Guid.Empty)
        {
            var type = types[i];
            while (await node.Database.ReadAsync(http.Node().Tenant.Id, session => session.IdsOfTypeAsync(type.Name, after, LookedAtOnce, ct), ct) is { Count: > 0 } ids)
            {
                foreach (var document in (await OverseenAsync(http, ids)).OrderBy(d => ids.IndexOf(d.Document.Id)))
                {
                    after = document.Document.Id;
                    if (document.Document.State != DocumentState.Historical && May(http, ContentAction.View, null, document)
                        && TextReplacing.Of(type, document.Draft.Body, sought) is { Changes: { Count: > 0 } changes } replaced
                        && AskedOfReplacing(type, document.Draft.Body, replaced.Body).All(asked => May(http, asked.Action, asked.Language, document)))
                    {
                        rows.Add(RowOf(words, type, document, changes, settings));
                        if (rows.Count == form.Size)
                        {
                            return (rows, $"{type.Name}:{after}");
                        }
                    }
                }

                after = ids[^1];
                looked += ids.Count;
                if (looked >= MostLookedAt)
                {
                    return (rows, $"{type.Name}:{after}");
                }
            }
        }

        return (rows, null);
    }

    private static async Task<IResult> ReplaceAsync(HttpContext http)
    {
        var (words, settings, form) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await http.Request.ReadFormAsync(http.RequestAborted));
        var asked = new ReplaceForm(
            Cut(form.Field("find")), Cut(form.Field("with")), form.Field("word") == "on", form.Field("case") == "on", form.Field("links") == "on",
            settings.Languages.FirstOrDefault(l => l == form.Field("language")), [], "", PartSizes[0]);
        if (asked.Find.Length == 0 || asked.Find == asked.With || form.Field("act") is not ("draft" or "publish"))
        {
            return AdminAnswers.SeeOther(ReplacePath);
        }

        var typed = form.Field("note").Trim();
        var note = typed.Length == 0 ? words.With("replace.note", ("find", asked.Find), ("with", asked.With)) : typed[..Math.Min(typed.Length, 300)];
        var seen = form["document"].OfType<string>().Take(PartSizes[^1]).Select(p => p.Split('.')).Where(p => p.Length == 2 && Guid.TryParse(p[0], out _)).DistinctBy(p => p[0])
            .ToDictionary(p => Guid.Parse(p[0], CultureInfo.InvariantCulture), p => Number(p[1]));
        var types = ReplaceTypes(http);
        var documents = (await OverseenAsync(http, seen.Keys)).Where(d => types.Any(t => t.Name == d.Document.Type)).ToDictionary(d => d.Document.Id);
        var (published, drafts, left) = (new List<BulkRow>(), new List<BulkRow>(), new List<BulkRow>());
        var sequence = 0L;
        foreach (var id in seen.Keys)
        {
            if (!documents.TryGetValue(id, out var document) || !await MayAsync(http, ContentAction.View, null, document))
            {
                left.Add(new BulkRow(words["content.untitled"], ReplacePath, words["replace.left.gone"]));
                continue;
            }

            var row = new BulkRow(TitleOf(document, settings) ?? words["content.untitled"], PathOf(document.Document.Type, id), "");
            var (saved, isPublished, reason) = await ReplaceInAsync(http, document, seen[id], SoughtBy(asked), form.Field("act") == "publish", note, settings);
            sequence = Math.Max(sequence, saved?.Sequence ?? 0);
            (saved is null ? left : isPublished ? published : drafts).Add(row with { Note = reason ?? "" });
        }

        if (sequence > 0)
        {
            PageRequest.Follow(http, sequence);
            await http.NoteAsync(http.Staff().Actor, "replace-text", string.Create(CultureInfo.InvariantCulture, $"{published.Count + drafts.Count} documents"), allowed: true);
        }

        var next = form.Field("next");
        return AdminAnswers.Page<ReplacedPage, ReplacedView>(new ReplacedView
        {
            Frame = await http.FrameAsync(words["replace.done.heading"]),
            Published = published,
            Drafts = drafts,
            Left = left,
            NextUrl = next.StartsWith(ReplacePath + "?", StringComparison.Ordinal) ? next : null,
        });
    }

    /// <returns>What was saved, whether it went out, and why it did not or nothing was done.</returns>
    private static async Task<(EditorSave? Saved, bool Published, string? Reason)> ReplaceInAsync(
        HttpContext http, OverseenDocument document, int seen, TextSought sought, bool publishes, string note, SiteSettings settings)
    {
        var (words, type, tenant, ct) = (http.Words(), TypeOf(document), http.Node().Tenant, http.RequestAborted);
        if (document.Document.Draft != seen)
        {
            return (null, false, words["replace.left.changed"]);
        }

        var (body, changes) = TextReplacing.Of(type, document.Draft.Body, sought);
        if (changes.Count == 0)
        {
            return (null, false, words["replace.left.nothing"]);
        }

        foreach (var (action, language) in AskedOfReplacing(type, document.Draft.Body, body))
        {
            if (!await MayAsync(http, action, language, document))
            {
                return (null, false, words.With("refused.sentence", ("action", words[$"action.{action}"])));
            }
        }

        // What has changes of somebody that are not public would take those along.
        var isClean = document.Document.Published == document.Document.Draft;
        var saved = await Desk(http).SaveAsync(tenant, new DraftSave(document.Document.Id, type.Name, seen, body, note) { IsByRule = true }, http.Staff().Actor, ct);
        if (!saved.Succeeded)
        {
            return (null, false, Said(saved.Problems));
        }

        if (!publishes || document.Languages.Count == 0)
        {
            return (saved.Value, false, publishes ? words["replace.draft.not-public"] : null);
        }

        if (!isClean)
        {
            return (saved.Value, false, words["replace.draft.others"]);
        }

        var languages = LanguagesChanged(type, document.Draft.Body, body).ToList();
        var outgoing = languages.Contains(null) ? document.Languages : [.. document.Languages.Intersect(languages.OfType<string>())];
        var (publish, mayShared) = (PublishActionOf(type, body), settings.Languages.All(l => May(http, ContentAction.Publish, l, document)));
        foreach (var language in outgoing)
        {
            if (!await MayAsync(http, publish, language, document))
            {
                return (saved.Value, false, words.With("refused.sentence", ("action", words[$"action.{publish}"])));
            }
        }

        if (outgoing.Count == 0)
        {
            return (saved.Value, false, words["replace.draft.not-public"]);
        }

        var outcome = await Desk(http).PublishAsync(tenant, new PublishingOrder(document.Document.Id, saved.Value.State.Draft, outgoing, mayShared, note), http.Staff().Actor, ct);
        return outcome.Succeeded ? (outcome.Value, true, null) : (saved.Value, false, Said(outcome.Problems));

        string Said(IReadOnlyList<Problem> problems) => string.Join(' ', problems.Select(p => ProblemText.Say(p with { Path = "" }, words.Language)));
    }

    private static ReplaceRow RowOf(AdminWords words, DocumentType type, OverseenDocument document, IReadOnlyList<TextChange> changes, SiteSettings settings) => new(
        string.Create(CultureInfo.InvariantCulture, $"{document.Document.Id}.{document.Document.Draft}"), TitleOf(document, settings) ?? words["content.untitled"], PathOf(type.Name, document.Document.Id),
        NameOfType(words, type.Name),
        document.Document.Published is null ? words["replace.row.draft"] : document.Document.Published != document.Document.Draft ? words["replace.row.others"] : null,
        [
            .. changes.Select(c => new ReplacePlace(
                FieldNames.Of(words, type.Name, c.Path), c.Language, c.Matches, c.Count - c.Matches.Count)),
        ]);

    /// <summary>Types in which the person may replace something, in the order of the interface.</summary>
    private static IReadOnlyList<DocumentType> ReplaceTypes(HttpContext http) =>
        [.. Fori.Content.ContentModule.Types.Where(t => Rights.MaySomewhere(http.Staff(), ContentAction.SendBack, t.Name) && Rights.MaySomewhere(http.Staff(), ContentAction.Edit, t.Name))];

    private static TextSought SoughtBy(ReplaceForm form) => new()
    {
        Find = form.Find, Replace = form.With, WholeWord = form.WholeWord, MatchCase = form.MatchCase, InLinks = form.InLinks, Language = form.Language,
    };

    private static string AddressOf(ReplaceForm form)
    {
        var query = new QueryBuilder { { "find", form.Find }, { "with", form.With }, { "size", form.Size.ToString(CultureInfo.InvariantCulture) }, { "after", form.After } };
        foreach (var (name, isOn) in ((string, bool)[])[("word", form.WholeWord), ("case", form.MatchCase), ("links", form.InLinks)])
        {
            if (isOn)
            {
                query.Add(name, "on");
            }
        }

        if (form.Language is { } language)
        {
            query.Add("language", language);
        }

        foreach (var type in form.Types)
        {
            query.Add("type", type);
        }

        return ReplacePath + query.ToQueryString();
    }

    // Spaces at its ends may be meant.
    private static string Cut(string text) => string.Concat(text[..Math.Min(text.Length, TextSought.Longest)].Where(c => !char.IsControl(c))).Normalize();
}
