using Fori.Content;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Store;
using Fori.Store.Json;

namespace Fori.Tests.Content.Editing;

public sealed class VersionDiffTests
{
    private static readonly DocumentType Page = ContentModule.Types.First(t => t.Name == "Page");

    [Fact]
    public void Words_that_went_and_came_are_told_apart_from_those_that_stayed()
    {
        VersionDiff.OfTexts("Avanto on auki aamulla.", "Avanto on kiinni aamulla.").ShouldBe(
            [new(DiffKind.Same, "Avanto on "), new(DiffKind.Removed, "auki"), new(DiffKind.Added, "kiinni"), new(DiffKind.Same, " aamulla.")]);
        VersionDiff.OfTexts("", "Uusi.").ShouldBe([new(DiffKind.Added, "Uusi.")]);
        VersionDiff.OfTexts("sama", "sama").ShouldBe([new(DiffKind.Same, "sama")]);
    }

    [Fact]
    public void Only_fields_and_languages_that_differ_are_told()
    {
        var diffs = Between("""{"title":{"fi":"A","sv":"B"},"summary":{"fi":"x"}}""", """{"title":{"fi":"A","sv":"C"},"summary":{"fi":"x"}}""");

        diffs.ShouldHaveSingleItem().Field.ShouldBe("title");
        diffs[0].Language.ShouldBe("sv");
    }

    [Fact]
    public void Blocks_moved_changed_added_and_removed_are_told_apart()
    {
        var diff = Between(
            Body("<p>Ensimmäinen lohko pysyy.</p>", "<p>Tämä lohko siirtyy loppuun asti.</p>", "<p>Tässä on viisi melko tavallista sanaa.</p>", "<p>Poistuva</p>"),
            Body("<p>Ensimmäinen lohko pysyy.</p>", "<p>Tässä on kuusi melko tavallista sanaa.</p>", "<p>Aivan muuta tekstiä</p>", "<p>Tämä lohko siirtyy loppuun asti.</p>")).ShouldHaveSingleItem();

        diff.Blocks.Select(b => (b.Change, b.From, b.To)).ShouldBe(
        [
            (BlockChange.Same, 1, 1), (BlockChange.Changed, 3, 2), (BlockChange.Added, null, 3), (BlockChange.Moved, 2, 4), (BlockChange.Removed, 4, null),
        ]);
        diff.Blocks[1].Parts.ShouldContain(new DiffPart(DiffKind.Added, "kuusi"));
    }

    [Fact]
    public void A_change_of_form_alone_is_said_to_be_one_of_signs_in_the_text()
    {
        var diff = Between(Body("<p>Avanto on auki.</p>"), Body("<p>Avanto on <strong>auki</strong>.</p>")).ShouldHaveSingleItem();

        diff.Blocks.ShouldHaveSingleItem().Change.ShouldBe(BlockChange.Changed);
        string.Concat(diff.Blocks[0].Parts.Where(p => p.Kind == DiffKind.Added).Select(p => p.Text)).ShouldBe("****");
    }

    [Fact]
    public void A_reference_is_told_by_the_name_of_what_it_leads_to()
    {
        var id = Guid.CreateVersion7();

        var diff = VersionDiff.Between(Page, Canonical("{}"), Canonical($$$"""{"parent":{"id":"{{{id}}}"}}"""), asked => asked == id ? "Vapaa-aika" : null);

        diff.ShouldHaveSingleItem().Parts.ShouldBe([new(DiffKind.Added, "Vapaa-aika")]);
    }

    [Fact]
    public void A_composed_publication_follows_what_was_shown_and_a_draft_the_draft_before()
    {
        // 1 draft, published; 2 draft; 3 composed of 2 and shown; 4 draft; 5 composed of 4 and shown.
        var changes = new[] { Change(1, ChangeOperation.Draft), Change(1, ChangeOperation.Create), Change(2, ChangeOperation.Draft), Change(3, ChangeOperation.Update), Change(4, ChangeOperation.Draft), Change(5, ChangeOperation.Update) };
        var publications = Enumerable.Range(0, 3).Select(i => (2 * i) + 1).Select(v => new PublicationRow(Guid.Empty, v, v, ["fi"], DateTimeOffset.UnixEpoch, null, null)).ToList();

        VersionLineage.Of([5, 4, 3, 2, 1], changes, publications).OrderBy(f => f.Key).Select(f => f.Value).ShouldBe([null, 1, 1, 2, 3]);
    }

    private static IReadOnlyList<FieldDiff> Between(string before, string after) => VersionDiff.Between(Page, Canonical(before), Canonical(after), _ => null);

    private static string Body(params string[] blocks) =>
        "{\"body\":{\"fi\":[" + string.Join(',', blocks.Select(b => "{\"type\":\"text\",\"html\":\"" + b + "\"}")) + "]}}";

    private static byte[] Canonical(string json) => CanonicalJson.Canonicalise(System.Text.Encoding.UTF8.GetBytes(json)).Value!; // The tests' own.

    private static ChangeRow Change(int version, ChangeOperation operation) =>
        new(version, Guid.Empty, "Page", operation, version, [], "user", "editor", DateTimeOffset.UnixEpoch, 0, null);
}
