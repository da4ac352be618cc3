using Fori.Content;
using Fori.Documents;
using Fori.Integration.Importing;
using Fori.Plugins;
using Fori.Site.Routing;
using Fori.Ui;

namespace Polkuverkko.Trails;

/// <summary>What Polkuverkko, an invented vendor, brings: trails as a type, GPX as a source, and a look for forest towns.</summary>
public sealed class TrailsPlugin : IPlugin
{
    public string Name => "trails";

    public IReadOnlyList<ContentType> ContentTypes { get; } =
    [
        new()
        {
            Document = DocumentType.Edited(TrailsJson.Default.Trail, ContentModule.Tree, SiteSection.ReservedWords), Icon = "trees",
            TreePage = TrailBuilder.BuildAsync, Check = TrailRules.CheckAsync, Views = [(typeof(TrailView), typeof(TrailPage))],
        },
    ];

    public IReadOnlyList<ISourceImporter> Importers { get; } = [new GpxImporter()];

    public IReadOnlyList<Theme> Themes { get; } =
    [
        new()
        {
            Name = "spruce",
            Brand = ThemeColour.Of("#2d4a22", "#3d6330"),
            BrandStrong = ThemeColour.Of("#1f3617", "#b5d9a3"),
            BrandSoft = ThemeColour.Of("#e8f0e3", "#1c2b16"),
            Accent = ThemeColour.Of("#e0b04c", "#e6be6a"),
            Link = ThemeColour.Of("#2f5a1f", "#a9d694"),
            Visited = ThemeColour.Of("#5c3f78", "#c9afe3"),
            Radius = 6,
        },
    ];
}
