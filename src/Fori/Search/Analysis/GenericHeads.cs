using System.Collections.Frozen;

namespace Fori.Search.Analysis;

/// <summary>
/// Last parts of compounds that only say "a service of it": Kirjastopalvelut is the library, Liikuntatoimi is sport.
/// A title of such a word is the thing before it.
/// </summary>
internal static class GenericHeads
{
    private static readonly FrozenSet<string> Heads = ((string[])
    [
        "palvelu", "toiminta", "toimi", "asia", "neuvonta", "ohjaus", "paikka", "virasto",
        "tjänst", "service", "verksamhet", "ärend", "ärende", "rådgivning", "plats", "sektor",
    ]).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string part) => Heads.Contains(part);
}
