using System.Text.RegularExpressions;

namespace Fori.Bench;

/// <summary>
/// Needs beside the judged ones, written to see that nothing is fitted to those: what a resident might say in three
/// languages, and what the name of a fitting service looks like in Finnish.
/// </summary>
internal static class SearchNeeds
{
    public static IReadOnlyList<(string Finnish, string Swedish, string English, Regex Fitting)> All { get; } =
    [
        Need("haen päivähoitopaikkaa", "jag söker dagvårdsplats", "I need a daycare place", "päivähoi|päiväkot|varhaiskasvat"),
        Need("mistä saan toimeentulotukea", "hur får jag utkomststöd", "where do I get income support", "toimeentulotu|sosiaalityö"),
        Need("haluan erota puolisostani", "jag vill skilja mig", "I want a divorce", "avioero|erotilan|ero |perheasi|lastenvalv|huollo|tapaamis|avioliit|elat"),
        Need("missä voin pelata tennistä", "var kan jag spela tennis", "where can I play tennis", "tennis|liikunta|palloi"),
        Need("vesi ei tule hanasta", "det kommer inget vatten ur kranen", "no water comes from the tap", "vesi|veden|vede|vika"),
        Need("koirapuisto", "hundpark", "dog park", "koir|puisto|viheralu"),
        Need("haluan töihin", "jag vill jobba", "I want a job", "työ(?!kalu)"),
        Need("hammassärky", "tandvärk", "toothache", "hamma|suun"),
        Need("minne voin pysäköidä auton", "var kan jag parkera bilen", "where can I park my car", "pysäköin|parkki"),
        Need("lapsi menee kouluun", "mitt barn börjar skolan", "my child starts school", "perusopetu|koulu|esiopet|oppila|kouluun"),
        Need("mummo tarvitsee apua kotona", "min mormor behöver hjälp hemma", "my grandmother needs help at home", "koti(hoi|pal|in)|kotona|ikä(ih|än)|vanhu|omaishoi|turvapuh|palveluasu"),
        Need("minne vien roskat", "var lämnar jag mina sopor", "where do I take my garbage", "jät(e|t)|kierrät|roska"),
        Need("kadulla on kuoppa", "det finns ett hål i gatan", "there is a pothole in the street", "kadu|katu|tie(?!d|t)|kunnossap"),
        Need("haluan perustaa yrityksen", "jag vill starta ett företag", "I want to start a company", "yrity|yrittäj|perustam|starttir"),
        Need("olen masentunut", "jag är deprimerad", "I am depressed", "mielenterv|masennu|psyk"),
        Need("bussilippu", "bussbiljett", "bus ticket", "joukkoliik|liiken|matka|bussi"),
        Need("haluan naimisiin", "jag vill gifta mig", "I want to get married", "avioli|vihki"),
        Need("passi vanhenee", "jag behöver ett nytt pass", "I need a new passport", "passi|henkilökort|matkustus"),
        Need("venepaikka", "båtplats", "boat berth", "vene|satama|laitur|vesikulku"),
        Need("rokotukset", "vaccination av barn", "vaccinations", "rokot|neuvola"),
        Need("olen raskaana", "jag är gravid", "I am pregnant", "neuvola|raska|äiti|synny|seksuaali"),
        Need("etsin vuokra-asuntoa", "jag söker hyresbostad", "I am looking for a rental apartment", "asun|vuokra|asumi"),
        Need("haluan oppia suomea", "jag vill lära mig finska", "I want to learn Finnish", "kiel(i|en)|suom|maahanmu|kotou"),
        Need("haluan lainata pyörän", "var kan jag låna en cykel", "I want to borrow a bike", "pyörä|lainaus|vuokraus"),
        Need("lasta kiusataan koulussa", "mobbning i skolan", "bullying at school", "oppila|koulu|perusopet|kuraattori|psykolog"),
        Need("naapurit metelöivät öisin", "min granne stör på natten", "noisy neighbours", "melu|naapuri|häiriö|järjestys"),
        Need("missä on lähin leikkipuisto", "lekpark", "playground", "leikki|puisto"),
        Need("tarvitsen tulkin", "jag behöver tolk", "I need an interpreter", "tulk|maahanmuut"),
        Need("en pysty maksamaan vuokraa", "jag har inte råd med hyran", "I cannot pay my rent", "toimeentulo|asum|asun|velka|talous|sosiaality|vuokra-as"),
        Need("äidillä on muistisairaus", "min mor har minnessjukdom", "my mother has dementia", "muisti|ikä(ih|än)|vanhu|omaishoi|koti(hoi|pal)|geriatr"),
        Need("kesätöihin", "sommarjobb", "summer job", "kesä(työ|dun)|työllis|nuorten työ"),
        Need("kännykkä jäi bussiin", "jag glömde mobilen på bussen", "I left my phone on the bus", "joukkoliik|löytö|bussi|matka"),
        Need("alkoholiongelma", "alkoholproblem", "drinking problem", "päihde|alkohol|huume"),
        Need("haluan tanssia", "jag vill dansa", "I want to dance", "tanss|kulttuuri|liikunta"),
        Need("kuntosali", "gym", "gym", "kuntosal|liikunta"),
        Need("pihalla on rottia", "det finns råttor på gården", "there are rats in the yard", "ympäristöterv|terveysvalv|tuhoeläi|ympäristönsuoj|rott"),
        Need("haluan vuokrata juhlatilan", "jag vill hyra en festlokal", "rent a party venue", "tila(t|n|vuok|var)|tiloj|sali|vuokrat"),
        Need("tie on auraamatta", "snön är inte plogad", "snow has not been cleared", "katu|tie(n|t|stö)|kunnossap|talvi|auraus|yleisten aluei"),
        Need("isäni kuoli", "min pappa har dött", "my father died", "kuol|hauta|perun|kuolin|omaisen"),
        Need("haluan äänestää", "jag vill rösta", "how do I vote", "ääni|äänest|vaal"),
        Need("tekemistä nuorille", "något att göra för unga", "things to do for teenagers", "nuor"),
        Need("haluan soittaa kitaraa", "jag vill spela gitarr", "I want to learn to play the guitar", "musiik|taiteen perus|opisto|kulttuuri"),
        Need("kalastuslupa", "fiskelov", "fishing permit", "kalast|kala"),
        Need("koululaisen iltapäivähoito", "eftermiddagsvård för skolbarn", "after-school care", "iltapäiv|aamu- ja|koululais"),
        Need("vanhempani tarvitsee kuljetuksen lääkäriin", "skjuts till läkaren för äldre", "transport to the doctor for the elderly", "kuljet|lääkäri|terveys|vastaanot|ikä(ih|än)"),
        Need("homeongelma koulussa", "mögel i skolan", "mould in the school", "sisäilma|home|terveysvalv|ympäristöterv|koulu"),
        Need("aurinkopaneelit katolle", "solpaneler på taket", "solar panels on the roof", "energia|rakennus|toimenpide|lupa|aurinko"),
        Need("löysin kadonneen kissan", "jag hittade en katt", "I found a lost cat", "eläin|löytö"),
    ];

    private static (string, string, string, Regex) Need(string finnish, string swedish, string english, string fitting) =>
        (finnish, swedish, english, new Regex(fitting, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
}
