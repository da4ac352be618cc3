using System.Globalization;
using System.Text.Json.Nodes;
using Fori.Documents;
using Fori.Registers.Places;
using Fori.Registers.Vocabularies;

namespace Fori.Registers.Ptv;

public static partial class PtvWriter
{
    private static readonly string[] MarkupThatIsLost = ["<a ", "<table", "<h2", "<h3", "<h4", "<strong", "<em"];

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => [.. items.Select(write)];

    private static JsonArray Texts(LocalizedText text) =>
        List(text, t => new JsonObject { ["value"] = t.Value, ["language"] = t.Key });

    private static JsonArray Typed(params IEnumerable<(string Type, LocalizedText Text)> texts) =>
        [.. texts.SelectMany(typed => typed.Text.Select(t => new JsonObject { ["language"] = t.Key, ["value"] = t.Value, ["type"] = typed.Type }))];

    private static JsonArray Names(LocalizedText name, LocalizedText alternative, string alternativeType) =>
        Typed(("Name", name), (alternativeType, alternative));

    private static JsonArray DisplayNames(LocalizedText types) =>
        List(types, t => new JsonObject { ["type"] = t.Value, ["language"] = t.Key });

    private static JsonArray Links(IEnumerable<WebLink> links) =>
        List(links, l => new JsonObject { ["url"] = l.Url, ["value"] = l.Name, ["language"] = l.Language });

    private static JsonArray Emails(IEnumerable<EmailAddress> emails, bool withDescription) => List(emails, e =>
    {
        var json = new JsonObject { ["value"] = e.Value, ["language"] = e.Language };
        if (withDescription)
        {
            json["description"] = e.Description;
        }

        return json;
    });

    private static JsonArray Phones(IEnumerable<PhoneNumber> phones, bool withKind) => List(phones, p =>
    {
        var json = new JsonObject
        {
            ["additionalInformation"] = p.AdditionalInformation,
            ["serviceChargeType"] = p.Charge?.ToString(),
            ["chargeDescription"] = p.ChargeDescription,
            ["prefixNumber"] = p.Prefix,
            ["isFinnishServiceNumber"] = p.IsFinnishServiceNumber,
            ["number"] = p.Number,
            ["language"] = p.Language,
        };
        if (withKind)
        {
            json["type"] = p.Kind.ToString();
        }

        return json;
    });

    private static JsonArray Codes(IEnumerable<Code> codes, Writing writing) => List(codes, code =>
    {
        var item = writing.Vocabularies.Find(code);
        var parent = item?.Parents is { Count: > 0 } parents ? writing.Vocabularies.Find(code.Scheme, parents[0]) : null;
        var isUri = code.Value.Contains("://", StringComparison.Ordinal);
        return new JsonObject
        {
            ["name"] = Texts(item?.Labels ?? LocalizedText.Empty),
            ["code"] = isUri ? null : code.Value,
            ["uri"] = item?.Uri ?? (isUri ? code.Value : null),
            ["parentUri"] = parent?.Uri,
        };
    });

    private static JsonObject? Municipality(string? code, Writing writing) => code is null
        ? null
        : new JsonObject
        {
            ["code"] = code,
            ["name"] = Texts(writing.Vocabularies.Find(VocabularyScheme.Municipality, code)?.Labels ?? LocalizedText.Empty),
        };

    /// <summary>v11 gives one entry for all the municipalities, and one for each area of another kind.</summary>
    private static JsonArray Areas(IEnumerable<Area> areas, Writing writing) =>
    [
        .. areas.SelectMany(area => area.Kind == "Municipality"
            ? new[] { new JsonObject { ["type"] = area.Kind, ["municipalities"] = List(area.Codes, c => Municipality(c, writing)) } }
            : area.Codes.Select(c => new JsonObject { ["type"] = area.Kind, ["code"] = c })),
    ];

