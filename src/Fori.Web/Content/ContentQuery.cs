using System.Globalization;
using Fori.Access;
using Fori.Content.Admin;
using Fori.Nodes;
using Fori.Search;

namespace Fori.Web.Content;

/// <summary>
/// What the list of content is asked, as it stands in the address. What it does not understand it leaves out: an old link
/// still leads to a list.
/// </summary>
internal sealed record ContentQuery
{
    public const string BySaving = "saved";
    public const string ByTitle = "title";
    public const string ByType = "type";
    public const string ByPerson = "person";
    public const string ByFit = "fit";

    /// <summary>Beside the states of a language: its original has changed since it was written.</summary>
    public const string StaleState = "stale";
    private const int LongestValue = 200;

    public static IReadOnlyList<int> Sizes { get; } = [25, 50, 100];

    public static IReadOnlyList<string> States { get; } = [StaffFacets.Draft, StaffFacets.Changed, StaffFacets.Published, StaffFacets.Historical];

    public string Text { get; init; } = "";

    public string? Type { get; init; }

    public string? State { get; init; }

    /// <summary>Language and its state: <c>sv:missing</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Who saved last, as the log names people.</summary>
    public string? Person { get; init; }

    /// <summary>Only what belongs to this section, by its id; <see cref="StaffFacets.Root"/> is the site itself.</summary>
    public string? Section { get; init; }

    /// <summary>What the person may see, as <c>ContentPages.SightOf</c> has it: not of the address. Null narrows nothing.</summary>
    public IReadOnlyList<string>? Sight { get; init; }

    /// <summary>Only what stands below this page, however deep.</summary>
    public Guid? Below { get; init; }

    public string Sort { get; init; } = BySaving;

    public bool Descending { get; init; } = true;

    public int Size { get; init; } = 50;

    public int Page { get; init; } = 1;

    public int Skip => (Page - 1) * Size;

