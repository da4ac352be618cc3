namespace Fori.Documents;

/// <summary>A body in the tree of the site below which nothing stands: it is not offered as a place for pages.</summary>
public interface ITreeLeaf;

/// <summary>A body that is found by facets which are not fields of its type.</summary>
public interface IFaceted
{
    /// <summary>Field and value, as the search index is to have them.</summary>
    IEnumerable<(string Field, string Value)> OwnFacets { get; }
}
