using Fori.Integration.Mapping;

namespace Fori.Tests.Integration.Mapping;

public sealed class PlaceholderTextTests
{
    [Theory]
    [InlineData("string", true)]
    [InlineData(" String ", true)]
    [InlineData("value", true)]
    [InlineData("type", true)]
    [InlineData("code", true)]
    [InlineData("Type", false)]
    [InlineData("String quartet", false)]
    [InlineData("", false)]
    [InlineData("Kirjasto", false)]
    public void A_documentation_s_example_is_told_from_a_text(string text, bool placeholder) =>
        PlaceholderText.IsPlaceholder(text).ShouldBe(placeholder);
}
