using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Fori.Search.Queries;

/// <summary>
/// The place after a page's last hit. It names the query that it belongs to, since the place means nothing in another.
/// </summary>
/// <param name="Query">Hash of the query without limit and cursor.</param>
/// <param name="EveryWord">Whether the first page asked for every word, so that the next asks the same.</param>
/// <param name="Key">Sorting key of the last hit when it is a number.</param>
/// <param name="Title">Sorting key of the last hit in sorting by title.</param>
/// <param name="Id">Of the last hit.</param>
internal sealed record Cursor(int Query, bool EveryWord, double Key, byte[] Title, Guid Id)
{
    private const int Head = 4 + 1 + 8 + 16;
    private const int Longest = 4096;

    public override string ToString()
    {
        var bytes = new byte[Head + Title.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Query);
        bytes[4] = EveryWord ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(5), Key);
        Id.TryWriteBytes(bytes.AsSpan(13), bigEndian: true, out _);
        Title.CopyTo(bytes, Head);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>False for a text that is no cursor, or the cursor of another query.</returns>
    public static bool TryParse(string text, int query, [NotNullWhen(true)] out Cursor? cursor)
    {
        cursor = null;
        if (text.Length > Longest || !Base64Url.IsValid(text))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < Head || BinaryPrimitives.ReadInt32BigEndian(bytes) != query || bytes[4] > 1)
        {
            return false;
        }

        var key = BinaryPrimitives.ReadDoubleBigEndian(bytes.AsSpan(5));
        if (double.IsNaN(key))
        {
            return false;
        }

        cursor = new Cursor(query, bytes[4] == 1, key, bytes[Head..], new Guid(bytes.AsSpan(13, 16), bigEndian: true));
        return true;
    }

    public static int Hash(SearchQuery query)
    {
        var text = new StringBuilder();
        void Part(params IEnumerable<string?> values) => text.AppendJoin('\u001f', values).Append('\u001e');

        Part(query.Text, query.Language, query.Sort.ToString());
        Part(query.Types);
        Part(query.PublishedIn);
        foreach (var (field, filter) in query.Filters.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Part(filter.Values.Prepend(field).Append(filter.All ? "all" : "any"));
        }

        foreach (var (field, values) in query.Without.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Part(values.Prepend(field).Append("none"));
        }

        Part(query.Identifiers.SelectMany(i => (string[])[i.System, i.Value]));
        Part(query.Ids?.Select(i => i.ToString()) ?? []);
        Part(FormattableString.Invariant($"{query.Within} {query.Near} {query.Distance}"));
        return BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
