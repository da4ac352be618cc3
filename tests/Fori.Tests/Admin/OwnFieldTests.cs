using System.Net;
using System.Text;
using Fori.Access;
using Fori.Content.OwnFields;
using Fori.Documents;
using Fori.Nodes;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Tenants;
using Fori.Web.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>A municipality adds fields to types of content by itself: on the form, on the page, in search and in the interface at once.</summary>
public sealed class OwnFieldTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_field_comes_onto_the_form_the_page_search_and_the_interface()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        await AddAsync(saara, "Paikkojen määrä", "Number");
        await AddAsync(saara, "Varaaminen", "LongText");
        await AddAsync(saara, "Esteetön", "YesNo");
        await AddAsync(saara, "Lattia", "Choice", ("choices.fi", "Parketti\nMuovimatto"));
        await AddAsync(saara, "Kartta", "Link");
        await AddAsync(saara, "Vuokrattavissa", "Date");
        await AddAsync(saara, "Avaimen paikka", "Text", ("internal", "on"));

        var form = WebUtility.HtmlDecode((await saara.GetAsync("/admin/content/Page/new")).Text);
        var page = await saara.PublishAsync(
            ("title.fi", "Juhlasali"), ("extra.paikkojen-maara", "120,5"), ("extra.varaaminen.fi", "Soita vahtimestarille\nhyvissä ajoin"), ("extra.esteeton", "true"), ("extra.lattia", "muovimatto"),
            ("extra.kartta", "https://kartta.example/sali"), ("extra.vuokrattavissa", "2027-01-02"), ("extra.avaimen-paikka.fi", "Maton alla"));

        form.ShouldContain("name=\"extra.paikkojen-maara\"");
        form.ShouldContain("<option value=\"muovimatto\">Muovimatto</option>");
        var shown = WebUtility.HtmlDecode((await saara.GetAsync("/fi/juhlasali")).Text);
        shown.ShouldContain("Paikkojen määrä");
        shown.ShouldContain("120,5");
        shown.ShouldContain("Muovimatto");
        shown.ShouldContain("<a href=\"https://kartta.example/sali\">");
        shown.ShouldContain("2.1.2027");
        shown.ShouldNotContain("Maton alla");
        (await saara.GetAsync("/fi/haku?q=vahtimestarille")).Text.ShouldContain("/fi/juhlasali");
        (await saara.GetAsync("/fi/haku?q=maton")).Text.ShouldNotContain("/fi/juhlasali");
        var api = (await saara.GetAsync($"/api/v1/Page/{EditedTown.IdOf(page)}")).Text;
        api.ShouldContain("\"extra\":[");
        api.ShouldContain("\"muovimatto\"");
        api.ShouldContain("120.5");
        api.ShouldContain("\"extraTexts\":{\"fi\":");
        api.ShouldNotContain("Maton");
        WebUtility.HtmlDecode((await saara.GetAsync(page)).Text).ShouldContain("Maton alla");
    }

    [Fact]
    public async Task What_is_required_is_asked_at_publishing_and_what_is_wrong_comes_back_as_typed()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        await AddAsync(saara, "Paikkoja", "Number", ("required", "on"));
        await saara.GetAsync("/admin");
        var page = $"/admin/content/Page/{Guid.CreateVersion7()}";

        var wrong = await saara.PostAsync(page, ("expected", "0"), ("act", "save"), ("title.fi", "Sali"), ("extra.paikkoja", "monta"));
        var missing = await saara.PostAsync(page, ("expected", "0"), ("act", "publish:fi"), ("title.fi", "Sali"), ("extra.paikkoja", ""));
        var right = await saara.PostAsync(page, ("expected", "1"), ("act", "publish:fi"), ("title.fi", "Sali"), ("extra.paikkoja", "12"));

        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.Text.ShouldContain("value=\"monta\"");
        missing.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        missing.Text.ShouldContain("href=\"#extra.paikkoja\"");
        right.Status.ShouldBe(HttpStatusCode.SeeOther, right.Text);
        (await saara.GetAsync(page + "/compare?from=1&to=2")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_removed_field_leaves_documents_is_told_and_stays_in_the_history()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        await AddAsync(saara, "Ohje", "Text");
        var page = await saara.PublishAsync(("title.fi", "Sali"), ("extra.ohje.fi", "Koputa kahdesti"));
        await saara.WriteAsync(("title.fi", "Muu"));

        (await saara.GetAsync("/admin/settings/fields/remove?type=Page&key=ohje")).Text.ShouldContain("something in it: 1.");
        var done = await saara.PostAsync("/admin/settings/fields/remove", ("type", "Page"), ("key", "ohje"));

        done.Location.ShouldBe("/admin/settings/fields?removed=1");
        (await saara.GetAsync("/fi/sali")).Text.ShouldNotContain("Koputa");
        (await saara.GetAsync($"/api/v1/Page/{EditedTown.IdOf(page)}")).Text.ShouldNotContain("Koputa");
        (await saara.GetAsync(page)).Text.ShouldNotContain("extra.ohje");
        var node = town.Host.App.Services.GetRequiredService<Node>();
        var first = await node.Database.ReadAsync(town.Tenant, s => s.VersionAsync(Guid.Parse(EditedTown.IdOf(page)), 1, Stop), Stop);
        Encoding.UTF8.GetString(first!.Body).ShouldContain("Koputa kahdesti");
        (await Fori.Store.Verification.StoreVerifier.VerifyAsync(node.Database, node.Types.Kinds(), null, Stop)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_removed_field_does_not_come_back_from_the_bin()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        await AddAsync(saara, "Hinta", "Text");
        var page = await saara.PublishAsync(("title.fi", "Sali"), ("extra.hinta.fi", "Sata euroa"));
        var id = EditedTown.IdOf(page);
        await saara.GetAsync(page);
        (await saara.PostAsync(page + "/delete", ("expected", "1"))).Location.ShouldBe("/admin/bin?binned");

        (await saara.GetAsync("/admin/settings/fields/remove?type=Page&key=hinta")).Text.ShouldContain("something in it: 1.");
        await saara.PostAsync("/admin/settings/fields/remove", ("type", "Page"), ("key", "hinta"));
        await saara.GetAsync("/admin/bin");
        (await saara.PostAsync($"/admin/bin/{id}")).Status.ShouldBe(HttpStatusCode.SeeOther);
        await AddAsync(saara, "Hinta", "Text");
        var node = town.Host.App.Services.GetRequiredService<Node>();
        var draft = (await node.Database.ReadAsync(town.Tenant, s => s.DraftVersionsAsync([Guid.Parse(id)], Stop), Stop)).ShouldHaveSingleItem();
        Encoding.UTF8.GetString(draft.Body).ShouldNotContain("Sata euroa");
        await saara.GetAsync(page);
        await saara.SendAsync(draft.Version, "publish:fi", page, ("title.fi", "Sali"));

        (await saara.GetAsync("/fi/sali")).Text.ShouldNotContain("Sata euroa");
        (await saara.GetAsync($"/api/v1/Page/{id}")).Text.ShouldNotContain("Sata euroa");
        (await Fori.Store.Verification.StoreVerifier.VerifyAsync(node.Database, node.Types.Kinds(), null, Stop)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_removed_field_does_not_come_back_with_a_text_that_waits_for_its_time()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        await AddAsync(saara, "Hinta", "Text");
        var page = await saara.WriteAsync(("title.fi", "Sali"), ("extra.hinta.fi", "Sata euroa"));
        await saara.GetAsync(page);
        (await saara.PostAsync(page + "/schedule", ("expected", "1"), ("act", "publish"), ("plan-language", "fi"), ("plan-day", "2990-01-01"), ("plan-time", "12:00"))).Location.ShouldBe(page + "?scheduled");
        await saara.SendAsync(1, "save", page, ("title.fi", "Sali"), ("extra.hinta.fi", ""));
        await saara.GetAsync("/admin/settings/fields");

        (await saara.PostAsync("/admin/settings/fields/remove", ("type", "Page"), ("key", "hinta"))).Location.ShouldBe("/admin/settings/fields?removed=1");

        var (node, id) = (town.Host.App.Services.GetRequiredService<Node>(), Guid.Parse(EditedTown.IdOf(page)));
        var plan = (await node.Database.ReadAsync(town.Tenant, s => s.SchedulesAsync(id, Stop), Stop)).ShouldHaveSingleItem();
        Encoding.UTF8.GetString((await node.Database.ReadAsync(town.Tenant, s => s.VersionAsync(id, plan.Version, Stop), Stop)).ShouldNotBeNull().Body).ShouldNotContain("Sata euroa");
    }

    [Fact]
    public async Task Of_many_who_add_a_field_of_one_name_at_once_each_gets_its_own()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => saara.PostAsync("/admin/settings/fields", ("type", "Page"), ("kind", "Text"), ("name.fi", "Hinta"))));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.SeeOther);
        (await FieldsAsync(town)).Select(f => f.Key).ShouldBe(["hinta", "hinta-2", "hinta-3", "hinta-4", "hinta-5", "hinta-6"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_type_has_no_more_fields_than_it_may_although_many_add_at_once()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        var tenant = (await town.Host.Installation.Database.TenantsAsync(Stop)).Single(t => t.Id == town.Tenant);
        (await town.Host.App.Services.GetRequiredService<MunicipalityDesk>().ChangeAsync(
            tenant,
            m => m with { OwnFields = [.. Enumerable.Range(1, OwnField.MostOfType - 1).Select(n => new OwnField { Type = "Page", Key = $"k-{n}", Name = new LocalizedText([KeyValuePair.Create("fi", $"K {n}")]) })] },
            "operator", Stop)).Succeeded.ShouldBeTrue();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => saara.PostAsync("/admin/settings/fields", ("type", "Page"), ("kind", "Text"), ("name.fi", $"Uusi {n}"))));

        answers.Count(a => a.Status == HttpStatusCode.SeeOther).ShouldBe(1);
        answers.First(a => a.Status != HttpStatusCode.SeeOther).Text.ShouldContain("fields of your own already");
        (await FieldsAsync(town)).Count.ShouldBe(OwnField.MostOfType);
    }

    [Fact]
    public async Task The_form_of_a_field_comes_back_as_typed_and_only_site_managers_have_it()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        var eero = await town.EditorAsync();
        await eero.GetAsync("/admin");

        var nameless = await saara.PostAsync("/admin/settings/fields", ("type", "Page"), ("kind", "Choice"), ("name.fi", ""), ("choices.fi", ""), ("order", "x"));

        nameless.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        nameless.Text.ShouldContain("href=\"#name.fi\"");
        nameless.Text.ShouldContain("href=\"#choices\"");
        nameless.Text.ShouldContain("href=\"#order\"");
        (await eero.GetAsync("/admin/settings/fields")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await eero.PostAsync("/admin/settings/fields", ("type", "Page"), ("kind", "Text"), ("name.fi", "X"))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<Visitor> ManagerAsync(AdminTown town)
    {
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        await saara.GetAsync("/admin/settings/fields");
        return saara;
    }

    private static async Task<IReadOnlyList<OwnField>> FieldsAsync(AdminTown town)
    {
        var node = town.Host.App.Services.GetRequiredService<Node>();
        var found = await node.Database.ReadAsync(town.Tenant, s => s.ExternalIdsAsync([(Contribution.Local, Municipality.Key)], Stop), Stop);
        var kept = (await node.Database.ReadAsync(town.Tenant, s => s.PublishedAsync([.. found.Select(f => f.Document)], Stop), Stop)).ShouldHaveSingleItem();
        return ((Municipality)node.Types[nameof(Municipality)].Read(kept.Body)).OwnFields;
    }

    private static async Task AddAsync(Visitor saara, string name, string kind, params (string, string)[] more)
    {
        await saara.GetAsync("/admin/settings/fields");
        var answer = await saara.PostAsync("/admin/settings/fields", [("type", "Page"), ("kind", kind), ("name.fi", name), .. more]);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        await saara.GetAsync(answer.Location!);
    }
}
