using Fori.Documents;
using Fori.Registers;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Profiles;
using Fori.Registers.Services;
using Fori.Store;
using Fori.Text;
using static Fori.Tests.Registers.Profiles.ProfileSamples;

namespace Fori.Tests.Registers.Profiles;

public sealed class ProfileValidatorTests
{
    public static TheoryData<string, DocumentBody, string, string> Refused() => new()
    {
        { "name of 101 characters", SoundService with { Name = Fi('n', 101) }, "name.fi", "text.too-long" },
        { "summary of 151 characters", SoundService with { Summary = Fi('s', 151) }, "summary.fi", "text.too-long" },
        { "summary that is the name", SoundService with { Summary = SoundService.Name }, "summary.fi", "text.same" },
        { "five service classes", SoundService with { ServiceClasses = Classes("P1.1", "P1.2", "P1.3", "P1.4", "P1.5") }, "serviceClasses", "list.too-many" },
        { "main classes only", SoundService with { ServiceClasses = Classes("P1") }, "serviceClasses", "code.subclass-required" },
        { "eleven ontology terms", SoundService with { OntologyTerms = [.. Enumerable.Range(1, 11).Select(n => new Code("koko", $"http://www.yso.fi/onto/koko/p{n}"))] }, "ontologyTerms", "list.too-many" },
        { "life event without citizens", SoundService with { TargetGroups = Groups("KR2", "KR2.8"), LifeEvents = [new Code("ptv-life-event", "KE11")] }, "lifeEvents", "code.group-required" },
        { "industrial class without a company group", SoundService with { IndustrialClasses = [new Code("industrial-class", "4615")] }, "industrialClasses", "code.group-required" },
        { "companies without a subgroup", SoundService with { TargetGroups = Groups("KR2") }, "targetGroups", "code.subgroup-required" },
        { "ten past eight", With(Weekly("08:10", "16:00")), "hours.rules[0].items[0].from", "time.minute-step" },
        { "two exceptional times", With(Exceptional with { Items = [Item("09:00", "10:00"), Item("11:00", "12:00")] }), "hours.rules[0].items", "list.too-many" },
        { "always and closed", With(new HoursRule { Kind = HoursKind.Always, State = HoursState.Closed }), "hours.rules[0].state", "value.not-allowed-here" },
        { "always with times", With(new HoursRule { Kind = HoursKind.Always, Items = [Item("09:00", "10:00")] }), "hours.rules[0].items", "list.too-many" },
        { "exceptional without times and not closed", With(Exceptional), "hours.rules[0].state", "value.not-allowed-here" },
        { "hours that end before they begin", With(Weekly("09:00", "15:00") with { ValidFrom = new(2027, 2, 1), ValidTo = new(2027, 1, 1) }), "hours.rules[0].validTo", "date.order" },
        { "number with its zero", With(SoundPhone with { Number = "0401" }), "phones[0].number", "shape.phone-number" },
        { "number without a prefix", With(SoundPhone with { Prefix = null }), "phones[0].prefix", "field.required" },
        { "prefix of five digits", With(SoundPhone with { Prefix = "+35812" }), "phones[0].prefix", "shape.phone-prefix" },
        { "extra charge untold", With(SoundPhone with { Charge = CallCharge.Other }), "phones[0].chargeDescription", "field.required" },
        { "street without number and point", With(Location.Addresses[0] with { Number = null }), "addresses[0].number", "address.number-or-point" },
        { "street whose coordinates were not received", With(Location.Addresses[0] with { Number = null, Coordinates = new() { Epsg = 3067, Latitude = "6713890", Longitude = "226225", State = CoordinateState.NotReceived } }), "addresses[0].number", "address.number-or-point" },
        { "unknown postal code", With(Location.Addresses[0] with { PostalCode = "99999" }), "addresses[0].postalCode", "code.unknown" },
        { "description of four characters", SoundService with { Description = LocalizedText.Of(("fi", "<p>Auki</p>")) }, "description.fi", "text.too-short" },
        { "unknown class", SoundService with { ServiceClasses = Classes("P1.1", "P7.7") }, "serviceClasses[1]", "code.unknown" },
        { "expired class", SoundService with { ServiceClasses = Classes("P1.1", "P9.9") }, "serviceClasses[1]", "code.expired" },
        { "summary missing in a language", SoundService with { Name = SoundService.Name.With("sv", "Morgonverksamhet") }, "summary.sv", "language.missing" },
        { "limited area without areas", SoundService with { AreaType = AreaType.LimitedType }, "areas", "field.required" },
        { "other responsible who is the main one", SoundService with { OtherResponsible = [SoundService.MainResponsible! with { Name = "Kaupunki" }] }, "otherResponsible[0]", "reference.same" },
        { "web service without its address", Location with { ChannelType = Fori.Registers.Channels.ChannelType.EChannel }, "webPage", "field.required" },
        { "form of an unknown kind", Location with { ChannelType = Fori.Registers.Channels.ChannelType.PrintableForm, ChannelUrls = [new() { Kind = "EXE", Url = "https://a.fi/l" }] }, "channelUrls[0].kind", "value.not-allowed" },
        { "business id of a wrong check digit", new Organization { OrganizationType = OrganizationType.Company, Name = SoundService.Name, Summary = SoundService.Summary, BusinessCode = "0135457-3" }, "businessCode", "shape.business-id" },
        { "municipality without its number", new Organization { OrganizationType = OrganizationType.Municipality, Name = SoundService.Name, Summary = SoundService.Summary }, "municipality", "field.required" },
        { "placeholder", SoundService with { Deadline = LocalizedText.Of(("en", "string")) }, "deadline.en", "text.placeholder" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Ptv_v11_refuses_with_field_rule_and_a_message_in_three_languages(string what, DocumentBody body, string path, string code)
    {
        var problems = Validate("ptv-v11", body);

        var problem = problems.Where(p => p.Path == path && p.Code == code).ShouldHaveSingleItem(
            $"{what}: {string.Join("; ", problems.Select(p => $"{p.Path} {p.Code}"))}");
        problem.Severity.ShouldBe(Severity.Error);
        var sentences = Catalogue.Languages.Select(language => ProblemText.Say(problem, language)).ToList();
        sentences.ShouldBeUnique();
        sentences.ShouldAllBe(sentence => !sentence.Contains('{') && !sentence.Contains('…') && !sentence.Contains(code));
    }

    [Theory]
    [InlineData("fori")]
    [InlineData("ptv-v11")]
    [InlineData("ptv-v12")]
    public void A_sound_service_and_channel_pass_every_profile(string profile)
    {
        Validate(profile, SoundService).ShouldBeEmpty();
        Validate(profile, Location).ShouldBeEmpty();
        Validate(profile, With(Weekly("09:00", "15:00"))).ShouldBeEmpty();
        Validate(profile, With(Exceptional with { State = HoursState.Closed })).ShouldBeEmpty();
        Validate(profile, With(new HoursRule { Kind = HoursKind.Always })).ShouldBeEmpty();
    }

    [Fact]
    public void The_versions_of_PTV_differ_in_their_limits()
    {
        Validate("ptv-v12", SoundService with { Name = Fi('n', 300) }).ShouldBeEmpty();
        Validate("ptv-v12", SoundService with { Name = Fi('n', 301) }).ShouldHaveSingleItem().Arguments["max"].ShouldBe("300");
        Validate("ptv-v11", SoundService with { Description = Fi('d', 2501) }).ShouldHaveSingleItem().Arguments["max"].ShouldBe("2500");
        Validate("ptv-v12", SoundService with { Description = Fi('d', 5000) }).ShouldBeEmpty();
        Validate("ptv-v12", With(Weekly("08:10", "16:00"))).ShouldBeEmpty();
        var box = new Address { Use = AddressUse.Postal, Kind = AddressKind.PostOfficeBox, PostOfficeBox = Fi('1', 31), PostalCode = "20100" };
        Validate("ptv-v11", With(box)).ShouldBeEmpty();
        Validate("ptv-v12", With(box)).ShouldHaveSingleItem().Path.ShouldBe("addresses[0].postOfficeBox.fi");
    }

    [Fact]
    public void Tags_and_entities_do_not_count_into_the_length_of_a_rich_text()
    {
        var text = "<p class=\"x\">" + new string('d', 2499) + "&amp;</p>";

        Validate("ptv-v11", SoundService with { Description = LocalizedText.Of(("fi", text)) }).ShouldBeEmpty();
        Validate("ptv-v11", SoundService with { Description = LocalizedText.Of(("fi", text + "<")) }).ShouldHaveSingleItem().Arguments["length"].ShouldBe("2501");
    }

    [Fact]
    public void With_a_general_description_the_classes_may_be_left_to_it() =>
        Validate("ptv-v11", SoundService with
        {
            GeneralDescription = new Ref<GeneralDescription> { System = "ptv", Key = "2" },
            Description = LocalizedText.Empty,
            ServiceType = null,
            ServiceClasses = [],
            OntologyTerms = [],
            TargetGroups = [],
        }).ShouldBeEmpty();

    [Fact]
    public void Companies_with_a_subgroup_may_have_industrial_classes() =>
        Validate("ptv-v11", SoundService with
        {
            TargetGroups = Groups("KR2", "KR2.8"),
            IndustrialClasses = [new Code("industrial-class", "4615")],
        }).ShouldBeEmpty();

    [Fact]
    public void What_v11_cannot_say_of_hours_is_a_warning_before_the_push()
    {
        var holiday = Validate("ptv-v11", With(new HoursRule { Kind = HoursKind.Holiday, Holiday = "MayDay", State = HoursState.Closed }));
        var odd = Validate("ptv-v11", With(new HoursRule { Items = [Item("09:00", "10:00") with { Weeks = WeekParity.Odd }] }));

        holiday.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            p => p.Code.ShouldBe("value.lost"), p => p.Severity.ShouldBe(Severity.Warning));
        odd.ShouldHaveSingleItem().Path.ShouldBe("hours.rules[0].items[0].weeks");
    }

    [Fact]
    public void The_lenient_profile_refuses_only_a_missing_name()
    {
        Validate("fori", new Service { Name = SoundService.Name }).ShouldAllBe(p => p.Severity == Severity.Warning);
        Validate("fori", new Service { Name = SoundService.Name }).ShouldNotBeEmpty();
        Validate("fori", new Service()).Where(p => p.Severity == Severity.Error).ShouldHaveSingleItem().Path.ShouldBe("name");
        Validate("fori", new Place()).Where(p => p.Severity == Severity.Error).ShouldHaveSingleItem().Code.ShouldBe("field.required");
    }

    public static TheoryData<DocumentBody, string, string> Unsound() => new()
    {
        { Place with { Point = new GeoPoint(91, 22) }, "point.latitude", "point.outside-world" },
        { Place with { Point = new GeoPoint(60, double.NaN) }, "point.longitude", "point.outside-world" },
        { Place with { Summary = LocalizedText.Of(("fi", "a\u0000b")) }, "summary.fi", "text.control-characters" },
        { Place with { Summary = LocalizedText.Of(("fi", "a\ud800b")) }, "summary.fi", "text.control-characters" },
        { Place with { Description = Fi('x', 1_000_001) }, "description.fi", "text.too-long" },
        { Place with { WebPages = [new WebLink { Url = "javascript:alert(1)" }] }, "webPages[0].url", "shape.link-scheme" },
        { Place with { WebPages = [new WebLink { Url = " java\tscript:alert(1)" }] }, "webPages[0].url", "shape.link-scheme" },
        { Place with { WebPages = [new WebLink { Url = "data:text/html,x" }] }, "webPages[0].url", "shape.link-scheme" },
        { Place with { Hours = new OpeningHours { Rules = [new HoursRule { Kind = HoursKind.Always, ValidFrom = new(1, 1, 1) }] } }, "hours.rules[0].validFrom", "date.out-of-bounds" },
        { new ServiceOffer { ValidTo = new(2201, 1, 1) }, "validTo", "date.out-of-bounds" },
    };

    [Theory]
    [MemberData(nameof(Unsound))]
    public void Every_profile_refuses_what_is_unsound(DocumentBody body, string path, string code)
    {
        foreach (var profile in new[] { "fori", "ptv-v11", "ptv-v12" })
        {
            Validate(profile, body).ShouldContain(p => p.Path == path && p.Code == code && p.Severity == Severity.Error);
        }
    }

    [Fact]
    public void Whole_characters_beyond_the_basic_plane_and_line_ends_are_text() =>
        Validate("fori", Place with { Summary = LocalizedText.Of(("fi", "Uimaranta \ud83c\udfd6\r\n\tHiekkaa")) }).ShouldBeEmpty();

    [Theory]
    [InlineData("https://www.kunta.fi/a?b=c:d")]
    [InlineData("mailto:neuvonta@kunta.fi")]
    [InlineData("tel:+358401234567")]
    public void Harmless_links_are_not_refused(string url) =>
        Validate("fori", Place with { WebPages = [new WebLink { Url = url }] }).ShouldAllBe(p => p.Severity == Severity.Warning);

    [Fact]
    public void A_flood_of_faults_gives_a_bounded_report()
    {
        var flood = SoundService with { Keywords = [.. Enumerable.Range(0, 20_000).Select(n => new Keyword("fi", new string('k', 200)))] };

        var problems = Validate("ptv-v11", flood);

        problems.Count.ShouldBeLessThanOrEqualTo(ProfileValidator.MaximumProblems + 1);
        problems[^1].Code.ShouldBe("validation.too-many-problems");
    }

    [Fact]
    public void Every_rule_of_every_profile_names_types_fields_shapes_and_checks_that_there_are()
    {
        var types = typeof(ProfileValidator).Assembly.GetTypes().Where(t => t is { IsClass: true, IsPublic: true, IsGenericType: false }).ToLookup(t => t.Name);
        foreach (var (type, blocks) in ValidationProfile.Names.SelectMany(name => ValidationProfile.Named(name).Blocks))
        {
            var parts = type.Split('.');
            var record = types[parts[0]].ShouldHaveSingleItem(type);
            if (parts.Length == 2)
            {
                record = RecordShape.Of(record).Field(parts[1]).Type.GetGenericArguments().ShouldHaveSingleItem();
            }

            var shape = RecordShape.Of(record);
            foreach (var block in blocks)
            {
                foreach (var field in FieldsOf(block))
                {
                    shape.Field(field).ShouldNotBeNull();
                }

                block.Shape.Values.ShouldBeSubsetOf(Shapes.Names);
                block.Checks.ShouldBeSubsetOf(RuleEngine.NamedChecks);
            }
        }
    }

    [Fact]
    public void An_unknown_profile_is_our_own_mistake() =>
        Should.Throw<ArgumentException>(() => Validate("ptv-v99", SoundService));

    private static readonly Place Place = new() { Name = LocalizedText.Of(("fi", "Jokiranta")), Point = new GeoPoint(60, 22) };

    private static readonly HoursRule Exceptional =
        new() { Kind = HoursKind.Exceptional, ValidFrom = new(2027, 5, 1), ValidTo = new(2027, 5, 1) };

    private static IReadOnlyList<Problem> Validate(string profile, DocumentBody body) => ProfileValidator.Validate(profile, body, Codes);

    private static IEnumerable<string> FieldsOf(RuleBlock block) =>
    [
        .. block.If.Keys, .. block.Required, .. block.AnyOf.SelectMany(names => names), .. block.MaxLength.Keys, .. block.MinLength.Keys,
        .. block.MinCount.Keys, .. block.MaxCount.Keys, .. block.Minimum.Keys, .. block.MinuteStep.Keys,
        .. block.Different.SelectMany(pair => new[] { pair.Key, pair.Value }), .. block.Order.SelectMany(pair => new[] { pair.Key, pair.Value }),
        .. block.Shape.Keys, .. block.InList.Keys, .. block.OneOf.Keys, .. block.NotAllowed.Keys, .. block.Lost.Keys,
        .. block.SameLanguages.SelectMany(pair => pair.Value.Append(pair.Key)), .. block.KnownCodes, .. block.NeedsSubclass,
        .. block.NeedsSubgroup.Keys, .. block.NeedsGroup.SelectMany(rule => new[] { rule.Field, rule.In }),
    ];

    private static LocalizedText Fi(char letter, int length) => LocalizedText.Of(("fi", new string(letter, length)));

    private static IReadOnlyList<Code> Classes(params string[] codes) => [.. codes.Select(code => new Code("ptv-service-class", code))];

    private static IReadOnlyList<Code> Groups(params string[] codes) => [.. codes.Select(code => new Code("ptv-target-group", code))];

    private static HoursItem Item(string from, string to) => Hours.HoursSamples.Daily(from, to);

    private static HoursRule Weekly(string from, string to) => new() { Items = [Hours.HoursSamples.Span(DayOfWeek.Monday, DayOfWeek.Friday, from, to)] };
}
