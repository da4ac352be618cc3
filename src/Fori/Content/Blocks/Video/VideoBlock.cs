using Fori.Content.Types.MediaItems;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Blocks.Video;

/// <summary>
/// A video of the library, or one on another's site. Nothing of it is fetched before the visitor starts it, and nothing is asked of
/// another's site before that.
/// </summary>
public sealed record VideoBlock : Block
{
    [Field(FieldKind.Text, Required = true, MaxLength = 150, Order = 0)]
    public string? Title { get; init; }

    /// <summary>A file with captions.</summary>
    [Field(FieldKind.Reference, Order = 10)]
    public Ref<Media>? File { get; init; }

    /// <summary>Instead of a file: where it is shown on another's site (<see cref="VideoHost"/>).</summary>
    [Field(FieldKind.Url, MaxLength = 500, Order = 20)]
    public string? Url { get; init; }

    /// <summary>Of a video on another's site: somebody made sure that it has captions of its own (WCAG 1.2.2).</summary>
    [Field(FieldKind.Flag, Order = 30)]
    public bool HasCaptions { get; init; }

    /// <summary>What is seen before it starts.</summary>
    [Field(FieldKind.Reference, Picture = true, Order = 40)]
    public Ref<Media>? Poster { get; init; }

    /// <summary>All that is said and shown, for those who rather read. Null shows that of the file.</summary>
    [Field(FieldKind.RichText, Order = 50)]
    public string? Transcript { get; init; }

    /// <returns><c>video.nothing</c>, <c>video.two</c>, <c>video.host</c>, <c>video.captions</c>.</returns>
    public override IEnumerable<Problem> Check(string path)
    {
        var isOutside = !string.IsNullOrEmpty(Url);
        if (File is null && !isOutside)
        {
            yield return Problem.Of("video.nothing", $"{path}.file");
        }
        else if (File is not null && isOutside)
        {
            yield return Problem.Of("video.two", $"{path}.url");
        }

        if (isOutside && VideoHost.Find(Url) is null)
        {
            yield return Problem.Of("video.host", $"{path}.url", ("hosts", string.Join(", ", VideoHost.All.Select(h => h.Name))));
        }

        if (isOutside && !HasCaptions)
        {
            yield return Problem.Of("video.captions", $"{path}.hasCaptions");
        }
    }

    internal static async Task<object?> LoadAsync(PageScope scope, VideoBlock block, CancellationToken ct)
    {
        await scope.ResolveAsync([RefKey.Of(block.File), RefKey.Of(block.Poster)], ct);
        var poster = scope.Target(block.Poster) is { } picture ? MediaViews.PictureOf(scope, picture, PictureShape.Wide, PictureSizes.Text, isFirst: false)?.Url : null;
        var transcript = RichText.Sanitise(block.Transcript ?? "") is { Length: > 0 } own ? new RichPhrase(own) : null;
        var view = new VideoView(scope.NewId("video"), poster, transcript, SiteWords.Say("video.transcript", scope.Language));
        if (scope.Target(block.File) is { Body: Media { Kind: MediaKind.Video, File: { } file } media } document)
        {
            await scope.ResolveAsync(media.Captions.Select(c => RefKey.Of(c.Track)), ct);
            return view with
            {
                Url = MediaAddress.Of(document.Id, file),
                MediaType = file.MediaType,
                Transcript = transcript ?? scope.Plain(media.Transcript),
                Tracks =
                [
                    .. media.Captions.Where(c => c.Language is not null).Select(c => (c.Language, Track: scope.Target(c.Track)))
                        .Where(c => c.Track is { Body: Media { File: not null } })
                        .Select(c => new VideoTrack(MediaAddress.Of(c.Track!.Id, ((Media)c.Track.Body).File!), c.Language!, scope.NameOfLanguage(c.Language!))), // Filtered.
                ],
            };
        }

        return VideoHost.Find(block.Url) is var (host, id)
            ? view with
            {
                Url = host.WatchUrl(id),
                EmbedUrl = scope.Settings.Municipality.VideoHosts.Contains(host.Key) ? host.EmbedUrl(id) : null,
                Start = SiteWords.Say("video.start", scope.Language),
                Play = SiteWords.Say("video.play", scope.Language, ("host", host.Name)),
                Told = SiteWords.Say("video.told", scope.Language, ("host", host.Name)),
            }
            : null;
    }
}

/// <param name="Id">Alone on the page.</param>
/// <param name="Poster">Address of a picture of our own; null for none.</param>
public sealed record VideoView(string Id, string? Poster, RichPhrase? Transcript, string TranscriptLabel)
{
    /// <summary>Of the file, or of the page on another's site.</summary>
    public string Url { get; init; } = "";

    /// <summary>Of the button that starts it within the page, where the municipality allows that.</summary>
    public string Start { get; init; } = "";

    /// <summary>Null for what is on another's site.</summary>
    public string? MediaType { get; init; }

    public IReadOnlyList<VideoTrack> Tracks { get; init; } = [];

    /// <summary>What a script may put in place of the link when the visitor asks for it; null when the municipality does not want that.</summary>
    public string? EmbedUrl { get; init; }

    /// <summary>The name of the link to another's site.</summary>
    public string Play { get; init; } = "";

    /// <summary>What going there means.</summary>
    public string Told { get; init; } = "";
}

/// <param name="Language">BCP 47.</param>
/// <param name="Label">As people call the language.</param>
public sealed record VideoTrack(string Url, string Language, string Label);
