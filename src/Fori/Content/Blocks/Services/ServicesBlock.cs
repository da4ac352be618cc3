using Fori.Documents;
using Fori.Registers.Services;
using Fori.Registers.Vocabularies;
using Fori.Search;
using Fori.Site;
using Fori.Site.Building;
using Fori.Nodes;
using Fori.Store;

namespace Fori.Content.Blocks.Services;

/// <summary>Services: those that were picked, then those of a class.</summary>
public sealed record ServicesBlock : Block
{
    private const int Most = 50;

    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Reference, Order = 10)]
    public IReadOnlyList<Ref<Service>> Services { get; init => field = value ?? []; } = [];

    /// <summary>Every service of this class of the national list, and below it.</summary>
    [Field(FieldKind.Code, Scheme = VocabularyScheme.ServiceClass, Order = 20)]
    public Code? ServiceClass { get; init; }

    internal static async Task<object?> LoadAsync(PageScope scope, ServicesBlock block, CancellationToken ct)
    {
        await scope.ResolveAsync(block.Services.Select(RefKey.Of), ct);
        var services = block.Services.Select(scope.Target).OfType<Nodes.LoadedDocument>().ToList();
        if (block.ServiceClass is { } of)
        {
            scope.Tag(Tags.List(nameof(Service)));
            var found = Listing.Window(scope.Request.Tenant.Index, new SearchQuery
            {
                Types = [nameof(Service)],
                Language = scope.Language,
                Sort = SearchSort.Title,
                Filters = new Dictionary<string, FacetFilter> { ["serviceClasses"] = new([$"{of.Scheme}:{scope.Node.Vocabularies.Find(of)?.Code ?? of.Value}"]) },
            }, 0, Most);
            services.AddRange(await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct));
        }

        return services.DistinctBy(s => s.Id).Select(s => scope.Link(s) with { Note = ServiceDirectoryBuilder.SummaryOf(scope, s.As<Service>()) }).ToList();
    }
}
