namespace Fori.Tests.Registers.Ptv;

/// <summary>Answers in PTV v11's shape about an invented municipality, without what PTV derives (labels of classes, back references).</summary>
internal static class Fixtures
{
    public const string Service = """
        {
          "id": "7b0e4b4e-52a7-4a4e-8f0e-0d4d1a6c0001", "sourceId": "KR-17", "generalDescriptionId": "7b0e4b4e-52a7-4a4e-8f0e-0d4d1a6c0099",
          "subType": "Statutory", "type": "PermitOrObligation", "fundingType": "PubliclyFunded",
          "serviceNames": [
            {"language": "fi", "value": "Venepaikka", "type": "Name"}, {"language": "sv", "value": "Båtplats", "type": "Name"},
            {"language": "fi", "value": "Laituripaikka", "type": "AlternativeName"}
          ],
          "serviceChargeType": "Chargeable", "areaType": "LimitedType",
          "areas": [
            {"type": "Municipality", "municipalities": [{"code": "991"}, {"code": "990"}]},
            {"type": "Region", "code": "02"}, {"type": "Region", "code": "04"}
          ],
          "serviceDescriptions": [
            {"language": "fi", "value": "Vuokraa paikka veneellesi.", "type": "Summary"},
            {"language": "fi", "value": "Paikkoja on 200 & lisää rakennetaan.\n\n* ranta\n* laituri", "type": "Description"},
            {"language": "fi", "value": "Täytä hakemus.", "type": "UserInstruction"}, {"language": "fi", "value": "31.3.", "type": "DeadLine"},
            {"language": "fi", "value": "2 viikkoa", "type": "ProcessingTime"}, {"language": "fi", "value": "Kesän", "type": "ValidityTime"},
            {"language": "fi", "value": "Hinnat < 200 €", "type": "ChargeTypeAdditionalInfo"}
          ],
          "languages": ["fi", "sv"],
          "serviceClasses": [{"code": "P19.2"}], "ontologyTerms": [{"uri": "http://www.yso.fi/onto/koko/p1"}],
          "targetGroups": [{"code": "KR1"}], "lifeEvents": [{"code": "KE4"}], "industrialClasses": [{"code": "50300"}],
          "legislation": [{"names": [{"value": "Vesiliikennelaki", "language": "fi"}], "webPages": [{"url": "https://finlex.fi/fi/laki", "value": "Finlex", "language": "fi"}]}],
          "keywords": [{"value": "vene", "language": "fi"}], "requirements": [{"value": "Asukkaille", "language": "fi"}],
          "serviceChannels": [{
            "serviceChannel": {"id": "7b0e4b4e-52a7-4a4e-8f0e-0d4d1a6c0002", "name": "Satamatoimisto"},
            "serviceChargeType": "FreeOfCharge",
            "description": [
              {"language": "fi", "value": "Kysy satamasta.", "type": "Description"}, {"language": "fi", "value": "Maksutta", "type": "ChargeTypeAdditionalInfo"}
            ],
            "extraTypes": [{"type": "Asti", "code": "DocumentReceived", "name": [{"value": "Asiakirjat", "language": "fi"}], "description": [{"value": "Jätä tiskille", "language": "fi"}]}],
            "serviceHours": [{
              "serviceHourType": "DaysOfTheWeek", "validFrom": "2026-05-01T00:00:00.000Z", "validTo": "2026-09-30T00:00:00.000Z",
              "isClosed": false, "validForNow": false, "isAlwaysOpen": false, "isReservation": false,
              "additionalInformation": [{"value": "Kesä", "language": "fi"}],
              "openingHour": [{"dayFrom": "Monday", "dayTo": "Friday", "from": "09:00", "to": "15:00"}]
            }],
            "contactDetails": {
              "emails": [{"value": "satama@kaislaranta.fi", "language": "fi"}],
              "phoneNumbers": [{
                "type": "Phone", "additionalInformation": "Satamamestari", "serviceChargeType": "Other", "chargeDescription": "pvm", "prefixNumber": "+358",
                "isFinnishServiceNumber": false, "number": "201234567", "language": "fi"
              }],
              "webPages": [{"url": "https://kaislaranta.fi/satama", "value": "Satama", "language": "fi"}],
              "addresses": [{
                "type": "Postal", "subType": "PostOfficeBox", "country": "FI",
                "postOfficeBoxAddress": {
                  "postOfficeBox": [{"value": "PL 5", "language": "fi"}], "postalCode": "99001", "postOffice": [{"value": "KAISLARANTA", "language": "fi"}],
                  "municipality": {"code": "991"}, "additionalInformation": [{"value": "Satama", "language": "fi"}]
                }
              }]
            },
            "digitalAuthorizations": [{"uri": "http://valtuusrekisteri.suomi.fi/p1"}],
            "modified": "2026-02-06T10:55:23.538Z"
          }],
          "organizations": [
            {"organization": {"id": "7b0e4b4e-52a7-4a4e-8f0e-0d4d1a6c0003", "name": "Kaislarannan kaupunki"}, "roleType": "Responsible"},
            {"organization": {"id": "7b0e4b4e-52a7-4a4e-8f0e-0d4d1a6c0004", "name": "Kuurakosken kunta"}, "roleType": "OtherResponsible"},
            {"organization": {"id": "7b0e4b4e-52a7-4a4e-8f0e-0d4d1a6c0003", "name": "Kaislarannan kaupunki"}, "roleType": "Producer", "provisionType": "SelfProducedServices"},
            {"roleType": "Producer", "provisionType": "Other", "additionalInformation": [{"value": "Veneseura", "language": "fi"}]}
          ],
          "serviceVouchersInUse": true,
          "serviceVouchers": [{"value": "Seteli", "language": "fi", "url": "https://kaislaranta.fi/seteli", "additionalInformation": "Kesäksi"}],
          "publishingStatus": "Published", "modified": "2026-02-06T10:55:23.538Z", "responsibleSoteOrganization": "Rannikon hyvinvointialue"
        }
        """;

