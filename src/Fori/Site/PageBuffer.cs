using System.Buffers;
using System.Text;

namespace Fori.Site;

/// <summary>Collects a document as characters in a rented buffer and gives it as UTF-8 in one step.</summary>
internal sealed class PageBuffer : IDisposable
{
    /// <summary>What may not stand as itself in text or in an attribute's value, which is always in double quotes.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    private char[] _characters = ArrayPool<char>.Shared.Rent(64 * 1024);
    private int _length;

    /// <summary>Writes markup as it is.</summary>
    public void Append(ReadOnlySpan<char> markup)
    {
        if (_length + markup.Length > _characters.Length)
        {
            Grow(markup.Length);
        }

        markup.CopyTo(_characters.AsSpan(_length));
        _length += markup.Length;
    }

    /// <summary>Writes text so that it stays text. Letters of every language are left as themselves: the document is UTF-8.</summary>
    public void AppendText(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Special); at >= 0; at = text.IndexOfAny(Special))
        {
            Append(text[..at]);
            Append(text[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => "&#39;",
            });
            text = text[(at + 1)..];
        }

        Append(text);
    }

    /// <returns>UTF-8; a broken surrogate becomes U+FFFD.</returns>
    public byte[] ToArray() => Encoding.UTF8.GetBytes(_characters, 0, _length);

    public void Dispose()
    {
        if (_characters.Length > 0)
        {
            ArrayPool<char>.Shared.Return(_characters);
            _characters = [];
        }
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_characters.Length * 2, _length + count));
        _characters.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_characters);
        _characters = larger;
    }
}
