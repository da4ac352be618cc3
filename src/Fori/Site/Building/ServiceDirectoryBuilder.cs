using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Services;
using Fori.Search;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>All services: from A to Ö with their other names, by class, life event or target group, filtered and counted.</summary>
internal static class ServiceDirectoryBuilder
{
    private const int EntriesOfPage = 60;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ";

    private static readonly string[] Parameters =
        [SiteQuery.Text, SiteQuery.Way, SiteQuery.Letter, SiteQuery.Page, .. FacetParameter.OfServices.Select(f => f.Parameter)];

    // A way of browsing is a facet whose whole tree is shown.
    private static readonly FacetParameter[] Ways = [FacetParameter.Class, FacetParameter.LifeEvent, FacetParameter.TargetGroup];

    public static async Task<PageView> BuildAsync(PageScope scope, CancellationToken ct)
    {
        var asked = scope.Request.Query.Only(Parameters);
        scope.Tag(Tags.List(nameof(Service)));
        return Ways.FirstOrDefault(w => w.Parameter == asked.One(SiteQuery.Way)) is { } way
            ? Browse(scope, way, asked)
            : await ListAsync(scope, asked, ct);
    }

    private static async Task<PageView> ListAsync(PageScope scope, SiteQuery asked, CancellationToken ct)
    {
        var path = SiteSection.Services.PathIn(scope.Language);
        var text = asked.One(SiteQuery.Text);
        var query = FacetFilters.Apply(new SearchQuery { Types = [nameof(Service)], Language = scope.Language, Text = text }, asked, FacetParameter.OfServices);
        var found = Listing.All(scope.Request.Tenant.Index, query);
        var services = await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct);
        var groups = await FacetFilters.GroupsAsync(scope, query, asked, FacetParameter.OfServices, ct);
        var chosen = await FacetFilters.ChosenAsync(scope, asked, FacetParameter.OfServices, path, ct);

