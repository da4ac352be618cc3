using Fori.Content.Types.Contacts;

namespace Fori.Site;

/// <summary>
/// Everything one public page shows, ready to be written: a component never queries and never computes with the clock.
/// Which component writes which view stands in <see cref="PageRenderer"/>.
/// </summary>
public abstract record PageView
{
    public required SiteFrame Frame { get; init; }

    /// <summary>Whom to ask about what the page tells, beside it.</summary>
    public IReadOnlyList<ContactCardView> Contacts { get; init; } = [];
}

/// <summary>A text as shown.</summary>
/// <param name="Text">Plain; it is encoded when written.</param>
/// <param name="Language">BCP 47 when it is not the page's language (a fallback), else null.</param>
public sealed record Phrase(string Text, string? Language = null)
{
    public static implicit operator Phrase(string text) => new(text);

    public override string ToString() => Text;
}

/// <summary>Running text with markup.</summary>
/// <param name="Html">Already sanitised to the rich-text subset; written as it is.</param>
/// <param name="Language">BCP 47 when it is not the page's language, else null.</param>
public sealed record RichPhrase(string Html, string? Language = null)
{
    /// <summary>Comes from the national general description, not from the municipality.</summary>
    public bool IsInherited { get; init; }

    /// <summary>The register that says so, where the words around it are of editors; null when that needs no telling.</summary>
    public Provenance? Source { get; init; }
}

/// <summary>A link with its name.</summary>
/// <remarks>Url: Address within the site, or absolute.</remarks>
public sealed record NamedLink(Phrase Name, string Url)
{
    /// <summary>A word or sentence beside the link, as what the target is; null for none.</summary>
    public Phrase? Note { get; init; }

    /// <summary>Things behind it, shown beside the name; null when not counted.</summary>
    public int? Count { get; init; }

    /// <summary>Name of an icon of the sprite, as <c>book-open</c>; null for none.</summary>
    public string? Icon { get; init; }
}

/// <summary>Who supplied facts shown on the page, and when they were last checked there.</summary>
public sealed record Provenance(string Source, DateOnly CheckedOn);

/// <summary>Pages of a tree, or those of them that one page lists.</summary>
public sealed record PagesBelow
{
    public static PagesBelow None { get; } = new();

    public IReadOnlyList<NamedLink> Links { get; init; } = [];

    /// <summary>The ways to the others; null when all are here.</summary>
    public Paging? Paging { get; init; }

    /// <summary>What the address asked of the list; empty for its beginning.</summary>
    internal Routing.SiteQuery Asked { get; init; } = Routing.SiteQuery.Empty;
}

/// <summary>Pages of a long list. Each has its own address; there is no endless scroll.</summary>
/// <remarks>
/// Current: 1 for the first.<br/>
/// UrlOf: Address of a page by its number.
/// </remarks>
public sealed record Paging(int Current, int Last, Func<int, string> UrlOf)
{
    /// <summary>The numbers shown: first, last, and the neighbours of the current one; 0 stands for a gap.</summary>
    public IReadOnlyList<int> Numbers
    {
        get
        {
            var shown = new List<int>();
            for (var page = 1; page <= Last; page++)
            {
                if (page == 1 || page == Last || Math.Abs(page - Current) <= 1)
                {
                    shown.Add(page);
                }
                else
                {
                    shown.Add(0);
                    // Jump over the rest of the gap: a list of ten thousand pages is not walked.
                    page = page < Current ? Current - 2 : Last - 1;
                }
            }

            return shown;
        }
    }
}
