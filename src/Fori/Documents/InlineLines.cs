using System.Buffers;
using System.Text;

namespace Fori.Documents;

/// <summary>
/// Inline content as lines. Every line has balanced tags of its own (a tag around a line break is closed and opened
/// again), spaces are single and stand outside of tags, and empty tags are left out. So reading a written line gives
/// the same line.
/// </summary>
internal sealed class InlineLines
{
    // With the control characters, which no text has a use for.
    public static readonly SearchValues<char> Spaces = SearchValues.Create(
        [.. Enumerable.Range(0, 0x21).Select(c => (char)c), .. "\u007f\u00a0\u0085\u200b\ufeff\u2028\u2029"]);

    private const string Phrase = "<span";
    private const string PhraseEnd = "</span>";

    private static readonly SearchValues<char> Unsafe = SearchValues.Create("<>&\"");

    private readonly List<(string Html, bool Bullet)> _lines = [];
    private readonly List<(string Tag, string Attributes, bool Written)> _open = [];
    private readonly StringBuilder _line = new();
    private bool _bullet;
    private bool _space;

    public static bool IsBullet(char c) => c is '•' or '◦' or '▪' or '‣' or '\uf0b7';

    public void Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var visible = text.IndexOfAnyExcept(Spaces);
            if (visible != 0)
            {
                _space |= _line.Length > 0;
            }

            if (visible < 0)
            {
                return;
            }

            text = text[visible..];
            if (_line.Length == 0 && IsBullet(text[0]))
            {
                _bullet = true;
                text = text[1..];
                continue;
            }

            var end = text.IndexOfAny(Spaces);
            var word = end < 0 ? text : text[..end];
            Word(word);
            text = text[word.Length..];
        }
    }

    /// <returns>False when the tag is open already: it is not nested in itself.</returns>
    public bool Open(string tag, string attributes)
    {
        if (_open.Exists(o => o.Tag == tag))
        {
            return false;
        }

        _open.Add((tag, attributes, false));
        return true;
    }

    public void Close(string tag)
    {
        var at = _open.FindLastIndex(o => o.Tag == tag);
        if (_open[at].Written)
        {
            _line.Append("</").Append(tag).Append('>');
        }

        _open.RemoveAt(at);
    }

    public void Break()
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Written)
            {
                _line.Append("</").Append(_open[i].Tag).Append('>');
                _open[i] = _open[i] with { Written = false };
            }
        }

        // A bullet without a word is nothing.
        _lines.Add((_line.ToString(), _bullet && _line.Length > 0));
        _line.Clear();
        _bullet = false;
        _space = false;
    }

    public IReadOnlyList<(string Html, bool Bullet)> Finish()
    {
        Break();
        return _lines;
    }

    public string Join(string separator) =>
        string.Join(separator, Unwrapped([.. Finish().Where(l => l.Html.Length > 0).Select(l => l.Html)]));

    /// <summary>
    /// Lines of one block without a language of words that is that of all of them: programs write one around every text, and a whole
    /// block has its language itself.
    /// </summary>
    public static IReadOnlyList<string> Unwrapped(IReadOnlyList<string> lines)
    {
        string? begin = null;
        foreach (var line in lines)
        {
            // Spans never stand within each other, so one that begins at the beginning and is the only one goes to the end.
            if (!line.StartsWith(Phrase, StringComparison.Ordinal) || !line.EndsWith(PhraseEnd, StringComparison.Ordinal) || line.IndexOf(Phrase, 1, StringComparison.Ordinal) > 0)
            {
                return lines;
            }

            var own = line[..(line.IndexOf('>', StringComparison.Ordinal) + 1)];
            if (own != (begin ??= own))
            {
                return lines;
            }
        }

        return begin is null ? lines : [.. lines.Select(line => line[begin.Length..^PhraseEnd.Length])];
    }

    private void Word(ReadOnlySpan<char> word)
    {
        BeginWord();
        AppendEscaped(word);
    }

    private void BeginWord()
    {
        if (_space && _line.Length > 0)
        {
            _line.Append(' ');
        }

        _space = false;
        for (var i = 0; i < _open.Count; i++)
        {
            if (!_open[i].Written)
            {
                _line.Append('<').Append(_open[i].Tag).Append(_open[i].Attributes).Append('>');
                _open[i] = _open[i] with { Written = true };
            }
        }
    }

    private void AppendEscaped(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny(Unsafe) < 0)
        {
            _line.Append(text);
            return;
        }

        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => _line.Append("&lt;"),
                '>' => _line.Append("&gt;"),
                '&' => _line.Append("&amp;"),
                _ => _line.Append(c),
            };
        }
    }
}

/// <summary>Where a link in running text may go.</summary>
internal static class LinkTarget
{
    /// <summary>The address ready for an attribute, or null when a link must not go there.</summary>
    public static string? Clean(string? href)
    {
        var target = href?.Trim();
        if (string.IsNullOrEmpty(target) || target.Length > 2000 || target.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0 || target.Contains('\u007f', StringComparison.Ordinal))
        {
            return null;
        }

        var path = target[0] == '/' && (target.Length == 1 || target[1] is not ('/' or '\\'));
        var known = Uri.TryCreate(target, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" or "mailto" or "tel"
            && target.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase);
        return path || known
            ? target.Replace("\"", "%22", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal)
            : null;
    }
}
