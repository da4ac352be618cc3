namespace Fori.Documents;

/// <summary>
/// Recognises running text that the sanitiser would give back as it is, without building a tree of it: most text that
/// comes has been through the sanitiser before, and parsing it costs more than all other checks of a record.
/// </summary>
/// <remarks>
/// It knows paragraphs, headings and flat lists of plain words only; of any other text it says no, and the sanitiser reads
/// it. What it says yes to must come out of <see cref="RichTextWriter.Write"/> unchanged (a property test).
/// </remarks>
internal static class WrittenText
{
    public static bool Is(string html)
    {
        var rest = html.AsSpan();
        if (rest.IsEmpty || rest.Length > RichText.LongestMarkup)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            if (!Block(ref rest))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Block(ref ReadOnlySpan<char> rest) =>
        Skip(ref rest, "<p>") ? Lines(ref rest) && Skip(ref rest, "</p>")
        : Skip(ref rest, "<ul>") ? Items(ref rest) && Skip(ref rest, "</ul>")
        : Skip(ref rest, "<ol>") ? Items(ref rest) && Skip(ref rest, "</ol>")
        : Skip(ref rest, "<h2>") ? Line(ref rest) && Skip(ref rest, "</h2>")
        : Skip(ref rest, "<h3>") ? Line(ref rest) && Skip(ref rest, "</h3>")
        : Skip(ref rest, "<h4>") && Line(ref rest) && Skip(ref rest, "</h4>");

    private static bool Lines(ref ReadOnlySpan<char> rest)
    {
        do
        {
            if (!Line(ref rest))
            {
                return false;
            }
        }
        while (Skip(ref rest, "<br>"));

        return true;
    }

    private static bool Items(ref ReadOnlySpan<char> rest)
    {
        var items = 0;
        while (Skip(ref rest, "<li>"))
        {
            if (!(Line(ref rest) && Skip(ref rest, "</li>")))
            {
                return false;
            }

            items++;
        }

        return items > 0;
    }

    // Words parted by single spaces, up to the next tag.
    private static bool Line(ref ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || InlineLines.IsBullet(rest[0]))
        {
            return false;
        }

        var at = 0;
        var afterSpace = true;
        for (; at < rest.Length && rest[at] != '<'; at++)
        {
            var c = rest[at];
            if (c == ' ' ? afterSpace : c is '>' or '&' || char.IsSurrogate(c) || InlineLines.Spaces.Contains(c))
            {
                return false;
            }

            afterSpace = c == ' ';
        }

        rest = rest[at..];
        return !afterSpace;
    }

    private static bool Skip(ref ReadOnlySpan<char> rest, string tag)
    {
        if (!rest.StartsWith(tag))
        {
            return false;
        }

        rest = rest[tag.Length..];
        return true;
    }
}
