using Fori.Content.Blocks;
using Fori.Site;
using Fori.Site.Building;

namespace Polkuverkko.Trails;

/// <summary>A trail as visitors see it.</summary>
public sealed record TrailView : PageView
{
    public required Phrase Name { get; init; }

    public Phrase? Lead { get; init; }

    public PictureView? Picture { get; init; }

    /// <summary>What is told of it in a word or two: heading and value.</summary>
    public required IReadOnlyList<(string Heading, string Value)> Facts { get; init; }

    public required string StartHeading { get; init; }

    public NamedLink? Start { get; init; }

    public IReadOnlyList<BlockView> Blocks { get; init; } = [];
}

internal static class TrailBuilder
{
    public static async Task<PageView> BuildAsync(PageMaker page, CancellationToken ct)
    {
        var trail = (Trail)page.Body;
        var words = Fori.Ui.UiText.For(page.Language);
        return new TrailView
        {
            Frame = await page.FrameAsync(ct),
            Name = page.Name,
            Lead = page.Say(trail.Summary),
            Picture = await page.PictureAsync(ct),
            Facts =
            [
                .. trail.Length is { } length ? [(page.Word("trails.length"), page.Word("trails.kilometres", ("length", length.ToString("0.#", words.Culture))))] : Array.Empty<(string, string)>(),
                (page.Word("trails.grade"), page.Word($"trails.grade.{trail.Grade}")),
                .. trail.InspectedOn is { } on ? [(page.Word("trails.inspected"), words.Day(on))] : Array.Empty<(string, string)>(),
            ],
            StartHeading = page.Word("trails.start"),
            Start = await page.LinkAsync(trail.Start, ct),
            Blocks = await page.BlocksAsync(ct),
        };
    }
}
