using Fori.Search;

namespace Fori.Tests.Search;

public sealed class MissedWordsTests
{
    [Theory]
    [InlineData("  Uima  RANTA ", "uima ranta")]
    [InlineData("bussi 12345", "bussi 12345")]
    [InlineData("A4", "a4")]
    public void Words_are_counted_in_small_letters_and_single_spaces(string typed, string kept) => MissedWords.Clean(typed).ShouldBe(kept);

    [Theory]
    [InlineData("aino@example.org")]
    [InlineData("aino.aalto (at) example.org soita")]
    [InlineData("soita 040 123 4567")]
    [InlineData("asiakas 123-456")]
    [InlineData("131052-308T")]
    [InlineData("131052A308T aino")]
    [InlineData("131052Y308T")]
    [InlineData("1 2 3 4 5 6 x")]
    [InlineData("12345")]
    [InlineData("?")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("\u0000ab")]
    public void What_may_be_about_a_person_or_is_no_word_is_dropped(string typed) => MissedWords.Clean(typed).ShouldBeNull();

    [Fact]
    public void What_is_too_long_is_dropped() => MissedWords.Clean(new string('a', 81)).ShouldBeNull();
}
