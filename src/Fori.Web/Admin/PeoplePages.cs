using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Documents;
using Fori.Site.Building;
using Fori.Store;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Api;
using Fori.Web.Content;
using Fori.Web.Site;

namespace Fori.Web.Admin;

/// <summary>Who works here and with which roles.</summary>
internal static class PeoplePages
{
    public const string Path = AdminModule.Root + "/people";
    private const int PerPage = 50;

    public static void Map(RouteGroupBuilder staff) => staff.MapPage("/people", ShowAsync).AddEndpointFilter(new MayFilter(ContentAction.ManageUsers));

    public static string PathOf(Guid person) => $"{Path}/{person}";

    /// <summary>The fields of a role as they were sent; all empty for a new form.</summary>
    public static async Task<GrantFields> GrantFieldsAsync(HttpContext http, IFormCollection? form)
    {
        var words = http.Words();
        var settings = await SiteSettings.LoadAsync(http.Node(), http.RequestAborted);
        var types = http.RequestServices.GetRequiredService<DocumentTypes>().All
            .Select(t => (t.Name, Label: Ui.UiText.FileOf(words.Language).TryGetValue($"type.{t.Name}", out var label) ? label : t.Name))
            .OrderBy(t => t.Label, StringComparer.Create(words.Ui.Culture, ignoreCase: true)).ToList();
        return new GrantFields(types, settings.Languages, form?.Field("role") ?? "", Chosen("types"), Chosen("languages"))
        {
            Sections = [.. (await ContentPages.SectionsAsync(http, settings)).Select(s => (s.Id, s.Name))],
            Section = Guid.TryParse(form?.Field("section"), out var section) ? section : null,
        };

        IReadOnlyList<string> Chosen(string name) => form is null ? [] : [.. form[name].OfType<string>()];
    }

    /// <summary>The role that a form gives; null when none was chosen. Held to what the form offers: what is sent may be anything.</summary>
    /// <returns>Problem <c>access.role-unknown</c>, <c>access.grant-malformed</c>.</returns>
    public static Outcome<Grant>? GrantOf(GrantFields fields)
    {
        if (fields.Role.Length == 0)
        {
            return null;
        }

        if (fields.Roles.Where(r => r.ToString() == fields.Role).ToList() is not [var role])
        {
            return Problem.Of("access.role-unknown", "", ("role", fields.Role), ("roles", string.Join(", ", fields.Roles)));
        }

        var strange = fields.ChosenTypes.Except(fields.Types.Select(t => t.Name)).Concat(fields.ChosenLanguages.Except(fields.Languages)).FirstOrDefault();
        return strange is not null
            ? Problem.Of("access.grant-malformed", "", ("grant", fields.Role), ("part", strange))
            : fields.Section is { } section && fields.Sections.All(s => s.Id != section) ? Problem.Of("access.grant-malformed", "", ("grant", fields.Role), ("part", section.ToString()))
            : role == Role.SectionManager && fields.Section is null ? Problem.Of("access.section-needed", "", ("role", role.ToString()))
            : new Grant(role, fields.Section, OrNull(fields.ChosenTypes), OrNull(fields.ChosenLanguages));

        static IReadOnlyList<string>? OrNull(IReadOnlyList<string> chosen) => chosen.Count == 0 ? null : [.. chosen.Distinct()];
    }

    /// <summary>Problems as a form shows them: at the field that they are about.</summary>
    public static IReadOnlyList<FieldProblem> Told(HttpContext http, IReadOnlyList<Problem> problems) =>
    [
        .. problems.Select(p => new FieldProblem(
            p.Code switch
            {
                "access.email-invalid" or "access.email-taken" or "mail.header" => "email",
                "access.name-invalid" => "name",
                "access.role-unknown" or "access.grant-malformed" or "access.grant-kept" => "role",
                "access.section-needed" => "section",
                _ => "",
            },
            ProblemText.Sentence(p, http.Words().Language))),
    ];

    public static async Task<StaffLetters> LettersAsync(HttpContext http, AdminWords words)
    {
        var settings = await SiteSettings.LoadAsync(http.Node(), http.RequestAborted);
        return new StaffLetters(
            words, PageRequest.OriginOf(http.Request) ?? throw new InvalidOperationException("The request names no host."),
            settings.NameIn(settings.Languages.Contains(words.Language) ? words.Language : settings.Languages[0]));
    }

    private static async Task<IResult> ShowAsync(HttpContext http)
    {
        var words = http.Words();
        var asked = http.Request.Query;
        var query = asked["q"] is [{ } q, ..] && q.Length <= 100 ? q.Trim() : "";
        var everybody = await http.RequestServices.GetRequiredService<StaffRegister>().ListAsync(http.Node().Tenant.Id, http.RequestAborted);
        var compare = words.Ui.Culture.CompareInfo;
        var found = everybody.FindAll(row => query.Length == 0 || Has(row.Name) || Has(row.Email));
        var pages = Math.Max(1, (found.Count + PerPage - 1) / PerPage);
        var page = int.TryParse(asked["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, pages) : 1;
        var invited = (await http.RequestServices.GetRequiredService<StaffPeople>().InvitationsAsync(http.Node().Tenant.Id, http.RequestAborted)).ToDictionary(l => l.User, l => l.ExpiresAt);
        return AdminAnswers.Page<PeoplePage, PeopleView>(new PeopleView(query, found.Count, page, pages, [.. found.Skip((page - 1) * PerPage).Take(PerPage).Select(Row)])
        {
            Frame = await http.FrameAsync(words["people.heading"]),
            Done = asked.ContainsKey("removed") ? words["person.done.removed"] : null,
        });

        bool Has(string text) => compare.IndexOf(text, query, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;

        PersonRow Row(UserRow row)
        {
            var user = StaffUser.Of(row);
            return new PersonRow(
                user.Name, user.Email, PathOf(user.Id), [.. user.Grants.Select(g => RoleWords.Say(g, words))],
                user.DisabledAt is { } at ? words.With("people.closed", ("at", words.At(at)))
                : row.PasswordHash is null ? invited.TryGetValue(row.Id, out var until) ? words.With("person.invited", ("at", words.At(until))) : words["person.not-invited"]
                : user.MustChange ? words["people.password-given"]
                : user.TwoFactor ? words["people.two-step"] : null);
        }
    }
}