    private static JsonArray Addresses(IEnumerable<Address> addresses, Writing writing) => List(addresses, address =>
    {
        var json = new JsonObject { ["subType"] = SubType(address), ["country"] = address.Country };
        if (address.Use != AddressUse.Delivery)
        {
            json["type"] = address.Use.ToString();
        }

        switch (address.Kind)
        {
            case AddressKind.Street:
                json["streetAddress"] = Located(address, new JsonObject
                {
                    ["street"] = Texts(address.Street),
                    ["streetNumber"] = address.Number,
                    ["municipality"] = Municipality(address.Municipality, writing),
                });
                break;
            case AddressKind.PostOfficeBox:
                json["postOfficeBoxAddress"] = Located(address, new JsonObject
                {
                    ["postOfficeBox"] = Texts(address.PostOfficeBox),
                    ["municipality"] = Municipality(address.Municipality, writing),
                });
                break;
            case AddressKind.Other:
                json["otherAddress"] = Located(address, []);
                break;
            case AddressKind.Foreign:
                json[address.Use == AddressUse.Location ? "locationAbroad" : "foreignAddress"] = Texts(address.AdditionalInformation);
                break;
            case AddressKind.Text:
                json["deliveryAddressInText"] = Texts(address.AdditionalInformation);
                break;
        }

        if (!address.Receiver.IsEmpty)
        {
            json["receiver"] = Texts(address.Receiver);
        }

        if (address.Entrances is { Count: > 0 } entrances)
        {
            json["entrances"] = List(entrances, Entrance);
        }

        return json;
    });

    private static JsonObject Located(Address address, JsonObject json)
    {
        json["postalCode"] = address.PostalCode;
        json["postOffice"] = Texts(address.PostOffice);
        json["additionalInformation"] = Texts(address.AdditionalInformation);
        if (address.Coordinates is { } coordinates)
        {
            json["latitude"] = coordinates.Latitude;
            json["longitude"] = coordinates.Longitude;
            json["coordinateState"] = coordinates.State?.ToString();
        }

        return json;
    }

    private static string SubType(Address address) => address.Kind switch
    {
        AddressKind.Street => address.Use == AddressUse.Location ? "Single" : "Street",
        AddressKind.Foreign => address.Use == AddressUse.Location ? "Abroad" : "Foreign",
        AddressKind.Text => "NoAddress",
        var kind => kind.ToString(),
    };

    private static JsonObject Entrance(Entrance entrance) => new()
    {
        ["name"] = Texts(entrance.Name),
        ["isMainEntrance"] = entrance.IsMain,
        ["coordinates"] = entrance.Coordinates is { } c ? new JsonObject { ["latitude"] = c.Latitude, ["longitude"] = c.Longitude } : null,
        ["contactInfo"] = new JsonObject { ["phone"] = entrance.Phone, ["email"] = entrance.Email, ["url"] = entrance.Url },
        ["accessibilitySentences"] = List(entrance.Sentences, group => new JsonObject
        {
            ["sentenceGroup"] = Texts(group.Group),
            ["sentences"] = List(group.Sentences, s => new JsonObject { ["sentence"] = Texts(s) }),
        }),
    };

    private static JsonArray Hours(string path, OpeningHours? hours, Writing writing)
    {
        var list = new JsonArray();
        foreach (var (index, rule) in (hours?.Rules ?? []).Index())
        {
            if (rule.Kind == HoursKind.Holiday)
            {
                writing.Cannot($"{path}.rules[{index}]");
                continue;
            }

            foreach (var (at, item) in rule.Items.Index())
            {
                if (item.Weeks != WeekParity.All || (item.State != rule.State && rule.Items.Count > 0))
                {
                    writing.Cannot($"{path}.rules[{index}].items[{at}]");
                }
            }

            list.Add(new JsonObject
            {
                ["serviceHourType"] = rule.Kind switch { HoursKind.Exceptional => "Exceptional", HoursKind.Continuous => "OverMidnight", _ => "DaysOfTheWeek" },
                ["validFrom"] = Midnight(rule.ValidFrom),
                // An end must come after the beginning, so an exception of one day has none.
                ["validTo"] = Midnight(rule.Kind == HoursKind.Exceptional && rule.ValidTo == rule.ValidFrom ? null : rule.ValidTo),
                ["isClosed"] = rule.State == HoursState.Closed,
                ["validForNow"] = rule.ValidFrom is null && rule.ValidTo is null,
                ["isAlwaysOpen"] = rule.Kind == HoursKind.Always,
                ["isReservation"] = rule.Kind == HoursKind.ByAppointment,
                ["additionalInformation"] = Texts(rule.Title),
                ["openingHour"] = List(rule.Items, item => new JsonObject
                {
                    ["dayFrom"] = item.DayFrom?.ToString(),
                    ["dayTo"] = item.DayTo?.ToString(),
                    ["from"] = Time(item.From),
                    ["to"] = Time(item.To),
                }),
            });
        }

        return list;
    }

    private static string? Midnight(DateOnly? day) => day is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00.000Z" : null;

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
