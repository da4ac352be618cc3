using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.Nodes;
using Fori.Search;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>The queue of subject words that wait: make a term of one, join it with a term, or refuse it.</summary>
internal static class WaitingWordPages
{
    public const string Path = AdminModule.Root + "/words";
    private const int MostShown = 50;
    private const int MostDocuments = 5;
    private const int MostOffered = 500;
    private const int MostUses = 10_000;

    public static void Map(RouteGroupBuilder staff)
    {
        var words = staff.MapGroup("").AddEndpointFilter(new MayFilter(ContentAction.ManageTerms));
        words.MapPage("/words", http => ShowAsync(http, null, []));
        words.MapForm("/words", SettleAsync);
    }

    public static bool MaySee(StaffUser user) => Rights.May(user, ContentAction.ManageTerms, null, null, null, false);

    /// <param name="typed">The row whose form comes back.</param>
    private static async Task<IResult> ShowAsync(HttpContext http, WaitingWordRow? typed, IReadOnlyList<FieldProblem> problems)
    {
        var (words, settings, ct) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), http.RequestAborted);
        var waiting = await WaitingAsync(http);
        var rows = new List<WaitingWordRow>();
        foreach (var (value, count) in (waiting ?? []).Take(MostShown))
        {
            var (language, key) = (value[..value.IndexOf(':', StringComparison.Ordinal)], value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            var ids = await UsesAsync(http, value, MostDocuments);
            var word = await WrittenAsync(http, ids, language, key) ?? key;
            var same = await Desk(http).WordOfNameAsync(http.Node().Tenant, language, word, ct) is null ? null : word;
            rows.Add(new WaitingWordRow(
                word, language, words.Ui.NameOfLanguage(language), count, [.. (await ContentPages.OwnRowsAsync(http, ids, settings)).Select(r => (r.Title, r.Url))], same,
                typed?.Word == word && typed.Language == language ? typed.Term : "", typed?.Word == word && typed.Language == language ? typed.Reason : ""));
        }

        return AdminAnswers.Page<WaitingWordsPage, WaitingWordsView>(new WaitingWordsView
        {
            Frame = await http.FrameAsync(words["terms.waiting.heading"]),
            Rows = rows,
            Total = waiting?.Count ?? 0,
            Terms = rows.Count == 0 ? [] : await TermsAsync(http, settings),
            Making = waiting is null ? http.Node().StaffFilled : null,
            Done = http.Request.Query.ContainsKey("settled") ? words["terms.waiting.settled"] : null,
            Problems = problems,
        });
    }

    private static async Task<IResult> SettleAsync(HttpContext http)
    {
        var (words, settings, form, ct, tenant) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await http.Request.ReadFormAsync(http.RequestAborted), http.RequestAborted, http.Node().Tenant);
        var (language, act) = (form.Field("language"), form.Field("act"));
        if (WaitingWords.Read(form.Field("word")) is not [var word] || !settings.Languages.Contains(language) || act is not ("accept" or "join" or "refuse"))
        {
            return AdminAnswers.SeeOther(Path);
        }

        var typed = new WaitingWordRow(word, language, "", 0, [], null, form.Field("term").Trim(), form.Field("reason").Trim());
        Task<IResult> AgainAsync(string sentence) => ShowAsync(http, typed, [new FieldProblem("", $"{word}: {sentence}")]);
        foreach (var action in (ContentAction[])[ContentAction.Create, ContentAction.Edit, ContentAction.Publish])
        {
            if (!await http.MayAsync(action, nameof(SubjectWord), null, null, true, Path))
            {
                return await AdminAnswers.RefusedAsync(http, action);
            }
        }

        Guid? term = null;
        if (act == "join" && (term = await Desk(http).WordOfNameAsync(tenant, language, typed.Term, ct)) is null)
        {
            return await AgainAsync(words["terms.waiting.no-term"]);
        }

        if (await WaitingAsync(http) is null)
        {
            return await AgainAsync(words["lists.making"]);
        }

        var uses = await UsesAsync(http, WaitingWords.KeyOf(language, word), MostUses);
        if (act == "accept" && uses.Count > 0)
        {
            var made = await TermAsync(http, language, word);
            if (!made.Succeeded)
            {
                return await AgainAsync(string.Join(' ', made.Problems.Select(p => ProblemText.Say(p with { Path = "" }, words.Language))));
            }

            term = made.Value;
        }

        var note = act == "refuse"
            ? words.With("terms.waiting.note.refused", ("word", word), ("reason", typed.Reason.Length > 0 ? typed.Reason : words["terms.waiting.no-reason"]))
            : words.With("terms.waiting.note.taken", ("word", word));
        var outcome = await Desk(http).SettleWordAsync(tenant, new WordRuling(language, word, uses, term, note), http.Staff().Actor, ct);
        if (!outcome.Succeeded)
        {
            return await AgainAsync(string.Join(' ', outcome.Problems.Select(p => ProblemText.Say(p with { Path = "" }, words.Language))));
        }

        await http.NoteAsync(http.Staff().Actor, "waiting-word", $"{act} {language}:{word}", allowed: true);
        return ContentPages.Written(http, outcome.Value.Sequence, Path + "?settled");
    }

    /// <summary>The term of the word, made when nobody has made it yet: a second attempt goes on where the first was cut off.</summary>
    private static async Task<Outcome<Guid>> TermAsync(HttpContext http, string language, string word)
    {
        var (tenant, ct, actor) = (http.Node().Tenant, http.RequestAborted, http.Staff().Actor);
        if (await Desk(http).WordOfNameAsync(tenant, language, word, ct) is { } known)
        {
            return known;
        }

        var (id, type) = (Guid.CreateVersion7(), Fori.Content.ContentModule.Types.First(t => t.Name == nameof(SubjectWord)));
        var body = type.Write(new SubjectWord { Name = LocalizedText.Of((language, word)) });
        var saved = body.Succeeded ? await Desk(http).SaveAsync(tenant, new DraftSave(id, type.Name, 0, body.Value, null), actor, ct) : Outcome<EditorSave>.Refused(body.Problems);
        var published = saved.Succeeded ? await Desk(http).PublishAsync(tenant, new PublishingOrder(id, saved.Value.State.Draft, [language], true, null), actor, ct) : saved;
        return published.Succeeded ? id : Outcome<Guid>.Refused(published.Problems);
    }

    private static EditorDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<EditorDesk>();

    /// <returns>Null while the index of the staff is being made.</returns>
    private static async Task<IReadOnlyList<(string Value, int Count)>?> WaitingAsync(HttpContext http) =>
        await http.Node().AskStaffAsync(index => Listing.Counts(index, new SearchQuery(), StaffFacets.Waiting), http.RequestAborted) is { } counts
            ? [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal).Select(c => (c.Value, c.Count))]
            : null;

    private static async Task<IReadOnlyList<Guid>> UsesAsync(HttpContext http, string value, int most)
    {
        var query = new SearchQuery { Filters = new Dictionary<string, FacetFilter> { [StaffFacets.Waiting] = new([value]) } };
        var ids = new List<Guid>();
        while (ids.Count < most && await http.Node().AskStaffAsync(
            index => index.Numbered(query with { Limit = Math.Min(SearchQuery.LargestLimit, most - ids.Count) }, new ListOrder(ListKey.Changed, Descending: true), ids.Count), http.RequestAborted) is { Hits.Count: > 0 } found)
        {
            ids.AddRange(found.Hits.Select(h => h.Id));
            if (ids.Count >= found.Total)
            {
                break;
            }
        }

        return ids;
    }

    // As somebody typed it: the index has it in small letters.
    private static async Task<string?> WrittenAsync(HttpContext http, IReadOnlyList<Guid> ids, string language, string key)
    {
        foreach (var id in ids)
        {
            if (await Desk(http).FindAsync(http.Node().Tenant, id, http.RequestAborted) is { } found && Fori.Content.ContentModule.Types.FirstOrDefault(t => t.Name == found.Document.Type) is { } type
                && type.TryRead(found.Draft.Body, out _) is ContentBody body
                && WaitingWords.Read(body.NewKeywords.Exactly(language)).FirstOrDefault(w => WaitingWords.KeyOf(language, w) == $"{language}:{key}") is { } word)
            {
                return word;
            }
        }

        return null;
    }

    private static async Task<IReadOnlyList<string>> TermsAsync(HttpContext http, SiteSettings settings)
    {
        var type = Fori.Content.ContentModule.Types.First(t => t.Name == nameof(SubjectWord));
        return
        [
            .. (await Desk(http).ListAsync(http.Node().Tenant, type, MostOffered, http.RequestAborted)).Where(d => d.Document.Published is not null)
                .Select(d => ContentPages.TitleOf(type, d.Draft.Body, settings)).OfType<string>().Distinct().Order(StringComparer.Create(http.Words().Ui.Culture, ignoreCase: true)),
        ];
    }
}
