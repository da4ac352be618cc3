using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Sections;

/// <summary>Who works in a section. Whatever is sent, the grant that is written or taken is one of this section.</summary>
internal static partial class SectionPages
{
    private static async Task<IResult> MembersAsync(HttpContext http, EditedDocument found, Guid? person, string role, IReadOnlyList<FieldProblem> problems)
    {
        var (words, settings, section) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), found.Document.Id);
        var everybody = await http.RequestServices.GetRequiredService<StaffRegister>().ListAsync(http.Node().Tenant.Id, http.RequestAborted);
        var compare = StringComparer.Create(words.Ui.Culture, ignoreCase: true);
        return AdminAnswers.Page<SectionMembersPage, SectionMembersView>(new SectionMembersView
        {
            Frame = await http.FrameAsync(words["sections.way.members"]),
            Name = NameOf(http, found, settings),
            Url = $"{Path}/{section}/members",
            Members =
            [
                .. everybody.SelectMany(row => Grant.Read(row.Grants).Where(g => g.Section == section).Select(g => new SectionMember(
                    row.Id, row.Name, RoleWords.Say(g with { Section = null }, words), GrantText.Write(g)))).OrderBy(m => m.Name, compare),
            ],
            People = [.. everybody.Where(row => row.DisabledAt is null).Select(row => (row.Id, row.Name)).OrderBy(p => p.Name, compare)],
            Person = person,
            Role = role,
            Problems = problems,
            Done = http.Request.Query.ContainsKey("given") ? words["sections.members.given"] : http.Request.Query.ContainsKey("taken") ? words["sections.members.taken"] : null,
        });
    }

    private static async Task<IResult> GiveAsync(HttpContext http, EditedDocument found)
    {
        var (form, words) = (await http.Request.ReadFormAsync(http.RequestAborted), http.Words());
        Guid? person = Guid.TryParse(form.Field("person"), out var id) ? id : null;
        var problems = new List<FieldProblem>();
        if (person is null)
        {
            problems.Add(new FieldProblem("person", words["sections.members.nobody"]));
        }

        // By the names alone: what is sent may be any role.
        var roles = SectionMembersView.Roles.Where(r => r.ToString() == form.Field("role")).ToList();
        if (roles.Count == 0)
        {
            problems.Add(new FieldProblem("role", words["grant.none-chosen"]));
        }

        if (problems.Count == 0)
        {
            var done = await http.RequestServices.GetRequiredService<StaffPeople>().GiveAsync(
                http.Node().Tenant.Id, id, new Grant(roles[0], found.Document.Id), http.Staff().Actor, http.RequestAborted);
            if (done.Succeeded)
            {
                return AdminAnswers.SeeOther($"{Path}/{found.Document.Id}/members?given");
            }

            problems.AddRange(PeoplePages.Told(http, done.Problems));
        }

        return await MembersAsync(http, found, person, form.Field("role"), problems);
    }

    private static async Task<IResult> TakeAsync(HttpContext http, EditedDocument found)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var grant = GrantText.Parse(form.Field("grant"));
        if (!Guid.TryParse(form.Field("person"), out var person) || !grant.Succeeded || grant.Value.Section != found.Document.Id)
        {
            // A grant of elsewhere was guessed.
            await http.NoteAsync(http.Staff().Actor, nameof(ContentAction.ManageMembers), http.Request.Path, allowed: false);
            return await AdminAnswers.RefusedAsync(http, ContentAction.ManageMembers);
        }

        var done = await http.RequestServices.GetRequiredService<StaffPeople>().TakeAsync(http.Node().Tenant.Id, person, GrantText.Write(grant.Value), http.Staff().Actor, http.RequestAborted);
        return done.Succeeded ? AdminAnswers.SeeOther($"{Path}/{found.Document.Id}/members?taken") : await MembersAsync(http, found, null, "", PeoplePages.Told(http, done.Problems));
    }
}
