using System.Text.RegularExpressions;
using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Contacts;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Profiles;
using Fori.Registers.Services;
using Fori.Store;
using static Fori.Tests.Demonstration.DemonstrationData;

namespace Fori.Tests.Demonstration;

/// <summary>The registers of the invented towns are whole: what they refer to is there, and their codes mean something.</summary>
public sealed partial class DemonstrationRecordsTests
{
    [Fact]
    public void The_two_towns_have_enough_to_show_of_every_kind()
    {
        Of<Service>().Count().ShouldBeGreaterThanOrEqualTo(60);
        Of<ServiceChannel>().Count().ShouldBeGreaterThanOrEqualTo(150);
        Of<Place>().Count(p => p.Record.Source == "demo-places").ShouldBeGreaterThanOrEqualTo(40);
        Of<ServiceOffer>().Count().ShouldBeGreaterThanOrEqualTo(40);
        foreach (var town in (string[])["kaislaranta", "kuurakoski"])
        {
            Of<Organization>(town).Count().ShouldBeGreaterThanOrEqualTo(15, town);
            Of<ServiceChannel>(town).Select(c => c.Body.ChannelType).Distinct().Count()
                .ShouldBe(Enum.GetValues<ChannelType>().Length, town);
        }
    }

    [Fact]
    public void Keys_are_unique_over_all_tenants_since_the_region_adopts_from_both_towns()
    {
        Records.GroupBy(r => (r.Source, r.Key)).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
        Records.Where(r => !r.Body.Identifiers.Contains(new Identifier(r.Source, r.Key))).ShouldBeEmpty("each record is named by its own source");
    }

    [Fact]
    public void Every_reference_finds_its_record_of_the_right_type()
    {
        foreach (var tenant in TenantNames)
        {
            var types = Records.Where(r => r.Tenant == tenant).ToDictionary(r => (r.Source, r.Key), r => r.Body.GetType());
            foreach (var record in Records.Where(r => r.Tenant == tenant))
            {
                Check<Organization>(record);
                Check<Service>(record);
                Check<ServiceChannel>(record);
                Check<Place>(record);
            }

            void Check<T>(DemonstrationRecord record)
                where T : class
            {
                foreach (var reference in Inside<Ref<T>>(record.Body))
                {
                    types.GetValueOrDefault((reference.System ?? "", reference.Key ?? "")).ShouldBe(typeof(T), $"{record} → {reference.Key}");
                }
            }
        }
    }

    [Fact]
    public void Each_town_is_one_tree_of_organisations()
    {
        foreach (var tenant in AllTenants)
        {
            var parents = Of<Organization>(tenant.Name).ToDictionary(o => o.Record.Key, o => o.Body.Parent?.Key);
            var root = tenant.Municipality.Organization?.Key ?? "";
            parents.Where(o => o.Value is null).Select(o => o.Key).ShouldBe([root]);
            foreach (var organization in parents.Keys.Where(k => k != root))
            {
                OrganizationTree.Check(organization, parents[organization], o => parents[o]).ShouldBeNull(organization);
            }
        }
    }

