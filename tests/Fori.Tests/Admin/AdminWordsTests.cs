using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Admin;
using Fori.Tests.Testing;
using Fori.Text;

namespace Fori.Tests.Admin;

public sealed partial class AdminWordsTests
{
    // Keys that are put together: of rights, roles, faults of a password.
    private static readonly string[] Built = ["role.", "action.", "act.", "content.state.", "alert-now.hours.", "upkeep.links.state.", "workflow.state.", "workflow.remark.", "workflow.schedule.will-", "workflow.schedule.failed-", "content.field.", "content.hint.", "content.create.", "content.when.", "content.block.", "content.row.", "content.type.", "content.item.", "content.choice.", "lists.state.", "lists.block.", "password.too-", "password.same", "mail.state.", "grant.may.", "person.done.", "link.", "oidc.fault.", "oidc.refused.", "look.token.", "look.hint.", "look.mode.", "media.kind.", "media.only.", "media.focus.", "media.shape.", "steps.", "own-fields.kind."];

    [Fact]
    public void Every_key_that_a_page_of_the_admin_asks_for_is_there()
    {
        var known = Known();
        var asked = Sources().SelectMany(s => Keys().Matches(s)).Select(m => m.Groups["key"].Value).Distinct().ToList();

        asked.Count.ShouldBeGreaterThan(50);
        asked.Where(key => !known.Contains(key) && !key.EndsWith('.')).ShouldBeEmpty();
    }

    [Fact]
    public void No_sentence_of_the_admin_is_asked_for_by_nobody()
    {
        var sources = string.Concat(Sources());

        Known().Where(key => !Built.Any(b => key.StartsWith(b, StringComparison.Ordinal)) && !sources.Contains($"\"{key}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_act_that_is_noted_has_its_words()
    {
        var noted = Sources().SelectMany(s => Acts().Matches(s)).Select(m => m.Groups["act"].Value).Distinct().ToList();

        noted.Count.ShouldBeGreaterThan(5);
        noted.Where(act => AdminWords.For("fi").Find($"act.{act}") is null).ShouldBeEmpty();
    }

    [Fact]
    public void Every_role_and_every_action_has_its_words()
    {
        var words = AdminWords.For("fi");

        Enum.GetValues<Role>().ShouldAllBe(role => RoleWords.Say(new Grant(role, null, null, null), words).Length > 0);
        Enum.GetValues<ContentAction>().ShouldAllBe(action => words[$"action.{action}"].Length > 0);
    }

    [Fact]
    public void A_grant_is_said_with_its_bounds() =>
        RoleWords.Say(new Grant(Role.Translator, Guid.Empty, ["Page"], ["sv"]), AdminWords.For("en")).ShouldBe("Translator: edits one language (Page, Swedish, in one section)");

    private static HashSet<string> Known() =>
        [.. Catalogue.Words.KeysIn("fi").Where(k => k.StartsWith("admin.", StringComparison.Ordinal)).Select(k => k["admin.".Length..])];

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(SourceTree.Root("src"), "*", SearchOption.AllDirectories)
            .Where(f => (f.Contains("/Admin/", StringComparison.Ordinal) || f.Contains("/Content/", StringComparison.Ordinal) || f.Contains("/MediaLibrary/", StringComparison.Ordinal) || f.Contains("/Sections/", StringComparison.Ordinal) || f.Contains("/Fori.Web/Tenants/", StringComparison.Ordinal)) && (f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal)))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/Content/Blocks/", StringComparison.Ordinal) && !f.Contains("/Content/Types/", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    [GeneratedRegex("""(?:NoteAsync\(.*|[Aa]ction = |isOfApp \? .*|CurrentProblemAsync\(.*)"(?<act>[a-z]+(?:-[a-z]+)+)["]""")]
    private static partial Regex Acts();

    [GeneratedRegex("""\b[Ww]ords(\(\))?(\.With)?[\[(]"(?<key>[a-z.-]+)""")]
    private static partial Regex Keys();
}
