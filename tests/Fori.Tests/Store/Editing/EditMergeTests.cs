using System.Text;
using CsCheck;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Tests.Testing;

namespace Fori.Tests.Store.Editing;

public sealed class EditMergeTests
{
    private static readonly MergeShape Shape = StoreTown.Kinds[StoreTown.EditedKind].Shape;

    private static readonly Gen<byte[]> Body =
        from fi in Gen.OneOf("null", "\"a\"", "\"b\"", "\"c\"")
        from sv in Gen.OneOf("null", "\"x\"", "\"y\"")
        from size in Gen.OneOf("null", "1", "2", "{\"low\":1}")
        select StoreTown.Canonical($$"""{"name":{"fi":{{fi}},"sv":{{sv}}},"size":{{size}}}""");

    [Theory]
    [InlineData("""{"name":{"fi":"a","sv":"x"}}""", """{"name":{"fi":"a","sv":"y"}}""", """{"name":{"fi":"b","sv":"x"}}""", """{"name":{"fi":"b","sv":"y"}}""", "")]
    [InlineData("""{"name":{"fi":"a"}}""", """{"name":{"fi":"b"}}""", """{"name":{"fi":"c"}}""", """{"name":{"fi":"b"}}""", "name.fi")]
    [InlineData("""{"name":{"fi":"a"}}""", """{"name":{"fi":"b"}}""", """{"name":{"fi":"b"}}""", """{"name":{"fi":"b"}}""", "")]
    [InlineData("""{"name":{"fi":"a"},"size":1}""", """{"name":{"fi":"a"}}""", """{"name":{"fi":"b"},"size":1}""", """{"name":{"fi":"b"}}""", "")]
    [InlineData("""{"size":1}""", """{}""", """{"size":2}""", """{}""", "size")]
    public void What_one_changed_is_taken_from_that_one(string basis, string mine, string theirs, string joined, string conflicts)
    {
        var (body, found) = EditMerge.Merge(Shape, StoreTown.Canonical(basis), StoreTown.Canonical(mine), StoreTown.Canonical(theirs));

        Encoding.UTF8.GetString(body).ShouldBe(joined);
        string.Join(',', found).ShouldBe(conflicts);
    }

    [Fact]
    public void Who_changed_nothing_changes_nothing_and_the_order_matters_only_where_both_changed() => Gen.Select(Body, Body, Body).Sample((basis, mine, theirs) =>
    {
        EditMerge.Merge(Shape, basis, basis, theirs).Body.ShouldBe(theirs);
        EditMerge.Merge(Shape, basis, mine, basis).Body.ShouldBe(mine);
        var (one, other) = (EditMerge.Merge(Shape, basis, mine, theirs), EditMerge.Merge(Shape, basis, theirs, mine));
        one.Conflicts.ShouldBe(other.Conflicts);
        if (one.Conflicts.Count == 0)
        {
            one.Body.ShouldBe(other.Body);
        }
    });
}
