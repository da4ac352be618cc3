using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Nodes;
using Fori.Search;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>What stands below what. The address names the branches that are open, so the tree works without scripts and can be sent on.</summary>
internal static partial class ContentPages
{
    private const int ChildrenOnPage = 100;
    private const int MostOpen = 60;

    private static async Task<IResult> TreeAsync(HttpContext http)
    {
        var types = VisibleTypes(http).Where(t => Fori.Content.ContentModule.Types.First(d => d.Name == t).Kind.ParentMember is not null).ToList();
        if (types.Count == 0)
        {
            await http.MayAsync(ContentAction.View, Fori.Content.ContentModule.Types[0].Name, null, null, true, http.Request.Path);
            return await AdminAnswers.RefusedAsync(http, ContentAction.View);
        }

        var (words, settings) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        var (asked, sight) = (TreeAddress.Read(http.Request.Query), SightOf(http));
        var found = await http.Node().AskStaffAsync(index => new Branches(index, types, words.Language, asked, sight), http.RequestAborted);
        var frame = await http.FrameAsync(words["lists.tree.heading"]);
        if (found is null)
        {
            return AdminAnswers.Page<TreePage, TreeView>(new TreeView([], 0, null) { Frame = frame, Making = http.Node().StaffFilled });
        }

        var documents = (await OverseenAsync(http, [.. found.Ids])).ToDictionary(d => d.Document.Id);
        var sections = (await SectionsAsync(http, settings)).ToDictionary(s => s.Id, s => s.Name);
        var taken = await TakenAsync(http);
        return AdminAnswers.Page<TreePage, TreeView>(new TreeView(NodesOf(StaffFacets.Root), found.TotalOf(StaffFacets.Root), PagesOf(StaffFacets.Root)) { Frame = frame });

        IReadOnlyList<TreeNode> NodesOf(string above) =>
        [
            .. found.Of(above).Where(documents.ContainsKey).Select(id => (Id: id, Document: documents[id])).Select(n => new TreeNode(
                n.Id, TitleOf(n.Document, settings) ?? words["content.untitled"], PathOf(n.Document.Document.Type, n.Id),
                LanguageStates.Marks(KindOf(n.Document), n.Document, settings.Languages), found.Below(n.Id),
                found.IsOpen(n.Id) ? NodesOf(n.Id.ToString()) : null, asked.Opening(n.Id), new ContentQuery { Below = n.Id }.UrlOn(Path), PagesOf(n.Id.ToString()),
                May(http, ContentAction.Edit, null, n.Document), found.SectionOf(n.Id) is { } section ? sections.GetValueOrDefault(section) : null,
                BelowUrl(http, Fori.Content.ContentModule.Types.First(t => t.Name == n.Document.Document.Type), n.Id, found.SectionOf(n.Id), taken))),
        ];

        Paging? PagesOf(string above) => found.TotalOf(above) is var total && total <= ChildrenOnPage ? null
            : new Paging(asked.PageOf(above), (total + ChildrenOnPage - 1) / ChildrenOnPage, page => asked.Turning(above, page));
    }

    /// <summary>The branches that an address opens, and the page of each wide one.</summary>
    private sealed record TreeAddress(IReadOnlyList<Guid> Open, IReadOnlyDictionary<string, int> Pages)
    {
        public static TreeAddress Read(IQueryCollection query) => new(
            [.. query["open"].Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().Take(MostOpen)],
            query["at"].OfType<string>().Select(v => v.Split(':')).Where(v => v is [{ Length: <= 36 }, _]).Take(MostOpen).GroupBy(v => v[0]).ToDictionary(v => v.Key, v => Math.Max(1, Number(v.First()[1]))));

        public int PageOf(string above) => Pages.GetValueOrDefault(above, 1);

        public string Opening(Guid id) => $"{new TreeAddress([.. Open.Append(id).Distinct().TakeLast(MostOpen)], Pages)}#n-{id}";

        public string Turning(string above, int page) =>
            $"{new TreeAddress(Open, new Dictionary<string, int>(Pages) { [above] = page })}{(above == StaffFacets.Root ? "" : $"#n-{above}")}";

        public override string ToString() =>
            $"{Path}/tree?{string.Join('&', [.. Open.Select(id => $"open={id}"), .. Pages.Where(p => p.Value > 1).Select(p => string.Create(CultureInfo.InvariantCulture, $"at={Uri.EscapeDataString(p.Key)}:{p.Value}"))])}";
    }

    /// <summary>The part of the tree that is shown, taken out of the index.</summary>
    private sealed class Branches
    {
        private readonly Dictionary<string, NumberedList> _levels = [];
        private readonly Dictionary<Guid, int> _below = [];
        private readonly Dictionary<Guid, Guid> _sections = [];

        public Branches(SearchIndex index, IReadOnlyList<string> types, string language, TreeAddress asked, IReadOnlyList<string>? sight)
        {
            var children = StaffTree.Children(index);
            var roots = sight is null ? null : Roots(index, children, sight);
            foreach (var (section, members) in index.DocumentsBy(StaffFacets.Section).Where(s => Guid.TryParse(s.Key, out _)))
            {
                foreach (var member in members)
                {
                    _sections[member] = Guid.Parse(section, CultureInfo.InvariantCulture);
                }
            }

            var open = new Queue<string>([StaffFacets.Root]);
            while (open.TryDequeue(out var above))
            {
                var filters = new Dictionary<string, FacetFilter>();
                if (sight is not null)
                {
                    filters[StaffFacets.Sight] = new(sight);
                }

                var isRoot = above == StaffFacets.Root && roots is not null;
                if (!isRoot)
                {
                    filters[StaffFacets.Parent] = new([above]);
                }

                var level = isRoot && roots is { Count: 0 } ? new NumberedList(0, []) : index.Numbered(
                    new SearchQuery { Types = types, Language = language, Limit = ChildrenOnPage, Filters = filters, Ids = isRoot ? roots : null },
                    new ListOrder(ListKey.Title), (asked.PageOf(above) - 1) * ChildrenOnPage);
                _levels[above] = level;
                foreach (var hit in level.Hits)
                {
                    _below[hit.Id] = children.GetValueOrDefault(hit.Id.ToString(), []).Count;
                    if (asked.Open.Contains(hit.Id) && _below[hit.Id] > 0)
                    {
                        open.Enqueue(hit.Id.ToString());
                    }
                }
            }
        }

        // For who sees sections only, the tree begins where theirs begin.
        private static List<Guid> Roots(SearchIndex index, IReadOnlyDictionary<string, IReadOnlyList<Guid>> children, IReadOnlyList<string> sight)
        {
            var bySight = index.DocumentsBy(StaffFacets.Sight);
            var seen = sight.SelectMany(s => bySight.GetValueOrDefault(s, [])).ToHashSet();
            return [.. children.Where(c => !Guid.TryParse(c.Key, out var above) || !seen.Contains(above)).SelectMany(c => c.Value).Where(seen.Contains)];
        }

        public Guid? SectionOf(Guid id) => _sections.TryGetValue(id, out var section) ? section : null;

        public IEnumerable<Guid> Ids => _levels.Values.SelectMany(l => l.Hits).Select(h => h.Id);

        public IEnumerable<Guid> Of(string above) => _levels.TryGetValue(above, out var level) ? level.Hits.Select(h => h.Id) : [];

        public int TotalOf(string above) => _levels.TryGetValue(above, out var level) ? level.Total : 0;

        public int Below(Guid id) => _below.GetValueOrDefault(id);

        public bool IsOpen(Guid id) => _levels.ContainsKey(id.ToString());
    }
}
