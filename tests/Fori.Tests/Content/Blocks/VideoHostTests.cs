using Fori.Content.Blocks.Video;

namespace Fori.Tests.Content.Blocks;

public sealed class VideoHostTests
{
    [Theory]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "youtube")]
    [InlineData("https://m.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=3", "youtube")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ?si=abc", "youtube")]
    [InlineData("https://vimeo.com/123456789", "vimeo")]
    [InlineData("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", null)]
    [InlineData("javascript:alert(1)//youtu.be/dQw4w9WgXcQ", null)]
    [InlineData("", null)]
    public void A_video_is_known_by_its_address(string url, string? host) => VideoHost.Find(url)?.Host.Key.ShouldBe(host);

    [Fact]
    public void An_address_longer_than_any_is_no_video_and_is_not_looked_through() =>
        VideoHost.Find("https://www.youtube.com/watch?" + string.Concat(Enumerable.Repeat("&v=aaaaaa", 400_000)) + " x").ShouldBeNull();

    [Fact]
    public void A_video_behind_a_flood_of_parameters_is_none() =>
        VideoHost.Find("https://www.youtube.com/watch?" + string.Concat(Enumerable.Repeat("a=b&", 1_000)) + "v=dQw4w9WgXcQ").ShouldBeNull();
}