        // What was searched for stands in the order of the index, which knows best; the plain list by the alphabet.
        var entries = text is null ? Alphabetical(scope, services) : [.. services.Select(s => (Entry: Entry(scope, s), Letter: ""))];
        var letters = text is null ? entries.Select(e => e.Letter).ToHashSet() : [];
        var letter = asked.One(SiteQuery.Letter)?.ToUpper(scope.Words.Culture);
        var listed = text is null && letter is not null ? entries.Where(e => e.Letter == letter).ToList() : entries;
        var last = Listing.LastPage(listed.Count, EntriesOfPage);
        var current = Math.Min(asked.PageNumber, last);
        var shown = listed.Skip((current - 1) * EntriesOfPage).Take(EntriesOfPage).ToList();
        return new ServiceDirectoryView
        {
            Frame = Frame(scope, asked, text ?? ""),
            Heading = SiteWords.Say("services", scope.Language),
            Lead = SiteWords.Say("services.lead", scope.Language),
            Ways = WayLinks(scope, null),
            Letters = text is not null ? [] : [.. Alphabet.Select(c => c.ToString()).Union(letters.Where(l => l != "#").Order(StringComparer.Ordinal))
                .Select(l => new LetterLink(l, letters.Contains(l) ? path + asked.With(SiteQuery.Letter, l) : null, l == letter))],
            Filters = new FilterForm
            {
                Action = path,
                Query = text ?? "",
                Hidden = letter is null ? [] : [(SiteQuery.Letter, letter)],
                Facets = groups,
                Chosen = chosen,
                ClearUrl = chosen.Count > 0 ? path : null,
            },
            Total = found.Total,
            Sections = [.. shown.GroupBy(e => e.Letter).Select(g => new DirectorySection(g.Key.Length == 0 ? null : new Phrase(g.Key), [.. g.Select(e => e.Entry)]))],
            Paging = last > 1 ? new Paging(current, last, page => path + (page == 1 ? asked.With(SiteQuery.Page, null) : asked.With(SiteQuery.Page, $"{page}"))) : null,
        };
    }

    // A name in another language stands under its own letter too: it is never hidden.
    private static List<(ServiceEntry Entry, string Letter)> Alphabetical(PageScope scope, IReadOnlyList<LoadedDocument> services)
    {
        var compare = StringComparer.Create(scope.Words.Culture, ignoreCase: true);
        var entries = new List<ServiceEntry>(services.Count * 2);
        foreach (var service in services)
        {
            var own = Entry(scope, service);
            entries.Add(own);
            if (service.As<Service>().AlternativeName.Exactly(scope.Language) is { } other && !compare.Equals(other, own.Name.Text))
            {
                entries.Add(new ServiceEntry(other, own.Url, SeeInstead: own.Name));
            }
        }

        return [.. entries.OrderBy(e => e.Name.Text, compare).ThenBy(e => e.Url, StringComparer.Ordinal).Select(e => (e, LetterOf(scope, e.Name.Text)))];
    }

    private static ServiceEntry Entry(PageScope scope, LoadedDocument service) =>
        new(scope.NameOf(service), scope.UrlOf(service), SummaryOf(scope, service.As<Service>()));

    /// <summary>The summary, or the first sentence of the description, which is shown and never stored.</summary>
    public static Phrase? SummaryOf(PageScope scope, Service service) =>
        scope.Say(service.Summary) ?? scope.Say(service.Description.Select((_, html) => RichText.FirstSentence(html)));

    private static string LetterOf(PageScope scope, string name)
    {
        var first = name.FirstOrDefault(char.IsLetterOrDigit);
        return char.IsLetter(first) ? char.ToUpper(first, scope.Words.Culture).ToString() : "#";
    }

    private static ServiceDirectoryView Browse(PageScope scope, FacetParameter way, SiteQuery asked)
    {
        var path = SiteSection.Services.PathIn(scope.Language);
        return new ServiceDirectoryView
        {
            Frame = Frame(scope, asked.Only(SiteQuery.Way), ""),
            Heading = SiteWords.Say("services", scope.Language),
            Lead = SiteWords.Say("services.lead", scope.Language),
            Ways = WayLinks(scope, way.Parameter),
            Branches = Branches(scope, way, path),
        };
    }

    /// <summary>
    /// The topmost items of each vocabulary that services have, with those directly below each, and how many services. The
    /// national vocabulary stands first; a town's own register often has only a classification of its own.
    /// </summary>
    public static IReadOnlyList<DirectoryBranch> Branches(PageScope scope, FacetParameter facet, string path)
    {
        var national = facet.Scheme ?? throw new InvalidOperationException($"{facet.Parameter} has no tree.");
        var vocabularies = scope.Node.Vocabularies;
        var counts = Listing.Counts(scope.Request.Tenant.Index, new SearchQuery { Types = [nameof(Service)] }, facet.Field).ToDictionary(c => c.Value, c => c.Count);
        var compare = StringComparer.Create(scope.Words.Culture, ignoreCase: true);
        var schemes = counts.Keys.Select(SchemeOf).Where(s => s.Length > 0).Distinct().OrderBy(s => s == national ? 0 : 1).ThenBy(s => s, StringComparer.Ordinal);

        NamedLink? Link(string scheme, Registers.Vocabularies.VocabularyItem item) =>
            counts.TryGetValue($"{scheme}:{item.Code}", out var count) && scope.Say(item.Labels) is { } name
                ? new NamedLink(name, path + SiteQuery.Empty.With(facet.Parameter, facet.Shown($"{scheme}:{item.Code}"))) { Count = count, Icon = facet == FacetParameter.Class ? ClassIcons.Of(item.Code) : null }
                : null;

        return
        [
            .. schemes.SelectMany(scheme => vocabularies.Children(scheme, null)
                .Select(item => (item.Code, Link: Link(scheme, item))).Where(i => i.Link is not null)
                .OrderBy(i => i.Link!.Name.Text, compare) // Filtered.
                .Select(i => new DirectoryBranch(
                    i.Link!,
                    [.. vocabularies.Children(scheme, i.Code).Select(item => Link(scheme, item)).OfType<NamedLink>().Select(l => l with { Icon = null }).OrderBy(l => l.Name.Text, compare)]))),
        ];
    }

    private static string SchemeOf(string value) => value[..Math.Max(value.IndexOf(':', StringComparison.Ordinal), 0)];

    private static IReadOnlyList<BrowseLink> WayLinks(PageScope scope, string? current)
    {
        var path = SiteSection.Services.PathIn(scope.Language);
        return
        [
            new BrowseLink(SiteWords.Say("way.letters", scope.Language), path, current is null),
            .. Ways.Select(w => new BrowseLink(SiteWords.Say($"way.{w.Parameter}", scope.Language), path + SiteQuery.Empty.With(SiteQuery.Way, w.Parameter), current == w.Parameter)),
        ];
    }

    private static SiteFrame Frame(PageScope scope, SiteQuery asked, string text) => FrameBuilder.Of(scope, new FrameParts
    {
        Title = SiteWords.Say("services", scope.Language),
        Description = SiteWords.Say("services.lead", scope.Language),
        UrlIn = language => SiteSection.Services.PathIn(language) + asked,
        Section = SiteSection.Services,
        NoIndex = text.Length > 0 || !asked.Only(SiteQuery.Page, SiteQuery.Way, SiteQuery.Letter, "class", "life-event", "target-group").ToString().Equals(asked.ToString(), StringComparison.Ordinal),
        Feeds = [new FeedLink(SiteWords.Say("services.feed", scope.Language), SiteSection.Services.PathIn(scope.Language) + "/feed.rss")],
    });
}

/// <summary>Icons of the main classes of services, by PTV's codes (Finnish: palveluluokitus).</summary>
internal static class ClassIcons
{
    /// <returns>Null for a class without a picture of its own.</returns>
    public static string? Of(string code) => code.Split('.')[0] switch
    {
        "P1" => "house",
        "P2" => "hammer",
        "P3" => "baby",
        "P4" => "users",
        "P5" => "heart-pulse",
        "P6" => "graduation-cap",
        "P8" => "landmark",
        "P9" => "info",
        "P10" => "briefcase",
        "P11" => "building-2",
        "P16" => "bus",
        "P18" => "map-pin",
        "P20" => "shield-check",
        "P23" => "trees",
        "P25" => "theater",
        "P27" => "dumbbell",
        "P28" => "users",
        _ => null,
    };
}
