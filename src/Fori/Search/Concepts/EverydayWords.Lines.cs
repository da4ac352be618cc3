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
        löytötavara kadonnut löytöeläin hukata unohtaa
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
        musiikki musiikkiopisto kansalaisopisto < kitara piano viulu laulu kuoro orkesteri bändi soitin soittaminen
        kansalaisopisto < käsityö ompelu keramiikka kudonta valokuvaus kokkaus harrastus
        oppilashuolto koulukuraattori koulupsykologi < kiusaaminen koulukiusaaminen poissaolo
        terveydensuojelu sisäilma < home kosteusvaurio melu rotta torakka lutikka tuhoeläin haju uimavesi
        järjestys ympäristönsuojelu < meteli melu häiriö naapuri
        energianeuvonta energia < aurinkopaneeli aurinkoenergia lämpöpumppu maalämpö lämmitys
        tilavaraus tila vuokraus < juhlatila kokoustila juhla häät harjoitustila
        talousneuvonta toimeentulotuki asuminen < velka vuokravelka vuokra häätö ulosotto
        kuljetuspalvelu < kyyti taksi
        ateriapalvelu ruokapalvelu < ruoka lounas kouluruoka
        arkisto < asiakirja pöytäkirja sukututkimus
        kiinteistö maanmittaus < tontti lohkominen raja
        kalastus < onkiminen onki virveli
        varaus ajanvaraus < aika vastaanottoaika
        edunvalvonta < holhous edunvalvoja
        hautaus kuolinpesä kuolema < hautajaiset vainaja perunkirjoitus perintö
        väestönsuojelu varautuminen < kriisi sota hätävara
        pelastustoimi palotarkastus < tulipalo nuohous palovaroitin avotuli
        neuvonta asiakaspalvelu < asiointi neuvontapiste lomake
        """;

    private const string Swedish = """
        dagis daghem dagvård småbarnspedagogik
        förskola förskoleundervisning
        eftermiddagsvård eftermiddagsverksamhet eftis
        mobbning skolmobbning
        skola grundskola grundläggande
        gymnasium gymnasieutbildning
        medborgarinstitut arbetarinstitut
        student studerande
        skilsmässa skilja skiljer separera äktenskapsskillnad
        gifta gift vigsel bröllop äktenskap
        gravid graviditet havandeskap
        barn baby
        barnmorska rådgivningsbyrå
        barnskydd omhändertagande
        ungdom tonåring unga
        äldre åldring pensionär senior mormor farmor morfar farfar
        demens minnessjukdom minnessjukdomar
        äldreboende serviceboende vårdhem
        hemvård hemhjälp
        närståendevård närståendevårdare anhörigvård
        funktionshinder funktionsnedsättning handikapp
        rullstol hjälpmedel
        färdtjänst skjuts taxi
        tolk tolkning
        invandrare flykting integration
        läkare hälsocentral hälsostation
        jour akut
        sjuk sjukdom
        tandläkare tandvård tandvärk
        vaccin vaccinering vaccination
        deprimerad depression nedstämd
        ångest psykisk mentalvård
        alkohol alkoholism missbruk rusmedel
        drog narkotika missbruk
        glasögon ögon
        död dött avliden dödsfall
        begravning grav begravningsplats
        arv bouppteckning dödsbo
        försörjningsstöd utkomststöd socialbidrag
        skuld skuldrådgivning
        hyra hyresbostad uthyrning
        bostad lägenhet boende
        jobb arbete sysselsättning
        sommarjobb sommararbete
        arbetslös arbetslöshet
        företag bolag firma
        starta grunda
        hus byggnad småhus egnahemshus
        bygga byggande byggnad byggnadslov
        tomt småhustomt
        plan detaljplan planläggning
        karta geodata
        tak yttertak
        solpanel solenergi
        mögel fuktskada inomhusluft
        råtta skadedjur
        buller oväsen störning granne
        vatten vattenförsörjning kran
        avlopp avloppsvatten
        sopor avfall avfallshantering
        återvinning sortering
        gata väg
        snö plogning vinterunderhåll snöröjning
        halka sandning
        gatlykta gatubelysning
        träd skog
        park grönområde
        lekpark lekplats
        parkering parkeringsplats
        buss kollektivtrafik
        biljett färdbiljett
        kollektivtrafik < buss tåg spårvagn busskort tidtabell
        cykel cykling
        båt båtplats
        hund sällskapsdjur
        katt sällskapsdjur
        hittegods upphittad borttappad glömma
        bio film biograf
        bok bibliotek
        lån låna utlåning
        simma simning bad simhall
        gym konditionssal styrketräning
        gitarr piano musik
        festlokal lokal festsal
        fiske fiskelov fiska
        rösta röstning val
        fullmäktige beslutsfattande
        klagomål besvär
        bidrag understöd
        evenemang festival konsert
        toalett wc
        brand räddningsverk
        sota sotning
        idrott motion < tennis fotboll basket innebandy ishockey simning skidåkning skridskoåkning gymnastik badminton volleyboll löpning cykling gym dans
        kultur < film teater konsert museum utställning konst musik dans
        """;

    private const string English = """
        daycare kindergarten childcare nursery
        preschool kindergarten
        afternoon afterschool
        bully bullying
        school education
        university student
        pregnant pregnancy maternity
        baby infant
        kid child
        teenager youth teen
        divorce separation
        marry wedding marriage
        elderly senior pensioner grandmother grandfather
        dementia alzheimer
        carer caregiver
        disability disabled handicap
        wheelchair aid
        ride transport taxi
        interpreter interpreting interpretation
        immigrant refugee integration
        doctor physician health
        ill sick disease
        dentist dental toothache
        vaccine vaccination
        depressed depression
        anxiety anxious
        alcohol drinking alcoholism intoxicant
        drug narcotic addiction
        glasses eyeglasses spectacles
        died die dead death deceased
        funeral burial grave cemetery
        inheritance estate
        welfare income benefit
        debt loan
        rent rental tenancy
        apartment flat dwelling
        job work employment
        unemployed unemployment
        company business enterprise firm
        house building
        build building construction
        plot lot
        solar energy
        mould mold moisture
        rat rodent pest
        noise noisy neighbour
        tap water
        sewer sewage wastewater
        garbage trash rubbish waste
        recycle recycling sorting
        street road
        pothole road
        snow plough winter
        ice slippery sanding
        streetlight lighting
        playground play
        bus transit
        ticket fare
        bike bicycle cycling
        boat harbour mooring berth
        dog pet
        cat pet
        lost found missing forgot
        movie film cinema
        book library
        borrow lend loan
        swim swimming pool
        gym fitness
        guitar piano music
        venue premises
        fishing fish
        vote voting election
        council decision
        complaint appeal
        grant subsidy
        event festival concert
        toilet lavatory
        fire rescue
        soccer football
        sport exercise < tennis football basketball floorball hockey swimming skiing skating gymnastics badminton volleyball running cycling gym dance
        culture < film movie theatre concert museum exhibition art music dance
        """;
}
