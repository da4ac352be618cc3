using Fori.Access;

namespace Fori.Tests.Access;

/// <summary>
/// The rights as a specification: who may do what to which kind of type, on the whole site. Cells: <c>all</c>; <c>own</c> only what
/// is the person's own; <c>lang</c> only one language, never what languages share; a dot is a refusal.
/// </summary>
public sealed class RightsTests
{
    private const string Documents = """
        role               | type     | View Create Edit Submit SendBack Publish Emergency Withdraw Archive Restore Delete
        Contributor        | Content  | all  all    own  own    .        .       .         .        .       .       .
        Contributor        | News     | all  all    own  own    .        .       .         .        .       .       .
        Contributor        | FrontPage| all  all    own  own    .        .       .         .        .       .       .
        Contributor        | Media    | all  all    own  own    .        .       .         .        .       .       .
        Author             | Content  | all  all    own  own    .        own     .         .        own     .       .
        Author             | News     | all  all    own  own    .        own     .         .        own     .       .
        Author             | FrontPage| all  all    own  own    .        own     .         .        own     .       .
        Author             | Media    | all  all    all  all    all      all     .         all      all     all     .
        Editor             | Content  | all  all    all  all    all      all     .         all      all     all     .
        Editor             | News     | all  all    all  all    all      all     .         all      all     all     .
        Editor             | FrontPage| all  all    all  all    all      all     .         all      all     all     .
        Editor             | Media    | all  all    all  all    all      all     .         all      all     all     .
        Translator         | Content  | all  .      lang lang   .        .       .         .        .       .       .
        Translator         | News     | all  .      lang lang   .        .       .         .        .       .       .
        Translator         | FrontPage| all  .      lang lang   .        .       .         .        .       .       .
        Translator         | Media    | all  .      lang lang   .        .       .         .        .       .       .
        Translator         | Alert    | all  .      lang lang   .        .       .         .        .       .       .
        Translator         | Official | all  .      lang lang   .        .       .         .        .       .       .
        Translator         | Register | all  .      lang lang   .        .       .         .        .       .       .
        Translator         | Settings | all  .      lang lang   .        .       .         .        .       .       .
        Communications     | News     | all  all    all  all    all      all     .         all      all     all     .
        Communications     | FrontPage| all  all    all  all    all      all     .         all      all     all     .
        Communications     | Alert    | all  all    all  all    all      all     .         all      all     all     .
        Communications     | Redirect | all  all    all  all    all      all     .         all      all     all     all
        EmergencyPublisher | Alert    | all  all    all  all    all      all     all       all      all     all     .
        Registrar          | Official | all  all    all  all    all      all     .         all      all     all     .
        RegisterSteward    | Register | all  all    all  all    all      all     .         all      all     all     .
        SiteManager        | Content  | all  all    all  all    all      all     all       all      all     all     all
        SiteManager        | News     | all  all    all  all    all      all     all       all      all     all     all
        SiteManager        | FrontPage| all  all    all  all    all      all     all       all      all     all     all
        SiteManager        | Alert    | all  all    all  all    all      all     all       all      all     all     all
        SiteManager        | Official | all  all    all  all    all      all     all       all      all     all     all
        SiteManager        | Register | all  all    all  all    all      all     all       all      all     all     all
        SiteManager        | Media    | all  all    all  all    all      all     all       all      all     all     all
        SiteManager        | Redirect | all  all    all  all    all      all     all       all      all     all     all
        SiteManager        | Settings | all  all    all  all    all      all     all       all      all     all     all
        Auditor            | Content  | all  .      .    .      .        .       .         .        .       .       .
        Auditor            | News     | all  .      .    .      .        .       .         .        .       .       .
        Auditor            | FrontPage| all  .      .    .      .        .       .         .        .       .       .
        Auditor            | Alert    | all  .      .    .      .        .       .         .        .       .       .
        Auditor            | Official | all  .      .    .      .        .       .         .        .       .       .
        Auditor            | Register | all  .      .    .      .        .       .         .        .       .       .
        Auditor            | Media    | all  .      .    .      .        .       .         .        .       .       .
        Auditor            | Redirect | all  .      .    .      .        .       .         .        .       .       .
        Auditor            | Settings | all  .      .    .      .        .       .         .        .       .       .
        """;

