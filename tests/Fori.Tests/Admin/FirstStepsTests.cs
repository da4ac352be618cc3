using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>A new municipality: its settings by form, and the steps that tick themselves.</summary>
public sealed partial class FirstStepsTests
{
    [Fact]
    public async Task A_new_municipality_gets_topic_pages_and_a_menu_by_one_button_and_the_step_is_done()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv"]);
        var saara = await ManagerAsync(town);
        var steps = await saara.GetAsync("/admin/first-steps");
        var batch = Batch().Match(steps.Text).Groups[1].Value;

        var made = await saara.PostAsync("/admin/first-steps/structure", ("batch", batch), ("subjects", "housing"), ("subjects", "education"));
        var again = await saara.PostAsync("/admin/first-steps/structure", ("batch", batch), ("subjects", "housing"), ("subjects", "education"));

        made.Location.ShouldBe("/admin/first-steps?made", made.Text);
        again.Location.ShouldBe("/admin/first-steps?made", again.Text);
        var front = (await saara.GetAsync("/fi/")).Text;
        Regex.Count(front, "href=\"/fi/asuminen-ja-ymparisto\"").ShouldBeGreaterThan(0);
        front.ShouldNotContain("tyo-ja-yrittaminen");
        (await saara.GetAsync("/sv/boende-och-miljo")).Status.ShouldBe(HttpStatusCode.OK);
        Regex.Count((await saara.GetAsync("/admin/content/TopicPage")).Text, "<a [^>]*href=\"/admin/content/TopicPage/[0-9a-f-]{36}\"").ShouldBe(2);
        (await saara.GetAsync("/admin/first-steps")).Text.ShouldNotContain("name=\"subjects\"");
    }

    [Fact]
    public async Task Without_a_subject_nothing_is_made()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        await saara.GetAsync("/admin/first-steps");

        var refused = await saara.PostAsync("/admin/first-steps/structure", ("subjects", "casinos"));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("href=\"#subjects\"");
    }

    [Fact]
    public async Task Name_languages_and_contacts_are_public_at_once_and_what_the_form_does_not_show_stays()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv"]);
        var saara = await ManagerAsync(town);
        await saara.GetAsync("/admin/settings");

        var saved = await saara.PostAsync(
            "/admin/settings", ("languages", "fi"), ("languages", "sv"), ("languages", "en"), ("main", "sv"), ("name.sv", "Strand"), ("name.fi", "Ranta"),
            ("phone", "02 330 000"), ("email", "kirjaamo@ranta.example"), ("address.fi", "Rantatie 1"));

        saved.Location.ShouldBe("/admin/settings?saved", saved.Text);
        var front = (await saara.GetAsync("/fi/")).Text;
        front.ShouldContain("Rantatie 1");
        front.ShouldContain("mailto:kirjaamo@ranta.example");
        front.ShouldContain("tel:+3582330000");
        front.ShouldContain("hreflang=\"en\"");
        (await saara.GetAsync("/sv/")).Text.ShouldContain("Strand");
        (await saara.GetAsync("/admin")).Text.ShouldContain("1 of 7 done");
    }

    [Theory]
    [InlineData("main", "xx", "languages")]
    [InlineData("name.fi", "", "name.fi")]
    [InlineData("phone", "soita vaihteeseen", "phone")]
    [InlineData("email", "ei osoite", "email")]
    public async Task What_cannot_be_read_is_told_at_its_field_and_what_was_typed_stays(string field, string value, string at)
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        await saara.GetAsync("/admin/settings");
        var fields = new Dictionary<string, string> { ["languages"] = "fi", ["main"] = "fi", ["name.fi"] = "Ranta", ["address.fi"] = "Pitkä osoite 12" };
        fields[field] = value;

        var refused = await saara.PostAsync("/admin/settings", [.. fields.Select(f => (f.Key, f.Value))]);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain($"href=\"#{at}\"");
        refused.Text.ShouldContain("Pitkä osoite 12");
        (await saara.GetAsync("/fi/")).Text.ShouldNotContain("Pitkä osoite");
    }

    [Fact]
    public async Task A_logo_is_cleaned_and_shown_and_what_is_no_drawing_is_refused()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        await saara.GetAsync("/admin/settings");
        const string Drawing = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20" onload="alert(1)"><script>alert(2)</script><rect width="40" height="20" fill="#00604f"/></svg>""";

        var sent = await saara.SendFilesAsync("/admin/settings/logo", "file", [("logo.svg", Encoding.UTF8.GetBytes(Drawing))]);
        await saara.GetAsync("/admin/settings");
        var refused = await saara.SendFilesAsync("/admin/settings/logo", "file", [("logo.svg", Encoding.UTF8.GetBytes("<html></html>"))]);

        sent.Location.ShouldBe("/admin/settings?saved", sent.Text);
        var logo = (await saara.GetAsync("/logo.svg")).Text;
        logo.ShouldContain("<rect");
        logo.ShouldNotContain("alert");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("/admin/settings")]
    [InlineData("/admin/first-steps")]
    public async Task The_settings_are_the_site_managers(string path)
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        var eero = await town.SignedInAsync("eero@ranta.example");

        (await eero.GetAsync(path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await eero.GetAsync("/admin")).Text.ShouldNotContain("first-steps");
    }

    private static async Task<Visitor> ManagerAsync(AdminTown town)
    {
        await town.PersonAsync("saara@ranta.example", grants: [new Grant(Role.SiteManager)]);
        return await town.SignedInAsync("saara@ranta.example");
    }

    [GeneratedRegex("name=\"batch\" value=\"([0-9a-f-]+)\"")]
    private static partial Regex Batch();
}
