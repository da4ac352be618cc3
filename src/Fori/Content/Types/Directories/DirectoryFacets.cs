using System.Text.Json;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Types.Directories;

/// <summary>The facets of a directory as filters of its list, and what its records hold of them.</summary>
internal static class DirectoryFacets
{
    /// <summary>More would be a form of its own, not filters.</summary>
    public const int Most = 8;

    public static string TypeOf(ListedType type) => type == ListedType.Entry ? nameof(DirectoryEntry) : type.ToString();

    /// <summary>Declared names of what the directory lists.</summary>
    public static IReadOnlyList<string> TypesOf(Directory directory) =>
        [.. directory.Sources.Select(s => s.RecordType).OfType<ListedType>().Select(TypeOf).Distinct()];

    /// <summary>The field of a type by which lists can be filtered; null when it is none.</summary>
    public static DocumentField? FieldOf(DocumentTypes types, string type, string? name) =>
        types.Find(type)?.Fields.FirstOrDefault(f => f.Name == name && IsFacet(f));

    /// <summary>Fields of a type by which lists can be filtered.</summary>
    public static IEnumerable<DocumentField> FieldsOf(DocumentTypes types, string type) => types.Find(type)?.Fields.Where(IsFacet) ?? [];

    /// <summary>Those that can be understood, each with a heading; publishing tells of the others.</summary>
    public static IReadOnlyList<FacetParameter> Of(PageScope scope, Directory directory)
    {
        var facets = new List<FacetParameter>();
        foreach (var row in directory.Facets.Take(Most))
        {
            if (ParameterOf(scope.Node.Types, directory, row) is not { } facet || facets.Exists(f => f.Field == facet.Field) || facet.HeadingIn(scope) is null)
            {
                continue;
            }

            // Two types may have the same word in addresses for different fields, as a service's and a place's organisation.
            facets.Add(facets.Exists(f => f.Parameter == facet.Parameter)
                ? facet with { Parameter = FacetParameter.Prefix + JsonNamingPolicy.KebabCaseLower.ConvertName(facet.Field), Name = facet.Name ?? NameOf(facet) }
                : facet);
        }

        return facets;

        LocalizedText? NameOf(FacetParameter facet) => facet.HeadingIn(scope) is { } heading ? LocalizedText.Of((scope.Language, heading.Text)) : null;
    }

    /// <summary>What records hold of facets, in words: by document, a heading with the names of its values.</summary>
    public static async Task<IReadOnlyDictionary<Guid, IReadOnlyList<(FacetParameter Facet, string Text)>>> TextsAsync(
        PageScope scope, IReadOnlyList<LoadedDocument> documents, IReadOnlyList<FacetParameter> facets, CancellationToken ct)
    {
        var references = documents.ToDictionary(d => d.Id, d => facets.Any(f => f.Kind == FacetKind.Document) ? DocumentFacts.Read(d.Type.Kind, d.Row.Body).References : []);
        await scope.ResolveAsync(references.Values.SelectMany(r => r).Select(r => RefKey.Of(ReferenceOf(r))), ct);
        var texts = documents.ToDictionary(d => d.Id, _ => new List<(FacetParameter, string)>());
        foreach (var facet in facets)
        {
            var held = documents.ToDictionary(d => d.Id, d => ValuesOf(scope, d, facet, references[d.Id]));
            var names = await FacetFilters.NamesAsync(scope, facet, [.. held.Values.SelectMany(v => v).Distinct()], ct);
            foreach (var document in documents)
            {
                if (string.Join(", ", held[document.Id].Select(v => names.GetValueOrDefault(v)?.Text).OfType<string>().Distinct()) is { Length: > 0 } text)
                {
                    texts[document.Id].Add((facet, text));
                }
            }
        }

        return texts.ToDictionary(t => t.Key, t => (IReadOnlyList<(FacetParameter, string)>)t.Value);
    }

    private static FacetParameter? ParameterOf(DocumentTypes types, Directory directory, DirectoryFacet row) => row switch
    {
        { Field: { Length: > 0 } name } => TypesOf(directory).Select(t => FieldOf(types, t, name)).FirstOrDefault(f => f is not null) is { } field
            ? FacetParameter.Of(field) with { Name = row.Name.IsEmpty ? null : row.Name, All = row.Match == FacetMatch.All }
            : null,
        { Key: { Length: > 0 } key, Values.Count: > 0 } => new FacetParameter(FacetParameter.Prefix + key, DirectoryEntry.FieldOf(key), FacetKind.Own)
        {
            Name = row.Name,
            All = row.Match == FacetMatch.All,
            Values = [.. row.Values.Where(v => v.Key is { Length: > 0 }).Select(v => (v.Key!, v.Name)).DistinctBy(v => v.Item1)], // Filtered.
        },
        _ => null,
    };

    private static bool IsFacet(DocumentField field) => field.Rule is { Facet: true, Parent: false, Internal: false };

    private static Ref<DocumentBody> ReferenceOf((string Field, string? System, string? Key, Guid? Target) reference) =>
        reference.Target is { } id ? new Ref<DocumentBody> { Id = id } : new Ref<DocumentBody> { System = reference.System, Key = reference.Key };

    // As the index has them, without the classes above a class.
    private static List<string> ValuesOf(
        PageScope scope, LoadedDocument document, FacetParameter facet, IEnumerable<(string Field, string? System, string? Key, Guid? Target)> references)
    {
        if (facet.Kind == FacetKind.Own)
        {
            return document.Body is IFaceted own ? [.. own.OwnFacets.Where(f => f.Field == facet.Field).Select(f => f.Value)] : [];
        }

        if (facet.Kind == FacetKind.Document)
        {
            return [.. references.Where(r => r.Field == facet.Field).Select(r => scope.Target(ReferenceOf(r))?.Id.ToString()).OfType<string>()];
        }

        return document.Type.Fields.FirstOrDefault(f => f.Name == facet.Field)?.ValueOf(document.Body) switch
        {
            Code code => [Coded(code)],
            IReadOnlyList<Code> codes => [.. codes.Select(Coded)],
            Enum choice => [choice.ToString()],
            string word => [word],
            IReadOnlyList<string> words => [.. words],
            _ => [],
        };

        string Coded(Code code) => $"{code.Scheme}:{scope.Node.Vocabularies.Find(code)?.Code ?? code.Value}";
    }
}