    private const string Site = """
        role               | Menus Terms Types Look Members Settings Users AccessLog
        Editor             | yes   yes   .     .    .       .        .     .
        SiteManager        | yes   yes   yes   yes  yes     yes      yes   .
        Auditor            | .     .     .     .    .       .        .     yes
        """;

    /// <summary>A section manager is one only of a section that is named.</summary>
    private const string Section = """
        role               | Menus Terms Types Look Members Settings Users AccessLog
        Editor             | yes   yes   .     .    .       .        .     .
        SectionManager     | yes   .     yes   yes  yes     .        .     .
        SiteManager        | yes   yes   yes   yes  yes     yes      yes   .
        Auditor            | .     .     .     .    .       .        .     yes
        """;

    private static readonly ContentAction[] OfDocuments =
    [
        ContentAction.View, ContentAction.Create, ContentAction.Edit, ContentAction.Submit, ContentAction.SendBack, ContentAction.Publish,
        ContentAction.PublishEmergency, ContentAction.Withdraw, ContentAction.Archive, ContentAction.Restore, ContentAction.Delete,
    ];

    private static readonly ContentAction[] OfSites =
    [
        ContentAction.ManageMenus, ContentAction.ManageTerms, ContentAction.ManageTypes, ContentAction.ManageLook,
        ContentAction.ManageMembers, ContentAction.ManageSettings, ContentAction.ManageUsers, ContentAction.ReadAccessLog,
    ];

    private static readonly Dictionary<TypeClass, string> Example = new()
    {
        [TypeClass.Content] = "Page", [TypeClass.News] = "NewsItem", [TypeClass.FrontPage] = "FrontPage", [TypeClass.Alert] = "Alert", [TypeClass.Official] = "Notice",
        [TypeClass.Register] = "Service", [TypeClass.Media] = "Media", [TypeClass.Redirect] = "Redirect", [TypeClass.Settings] = "Menu",
    };

    private static readonly Guid Here = Guid.Parse("01900000-0000-7000-8000-000000000001");
    private static readonly Guid Elsewhere = Guid.Parse("01900000-0000-7000-8000-000000000002");

