using System.Text.RegularExpressions;

namespace Fori.Content.Blocks.Video;

/// <summary>
/// A site of others that shows videos. A municipality names in its settings (<c>videoHosts</c>) those that may be shown within its
/// pages once the visitor asks for it; otherwise there is a link.
/// </summary>
/// <param name="Key">As in settings.</param>
/// <param name="Name">As people call it.</param>
public sealed partial record VideoHost(string Key, string Name, Regex Address, Func<string, string> WatchUrl, Func<string, string> EmbedUrl)
{
    public static IReadOnlyList<VideoHost> All { get; } =
    [
        // Its address without cookies; it still learns the visitor's address.
        new("youtube", "YouTube", YouTube(), id => $"https://www.youtube.com/watch?v={id}", id => $"https://www.youtube-nocookie.com/embed/{id}?autoplay=1&cc_load_policy=1"),
        new("vimeo", "Vimeo", Vimeo(), id => $"https://vimeo.com/{id}", id => $"https://player.vimeo.com/video/{id}?autoplay=1&dnt=1"),
    ];

    /// <summary>Where frames of these may come from, for the policy that browsers hold.</summary>
    public const string FrameSources = "https://www.youtube-nocookie.com https://player.vimeo.com";

    // The patterns go back and forth over what they are given, so it has to be short.
    private const int LongestAddress = 500;

    /// <returns>The site and its own name of the video; null for an address that is none of theirs.</returns>
    public static (VideoHost Host, string Id)? Find(string? url)
    {
        foreach (var host in All)
        {
            if (url is { Length: <= LongestAddress } && host.Address.Match(url) is { Success: true } found)
            {
                return (host, found.Groups[1].Value);
            }
        }

        return null;
    }

    [GeneratedRegex(@"^https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#\s]*&)?v=|embed/|shorts/|live/)|youtu\.be/|www\.youtube-nocookie\.com/embed/)([A-Za-z0-9_-]{6,20})(?:[?&#/]\S*)?$")]
    private static partial Regex YouTube();

    [GeneratedRegex(@"^https://(?:www\.)?(?:vimeo\.com/|player\.vimeo\.com/video/)([0-9]{4,12})(?:[?#/]\S*)?$")]
    private static partial Regex Vimeo();
}
