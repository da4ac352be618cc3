using System.Collections.Frozen;

namespace Fori.Search.Analysis;

/// <summary>
/// Words of a query that say that something is wanted, not what: "I want to", "mistä saan", "jag söker". Written for
/// residents' questions to a municipality, by the closed word classes of each language, so they hold for any question.
/// </summary>
internal static class FunctionWords
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Empty = new Dictionary<string, FrozenSet<string>>
    {
        ["fi"] = Set("""
            ja tai sekä vai mutta että jotta koska kun jos kuin eli myös vielä nyt sitten niin näin siis jo vain kai ehkä hyvin
            minä sinä hän me te he se ne tämä nämä tuo nuo minun mun mua mulla mulle minulla minulle minua meidän meillä meille
            sinun sun hänen heidän sen sitä siinä siitä siihen tätä tämän tässä itse oma omaa oman joku jokin jotain jossain
            mikä mitä missä mistä mihin minne millä mille miltä milloin miten miksi millainen millaisia kuka ketä kenen kenelle
            kuinka paljon paljonko montako onko voiko saako pitääkö voinko saanko kannattaako kuuluuko löytyykö
            olla olen olet on olemme olette ovat oli olin ole olisi olisin ollut en et ei emme ette eivät älä enkä eikä
            haluan haluaisin haluamme haluaisimme haluta haluta haluaa halua halutaan tahdon tahtoisin haluais
            tarvitsen tarvitsisin tarvitsemme tarvitsee tarvita tarviin tarvin voin voisin voi voimme voida voiko voisiko
            pitää pitäisi täytyy täytyisi tulisi pakko kuuluu aion aikoo yritän yrittää toivon toivoisin
            minulle tahtoa osaan kysyä kysyisin kertokaa kerro auttakaa kiitos hei moi terve anteeksi
            joka jonka jota jossa jolla jolle jotka joita tänne tuonne siellä täällä tuolla sinne
            pysty pystyn pystyä ehdi jaksa jaksan
            kanssa ilman varten vuoksi takia mukaan kautta jälkeen ennen aikana luona luo alle yli ali
            """),
        ["sv"] = Set("""
            och eller men att för om som när där här hur vad var vart varför vilken vilket vilka vem vems den det de dem denna detta dessa
            jag du han hon vi ni man mig dig sig oss er min mitt mina din ditt dina sin sitt sina vår vårt våra ens
            en ett av på i till från med utan vid hos under över åt ur genom mot efter före inom in ut upp ner
            är var vara varit blir bli blev har ha hade haft kan kunna kunde ska skall skulle vill vilja ville måste bör borde får få fick
            behöver behöva önskar önska söker letar undrar undra tänker tänka finns finna inte icke ej så också bara nu sedan då än
            hej tack snälla någon något några ingen inget allt alla mycket många lite mer
            """),
        ["en"] = Set("""
            a an the and or but if then that this these those there here to of in on at by for from with without about into onto out up down over
            i me my mine we us our you your he she it its they them their im i'm ive id
            am is are was were be been being do does did done have has had having can could will would shall should may might must
            want wants wanted need needs needed like wish looking look seek seeking wonder wondering
            what where when who whom whose which why how much many any some no not so too also just now please thanks hello hi
            going gonna cannot can't cant couldn't don't dont doesn't didn't isn't won't able unable
            """),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, FrozenSet<string>> Light = new Dictionary<string, FrozenSet<string>>
    {
        ["fi"] = Set("""
            mennä menen menemme käydä käyn käymme päästä pääsen pääsemme tulla tulen tulee saada saan saamme saa
            hakea haen haemme hankkia hankin etsiä etsin löytää löydän löydä löytyy katsoa katson katsomaan nähdä
            tehdä teen tehdään ottaa otan antaa annan laittaa laitan käyttää käytän osallistua osallistun
            aloittaa aloitan jatkaa kokeilla tietää tiedän tieto tietoa kuulla ihminen asia asiat juttu paikka lähellä lähin
            ongelma vaikeus apu maksaa jäädä jättää viedä vien tuoda
            uusi hyvä paras iso pieni ilmainen haluaisin alkaa alan pelata pelaan pelaamaan harrastaa harrastan harrastamaan
            """),
        ["sv"] = Set("""
            gå går komma kommer göra gör ta tar ge ger se ser titta tittar hitta hittar köpa använda använder börja börjar
            ansöka ansöker delta deltar veta vet sak saker plats ställe nära närmaste ny nytt nya bra stor liten gratis spela spelar utöva
            åka åker besöka besöker problem hjälp betala betalar kosta kostar lämna lämnar
            """),
        ["en"] = Set("""
            go goes get gets getting come make makes take takes give see watch find finds finding use using start started begin found took got went apply applying
            visit attend join know know thing things place places near nearest close new good best big small free play playing practice practise
            someone something somewhere information info problem problems help pay cost costs leave left bring
            """),
    }.ToFrozenDictionary();

    /// <summary>Says nothing of the subject: passed over, unless the query has nothing else.</summary>
    public static bool IsEmpty(string language, string word) => Empty.TryGetValue(language, out var words) && words.Contains(word);

    /// <summary>Says little of the subject ("go", "hakea", "spela"): weighs little and need not be found.</summary>
    public static bool IsLight(string language, string word) => Light.TryGetValue(language, out var words) && words.Contains(word);

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