    [Fact]
    public void To_documents_each_role_may_do_what_the_table_says_and_nothing_else()
    {
        var table = Rows(Documents).ToDictionary(r => (Enum.Parse<Role>(r[0]), Enum.Parse<TypeClass>(r[1])), r => r[2..]);
        var wrong = new List<string>();
        foreach (var role in Enum.GetValues<Role>().Where(r => r != Role.SectionManager))
        {
            foreach (var (type, name) in Example)
            {
                for (var i = 0; i < OfDocuments.Length; i++)
                {
                    var said = table.TryGetValue((role, type), out var row) ? row[i] : ".";
                    foreach (var (language, isOwn) in (IEnumerable<(string?, bool)>)[(null, false), (null, true), ("fi", false), ("fi", true)])
                    {
                        var expected = said switch { "all" => true, "own" => isOwn, "lang" => language is not null, "." => false, _ => throw new InvalidOperationException(said) };
                        if (Rights.May(Person(new Grant(role)), OfDocuments[i], name, language, null, isOwn) != expected)
                        {
                            wrong.Add($"{role} {OfDocuments[i]} {name} language {language ?? "-"} own {isOwn}: should be {expected}");
                        }
                    }
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Site, false)]
    [InlineData(Section, true)]
    public void Of_a_site_and_of_a_section_each_role_manages_what_the_table_says_and_nothing_else(string rows, bool inSection)
    {
        var table = Rows(rows).ToDictionary(r => Enum.Parse<Role>(r[0]), r => r[1..]);
        Guid? section = inSection ? Here : null;
        foreach (var role in Enum.GetValues<Role>())
        {
            for (var i = 0; i < OfSites.Length; i++)
            {
                var expected = table.TryGetValue(role, out var row) && row[i] == "yes";
                Rights.May(Person(new Grant(role, section)), OfSites[i], null, null, section, false).ShouldBe(expected, $"{role} {OfSites[i]}");
            }
        }
    }

    [Fact]
    public void Every_action_is_in_a_table() =>
        OfDocuments.Concat(OfSites).ShouldBe(Enum.GetValues<ContentAction>());

    [Fact]
    public void A_grant_for_a_section_is_nothing_in_another_and_nothing_on_the_site_itself()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var action in Enum.GetValues<ContentAction>())
            {
                foreach (var type in (string?[])["Page", "NewsItem", "Alert", "Notice", "Service", "Menu", null])
                {
                    Rights.May(Person(new Grant(role, Here)), action, type, "fi", Elsewhere, true).ShouldBeFalse($"{role} {action} {type}");
                    Rights.May(Person(new Grant(role, Here)), action, type, "fi", null, true).ShouldBeFalse($"{role} {action} {type}");
                }
            }
        }
    }

    [Fact]
    public void A_grant_for_types_or_languages_only_takes_away()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var action in Enum.GetValues<ContentAction>())
            {
                foreach (var type in (string?[])["Page", "NewsItem", "Notice", "Service", null])
                {
                    foreach (var language in (string?[])["fi", "sv", null])
                    {
                        var whole = Rights.May(Person(new Grant(role)), action, type, language, null, true);
                        var narrow = Rights.May(Person(new Grant(role, Types: ["Page", "Notice"], Languages: ["fi"])), action, type, language, null, true);
                        var isInside = type is "Page" or "Notice" && (language == "fi" || (language is null && action is ContentAction.View or ContentAction.Create));
                        narrow.ShouldBe(whole && isInside, $"{role} {action} {type} {language}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Grants_add_up()
    {
        var both = Person(new Grant(Role.Contributor), new Grant(Role.Editor, Types: ["NewsItem"]), new Grant(Role.Translator, Languages: ["sv"]));

        Rights.May(both, ContentAction.Publish, "NewsItem", "fi", null, false).ShouldBeTrue();
        Rights.May(both, ContentAction.Publish, "Page", "fi", null, false).ShouldBeFalse();
        Rights.May(both, ContentAction.Edit, "Page", "sv", null, false).ShouldBeTrue();
        Rights.May(both, ContentAction.Edit, "Page", "fi", null, false).ShouldBeFalse();
        Rights.May(both, ContentAction.Edit, "Page", "fi", null, true).ShouldBeTrue();
    }

    [Fact]
    public void Nobody_without_a_grant_with_a_closed_account_or_with_a_password_of_someone_else_may_anything()
    {
        foreach (var person in (StaffUser[])[Person(), Person(new Grant(Role.SiteManager)) with { DisabledAt = DateTimeOffset.UnixEpoch }, Person(new Grant(Role.SiteManager)) with { MustChange = true }])
        {
            foreach (var action in Enum.GetValues<ContentAction>())
            {
                Rights.May(person, action, "Page", "fi", null, true).ShouldBeFalse();
                Rights.May(person, action, null, null, null, true).ShouldBeFalse();
                Rights.MaySomewhere(person, action).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void Somewhere_is_wherever_a_grant_could_say_yes()
    {
        Rights.MaySomewhere(Person(new Grant(Role.Editor, Here, ["Page"], ["fi"])), ContentAction.Edit).ShouldBeTrue();
        Rights.MaySomewhere(Person(new Grant(Role.Editor, Here, ["Page"], ["fi"])), ContentAction.Edit, "NewsItem").ShouldBeFalse();
        Rights.MaySomewhere(Person(new Grant(Role.Contributor)), ContentAction.Publish).ShouldBeFalse();
        Rights.MaySomewhere(Person(new Grant(Role.SectionManager)), ContentAction.ManageMenus).ShouldBeFalse();
        Rights.MaySomewhere(Person(new Grant(Role.SiteManager)), ContentAction.ManageUsers).ShouldBeTrue();
    }

    internal static StaffUser Person(params IReadOnlyList<Grant> grants) =>
        new(Guid.Parse("01900000-0000-7000-8000-0000000000aa"), "aino@town.example", "Aino", grants, false, false, 0, DateTimeOffset.UnixEpoch, null);

    private static IEnumerable<string[]> Rows(string table) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1)
            .Select(line => line.Replace('|', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
