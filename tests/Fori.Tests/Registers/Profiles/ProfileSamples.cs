using Fori.Documents;
using Fori.Registers;
using Fori.Registers.Channels;
using Fori.Registers.Organizations;
using Fori.Registers.Profiles;
using Fori.Registers.Services;

namespace Fori.Tests.Registers.Profiles;

/// <summary>Documents that every profile accepts, for a test to spoil in one place, and a small codelist.</summary>
internal static class ProfileSamples
{
    public static ICodeLookup Codes { get; } = new FewCodes();

    public static Service SoundService { get; } = new()
    {
        ServiceType = ServiceType.Service,
        Name = LocalizedText.Of(("fi", "Aamupäivätoiminta")),
        Summary = LocalizedText.Of(("fi", "Ohjattua toimintaa alakoululaisille.")),
        Description = LocalizedText.Of(("fi", "<p>Toimintaa järjestetään koulupäivinä.</p>")),
        FundingType = FundingType.PubliclyFunded,
        MainResponsible = new Ref<Organization> { System = "ptv", Key = "1" },
        Producers = [new ServiceProducer { Organizations = [new Ref<Organization> { System = "ptv", Key = "1" }] }],
        Languages = ["fi"],
        ServiceClasses = [new Code("ptv-service-class", "P1.1")],
        OntologyTerms = [new Code("koko", "http://www.yso.fi/onto/koko/p1")],
        TargetGroups = [new Code("ptv-target-group", "KR1.2")],
    };

    public static ServiceChannel Location { get; } = new()
    {
        ChannelType = ChannelType.ServiceLocation,
        Organization = new Ref<Organization> { System = "ptv", Key = "1" },
        Name = LocalizedText.Of(("fi", "Jokirannan toimipiste")),
        Summary = LocalizedText.Of(("fi", "Neuvontaa kaikissa asioissa.")),
        Description = LocalizedText.Of(("fi", "Toimipisteessä voi asioida ilman ajanvarausta.")),
        Languages = ["fi"],
        Addresses =
        [
            new Address
            {
                Use = AddressUse.Location,
                Street = LocalizedText.Of(("fi", "Jokikatu")),
                Number = "4",
                PostalCode = "20100",
                Municipality = "853",
            },
        ],
        Phones = [SoundPhone],
    };

    public static PhoneNumber SoundPhone =>
        new() { Prefix = "+358", Number = "401234567", Charge = CallCharge.Chargeable, Language = "fi" };

    public static ServiceChannel With(HoursRule rule) => Location with { Hours = new OpeningHours { Rules = [rule] } };

    public static ServiceChannel With(PhoneNumber phone) => Location with { Phones = [phone] };

    public static ServiceChannel With(Address address) => Location with { Addresses = [address] };

    private sealed class FewCodes : ICodeLookup
    {
        private static readonly Dictionary<string, CodeItem> Items = new (string Scheme, string Code, string? Parent)[]
        {
            ("ptv-service-class", "P1", null),
            ("ptv-service-class", "P1.1", "P1"),
            ("ptv-service-class", "P1.2", "P1"),
            ("ptv-service-class", "P1.3", "P1"),
            ("ptv-service-class", "P1.4", "P1"),
            ("ptv-service-class", "P1.5", "P1"),
            ("ptv-target-group", "KR1", null),
            ("ptv-target-group", "KR1.2", "KR1"),
            ("ptv-target-group", "KR2", null),
            ("ptv-target-group", "KR2.8", "KR2"),
            ("ptv-life-event", "KE11", null),
            ("industrial-class", "4615", "461"),
            ("postal-code", "20100", null),
            ("municipality", "853", null),
        }
        .ToDictionary(
            item => $"{item.Scheme} {item.Code}",
            item => new CodeItem { Scheme = item.Scheme, Code = item.Code, Parent = item.Parent });

        public CodeItem? Find(string scheme, string value)
        {
            if (scheme == "koko")
            {
                return new CodeItem { Scheme = scheme, Code = value };
            }

            return scheme == "ptv-service-class" && value == "P9.9"
                ? new CodeItem { Scheme = scheme, Code = value, Parent = "P9", IsExpired = true }
                : Items.GetValueOrDefault($"{scheme} {value}");
        }
    }
}
