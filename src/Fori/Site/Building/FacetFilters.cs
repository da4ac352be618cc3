using System.Text.Json;
using Fori.Documents;
using Fori.Registers.Vocabularies;
using Fori.Search;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>A facet of the index as a parameter of a page's address.</summary>
/// <param name="Parameter">As <c>class</c>; its heading is the word <c>facet.class</c>.</param>
/// <param name="Field">Facet field of the index.</param>
/// <param name="Scheme">For codes: the scheme that need not be written in the address.</param>
internal sealed record FacetParameter(string Parameter, string Field, FacetKind Kind, string? Scheme = null)
{
    /// <summary>Before parameters of facets that have no word of their own in addresses.</summary>
    public const string Prefix = SiteQuery.FacetPrefix;

    /// <summary>Its heading, where editors wrote one; null reads the word of the parameter.</summary>
    public LocalizedText? Name { get; init; }

    /// <summary>Every chosen value must be there, not one of them.</summary>
    public bool All { get; init; }

    /// <summary>Of <see cref="FacetKind.Own"/>: names of the values, in the order in which they are offered.</summary>
    public IReadOnlyList<(string Value, LocalizedText Name)> Values { get; init; } = [];

    public static FacetParameter Class { get; } = new("class", "serviceClasses", FacetKind.Code, VocabularyScheme.ServiceClass);

    public static FacetParameter LifeEvent { get; } = new("life-event", "lifeEvents", FacetKind.Code, VocabularyScheme.LifeEvent);

    public static FacetParameter TargetGroup { get; } = new("target-group", "targetGroups", FacetKind.Code, VocabularyScheme.TargetGroup);

    public static IReadOnlyList<FacetParameter> OfServices { get; } =
    [
        Class, TargetGroup, LifeEvent,
        new("charge", "chargeType", FacetKind.Choice),
        new("language", "languages", FacetKind.Language),
        new("organization", "mainResponsible", FacetKind.Document),
        new("tag", "tags", FacetKind.Code),
    ];

    public static IReadOnlyList<FacetParameter> OfPlaces { get; } =
    [
        new("type", "placeTypes", FacetKind.Code, VocabularyScheme.PlaceType),
        new("district", "district", FacetKind.Code),
        new("language", "languages", FacetKind.Language),
        new("organization", "organization", FacetKind.Document),
    ];

    /// <summary>Of what editors write: topic, audience, part of the municipality.</summary>
    public static IReadOnlyList<FacetParameter> OfContent { get; } =
        [new("topic", "topics", FacetKind.Document), new("audience", "audiences", FacetKind.Document), new("area", "areas", FacetKind.Document)];

    public static FacetParameter Unit { get; } = new("unit", "unit", FacetKind.Document);

    public static FacetParameter PersonKind { get; } = new("kind", "kinds", FacetKind.Choice);

    /// <summary>A facet field of a type, as lists of any records filter by it.</summary>
    public static FacetParameter Of(DocumentField field) =>
        OfServices.Concat(OfPlaces).Concat(OfContent).FirstOrDefault(f => f.Field == field.Name)
        ?? new FacetParameter(Prefix + JsonNamingPolicy.KebabCaseLower.ConvertName(field.Name), field.Name, field.Shape switch
        {
            CodeShape or RowsShape { Item: CodeShape } => FacetKind.Code,
            ReferenceShape or RowsShape { Item: ReferenceShape } => FacetKind.Document,
            ChoiceShape => FacetKind.Choice,
            _ => FacetKind.Word,
        });

    /// <summary>What the facet is called; null when nothing says it.</summary>
    public Phrase? HeadingIn(PageScope scope) =>
        scope.Say(Name) ?? (SiteWords.Find($"facet.{Parameter}", scope.Language) is { } word ? new Phrase(word) : null);

    /// <summary>Value in the index → in the address.</summary>
    public string Shown(string value) => Scheme is not null && value.StartsWith(Scheme + ":", StringComparison.Ordinal) ? value[(Scheme.Length + 1)..] : value;

    /// <summary>Value in the address → in the index.</summary>
    public string Asked(string value) => Kind == FacetKind.Code && Scheme is not null && !value.Contains(':', StringComparison.Ordinal) ? $"{Scheme}:{value}" : value;
}

internal enum FacetKind
{
    Code,
    Choice,
    Language,
    Document,

    /// <summary>Its values are their own names.</summary>
    Word,

    /// <summary>Editors named its values: <see cref="FacetParameter.Values"/>.</summary>
    Own,
}

/// <summary>The filters of a list: what is chosen, what may be chosen, and how many there are of each.</summary>
internal static class FacetFilters
{
    // The field of everything that may belong to a section.
    private const string SectionFacet = "section";

    private const int MostOptions = 12;

    public static SearchQuery Apply(SearchQuery query, SiteQuery asked, IReadOnlyList<FacetParameter> facets) => query with
    {
        Filters = query.Filters.Concat(facets
            .Select(f => (f.Field, f.All, Values: asked.All(f.Parameter).Select(f.Asked).ToList()))
            .Where(f => f.Values.Count > 0)
            .Select(f => KeyValuePair.Create(f.Field, new FacetFilter(f.Values, f.All)))).ToDictionary(),
    };

    /// <summary>On a section's own host lists hold what is the section's; elsewhere everything.</summary>
    public static IReadOnlyDictionary<string, FacetFilter> OfHost(PageScope scope) =>
        scope.Request.Section is { } section ? new Dictionary<string, FacetFilter> { [SectionFacet] = new([section.ToString()]) } : new Dictionary<string, FacetFilter>();

