using System.Text;
using System.Xml.Linq;
using Fori.Registers.Services;
using Fori.Ui;
using static Fori.Tests.Demonstration.DemonstrationData;

namespace Fori.Tests.Demonstration;

/// <summary>The settings with which the invented municipalities and their region open.</summary>
public sealed class DemonstrationSettingsTests
{
    private static readonly string[] Drawings = ["map", "logo", "logoDark"];

    [Fact]
    public void Each_tenant_has_its_host_and_names_in_three_languages_and_says_that_it_is_invented()
    {
        foreach (var tenant in AllTenants)
        {
            tenant.Settings.GetProperty("tenant").GetString().ShouldBe(tenant.Name);
            tenant.Municipality.Hosts.ShouldBe([$"{tenant.Name}.localhost"]);
            tenant.Municipality.Languages.ShouldBe(["fi", "sv", "en"]);
            tenant.Municipality.Name.Keys.ShouldBe(["en", "fi", "sv"]);
            tenant.Municipality.IsDemonstration.ShouldBe(true);
            tenant.Municipality.Contact?.Address.Keys.ShouldBe(["en", "fi", "sv"]);
        }
    }

    [Fact]
    public void Each_theme_is_complete_and_passes_every_contrast_pair()
    {
        foreach (var tenant in AllTenants)
        {
            var settings = tenant.Municipality.Theme;
            settings.ShouldNotBeNull(tenant.Name);
            ThemeColour Colour(string token) => settings.Colours?.GetValueOrDefault(token) is { } pair
                ? ThemeColour.Of(pair.Light, pair.Dark)
                : throw new InvalidOperationException($"{tenant.Name} has no {token}.");

            var theme = new Theme
            {
                Name = settings.Name ?? "",
                Brand = Colour("brand"),
                BrandStrong = Colour("brand-strong"),
                BrandSoft = Colour("brand-soft"),
                Accent = Colour("accent"),
                Link = Colour("link"),
                Visited = Colour("visited"),
                Radius = settings.Radius ?? -1,
            };
            theme.Problems().ShouldBeEmpty(tenant.Name);
            ThemeContrast.Check(theme).ShouldBeEmpty(tenant.Name);
        }
    }

    [Fact]
    public void Six_to_eight_top_tasks_lead_to_services_of_the_tenant_or_of_those_it_adopts()
    {
        foreach (var tenant in AllTenants)
        {
            tenant.Municipality.TopTasks.Count.ShouldBeInRange(6, 8, tenant.Name);
            var services = Of<Service>().Where(s => s.Record.Tenant == tenant.Name || tenant.Municipality.Adopts.Contains(s.Record.Tenant))
                .Select(s => (s.Record.Source, s.Record.Key)).ToHashSet();
            foreach (var task in tenant.Municipality.TopTasks)
            {
                services.ShouldContain((task.System ?? "", task.Key ?? ""), task.Key);
                task.Label.Keys.ShouldBe(["en", "fi", "sv"], task.Key);
            }
        }
    }

    [Fact]
    public void The_region_adopts_both_towns_and_the_towns_adopt_nobody()
    {
        AllTenants.Single(t => t.Name == "ruovonmaa").Municipality.Adopts.ShouldBe(["kaislaranta", "kuurakoski"]);
        AllTenants.Where(t => t.Name != "ruovonmaa").ShouldAllBe(t => t.Municipality.Adopts.Count == 0);
    }

    [Fact]
    public void Every_file_of_a_tenant_is_named_in_its_settings()
    {
        foreach (var tenant in AllTenants)
        {
            var named = tenant.Settings.GetProperty("sources").EnumerateArray()
                .SelectMany(s => s.GetProperty("files").EnumerateArray()).Select(f => f.GetString() ?? "")
                .Concat(Drawings.Select(p => tenant.Settings.GetProperty(p).GetString() ?? ""))
                .Append("settings.json");

            Directory.GetFiles(Path.Combine(Folder, tenant.Name)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)
                .ShouldBe(named.Order(StringComparer.Ordinal), tenant.Name);
            foreach (var vocabulary in tenant.Settings.GetProperty("vocabularies").EnumerateArray())
            {
                File.Exists(tenant.PathOf(vocabulary.GetString() ?? "")).ShouldBeTrue(vocabulary.GetString());
            }
        }
    }

    [Fact]
    public void Logos_are_small_drawings_without_script_or_outside_links()
    {
        foreach (var file in AllTenants.SelectMany(t => Directory.GetFiles(Path.Combine(Folder, t.Name), "*.svg")))
        {
            var text = File.ReadAllText(file);
            Encoding.UTF8.GetByteCount(text).ShouldBeLessThan(4096, file);
            var svg = XDocument.Parse(text).Root ?? throw new InvalidOperationException(file);
            svg.Name.LocalName.ShouldBe("svg");
            svg.Attribute("viewBox").ShouldNotBeNull(file);
            svg.Descendants().Select(e => e.Name.LocalName).Except(["g", "path", "ellipse", "circle"]).ShouldBeEmpty(file);
            svg.DescendantsAndSelf().Attributes().Select(a => a.Name.LocalName)
                .ShouldNotContain(a => a.StartsWith("on", StringComparison.Ordinal) || a == "href" || a == "style", file);
        }
    }
}