    [Fact]
    public void Every_service_has_two_to_four_ways_to_use_it_and_no_channel_is_left_alone()
    {
        var connections = Of<Connection>().Select(c => c.Body).ToList();
        foreach (var (record, _) in Of<Service>())
        {
            connections.Count(c => c.Service?.Key == record.Key).ShouldBeInRange(2, 4, record.Key);
        }

        Of<ServiceChannel>().Select(c => c.Record.Key).Except(connections.Select(c => c.Channel?.Key ?? "")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_connection_keeps_the_rules_of_the_service_register()
    {
        var services = Of<Service>().ToDictionary(s => s.Record.Key, s => s.Body);
        var channels = Of<ServiceChannel>().ToDictionary(c => c.Record.Key, c => c.Body);
        foreach (var (record, connection) in Of<Connection>())
        {
            ConnectionRules.Check(connection, services[connection.Service?.Key ?? ""], channels[connection.Channel?.Key ?? ""])
                .ShouldBeEmpty(record.Key);
        }
    }

    [Fact]
    public void Every_code_is_in_its_list_with_a_label_in_three_languages()
    {
        foreach (var (record, code) in Records.SelectMany(r => Inside<Code>(r.Body).Select(c => (r, c))))
        {
            var item = Vocabularies.Find(code);
            item.ShouldNotBeNull($"{record}: {code}");
            item.Labels.Keys.ShouldBe(["en", "fi", "sv"], $"{record}: {code}");
        }
    }

    [Fact]
    public void A_service_has_one_to_four_classes_that_are_not_all_main_classes_unless_it_only_points_elsewhere()
    {
        foreach (var (record, service) in Of<Service>())
        {
            service.ServiceClasses.Count.ShouldBeInRange(1, 4, record.Key);
            service.ServiceClasses.ShouldContain(c => c.Value.Contains('.'), record.Key);
            service.TargetGroups.ShouldNotBeEmpty(record.Key);
            if (service.LifeEvents.Count > 0)
            {
                service.TargetGroups.ShouldContain(g => g.Value.StartsWith("KR1", StringComparison.Ordinal), record.Key);
            }
        }
    }

    [Fact]
    public void Nothing_offends_the_profile_of_what_a_municipality_publishes()
    {
        var problems = Records
            // The library directory knows only names and contacts; the rest of those places comes from the place register.
            .Where(r => r.Source != "demo-libraries")
            .SelectMany(r => ProfileValidator.Validate(ProfileValidator.Fori, r.Body, new Catalogued()).Select(p => $"{r}: {p.Code} {p.Path}"));

        problems.ShouldBeEmpty();
    }

    [Fact]
    public void The_library_directory_disagrees_with_the_place_register_about_phones_and_hours()
    {
        var places = Of<Place>().Where(p => p.Record.Source == "demo-places").ToDictionary(p => p.Record.Key, p => p.Body);
        var told = Of<Place>().Where(p => p.Record.Source == "demo-libraries").ToList();

        told.Count.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var (record, library) in told)
        {
            var same = places[library.Identifiers.Single(i => i.System == "demo-places").Value];
            library.Phones.Select(p => p.Number).ShouldNotBe(same.Phones.Select(p => p.Number), record.Key);
            library.Hours.ShouldNotBeNull(record.Key);
        }
    }

    [Fact]
    public void Business_codes_are_sound_in_form_and_too_low_to_be_anyones()
    {
        foreach (var (record, organization) in Of<Organization>().Where(o => o.Body.BusinessCode is not null))
        {
            BusinessId.TryParse(organization.BusinessCode, out _).ShouldBeTrue(record.Key);
            organization.BusinessCode.ShouldStartWith("0000", Case.Sensitive, record.Key);
        }
    }

    [Fact]
    public void Mail_and_web_addresses_lead_to_names_reserved_for_examples_or_to_the_statute_book()
    {
        var links = Records.SelectMany(r => Inside<string>(r.Body).Concat(TextsOf(r.Body).SelectMany(t => t.Text.Values))
            .SelectMany(text => Address().Matches(text)).Select(m => (r, Host: m.Groups[1].Value)));

        links.Where(l => !l.Host.EndsWith(".example", StringComparison.Ordinal) && l.Host != "www.finlex.fi").ShouldBeEmpty();
    }

    [Fact]
    public void No_text_names_a_real_municipality()
    {
        var list = Registers.RegisterSamples.PathOf("ptv/codelists/Municipality.json");
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(list).TrimStart('\uFEFF'));
        var names = json.RootElement.EnumerateArray().SelectMany(m => m.GetProperty("names").EnumerateArray())
            .Select(n => n.GetProperty("name").GetString() ?? "").Where(n => n.Length > 0).ToHashSet(StringComparer.Ordinal);

        var found = Records.SelectMany(r => TextsOf(r.Body).SelectMany(t => t.Text.Values).SelectMany(text => Word().Matches(text))
            .Select(m => m.Value).Where(names.Contains).Select(word => $"{r}: {word}"));

        found.Distinct().ShouldBeEmpty();
    }

    [GeneratedRegex("""(?:https?://|@)([a-z0-9.-]+)""")]
    private static partial Regex Address();

    [GeneratedRegex("""\p{Lu}[\p{L}-]+""")]
    private static partial Regex Word();

    private sealed class Catalogued : ICodeLookup
    {
        public CodeItem? Find(string scheme, string value) => Vocabularies.Find(scheme, value) is { } item
            ? new CodeItem { Scheme = scheme, Code = item.Code, Uri = item.Uri, Parent = item.Parents is [var parent, ..] ? parent : null }
            : null;
    }
}
