using System.Net;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>Whom to ask, beside a page of any type.</summary>
public sealed class ContactsAsideTests
{
    [Fact]
    public async Task Contacts_stand_beside_the_page_as_people_opened_them_and_follow_their_own_documents()
    {
        await using var town = await AdminTown.StartAsync();
        await town.RegisterAsync();
        await town.PersonAsync("reko@ranta.example", grants: [new Grant(Role.SiteManager)]);
        var reko = await town.SignedInAsync("reko@ranta.example");
        var desk = await reko.TakenAsync(await reko.NewAsync("Contact"), 0, "publish:fi",
            ("name.fi", "Neuvonta"), ("role.fi", "Vastaa kaikkeen"), ("phones:count", "1"), ("phones.0.number", "02 330 000"), ("phones.0.note.fi", "Paikallispuhelun hinta"), ("email", "neuvonta@ranta.example"));
        var form = await reko.NewAsync("Person");
        var person = await reko.TakenAsync(form, 0, "publish:fi",
            ("name", "Maija Mäki"), ("kinds:count", "1"), ("kinds.0", "Employee"), ("jobTitle.fi", "Kirjastonhoitaja"), ("phones:count", "1"), ("phones.0.number", "044 555 0199"), ("showPhones", ""));
        var library = (await town.IdOfAsync("library")).ToString();
        var page = await reko.NewAsync("Page");

        await reko.TakenAsync(page, 0, "publish:fi",
            ("title.fi", "Lainaaminen"), ("contacts:count", "3"), ("contacts.0", desk), ("contacts.1", person), ("contacts.2", library));

        var answer = await reko.GetAsync("/fi/lainaaminen");
        var aside = DirectoryTown.Parse(answer.Text).QuerySelector("aside.contacts-aside").ShouldNotBeNull();
        aside.QuerySelectorAll(".contact-card > h3").Select(h => h.TextContent.Trim()).Take(2).ShouldBe(["Neuvonta", "Maija Mäki"]);
        aside.QuerySelector("a[href='tel:02330000']").ShouldNotBeNull();
        aside.QuerySelector("a[href='mailto:neuvonta@ranta.example']").ShouldNotBeNull();
        aside.TextContent.ShouldContain("Paikallispuhelun hinta");
        aside.QuerySelectorAll(".contact-card").Length.ShouldBe(3);
        answer.Text.ShouldNotContain("555 0199", Case.Sensitive, "the person did not open it");
        answer.Text.ShouldContain("\"contactPoint\":[{\"@type\":\"ContactPoint\",\"name\":\"Neuvonta\"");
        (await reko.GetAsync($"/api/v1/Page/{EditedTown.IdOf(page)}")).Text.ShouldContain(desk);
        (await reko.GetAsync($"/admin/content/Contact/{desk}/uses")).Text.ShouldContain("Lainaaminen");

        await reko.TakenAsync(form, 1, "publish:fi",
            ("name", "Maija Mäki"), ("kinds:count", "1"), ("kinds.0", "Employee"), ("phones:count", "1"), ("phones.0.number", "044 555 0199"), ("showPhones", "true"));
        (await reko.GetAsync("/fi/lainaaminen")).Text.ShouldContain("555 0199");
    }

    [Fact]
    public async Task What_a_person_is_is_ticked()
    {
        await using var town = await AdminTown.StartAsync();
        var reko = await town.EditorAsync("reko", new Grant(Role.SiteManager));
        var form = await reko.NewAsync("Person");
        (string, string)[] maija = [("name", "Maija Mäki"), ("kinds:count", "2"), ("kinds.1", "Elected")];

        var drawn = DirectoryTown.Parse((await reko.GetAsync("/admin/content/Person/new")).Text);
        await reko.TakenAsync(form, 0, "publish:fi", maija);

        drawn.QuerySelectorAll("#kinds input[type=checkbox]").Select(i => i.GetAttribute("value")).ShouldBe(["Employee", "Elected"]);
        DirectoryTown.Parse((await reko.GetAsync(form)).Text).QuerySelectorAll("#kinds input[checked]").Select(i => i.GetAttribute("value")).ShouldBe(["Elected"]);
        var none = await reko.PostAsync(form, RegisteredTown.Form(1, "publish:fi", ("name", "Maija Mäki"), ("kinds:count", "2")));
        none.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "somebody is one or the other");
    }
}
