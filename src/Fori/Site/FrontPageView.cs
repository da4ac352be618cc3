namespace Fori.Site;

/// <summary>The front page of a municipality: search as the largest thing, tasks, topics, what is open.</summary>
public sealed record FrontPageView : PageView
{
    /// <summary>The page's only h1, as "Welcome to …".</summary>
    public required Phrase Heading { get; init; }

    public Phrase? Lead { get; init; }

    /// <summary>Six to eight of the commonest errands.</summary>
    public IReadOnlyList<NamedLink> TopTasks { get; init; } = [];

    /// <summary>Subjects with their icons and notes.</summary>
    public IReadOnlyList<NamedLink> Topics { get; init; } = [];

    /// <summary>Pages at the root of the site.</summary>
    public PagesBelow Pages { get; init; } = PagesBelow.None;

    /// <summary>All services, from A to Ö.</summary>
    public string? AllServicesUrl { get; init; }

    public IReadOnlyList<PlaceCard> OpenPlaces { get; init; } = [];

    public string? AllPlacesUrl { get; init; }

    /// <summary>Life events and other doors to services.</summary>
    public IReadOnlyList<NamedLink> LifeEvents { get; init; } = [];

    public IReadOnlyList<NewsTeaser> News { get; init; } = [];

    public string? AllNewsUrl { get; init; }
}

/// <summary>A piece of news in a list.</summary>
public sealed record NewsTeaser(Phrase Title, string Url, DateOnly PublishedOn, Phrase? Summary = null)
{
    /// <summary>Above the title; says nothing that the title does not.</summary>
    public PictureView? Picture { get; init; }
}
