using System.Net;
using Fori.Access;
using Fori.Ui;

namespace Fori.Tests.Admin;

/// <summary>Languages are chosen by their names, and any other by its tag.</summary>
public sealed class LanguagesOfTheSiteTests
{
    [Fact]
    public async Task Languages_are_offered_by_name_and_a_typed_one_is_added_with_a_page_of_its_own()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("saara@ranta.example", grants: [new Grant(Role.SiteManager)]);
        var saara = await town.SignedInAsync("saara@ranta.example");
        var settings = await saara.GetAsync("/admin/settings");
        foreach (var name in (string[])["Estonian", "Russian", "Ukrainian", "Arabic", "Somali"])
        {
            settings.Text.ShouldContain($"<span>{name}</span>");
        }

        var saved = await saara.PostAsync("/admin/settings", ("languages", "fi"), ("languages", "et"), ("other", "DE"), ("main", "fi"), ("name.fi", "Ranta"));

        saved.Location.ShouldBe("/admin/settings?saved", saved.Text);
        var again = await saara.GetAsync("/admin/settings");
        again.Text.ShouldContain("value=\"de\" checked");
        var front = await saara.GetAsync("/de/");
        front.Status.ShouldBe(HttpStatusCode.OK, front.Text);
        var list = WebUtility.HtmlDecode((await saara.GetAsync("/fi/")).Text);
        list.ShouldMatch("lang=\"et\"[^>]*>Eesti</a>");
        list.ShouldMatch("lang=\"de\"[^>]*>Deutsch</a>");
    }

    [Theory]
    [InlineData("saksa")]
    [InlineData("d")]
    [InlineData("de_AT")]
    [InlineData("<b>")]
    public async Task What_is_no_tag_comes_back_to_be_mended(string typed)
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("saara@ranta.example", grants: [new Grant(Role.SiteManager)]);
        var saara = await town.SignedInAsync("saara@ranta.example");
        await saara.GetAsync("/admin/settings");

        var refused = await saara.PostAsync("/admin/settings", ("languages", "fi"), ("other", typed), ("main", "fi"), ("name.fi", "Ranta"));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("id=\"other-error\"");
        refused.Text.ShouldContain($"value=\"{WebUtility.HtmlEncode(typed)}\"");
    }

    [Fact]
    public void A_language_that_nobody_knows_is_called_by_its_tag()
    {
        LanguageNames.Own("qqq").ShouldBe("qqq");
        UiText.For("fi").NameOfLanguage("qqq").ShouldBe("qqq");
        UiText.For("en").InLanguage("qqq").ShouldBe("in qqq");
    }
}
