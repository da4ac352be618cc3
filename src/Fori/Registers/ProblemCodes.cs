namespace Fori.Registers;

/// <summary>
/// Codes of the problems that the rules of the registers give. Stable: listed in a golden file, never reused. Each has
/// its sentence in <c>Text/problems/{language}/registers.yaml</c>.
/// </summary>
public static class ProblemCodes
{
    public const string AddressNumberOrPoint = "address.number-or-point";
    public const string CodeExpired = "code.expired";
    public const string CodeGroupRequired = "code.group-required";
    public const string CodeSubclassRequired = "code.subclass-required";
    public const string CodeSubgroupRequired = "code.subgroup-required";
    public const string CodeUnknown = "code.unknown";
    public const string ConnectionCommonLanguage = "connection.common-language";
    public const string ConnectionContacts = "connection.contacts-not-allowed";
    public const string CoordinatesNotNumbers = "coordinates.not-numbers";
    public const string CoordinatesOutOfRange = "coordinates.out-of-range";
    public const string CoordinatesOutsideFinland = "coordinates.outside-finland";
    public const string CoordinatesUnknownSystem = "coordinates.unknown-system";
    public const string DateOrder = "date.order";
    public const string DateOutOfBounds = "date.out-of-bounds";
    public const string FieldAnyRequired = "field.any-required";
    public const string FieldRequired = "field.required";
    public const string GeometryMalformed = "geometry.malformed";
    public const string HoursTooMany = "hours.too-many";
    public const string HoursUnknownTimeZone = "hours.unknown-time-zone";
    public const string LanguageMissing = "language.missing";
    public const string ListTooFew = "list.too-few";
    public const string ListTooMany = "list.too-many";
    public const string NumberTooSmall = "number.too-small";
    public const string OrganizationCircle = "organization.circle";
    public const string OrganizationTooDeep = "organization.too-deep";
    public const string PhoneUnreadable = "phone.unreadable";
    public const string PointOutsideWorld = "point.outside-world";
    public const string ReferenceSame = "reference.same";
    public const string ShapeBusinessId = "shape.business-id";
    public const string ShapeEmail = "shape.email";
    public const string ShapeHoliday = "shape.holiday";
    public const string ShapeLanguage = "shape.language";
    public const string ShapeLinkScheme = "shape.link-scheme";
    public const string ShapeMunicipality = "shape.municipality";
    public const string ShapeOid = "shape.oid";
    public const string ShapePhoneNumber = "shape.phone-number";
    public const string ShapePhonePrefix = "shape.phone-prefix";
    public const string ShapePostalCode = "shape.postal-code";
    public const string ShapeServiceNumber = "shape.service-number";
    public const string ShapeWebAddress = "shape.web-address";
    public const string TextControlCharacters = "text.control-characters";
    public const string TextPlaceholder = "text.placeholder";
    public const string TextSame = "text.same";
    public const string TextTooLong = "text.too-long";
    public const string TextTooShort = "text.too-short";
    public const string TimeMinuteStep = "time.minute-step";
    public const string TooManyProblems = "validation.too-many-problems";
    public const string ValueLost = "value.lost";
    public const string ValueNotAllowed = "value.not-allowed";
    public const string ValueNotAllowedHere = "value.not-allowed-here";

    /// <summary>Every code, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(ProblemCodes).GetFields()
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!) // Every constant here is a text.
            .Order(StringComparer.Ordinal),
    ];
}
