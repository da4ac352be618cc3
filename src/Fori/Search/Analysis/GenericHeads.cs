using System.Collections.Frozen;

namespace Fori.Search.Analysis;

/// <summary>
/// Last parts of compounds that only say "a service of it": Kirjastopalvelut is the library, Liikuntatoimi is sport.
/// A title of such a word is the thing before it.
/// </summary>
internal static class GenericHeads
{
    private static readonly string[] Finnish =
        ["palvelu", "palvelut", "toiminta", "toimi", "asia", "asiat", "neuvonta", "ohjaus", "paikka", "paikat", "virasto"];

    private static readonly string[] Swedish =
        ["tjänst", "tjänster", "service", "verksamhet", "ärende", "ärenden", "rådgivning", "plats", "platser", "sektor"];

    // A part is a base form where there is a dictionary, else a stem.
    private static readonly FrozenSet<string> Heads = Finnish
        .Concat(Swedish)
        .Concat(Finnish.Select(Stemmer.Finnish.Stem))
        .Concat(Swedish.Select(Stemmer.Swedish.Stem))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>As written, for splitting compounds.</summary>
    public static IReadOnlyList<string> Of(string language) => language switch { "fi" => Finnish, "sv" => Swedish, _ => [] };

    public static bool Contains(string part) => Heads.Contains(part);
}
