using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>The versions of a document, what each changed, and going back to one.</summary>
internal static partial class ContentPages
{
    private const int VersionsOnPage = 30;
    private const int MostMarks = 10_000;

    private static async Task<IResult> HistoryAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var (words, settings, ct, id) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), http.RequestAborted, found.Document.Id);
        var (marks, lineage) = await LineageAsync(http, id);
        var last = Math.Max(1, (marks.Count + VersionsOnPage - 1) / VersionsOnPage);
        var page = Math.Clamp(Number(http.Request.Query["page"].ToString()), 1, last);
        var shown = marks.Skip((page - 1) * VersionsOnPage).Take(VersionsOnPage).ToList();
        var bodies = await BodiesAsync(http, id, shown.SelectMany(m => new[] { m.Version, lineage[m.Version] ?? 0 }));
        var people = await PeopleAsync(http);
        var rows = shown.ConvertAll(m => RowOf(words, people, found, m, lineage[m.Version]) with
        {
            Changed = lineage[m.Version] is { } from && bodies.TryGetValue(from, out var before) && bodies.TryGetValue(m.Version, out var own)
                ? [.. GoldenMerge.Compare(type.Kind.Shape, before, own).Select(p => FieldNames.Of(words, type.Name, p))]
                : [],
        });
        var title = TitleOf(type, found.Draft.Body, settings) ?? words["content.untitled"];
        return AdminAnswers.Page<HistoryPage, HistoryView>(new HistoryView(
            id, type.Name, words.With("content.history.heading", ("title", title)), found.Document.Draft, rows,
            (await MayOfAsync(http, type, found))(ContentAction.Restore, null))
        {
            Frame = await http.FrameAsync(words["content.history"]),
            Said = await SaidAsync(http, found, people),
            Total = marks.Count,
            Pages = new Paging(page, last, number => string.Create(CultureInfo.InvariantCulture, $"{PathOf(type.Name, id)}/history?page={number}")),
        });
    }

    private static async Task<IResult> CompareAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var (words, settings, id, query) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), found.Document.Id, http.Request.Query);
        var (marks, lineage) = await LineageAsync(http, id);
        var to = Number(query["to"].ToString());
        var from = query["from"].ToString() is { Length: > 0 } said ? Number(said) : lineage.GetValueOrDefault(to) ?? 0;
        if (marks.Find(m => m.Version == from) is not { } before || marks.Find(m => m.Version == to) is not { } after)
        {
            return Results.NotFound();
        }

        var (bodies, people) = (await BodiesAsync(http, id, [from, to]), await PeopleAsync(http));
        var targets = bodies.Values.SelectMany(b => DocumentFacts.Read(type.Kind, b).References.Select(r => r.Target).OfType<Guid>()).Distinct().ToList();
        var titles = await TitlesAsync(http, targets, settings);
        var spoken = settings.Languages.FirstOrDefault(l => l == query["language"].ToString());
        var isSide = query["view"] == "side";
        var url = PathOf(type.Name, id);
        string Address(int one, int other, bool side) => string.Create(CultureInfo.InvariantCulture, $"{url}/compare?from={one}&to={other}{(side ? "&view=side" : "")}{(spoken is null ? "" : "&language=" + spoken)}");
        return AdminAnswers.Page<ComparePage, CompareView>(new CompareView
        {
            Frame = await http.FrameAsync(words["lists.compare"]),
            Heading = words.With("lists.compare.heading", ("title", TitleOf(type, found.Draft.Body, settings) ?? words["content.untitled"])),
            Url = url,
            Before = RowOf(words, people, found, before, lineage[from]),
            After = RowOf(words, people, found, after, lineage[to]),
            Fields = [.. VersionDiff.Between(type, bodies[from], bodies[to], target => titles.GetValueOrDefault(target)).Where(d => spoken is null || d.Language == spoken).Select(d => new NamedDiff(
                FieldNames.Of(words, type.Name, d.Language is null ? d.Field : $"{d.Field}.{d.Language}"), d.Language, d))],
            IsSideBySide = isSide,
            OtherWayUrl = Address(from, to, !isSide),
            EarlierUrl = lineage[from] is { } earlier ? Address(earlier, from, isSide) : null,
            MayRestore = from != found.Document.Draft && (await MayOfAsync(http, type, found))(ContentAction.Restore, null),
            Expected = found.Document.Draft,
        });
    }

    private static HistoryRow RowOf(AdminWords words, IReadOnlyDictionary<string, string> people, EditedDocument found, VersionMark mark, int? from) => new(
        mark.Version, words.At(mark.At), NameOf(people, mark.Author), mark.Note, [], mark.Version == found.Document.Draft, mark.Version == found.Document.Published, from);

    /// <summary>All versions without their bodies, newest first, and what each was made from.</summary>
    private static Task<(List<VersionMark> Marks, IReadOnlyDictionary<int, int?> Lineage)> LineageAsync(HttpContext http, Guid id) =>
        http.RequestServices.GetRequiredService<Node>().Database.ReadAsync(http.Node().Tenant.Id, async session =>
        {
            var marks = await session.VersionMarksAsync(id, int.MaxValue, MostMarks, http.RequestAborted);
            var (changes, publications) = (await session.ChangesOfAsync(id, MostMarks * 2, http.RequestAborted), await session.PublicationsOfAsync(id, http.RequestAborted));
            return (marks, VersionLineage.Of(marks.Select(m => m.Version), changes, publications));
        }, http.RequestAborted);

    private static Task<Dictionary<int, byte[]>> BodiesAsync(HttpContext http, Guid id, IEnumerable<int> versions) =>
        http.RequestServices.GetRequiredService<Node>().Database.ReadAsync(http.Node().Tenant.Id, async session =>
        {
            var bodies = new Dictionary<int, byte[]>();
            foreach (var version in versions.Distinct())
            {
                if (await session.VersionAsync(id, version, http.RequestAborted) is { } row)
                {
                    bodies[version] = row.Body;
                }
            }

            return bodies;
        }, http.RequestAborted);

    private static async Task<IResult> RestoreAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (!await MayAsync(http, ContentAction.Restore, type, null, found))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Restore);
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (words, wanted) = (http.Words(), Number(form.Field("version")));
        if (await Desk(http).VersionAsync(http.Node().Tenant, found.Document.Id, wanted, http.RequestAborted) is not { } old)
        {
            return Results.NotFound();
        }

        // An old version may have another shape, or what is no longer allowed: it comes in as anything from outside does.
        var number = wanted.ToString(CultureInfo.InvariantCulture);
        var lifted = type.Parse(old.Body);
        var body = lifted.Succeeded ? type.Write(type.Sanitised(lifted.Value.Body)) : Outcome<byte[]>.Refused(lifted.Problems);
        if (!body.Succeeded)
        {
            return await FormAsync(http, type, found, [new FieldProblem("", words.With("lists.restore.misfit", ("number", number))), .. Sentences(http, type, body.Problems)], null);
        }

        // An old version may have belonged elsewhere.
        if (!await MayStandAsync(http, type, found.Document.Id, found.Draft.Body, body.Value, await IsOwnAsync(http, found), $"{type.Name}/{found.Document.Id}"))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Restore);
        }

        var outcome = await Desk(http).SaveAsync(
            http.Node().Tenant, new DraftSave(found.Document.Id, type.Name, Number(form.Field("expected")), body.Value, words.With("content.restored.note", ("version", number))),
            http.Staff().Actor, http.RequestAborted);
        return outcome.Succeeded
            ? Written(http, outcome.Value, PathOf(type.Name, found.Document.Id) + "?restored")
            : await FormAsync(http, type, found, Sentences(http, type, outcome.Problems), null);
    }
}
