namespace Fori.Search.Concepts;

// "a b c": the same thing. "topic topic < thing thing": things and the topics under which a municipality offers them,
// the nearest topic first. Words of any municipality; written over its whole range of tasks, not after any query.
internal sealed partial class EverydayWords
{
    private const string Finnish = """
        elokuva leffa filmi
        jääkiekko lätkä kiekko
        jalkapallo futis
        koripallo koris
        salibandy säbä
        kirjasto kirjala
        päiväkoti päivähoito varhaiskasvatus tarha lastentarha
        esikoulu eskari esiopetus
        koulu perusopetus peruskoulu
        iltapäivähoito iltapäivätoiminta iltapäiväkerho
        lukio toinenaste
        aikuisopisto kansalaisopisto työväenopisto
        ikääntynyt vanhus ikäihminen seniori mummo vaari eläkeläinen
        vanhainkoti palveluasuminen hoivakoti palvelutalo
        kotihoito kotisairaanhoito kotiapu
        omaishoito omaishoitaja
        terveyskeskus terveysasema lääkäri vastaanotto
        hammaslääkäri hammashoito suuhygienisti
        päivystys ensiapu
        neuvola äitiysneuvola lastenneuvola
        raskaus raskaana
        rokotus rokote
        mielenterveys masennus ahdistus psykiatria
        päihde alkoholi huume päihdehuolto
        toimeentulotuki sosiaalitoimisto aikuissosiaalityö
        lastensuojelu huostaanotto
        avioero ero elatus huoltajuus
        avioliitto vihkiminen häät naimisiin naimisissa
        maahanmuuttaja pakolainen kotoutuminen kotouttaminen
        vammainen invalidi vammaispalvelu
        kuljetuspalvelu taksi vpl
        työ työpaikka työllisyys rekrytointi
        työtön työttömyys työnhakija
        yritys firma yrittäjä
        asunto vuokra-asunto kämppä asuminen
        tontti pientalotontti
        talo omakotitalo pientalo rakennus
        rakennuslupa toimenpidelupa rakennusvalvonta
        remontti korjausrakentaminen
        kaava asemakaava kaavoitus
        kartta paikkatieto
        vesi vesihuolto vesijohto
        hana vesijohto
        viemäri jätevesi
        sähkökatko sähkö
        roska jäte jätehuolto roskat
        kierrätys lajittelu jätepiste
        kaatopaikka jäteasema
        aurausta auraus lumi talvikunnossapito
        liukkaus hiekoitus
        katu tie kadunkunnossapito
        katuvalo valaistus
        kuoppa katuvaurio
        parkki pysäköinti parkkipaikka parkkisakko pysäköintivirhemaksu
        bussi linja-auto joukkoliikenne
        pyörä polkupyörä pyöräily fillari
        vene venepaikka satama laituri
        uimahalli uimala
        uimaranta uimapaikka
        puisto viheralue
        leikkipuisto leikkikenttä leikkipaikka
        koira lemmikki
        eläinlääkäri eläin
        löytötavara kadonnut löytöeläin
        melu meteli häiriö
        hautausmaa hauta hautaaminen
        vaali äänestys äänestäminen
        kuntalaisaloite aloite
        valitus muutoksenhaku oikaisuvaatimus kantelu
        palaute vikailmoitus
        kokous kunnanvaltuusto kaupunginvaltuusto
        avustus apuraha
        tilavaraus tilavuokraus varaus
        velka velkaneuvonta talousneuvonta
        poliisi rikos
        palokunta pelastuslaitos tulipalo
        passi henkilökortti
        ajokortti ajo-oikeus
        muutto muuttoilmoitus
        kotiin koti
        nuori teini nuoriso
        nuorisotila nuorisotalo nuokkari
        lapsi vauva
        harrastus vapaa-aika
        konsertti keikka musiikki
        näyttely galleria taide
        teatteri näytelmä
        netti internet verkko
        tietokone digituki
        laina lainaus
        liikunta urheilu liikuntapalvelu < uinti tennis sulkapallo jalkapallo koripallo lentopallo salibandy käsipallo pesäpallo jääkiekko luistelu hiihto juoksu kävely lenkkeily pyöräily golf keilailu voimistelu jumppa tanssi jooga kuntosali kamppailulaji judo karate paini nyrkkeily ratsastus suunnistus melonta soutu yleisurheilu rullalautailu kiipeily frisbeegolf squash padel
        sisäliikunta liikuntasali liikuntahalli palloiluhalli < salibandy koripallo lentopallo sulkapallo käsipallo futsal voimistelu pöytätennis kamppailulaji
        kenttä ulkoliikunta liikuntapaikka < jalkapallo pesäpallo tennis yleisurheilu beachvolley rantalentopallo frisbeegolf padel
        vesiliikunta uimahalli uimaranta < uinti sukellus vesijumppa vesijuoksu
        jäähalli luistelukenttä < jääkiekko luistelu taitoluistelu ringette kaukalopallo
        latu ulkoilureitti kuntorata < hiihto lenkkeily juoksu kävely vaellus
        kulttuuri kulttuuripalvelu < elokuva teatteri konsertti näyttely museo taide musiikki tanssi kirjallisuus festivaali elokuvateatteri ooppera
        kirjasto < kirja lehti äänikirja lukeminen e-kirja satu
        nuorisotyö nuorisotila < nuori kerho leiri
        varhaiskasvatus < päiväkoti perhepäivähoito kerho leikkitoiminta
        perusopetus < koulukuljetus koululainen läksy oppilas luokka
        sosiaalityö toimeentulotuki < raha köyhyys vuokravelka ruoka-apu häätö asunnottomuus
        perheneuvonta lastenvalvoja < avioero huoltajuus elatus isyys tapaamisoikeus parisuhde
        perhepalvelu neuvola < raskaus synnytys vauva imetys vanhemmuus perhe
        vammaispalvelu < pyörätuoli henkilökohtainenavustaja kehitysvamma kuulovamma näkövamma apuväline
        ikääntyneet kotihoito < vanhus muistisairaus dementia turvapuhelin ateriapalvelu kotihoito eläkeläinen
        terveyspalvelu terveysasema < lääkäri sairaanhoitaja kuume flunssa resepti laboratorio röntgen influenssa rokotus
        hammashoito hammaslääkäri < hammas hammassärky oikominen suu
        mielenterveyspalvelu < masennus ahdistus uupumus itsemurha
        päihdepalvelu < alkoholi huume päihde riippuvuus peliriippuvuus
        työllisyyspalvelu < työ työttömyys työnhaku kesätyö työharjoittelu palkkatuki työpaja
        yrityspalvelu yritysneuvonta < yritys toiminimi yrittäjyys starttiraha
        rakennusvalvonta rakennuslupa < rakentaminen talo rakennus remontti autotalli sauna laajennus purkaminen aita piha mökki
        tontti kaavoitus < rakentaminen talo omakotitalo kesämökki
        asuminen < vuokra asunto vuokra-asunto opiskelija-asunto asumisoikeus
        vesihuolto vesilaitos < vesi hana viemäri vesimittari vesikatko putki
        jätehuolto < roska jäte kierrätys kaatopaikka roskis paperinkeräys ongelmajäte biojäte
        kadunkunnossapito < lumi auraus liukkaus hiekoitus kuoppa katuvalo jalkakäytävä asfaltti
        viheralue < puisto puu nurmikko istutus metsä
        pysäköinti liikenne < auto parkkipaikka parkkisakko
        joukkoliikenne < bussi linja-auto juna raitiovaunu linja aikataulu matkakortti bussikortti lippu bussipysäkki
        liikennesuunnittelu < liikennevalo suojatie nopeusrajoitus hidaste liikennemerkki
        eläin koirapuisto < koira kissa lemmikki
        ympäristönsuojelu ympäristöterveys < saaste melu ilmanlaatu haju rotta sisäilma home
        maahanmuuttajapalvelu kotoutuminen < pakolainen turvapaikka oleskelulupa kielikurssi tulkki
        kansalaisopisto < kurssi kielikurssi kädentaito
        päätöksenteko osallistuminen < valtuusto kunnanhallitus lautakunta pöytäkirja aloite vaali
        tapahtuma < konsertti festivaali tori markkinat
        neuvonta asiakaspalvelu < asiointi neuvontapiste lomake
        """;

