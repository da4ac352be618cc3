using System.Globalization;
using Fori.Documents;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Store;

namespace Fori.Registers.Ptv;

public static partial class PtvReader
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
    private static readonly string[] KindNames = ["type", "subType"];

    private static IReadOnlyList<Identifier> Identifiers(string key, string? sourceId) => sourceId is null
        ? [new Identifier(PtvNames.System, key)]
        : [new Identifier(PtvNames.System, key), new Identifier(PtvNames.SourceSystem, sourceId)];

    private static Ref<T>? Reference<T>(string? id, string? name = null)
        where T : class =>
        id is null ? null : new Ref<T> { System = PtvNames.System, Key = id, Name = name };

    private static (AreaType? Type, IReadOnlyList<Area> Areas) Areas(PtvObject record)
    {
        // v7 has "WholeCountry…" names; v11 these.
        var type = record.Choice<AreaType>(
            "areaType",
            ("WholeCountry", AreaType.Nationwide),
            ("WholeCountryExceptAlandIslands", AreaType.NationwideExceptAlandIslands),
            ("AreaType", AreaType.LimitedType));
        var codes = new List<(string Kind, string Code)>();
        foreach (var area in record.RealList("areas"))
        {
            var kind = area.Text("type") switch
            {
                "Province" => "Region",
                "BusinessRegions" => "BusinessSubRegion",
                "HospitalRegions" => "HospitalDistrict",
                var other => other,
            };
            if (kind is null)
            {
                continue;
            }

            if (kind != "Municipality" && area.Text("code") is { } code)
            {
                codes.Add((kind, code));
            }
            else if (area.Has("areaCodes"))
            {
                codes.AddRange(area.Texts("areaCodes").Select(c => (kind, c)));
            }
            else
            {
                codes.AddRange(area.List("municipalities").Select(m => m.Text("code")).OfType<string>().Select(c => (kind, c)));
            }
        }

        return (type, [.. codes.GroupBy(c => c.Kind).Select(g => new Area { Kind = g.Key, Codes = [.. g.Select(c => c.Code).Distinct()] })]);
    }

    private static List<WebLink> WebLinks(PtvObject record, params string[] names) =>
        [.. record.RealList(names)
            .Select(page => new WebLink { Url = page.Text("url"), Name = page.Text("value"), Language = page.Text("language") })
            .Where(link => link.Url is not null || link.Name is not null)];

    private static List<EmailAddress> Emails(PtvObject record, string name) =>
        [.. record.RealList(name)
            .Select(email => new EmailAddress { Value = email.Text("value"), Description = email.Text("description"), Language = email.Text("language") })
            .Where(email => email.Value is not null)];

    private static List<PhoneNumber> Phones(PtvObject record, string name, PhoneKind kind = PhoneKind.Phone) =>
        [.. record.RealList(name)
            .Select(phone => new PhoneNumber
            {
                Kind = phone.Choice<PhoneKind>("type") ?? kind,
                Prefix = phone.Text("prefixNumber"),
                Number = phone.Text("number"),
                IsFinnishServiceNumber = phone.Flag("isFinnishServiceNumber") ?? false,
                Charge = phone.Choice("serviceChargeType", ("Charged", CallCharge.Chargeable), ("Free", CallCharge.FreeOfCharge), ("ExtraCharge", CallCharge.Other)),
                ChargeDescription = phone.Text("chargeDescription"),
                AdditionalInformation = phone.Text("additionalInformation"),
                Language = phone.Text("language"),
            })
            .Where(phone => phone.Number is not null)];

    private static List<Address> Addresses(PtvObject record, string name, AddressUse use) =>
        [.. record.List(name).Select(address => Address(address, use)).OfType<Address>()];

    /// <summary>Null when nothing of it is real. Parts that a generator filled beside the real one are left out and told.</summary>
    private static Address? Address(PtvObject address, AddressUse use)
    {
        if (address.Report.Options.RefusePlaceholders && KindNames.Any(n => address.Property(n) is { } word && PtvPlaceholders.In(word, n)))
        {
            address.Report.Placeholder(address.Path);
            return null;
        }

        var street = Real("streetAddress");
        var box = Real("postOfficeBoxAddress");
        var other = Real("otherAddress");
        var abroad = address.Localized("locationAbroad") is { IsEmpty: false } location ? location : address.Localized("foreignAddress");
        var words = address.Localized("deliveryAddressInText");
        AddressKind? told = address.Choice(
            "subType",
            ("Single", AddressKind.Street),
            ("Abroad", AddressKind.Foreign),
            ("NoAddress", AddressKind.Text),
            ("MultipointLocation", AddressKind.Street));
        AddressKind? kind = told ?? (street is not null ? AddressKind.Street
            : box is not null ? AddressKind.PostOfficeBox
            : other is not null ? AddressKind.Other
            : !abroad.IsEmpty ? AddressKind.Foreign
            : !words.IsEmpty ? AddressKind.Text : null);
        if (kind is null)
        {
            return null;
        }

        var part = kind switch { AddressKind.Street => street, AddressKind.PostOfficeBox => box, AddressKind.Other => other, _ => null };
        var coordinates = part is { } located ? Coordinates(located) : null;
        var entrances = address.RealList("entrances").Select(Entrance).ToList();
        return new Address
        {
            Use = address.Choice<AddressUse>("type") ?? use,
            Kind = kind.Value,
            Street = kind == AddressKind.Street ? part?.Localized("street") ?? LocalizedText.Empty : LocalizedText.Empty,
            Number = part?.Text("streetNumber"),
            PostOfficeBox = kind == AddressKind.PostOfficeBox ? part?.Localized("postOfficeBox") ?? LocalizedText.Empty : LocalizedText.Empty,
            PostalCode = part?.Text("postalCode"),
            PostOffice = part?.Localized("postOffice") ?? LocalizedText.Empty,
            Municipality = part?.Object("municipality")?.Text("code") ?? part?.Text("municipality"),
            AdditionalInformation = kind switch
            {
                AddressKind.Foreign => abroad,
                AddressKind.Text => words,
                _ => part?.Localized("additionalInformation") ?? LocalizedText.Empty,
            },
            Receiver = address.Localized("receiver") is { IsEmpty: false } receiver ? receiver : address.Localized("formReceiver"),
            Country = address.Text("country"),
            Coordinates = coordinates,
            Point = part is { } at ? Point(at, coordinates) : null,
            Entrances = entrances.Count > 0 ? entrances : null,
        };

        PtvObject? Real(string name) => address.Object(name) is { } found && !found.IsPlaceholder() ? found : null;
    }

    /// <summary>PTV's coordinates are EPSG:3067: latitude is the northing, longitude the easting, in metres.</summary>
    private static SourceCoordinates? Coordinates(PtvObject place)
    {
        var coordinates = new SourceCoordinates
        {
            Epsg = 3067,
            Latitude = place.Text("latitude"),
            Longitude = place.Text("longitude"),
            State = place.Choice<CoordinateState>("coordinateState"),
        };
        return coordinates is { Latitude: null, Longitude: null, State: null } ? null : coordinates;
    }

    /// <summary>Figures that name no place stay as received; the record's problems say where they stand and why they are no point.</summary>
    private static GeoPoint? Point(PtvObject place, SourceCoordinates? coordinates)
    {
        if (coordinates is null)
        {
            return null;
        }

        var reading = place.Report.Options.Locate(coordinates);
        if (reading.Problem is { } problem)
        {
            place.Report.Problems.Add(problem with { Path = place.Path });
        }

        return reading.Point;
    }

    private static Entrance Entrance(PtvObject entrance)
    {
        var coordinates = entrance.Object("coordinates") is { } place ? Coordinates(place) : null;
        var contact = entrance.Object("contactInfo");
        return new Entrance
        {
            Name = entrance.Localized("name"),
            IsMain = entrance.Flag("isMainEntrance") ?? false,
            Coordinates = coordinates,
            Point = entrance.Object("coordinates") is { } at ? Point(at, coordinates) : null,
            Phone = contact?.Text("phone"),
            Email = contact?.Text("email"),
            Url = contact?.Text("url"),
            Sentences = [.. entrance.List("accessibilitySentences").Select(group => new AccessibilitySentences
            {
                Group = group.Localized("sentenceGroup"),
                Sentences = [.. group.List("sentences").Select(s => s.Localized("sentence"))],
            })],
        };
    }

    private static OpeningHours? Hours(PtvObject record, string name)
    {
        var rules = record.RealList(name).Select(HoursRule).ToList();
        return rules.Count == 0 ? null : new OpeningHours { Rules = rules };
    }

    private static HoursRule HoursRule(PtvObject hours)
    {
        var isClosed = hours.Flag("isClosed") ?? false;
        var isReservation = hours.Flag("isReservation") ?? false;
        var kind = hours.Choice(
            "serviceHourType",
            ("DaysOfTheWeek", HoursKind.Weekly),
            ("Standard", HoursKind.Weekly),
            ("Exception", HoursKind.Exceptional),
            ("OverMidnight", HoursKind.Continuous),
            ("Special", HoursKind.Continuous)) ?? HoursKind.Weekly;
        var state = isClosed ? HoursState.Closed : isReservation ? HoursState.OpenOnReservation : HoursState.Open;
        var items = new List<HoursItem>();
        foreach (var opening in hours.List("openingHour"))
        {
            if (Time(opening.Text("from")) is not { } from || Time(opening.Text("to")) is not { } to)
            {
                hours.Report.Problems.Add(Problem.Warn("time.invalid", opening.Path));
                continue;
            }

            items.Add(new HoursItem
            {
                DayFrom = opening.Choice<DayOfWeek>("dayFrom"),
                DayTo = opening.Choice<DayOfWeek>("dayTo"),
                From = from,
                To = to,
                State = state,
            });
        }

        // What says always or by appointment says it of the weekly hours, which then have no items.
        var meant = hours.Flag("isAlwaysOpen") == true ? HoursKind.Always : isReservation ? HoursKind.ByAppointment : kind;
        var validFrom = LocalDay(hours.Instant("validFrom"));
        return new HoursRule
        {
            Kind = meant,
            ValidFrom = validFrom,
            // An exception without an end is of one day: PTV's form asks for a day or for a period, and only the latter has an end.
            ValidTo = LocalDay(hours.Instant("validTo")) ?? (meant == HoursKind.Exceptional ? validFrom : null),
            Title = hours.Localized("additionalInformation"),
            State = state,
            Items = items,
        };
    }

    /// <summary>A day is given as the instant of its midnight, in UTC or in Finland: both fall on the same Finnish day.</summary>
    private static DateOnly? LocalDay(DateTimeOffset? at) =>
        at is { } instant ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Helsinki).DateTime) : null;

    /// <summary><c>HH:mm</c> or <c>HH:mm:ss</c>; 24:00 is 00:00, the end of the day.</summary>
    private static TimeOnly? Time(string? text) => text switch
    {
        null => null,
        "24:00" or "24:00:00" => TimeOnly.MinValue,
        _ => TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null,
    };

    private static LocalizedText ByLanguage(PtvObject record, string name, string value) =>
        new(record.RealList(name)
            .Select(item => (Language: item.Text("language"), Text: item.Text(value)))
            .Where(item => item.Language is not null && item.Text is not null)
            .Select(item => KeyValuePair.Create(item.Language!, item.Text!))); // The line above left the nulls out.
}