    public const string ServiceLocation = """
        {
          "id": "7b0e4b4e-52a7-4a4e-8f0e-0d4d1a6c0002", "oid": "1.2.246.10.1", "serviceChannelType": "ServiceLocation",
          "organizationId": "7b0e4b4e-52a7-4a4e-8f0e-0d4d1a6c0003",
          "serviceChannelNames": [{"language": "fi", "value": "Satamatoimisto", "type": "Name"}, {"language": "fi", "value": "Satama", "type": "AlternativeName"}],
          "displayNameType": [{"type": "AlternativeName", "language": "fi"}],
          "serviceChannelDescriptions": [{"language": "fi", "value": "Palvelee rannassa.", "type": "Summary"}, {"language": "fi", "value": "Rivi\nToinen rivi", "type": "Description"}],
          "areaType": "Nationwide",
          "phoneNumbers": [{"type": "Fax", "prefixNumber": "+358", "isFinnishServiceNumber": false, "number": "201234568", "language": "fi"}],
          "emails": [{"value": "satama@kaislaranta.fi", "language": "fi"}], "languages": ["fi"],
          "webPages": [{"url": "https://kaislaranta.fi/satama", "value": "Satama", "language": "fi"}],
          "addresses": [
            {
              "type": "Location", "subType": "Single", "country": "FI",
              "streetAddress": {
                "street": [{"value": "Rantakatu", "language": "fi"}, {"value": "Strandgatan", "language": "sv"}], "streetNumber": "1 A", "postalCode": "99000",
                "postOffice": [{"value": "KAISLARANTA", "language": "fi"}], "municipality": {"code": "991"},
                "additionalInformation": [{"value": "Laiturin päässä", "language": "fi"}],
                "latitude": "6713890.211", "longitude": "226225.47", "coordinateState": "EnteredByUser"
              },
              "entrances": [{
                "name": [{"value": "Pääovi", "language": "fi"}], "isMainEntrance": true, "coordinates": {"latitude": "6713890.3", "longitude": "226225.5"},
                "contactInfo": {"phone": "+358201234567", "email": "ovi@kaislaranta.fi", "url": "https://kaislaranta.fi/ovi"},
                "accessibilitySentences": [{
                  "sentenceGroup": [{"value": "Reitti ovelle", "language": "fi"}], "sentences": [{"sentence": [{"value": "Reitti on tasainen.", "language": "fi"}]}]
                }]
              }]
            },
            {
              "type": "Location", "subType": "Other", "country": "FI",
              "otherAddress": {"latitude": "6713891", "longitude": "226226", "postalCode": "99000", "postOffice": [{"value": "KAISLARANTA", "language": "fi"}], "additionalInformation": [{"value": "Saari", "language": "fi"}]}
            },
            {"type": "Location", "subType": "Abroad", "country": "SE", "locationAbroad": [{"value": "Strandvägen 1, Visby", "language": "sv"}]}
          ],
          "serviceHours": [
            {"serviceHourType": "DaysOfTheWeek", "isClosed": false, "validForNow": true, "isAlwaysOpen": true, "isReservation": false},
            {
              "serviceHourType": "OverMidnight", "isClosed": false, "validForNow": true, "isAlwaysOpen": false, "isReservation": false,
              "openingHour": [{"dayFrom": "Friday", "dayTo": "Saturday", "from": "22:00", "to": "02:00"}]
            },
            {
              "serviceHourType": "Exceptional", "validFrom": "2026-12-06T00:00:00.000Z", "isClosed": true, "validForNow": false, "isAlwaysOpen": false, "isReservation": false
            }
          ],
          "ontologyTerms": [{"uri": "http://www.yso.fi/onto/koko/p2"}],
          "publishingStatus": "Published", "modified": "2026-02-06T12:36:23.554Z", "responsibleSoteOrganization": "Rannikon hyvinvointialue"
        }
        """;
}
