using System.Text.Json;
using Fori.Access;

namespace Fori.Tests.Access;

public sealed class GrantTextTests
{
    [Theory]
    [InlineData("editor", "Editor")]
    [InlineData("site-manager", "SiteManager")]
    [InlineData("SiteManager", "SiteManager")]
    [InlineData("editor:types=Page,NewsItem:languages=fi", "Editor:types=Page,NewsItem:languages=fi")]
    [InlineData("translator:languages=sv, fi-x-easy", "Translator:languages=sv,fi-x-easy")]
    [InlineData("sectionmanager:section=01900000-0000-7000-8000-000000000001", "SectionManager:section=01900000-0000-7000-8000-000000000001")]
    public void A_role_with_its_bounds_is_read(string text, string grant) => GrantText.Write(GrantText.Parse(text).Value.ShouldNotBeNull()).ShouldBe(grant);

    [Theory]
    [InlineData("", "access.role-unknown")]
    [InlineData("5", "access.role-unknown")]
    [InlineData("king", "access.role-unknown")]
    [InlineData("editor:types=", "access.grant-malformed")]
    [InlineData("editor:types=page", "access.grant-malformed")]
    [InlineData("editor:languages=FI!", "access.grant-malformed")]
    [InlineData("editor:section=here", "access.grant-malformed")]
    [InlineData("editor:colour=blue", "access.grant-malformed")]
    [InlineData("section-manager", "access.section-needed")]
    public void What_is_no_grant_is_refused(string text, string code) => GrantText.Parse(text).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void Grants_come_back_from_their_bytes_as_they_were()
    {
        IReadOnlyList<Grant> grants = [new(Role.Editor, Guid.Parse("01900000-0000-7000-8000-000000000001"), ["Page"], ["fi"]), new(Role.Auditor)];

        Grant.Read(Grant.Write(grants)).Select(GrantText.Write).ShouldBe(grants.Select(GrantText.Write));
        Grant.Read(Grant.Write([])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""[{"role":"Emperor"}]""")]
    [InlineData("""[{"role":"Editor","onlyOnMondays":true}]""")]
    [InlineData("null")]
    public void What_a_newer_program_wrote_grants_nothing_by_being_misread(string json) =>
        Should.Throw<JsonException>(() => Grant.Read(System.Text.Encoding.UTF8.GetBytes(json)));
}