    /// <param name="values">Of a query string.</param>
    /// <param name="type">Of the path; goes before the one in the query.</param>
    public static ContentQuery Read(IQueryCollection values, string? type = null)
    {
        string? One(string name) => values[name] is [{ Length: > 0 and <= LongestValue } value, ..] ? value : null;
        var text = values["q"] is [{ } typed, ..] ? typed.Trim() : "";
        text = text.Length > SearchQuery.LongestText ? text[..SearchQuery.LongestText] : text;
        var sort = One("sort") is { } asked and (BySaving or ByTitle or ByType or ByPerson) ? asked : text.Length > 0 ? ByFit : BySaving;
        return new ContentQuery
        {
            Text = text,
            Type = type ?? One("type"),
            State = One("state") is { } state && States.Contains(state) ? state : null,
            Language = One("language") is { } stale && stale.EndsWith(":" + StaleState, StringComparison.Ordinal) ? stale
                : One("language") is { } language && language.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
                && Enum.TryParse<LanguageState>(language[(colon + 1)..], ignoreCase: true, out var of) && Enum.IsDefined(of) ? $"{language[..colon]}:{of.ToString().ToLowerInvariant()}" : null,
            Person = One("person"),
            Section = One("section") is { } section && (section == StaffFacets.Root || Guid.TryParse(section, out _)) ? section : null,
            Below = Guid.TryParse(One("below"), out var below) ? below : null,
            Sort = sort,
            Descending = One("order") is { } order ? order == "down" : IsDownByItself(sort),
            Size = int.TryParse(One("size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && Sizes.Contains(size) ? size : 50,
            Page = int.TryParse(One("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1,
        };
    }

    /// <summary>As names and values of an address, without what is so by itself.</summary>
    public IReadOnlyList<(string Name, string Value)> Pairs()
    {
        var pairs = new List<(string, string)>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                pairs.Add((name, value));
            }
        }

        Add("q", Text);
        Add("type", Type);
        Add("state", State);
        Add("language", Language);
        Add("person", Person);
        Add("section", Section);
        Add("below", Below?.ToString());
        Add("sort", Sort == (Text.Length > 0 ? ByFit : BySaving) ? null : Sort);
        Add("order", Descending == IsDownByItself(Sort) ? null : Descending ? "down" : "up");
        Add("size", Size == 50 ? null : Size.ToString(CultureInfo.InvariantCulture));
        Add("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture));
        return pairs;
    }

    /// <summary>The query of an address without its question mark; empty for the whole list.</summary>
    public string ToAddress() => string.Join('&', Pairs().Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));

    public string UrlOn(string path) => ToAddress() is { Length: > 0 } query ? $"{path}?{query}" : path;

    public ContentQuery By(string sort) => this with { Sort = sort, Descending = Sort == sort ? !Descending : IsDownByItself(sort), Page = 1 };

    /// <summary>Asks an index.</summary>
    /// <param name="types">Types that the person may see.</param>
    /// <param name="ranks">Names of people and types by their alphabet, for ordering by them.</param>
    /// <param name="limit">Instead of a page's size.</param>
    public NumberedList Find(SearchIndex index, string language, IReadOnlyList<string> types, Func<string, IReadOnlyDictionary<string, int>> ranks, int? skip = null, int? limit = null)
    {
        var asked = Type is null ? types : [.. types.Where(t => t == Type)];
        if (asked.Count == 0)
        {
            return new NumberedList(0, []);
        }

        var filters = new Dictionary<string, FacetFilter>();
        var without = new Dictionary<string, IReadOnlyList<string>>();
        if (State is { } state)
        {
            filters[StaffFacets.State] = new FacetFilter([state]);
        }

        if (Section is { } section)
        {
            filters[StaffFacets.Section] = new FacetFilter([section]);
        }

        if (Sight is { } sight)
        {
            filters[StaffFacets.Sight] = new FacetFilter(sight);
        }

        if (Person is { } person)
        {
            filters[StaffFacets.SavedBy] = new FacetFilter([person]);
        }

        if (Language?.Split(':') is [var spoken, var how])
        {
            if (how == "missing")
            {
                without[StaffFacets.Language] = [.. Enum.GetValues<LanguageState>().Select(s => StaffFacets.InLanguage(spoken, s))];
            }
            else
            {
                filters[StaffFacets.Language] = new FacetFilter([Language]);
            }
        }

        var query = new SearchQuery
        {
            Text = Words(Text),
            Ids = Guid.TryParse(Text, out var id) ? [id] : null,
            Language = language,
            Types = asked,
            Filters = filters,
            Without = without,
            Limit = limit ?? Size,
        };
        var order = Sort switch
        {
            ByTitle => new ListOrder(ListKey.Title, Descending),
            ByType => new ListOrder(ListKey.Facet, Descending, StaffFacets.Type, ranks(StaffFacets.Type)),
            ByPerson => new ListOrder(ListKey.Facet, Descending, StaffFacets.SavedBy, ranks(StaffFacets.SavedBy)),
            ByFit => new ListOrder(ListKey.Relevance),
            _ => new ListOrder(ListKey.Changed, Descending),
        };
        return index.Numbered(query, order, skip ?? Skip, Below is { } above ? StaffTree.Below(index, above) : null);
    }

    // An address of a page that was pasted is searched by its end; an id names one document.
    private static string? Words(string text) =>
        text.Length == 0 || Guid.TryParse(text, out _) ? null
        : text.StartsWith('/') || text.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? text.Split('?', '#')[0].TrimEnd('/').Split('/')[^1]
        : text;

    private static bool IsDownByItself(string sort) => sort == BySaving;
}

/// <summary>The tree of what the staff write, as their index has it.</summary>
internal static class StaffTree
{
    /// <summary>Children of each document, by its id; of the root by <see cref="StaffFacets.Root"/>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Guid>> Children(SearchIndex index) => index.DocumentsBy(StaffFacets.Parent);

    /// <summary>Everything below a document, without itself. Drafts may lead in a circle: each is counted once.</summary>
    public static IReadOnlySet<Guid> Below(SearchIndex index, Guid above)
    {
        var children = Children(index);
        var below = new HashSet<Guid>();
        var open = new Queue<Guid>([above]);
        while (open.TryDequeue(out var next))
        {
            foreach (var child in children.GetValueOrDefault(next.ToString(), []))
            {
                if (child != above && below.Add(child))
                {
                    open.Enqueue(child);
                }
            }
        }

        return below;
    }
}