    /// <summary>
    /// The groups with their counts. A group's own choice does not limit its counts, since choosing a second value widens the list;
    /// unless every chosen value must be there.
    /// </summary>
    public static async Task<IReadOnlyList<FacetGroup>> GroupsAsync(
        PageScope scope, SearchQuery query, SiteQuery asked, IReadOnlyList<FacetParameter> facets, CancellationToken ct)
    {
        var index = scope.Request.Tenant.Index;
        var groups = new List<FacetGroup>();
        foreach (var facet in facets)
        {
            var others = facet.All ? query : query with { Filters = query.Filters.Where(f => f.Key != facet.Field).ToDictionary() };
            var chosen = asked.All(facet.Parameter).Select(facet.Asked).ToHashSet(StringComparer.Ordinal);
            var counts = Listing.Counts(index, others, facet.Field).Where(c => chosen.Contains(c.Value) || IsOffered(scope, facet, c.Value)).ToList();
            var names = await NamesAsync(scope, facet, [.. counts.Select(c => c.Value)], ct);
            var order = facet.Values.Select((v, i) => (v.Value, i)).ToDictionary(v => v.Value, v => v.i);
            var options = counts
                .Where(c => names.ContainsKey(c.Value))
                .OrderByDescending(c => chosen.Contains(c.Value)).ThenByDescending(c => c.Count)
                .Take(Math.Max(facet.Kind == FacetKind.Own ? facet.Values.Count : MostOptions, chosen.Count))
                .OrderBy(c => order.GetValueOrDefault(c.Value)).ThenBy(c => names[c.Value].Text, StringComparer.Create(scope.Words.Culture, ignoreCase: true))
                .Select(c => new FacetOption(names[c.Value], facet.Shown(c.Value), c.Count, chosen.Contains(c.Value)))
                .ToList();
            if (options.Count > 1 || options.Exists(o => o.IsChosen))
            {
                groups.Add(new FacetGroup(facet.Parameter, HeadingOf(scope, facet), options));
            }
        }

        return groups;
    }

    /// <summary>Values of facets that are chosen, also those that nothing has: they too must be possible to take away.</summary>
    public static async Task<List<ChosenFilter>> ChosenFacetsAsync(
        PageScope scope, SiteQuery asked, IReadOnlyList<FacetParameter> facets, string path, CancellationToken ct)
    {
        var chosen = new List<ChosenFilter>();
        foreach (var facet in facets)
        {
            var values = asked.All(facet.Parameter);
            var names = await NamesAsync(scope, facet, [.. values.Select(facet.Asked)], ct);
            chosen.AddRange(values.Select(v => new ChosenFilter(
                HeadingOf(scope, facet),
                names.GetValueOrDefault(facet.Asked(v)) ?? new Phrase(v),
                path + asked.Without(facet.Parameter, v))));
        }

        return chosen;
    }

    /// <summary>All that is chosen, what is no facet too.</summary>
    public static async Task<IReadOnlyList<ChosenFilter>> ChosenAsync(
        PageScope scope, SiteQuery asked, IReadOnlyList<FacetParameter> facets, string path, CancellationToken ct)
    {
        var chosen = await ChosenFacetsAsync(scope, asked, facets, path, ct);

        void Other(string name, string word, Func<string, string> shown)
        {
            if (asked.One(name) is { } value)
            {
                chosen.Add(new ChosenFilter(SiteWords.Say(word, scope.Language), shown(value), path + asked.With(name, null)));
            }
        }

        Other(SiteQuery.Text, "filter.query", v => v);
        Other(SiteQuery.Letter, "filter.letter", v => v);
        Other(SiteQuery.Near, "filter.near", v => v);
        Other(SiteQuery.Within, "filter.within", v => $"{v} m");
        if (RecordList.BoxOf(asked) is not null)
        {
            Other(SiteQuery.Box, "filter.box", v => v);
        }

        Other(SiteQuery.Open, "filter.open", _ => SiteWords.Say("filter.open", scope.Language));
        return chosen;
    }

    /// <summary>Names of values of a facet in the page's language; a value without a name is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, Phrase>> NamesAsync(PageScope scope, FacetParameter facet, IReadOnlyList<string> values, CancellationToken ct)
    {
        if (facet.Kind == FacetKind.Document)
        {
            var ids = values.Select(v => Guid.TryParse(v, out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
            return (await scope.LoadAsync([.. ids.Distinct()], ct)).ToDictionary(d => d.Id.ToString(), scope.NameOf); // Two ways of writing an id are one.
        }

        return values.Distinct().Select(v => (Value: v, Name: NameOf(scope, facet, v))).Where(n => n.Name is not null).ToDictionary(n => n.Value, n => n.Name!); // Filtered.
    }

    private static string HeadingOf(PageScope scope, FacetParameter facet) =>
        facet.HeadingIn(scope)?.Text ?? throw new InvalidOperationException($"The facet {facet.Parameter} has no heading.");

    // Of a tree of classes the topmost are offered; the list itself leads deeper.
    private static bool IsOffered(PageScope scope, FacetParameter facet, string value) =>
        facet.Kind != FacetKind.Code || CodeOf(value) is not { } code || scope.Node.Vocabularies.Find(code) is not { Parents.Count: > 0 } ;

    private static Phrase? NameOf(PageScope scope, FacetParameter facet, string value) => facet.Kind switch
    {
        FacetKind.Code => CodeOf(value) is { } code ? scope.LabelOf(code) : null,
        FacetKind.Choice => SiteWords.Find($"{facet.Parameter}.{value}", scope.Language) is { } word ? new Phrase(word) : null,
        FacetKind.Own => scope.Say(facet.Values.FirstOrDefault(v => v.Value == value).Name),
        FacetKind.Word => new Phrase(value),
        _ => new Phrase(scope.NameOfLanguage(value)),
    };

    private static Code? CodeOf(string value) =>
        value.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? new Code(value[..colon], value[(colon + 1)..]) : null;
}
