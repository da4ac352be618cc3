using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Fori.Documents;
using Lucene.Net.Util;

namespace Fori.Search.Index;

/// <summary>Where in a document a word stands; each has its own field, length and weight.</summary>
internal enum TextZone
{
    Title,

    /// <summary>Other names, keywords, labels of what it refers to.</summary>
    Aside,

    /// <summary>Summary and body.</summary>
    Running,
}

/// <summary>
/// The names of the index's fields and the shape of their terms. A text field holds, of each word: the word itself,
/// <c>#</c> its base forms, <c>+</c> parts of a compound, <c>^</c> what it is derived from, <c>~</c> the word or base
/// form without diacritics; words have letters and digits only, so the marks never meet one.
/// </summary>
internal static class IndexFields
{
    public const string Id = "id";
    public const string Type = "type";
    public const string Language = "lang";
    public const string Identifier = "key";
    public const string Version = "version";
    public const string Changed = "changed";
    public const string Points = "points";

    /// <summary>Only of what is no longer kept up.</summary>
    public const string Historical = "historical";
    public const string IsHistorical = "1";
    public const char LemmaMark = '#';
    public const char PartMark = '+';
    public const char RootMark = '^';
    public const char FoldMark = '~';

    /// <summary>Pseudo-language of the fields that hold concepts.</summary>
    public const string ConceptLanguage = "c";

    /// <summary>Languages without an analysis of their own share the fields of this name.</summary>
    public const string OtherLanguage = "x";

    private static readonly string[] ZoneNames = ["t:", "a:", "r:"];

    /// <summary>The index languages, in which every query looks.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. SearchKnowledge.Languages, OtherLanguage];

    public static string Text(TextZone zone, string language) => ZoneNames[(int)zone] + language;

    public static string TitleOrder(string language) => "order:" + language;

    public static string Completion(string language) => "complete:" + language;

    public static string Facet(string field) => "f:" + field;

    /// <summary>fi of fi-FI; <see cref="OtherLanguage"/> of a language without an analysis.</summary>
    public static string LanguageOf(string tag)
    {
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        var primary = (dash < 0 ? tag : tag[..dash]).ToLowerInvariant();
        return SearchKnowledge.Languages.Contains(primary) ? primary : OtherLanguage;
    }

    /// <summary>Bytes in the order in which ids are compared; a Guid's own ToByteArray would not be.</summary>
    public static BytesRef IdBytes(Guid id)
    {
        var bytes = new byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return new BytesRef(bytes);
    }

    public static Guid IdOf(BytesRef bytes) => new(bytes.Bytes.AsSpan(bytes.Offset, 16), bigEndian: true);

    /// <summary>One term of an identifier; the unit separator cannot stand in a system's name.</summary>
    public static BytesRef IdentifierTerm(Identifier identifier) => Bounded(identifier.System + '\u001f' + identifier.Value);

    /// <summary>Lucene refuses terms over 32,766 bytes: a longer one is named by its hash.</summary>
    public static BytesRef Bounded(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new BytesRef(bytes.Length <= 1000 ? bytes : Encoding.ASCII.GetBytes("sha256:" + Convert.ToHexString(SHA256.HashData(bytes))));
    }

    /// <summary>A short, stable name of a concept: the index must not depend on the place of a concept in its vocabulary.</summary>
    public static string ConceptTerm(string uri) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uri)).AsSpan(0, 8));

    /// <summary>Latitude and longitude in 10⁻⁷ degrees (a centimetre), four bytes each.</summary>
    public static BytesRef PointBytes(IReadOnlyList<GeoPoint> points)
    {
        var bytes = new byte[points.Count * 8];
        for (var i = 0; i < points.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * 8), (int)Math.Round(points[i].Latitude * 1e7));
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan((i * 8) + 4), (int)Math.Round(points[i].Longitude * 1e7));
        }

        return new BytesRef(bytes);
    }
}
