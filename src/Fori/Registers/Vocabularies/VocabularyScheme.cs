namespace Fori.Registers.Vocabularies;

/// <summary>Names of the schemes that the product knows; a tenant may have others.</summary>
public static class VocabularyScheme
{
    /// <summary>PTV's service classes (Finnish: palveluluokat), codes P….</summary>
    public const string ServiceClass = "ptv-service-class";

    /// <summary>PTV's target groups (Finnish: kohderyhmät), codes KR….</summary>
    public const string TargetGroup = "ptv-target-group";

    /// <summary>PTV's life events (Finnish: elämäntilanteet), codes KE….</summary>
    public const string LifeEvent = "ptv-life-event";

    /// <summary>Statistics Finland's standard industrial classification TOL 2008.</summary>
    public const string IndustrialClass = "industrial-class";

    public const string DigitalAuthorization = "digital-authorization";
    public const string Municipality = "municipality";
    public const string PostalCode = "postal-code";
    public const string Region = "region";
    public const string WellbeingCounty = "wellbeing-county";
    public const string HospitalDistrict = "hospital-district";
    public const string BusinessRegion = "business-region";
    public const string Language = "language";
    public const string Country = "country";
    public const string Holiday = "holiday";

    /// <summary>Service numbers that the traffic authority has granted; they work within Finland only.</summary>
    public const string ServiceNumber = "service-number";

    /// <summary>Kinds of places; the product's own list.</summary>
    public const string PlaceType = "place-type";
    public const string Koko = "koko";
    public const string Yso = "yso";
    public const string Jupo = "jupo";

    // The beginnings of the URIs by which the publishers name the lists.
    private static readonly (string Part, string Scheme)[] UriParts =
    [
        ("codelist/ptv/ptvserclass", ServiceClass),
        ("codelist/ptv/ptvkohderyhmat", TargetGroup),
        ("codelist/ptv/ptvelti", LifeEvent),
        ("codelist/jhs/toimiala_", IndustrialClass),
        ("luokitukset/toimiala/", IndustrialClass),
        ("codelist/jhs/kunta_", Municipality),
        ("codelist/jhs/maakunta_", Region),
        ("codelist/jhs/hyvinvointialue_", WellbeingCounty),
        ("codelist/jhs/sairaanhoitop_", HospitalDistrict),
        ("codelist/jhs/seutukunta_", BusinessRegion),
        ("URN:NBN:fi:au:ptvl:v1", ServiceClass),
        ("URN:NBN:fi:au:ptvl:v2", TargetGroup),
        ("URN:NBN:fi:au:ptvl:v3", LifeEvent),
        ("valtuusrekisteri.suomi.fi/", DigitalAuthorization),
        ("yso.fi/onto/jupo", Jupo),
        ("yso.fi/onto/koko/", Koko),
        ("yso.fi/onto/yso/", Yso),
    ];

    /// <summary>The scheme to which a URI belongs by its beginning; null when it says nothing.</summary>
    public static string? OfUri(string? uri)
    {
        if (uri is null)
        {
            return null;
        }

        foreach (var (part, scheme) in UriParts)
        {
            if (uri.Contains(part, StringComparison.Ordinal))
            {
                return scheme;
            }
        }

        return null;
    }

    /// <summary>The scheme of a code registry's own name, as <c>kunta_1_20220101</c>.</summary>
    public static string? OfRegistryName(string? name) =>
        name is null ? null : OfUri("codelist/jhs/" + name) ?? OfUri("codelist/ptv/" + name);

    /// <summary>What a file's name says, as <c>Finto_ServiceClasses.json</c>, <c>postal-3.json</c>, <c>yso-fi.tsv</c>; null when nothing.</summary>
    public static string? OfFileName(string fileName)
    {
        var name = Path.GetFileNameWithoutExtension(fileName);
        (string Word, string Scheme)[] words =
        [
            ("ServiceClass", ServiceClass), ("service_class", ServiceClass), ("TargetGroup", TargetGroup), ("target_group", TargetGroup),
            ("LifeEvent", LifeEvent), ("life_event", LifeEvent), ("IndustrialClass", IndustrialClass), ("DigitalAuthorization", DigitalAuthorization),
            ("Postal", PostalCode), ("BusinessRegion", BusinessRegion), ("HospitalRegion", HospitalDistrict), ("hospital_district", HospitalDistrict),
            ("wellbeing", WellbeingCounty), ("Province", Region), ("region", Region), ("Municipalit", Municipality),
            ("Country", Country), ("Language", Language), ("Holiday", Holiday), ("ServiceNumber", ServiceNumber), ("place-type", PlaceType),
            ("yso", Yso), ("koko", Koko), ("jupo", Jupo),
        ];
        foreach (var (word, scheme) in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return scheme;
            }
        }

        return null;
    }
}