    private const string Swedish = """
        dagis daghem dagvård småbarnspedagogik
        skilsmässa skilja skiljer separera äktenskapsskillnad
        gifta gift vigsel bröllop äktenskap
        hus byggnad småhus egnahemshus
        bygga byggande byggnad byggnadslov
        bio film biograf
        simma simning bad simhall
        äldre åldring pensionär senior
        jobb arbete sysselsättning
        arbetslös arbetslöshet
        läkare hälsocentral hälsostation
        tandläkare tandvård
        sopor avfall avfallshantering
        parkering parkeringsplats
        buss kollektivtrafik
        biljett färdbiljett
        kollektivtrafik < buss tåg spårvagn busskort tidtabell
        gata väg
        vaccin vaccinering vaccination
        cykel cykling
        båt båtplats
        hund sällskapsdjur
        bostad lägenhet boende
        försörjningsstöd utkomststöd socialbidrag
        barn baby
        ungdom tonåring
        skola grundskola grundläggande
        lån låna utlåning
        vatten vattenförsörjning kran
        snö plogning
        klagomål besvär
        deprimerad depression nedstämd
        företag bolag firma
        gravid graviditet havandeskap
        idrott motion < tennis fotboll basket innebandy ishockey simning skidåkning skridskoåkning gymnastik badminton volleyboll löpning cykling gym
        kultur < film teater konsert museum utställning konst musik
        """;

    private const string English = """
        daycare kindergarten childcare nursery
        company business enterprise firm
        pregnant pregnancy maternity
        street road
        depressed depression
        divorce separation
        marry wedding marriage
        house building
        build building construction
        movie film cinema
        swim swimming pool
        elderly senior pensioner aged
        job work employment
        unemployed unemployment
        doctor physician health
        dentist dental
        garbage trash rubbish waste
        parking car
        bus coach
        bike bicycle cycling
        boat harbour mooring
        dog pet
        apartment flat dwelling
        welfare income benefit
        kid child
        teenager youth
        school education
        book library
        tap water
        snow plough
        complaint appeal
        park garden
        soccer football
        sport exercise < tennis football basketball floorball hockey swimming skiing skating gymnastics badminton volleyball running cycling gym
        culture < film movie theatre concert museum exhibition art music
        """;
}
