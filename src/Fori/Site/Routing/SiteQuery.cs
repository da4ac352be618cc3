using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Fori.Site.Routing;

/// <summary>
/// What a page's address asks after the question mark, reduced to the parameters that some page knows. Unknown and
/// empty ones are gone, so no visitor can fill the page cache with endless names of the same page.
/// </summary>
public sealed class SiteQuery
{
    public const string Text = "q";
    public const string Way = "way";
    public const string Letter = "letter";
    public const string Near = "near";
    public const string Within = "within";
    public const string Open = "open";
    public const string Page = "page";
    public const string AsOf = "asOf";

    /// <summary>Page of the list of pages below, where <see cref="Page"/> is that of another list.</summary>
    public const string Below = "below";

    /// <summary>A box on the map: west, south, east, north in degrees (the order of RFC 7946 §5).</summary>
    public const string Box = "bbox";

    /// <summary>Asks for what is no longer kept up.</summary>
    public const string Archived = "archived";

    public const string Sort = "sort";
    public const string View = "view";

    /// <summary>Before the names of facets that editors made: <c>f-age</c>.</summary>
    public const string FacetPrefix = "f-";

    private const int MostValues = 24;
    private const int LongestValue = 200;
    private const int LongestQuery = 4_000;
    private const int LongestFacet = 42;

    // Also the order in which they stand in addresses.
    private static readonly string[] Known =
        [Text, Way, Letter, "class", "target-group", "life-event", "charge", "type", "district", "organization", "unit", "kind", "language", "tag", "topic", "audience", "area", "year", Archived, FacetPrefix, Near, Within, Box, Open, Sort, View, Page, Below, AsOf];

    private static readonly SearchValues<char> FacetLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly List<(string Name, string Value)> _values;

    private SiteQuery(List<(string Name, string Value)> values) => _values = values;

    public static SiteQuery Empty { get; } = new([]);

    public bool IsEmpty => _values.Count == 0;

    /// <param name="query">As it stands in the address, with or without the question mark. Whatever it is, it is read.</param>
    public static SiteQuery Parse(string? query)
    {
        if (string.IsNullOrEmpty(query) || query == "?")
        {
            return Empty;
        }

        var values = new List<(string Name, string Value)>();
        foreach (var part in query[..Math.Min(query.Length, LongestQuery)].TrimStart('?').Split('&'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && RankOf(part[..equals]) >= 0 && Clean(WebUtility.UrlDecode(part[(equals + 1)..])) is { Length: > 0 } value)
            {
                values.Add((part[..equals], value));
            }
        }

        return Of(values);
    }

    /// <summary>The first value; null when there is none.</summary>
    public string? One(string name) => _values.FirstOrDefault(v => v.Name == name).Value;

    public IReadOnlyList<string> All(string name) => [.. _values.Where(v => v.Name == name).Select(v => v.Value)];

    /// <summary>Number of the page of a list, 1 for the first; what is no number is 1.</summary>
    public int PageNumber => NumberOf(Page);

    /// <summary>The same of another list of the page.</summary>
    public int NumberOf(string name) =>
        int.TryParse(One(name), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and <= 10_000 ? page : 1;

    /// <summary>With one value of a name in the place of all it had; null takes it away. The page goes back to the first.</summary>
    public SiteQuery With(string name, string? value)
    {
        var values = _values.Where(v => v.Name != name && v.Name != Page).ToList();
        if (value is not null)
        {
            values.Add((name, value));
        }

        return Of(values);
    }

    /// <summary>Without one value of a name.</summary>
    public SiteQuery Without(string name, string value) =>
        Of([.. _values.Where(v => (v.Name != name || v.Value != value) && v.Name != Page)]);

    /// <summary>Without all values of some names.</summary>
    public SiteQuery Except(params IReadOnlyCollection<string> names) => Of([.. _values.Where(v => !names.Contains(v.Name))]);

    /// <summary>Ids of documents by which something is filtered, in any parameter but the words that people look for.</summary>
    public IReadOnlyList<Guid> Ids => [.. _values.Where(v => v.Name != Text && Guid.TryParse(v.Value, out _)).Select(v => Guid.Parse(v.Value, CultureInfo.InvariantCulture)).Distinct()];

    /// <summary>With other ids in the place of some, in every parameter of <see cref="Ids"/>.</summary>
    public SiteQuery WithIds(IReadOnlyDictionary<Guid, Guid> others) =>
        Of([.. _values.Select(v => v.Name != Text && Guid.TryParse(v.Value, out var id) && others.TryGetValue(id, out var other) ? (v.Name, other.ToString()) : v)]);

    /// <summary>Only the parameters that a page uses.</summary>
    public SiteQuery Only(params IReadOnlyCollection<string> names) => Of([.. _values.Where(v => names.Contains(v.Name))]);

    /// <summary>With the question mark, in a fixed order; empty when nothing is asked.</summary>
    public override string ToString()
    {
        if (_values.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (name, value) in _values)
        {
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value).Replace("%2C", ",", StringComparison.Ordinal));
        }

        return text.ToString();
    }

    private static SiteQuery Of(List<(string Name, string Value)> values) => new(
    [
        .. values.Distinct()
            .OrderBy(v => RankOf(v.Name)).ThenBy(v => v.Name, StringComparer.Ordinal).ThenBy(v => v.Value, StringComparer.Ordinal)
            .Take(MostValues),
    ]);

    // Below zero for what no page asks.
    private static int RankOf(string name) => Array.IndexOf(Known, IsFacet(name) ? FacetPrefix : name == FacetPrefix ? "" : name);

    private static bool IsFacet(string name) =>
        name.Length is > 2 and <= LongestFacet && name.StartsWith(FacetPrefix, StringComparison.Ordinal)
        && !name.AsSpan().ContainsAnyExcept(FacetLetters);

    private static string Clean(string value)
    {
        var cut = value.Length > LongestValue ? value[..LongestValue] : value;
        return string.Concat(cut.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c != '\uFFFD')).Trim();
    }
}
