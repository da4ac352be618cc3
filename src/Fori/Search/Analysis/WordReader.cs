using System.Buffers;
using System.Text;

namespace Fori.Search.Analysis;

/// <summary>
/// Reads the words of a text in their order, in lower case and NFC, without making a string of each. Letters and digits
/// make words; a hyphen, colon or apostrophe inside does not: <c>linja-auto</c> gives <c>linja</c>, <c>auto</c> and, at
/// the place of the last, <c>linja-auto</c>. Lone surrogates and control characters separate words.
/// </summary>
internal ref struct WordReader
{
    private readonly char[] _text;
    private readonly int _length;
    private readonly int _most;
    private int _index;
    private int _given;
    private int _wordEnd;
    private int _joinedFrom = -1;
    private int _next;

    /// <param name="text">Any text.</param>
    /// <param name="most">At most so many words are given.</param>
    public WordReader(string text, int most)
    {
        var normal = Normal(text);
        _most = most;
        _length = normal.Length;
        _text = ArrayPool<char>.Shared.Rent(Math.Max(1, _length));
        normal.AsSpan().ToLowerInvariant(_text);
    }

    /// <summary>The word; it lasts until the next one is read.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Its place in the text, from 0; several words may stand in one place.</summary>
    public int Position { get; private set; }

    public bool MoveNext()
    {
        if (_wordEnd > 0 && EndWord())
        {
            return true;
        }

        while (_index < _length && !char.IsLetterOrDigit(_text[_index]))
        {
            _index++;
        }

        if (_index >= _length || _given >= _most)
        {
            return false;
        }

        var start = _index;
        while (_index < _length && char.IsLetterOrDigit(_text[_index]))
        {
            _index++;
        }

        _joinedFrom = _joinedFrom < 0 ? start : _joinedFrom;
        Position = _next;
        _wordEnd = _index;
        return Give(start, Math.Min(_index, start + Words.LongestWord));
    }

    public readonly void Dispose() => ArrayPool<char>.Shared.Return(_text);

    // What follows a word tells whether it goes on, or whether the whole that it was the last part of is a word too.
    private bool EndWord()
    {
        var end = _wordEnd;
        _wordEnd = 0;
        _next++;
        if (_given >= _most)
        {
            return false;
        }

        if (end + 1 < _length && _text[end] is '-' or ':' or '\'' or '’' or '‐' or '‑' && char.IsLetterOrDigit(_text[end + 1]))
        {
            _text[end] = '-';
            _index = end + 1;
            return false;
        }

        var from = _joinedFrom;
        _joinedFrom = -1;
        return end - from > Current.Length && end - from <= Words.LongestWord && Give(from, end);
    }

    private bool Give(int start, int end)
    {
        Current = _text.AsSpan(start, end - start);
        _given++;
        return true;
    }

    // Normalize throws on lone surrogates, and text from outside may have them.
    private static string Normal(string text)
    {
        var clean = text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? WithoutSurrogates(text) : text;
        return clean.IsNormalized(NormalizationForm.FormC) ? clean : clean.Normalize(NormalizationForm.FormC);
    }

    private static string WithoutSurrogates(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                span[i] = char.IsSurrogate(source[i]) ? ' ' : source[i];
            }
        });
}
