using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Fori.Site;
using Fori.Tests.Site.Gallery;
using Fori.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fori.Tests.Site;

public sealed class PageRendererTests
{
    private const int MaxGzippedBytes = 30 * 1024;
    private const int MaxElements = 1200;

    internal static PageRenderer Renderer { get; } = new(new ServiceCollection().BuildServiceProvider(), NullLoggerFactory.Instance);

    public static TheoryData<string, string> Pages()
    {
        var pages = new TheoryData<string, string>();
        foreach (var language in (string[])["fi", "sv", "en"])
        {
            foreach (var (name, _) in new GalleryPages(language, Theme.Neutral).All)
            {
                pages.Add(language, name);
            }
        }

        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_has_one_heading_a_title_a_language_and_its_landmarks(string language, string name)
    {
        var document = await OpenAsync(language, name);

        document.DocumentElement.GetAttribute("lang").ShouldBe(language);
        document.QuerySelectorAll("h1").Length.ShouldBe(1);
        document.Title.ShouldNotBeNullOrWhiteSpace();
        document.QuerySelectorAll("main#main").Length.ShouldBe(1);
        document.QuerySelectorAll("body > header").Length.ShouldBe(1);
        document.QuerySelectorAll("body > footer").Length.ShouldBe(1);
        document.QuerySelector("a.skip")!.GetAttribute("href").ShouldBe("#main");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_heading_level_is_skipped_and_no_id_is_used_twice(string language, string name)
    {
        var document = await OpenAsync(language, name);

        var level = 0;
        foreach (var heading in document.QuerySelectorAll("h1, h2, h3, h4"))
        {
            var own = heading.LocalName[1] - '0';
            own.ShouldBeLessThanOrEqualTo(level + 1, $"{heading.TextContent} skips a level");
            level = own;
        }

        var ids = document.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
        ids.ShouldBe(ids.Distinct());
        foreach (var reference in document.QuerySelectorAll("[aria-labelledby], [aria-describedby], label[for]"))
        {
            var targets = (reference.GetAttribute("aria-labelledby") ?? reference.GetAttribute("aria-describedby") ?? reference.GetAttribute("for"))!.Split(' ');
            targets.ShouldAllBe(id => ids.Contains(id));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_stands_inline_that_the_content_security_policy_forbids(string language, string name)
    {
        var document = await OpenAsync(language, name);

        document.QuerySelectorAll("script:not([src]):not([type='application/ld+json']), style, [style]").ShouldBeEmpty();
        document.All.SelectMany(e => e.Attributes).ShouldNotContain(a => a.Name.StartsWith("on", StringComparison.Ordinal));
        foreach (var source in document.QuerySelectorAll("script[src], img[src], link[rel=stylesheet]"))
        {
            (source.GetAttribute("src") ?? source.GetAttribute("href"))!.ShouldStartWith("/");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_keeps_within_its_weight(string language, string name)
    {
        var html = await RenderAsync(language, name);
        var stylesheets = (string[])["tokens.css", "site.css"];

        var weight = Gzipped(html) + stylesheets.Sum(s => UiAssets.Find(s)!.Compressed.Length);

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {html.Length:N0} bytes, {weight:N0} in gzip with its styles");
        weight.ShouldBeLessThanOrEqualTo(MaxGzippedBytes);
        new HtmlParser().ParseDocument(Encoding.UTF8.GetString(html)).All.Length.ShouldBeLessThanOrEqualTo(MaxElements);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_control_has_a_name_and_every_link_has_words(string language, string name)
    {
        var document = await OpenAsync(language, name);

        document.QuerySelectorAll("a[href]").ShouldAllBe(a => a.TextContent.Trim().Length > 0 || a.HasAttribute("aria-label") || a.QuerySelector("img[alt]:not([alt=''])") != null);
        document.QuerySelectorAll("button").ShouldAllBe(b => b.TextContent.Trim().Length > 0);
        foreach (var input in document.QuerySelectorAll("input:not([type=hidden])"))
        {
            (input.Closest("label") ?? document.QuerySelector($"label[for='{input.Id}']")).ShouldNotBeNull(input.OuterHtml);
        }
    }

    [Fact]
    public void Every_kind_of_view_stands_in_the_gallery()
    {
        var shown = new GalleryPages("fi", Theme.Neutral).All.Select(p => p.View.GetType()).Distinct();

        shown.ShouldBe(PageRenderer.Views, ignoreOrder: true);
    }

    [Fact]
    public async Task Hostile_text_is_written_as_text()
    {
        var document = await OpenAsync("fi", "search-none");

        document.QuerySelectorAll("main b").ShouldBeEmpty();
        document.QuerySelector("#page-search")!.GetAttribute("value").ShouldBe("<b>\"xyzzy\"");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    public async Task An_address_that_would_run_something_is_left_out_and_its_words_stay(string address)
    {
        var view = new GalleryPages("fi", Theme.Neutral).Service() with { WebPages = [new("Tule tänne", address)] };
        var document = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(await Renderer.RenderAsync(view)));

        var link = document.QuerySelectorAll("a").Single(a => a.TextContent == "Tule tänne");
        link.HasAttribute("href").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/fi/palvelut?a=b:c")]
    [InlineData("#kohta")]
    [InlineData("sivu")]
    [InlineData("https://town.example/a?b=1&c=2")]
    [InlineData("mailto:a@town.example")]
    [InlineData("tel:+35821234567")]
    public async Task An_ordinary_address_is_written_as_it_is(string address)
    {
        var view = new GalleryPages("fi", Theme.Neutral).Service() with { WebPages = [new("Tule tänne", address)] };
        var document = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(await Renderer.RenderAsync(view)));

        document.QuerySelectorAll("a").Single(a => a.TextContent == "Tule tänne").GetAttribute("href").ShouldBe(address);
    }

    [Fact]
    public async Task A_part_in_another_language_carries_its_language_and_says_so()
    {
        var document = await OpenAsync("sv", "service");

        var part = document.QuerySelector("#for-whom ~ .rich[lang=fi]").ShouldNotBeNull();
        part.PreviousElementSibling!.TextContent.ShouldBe("Det här avsnittet finns bara på finska.");
    }

    [Fact]
    public async Task A_page_that_is_not_translated_is_no_alternate_of_its_language()
    {
        var document = await OpenAsync("fi", "service");

        document.QuerySelectorAll("link[rel=alternate][hreflang]").Select(l => l.GetAttribute("hreflang")).ShouldBe(["fi", "sv", "x-default"]);
    }

    [Fact]
    public async Task A_page_kept_out_of_search_engines_names_no_canonical_address()
    {
        var document = await OpenAsync("fi", "search");

        document.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        document.QuerySelector("link[rel=canonical]").ShouldBeNull();
    }

    [Fact]
    public async Task Finnish_letters_are_written_as_themselves()
    {
        var html = Encoding.UTF8.GetString(await RenderAsync("fi", "service"));

        html.ShouldContain("täysi-ikäinen");
        html.ShouldContain("Missä ja miten asioit");
        html.ShouldNotContain("&#xE4;");
    }

    [Fact]
    public async Task A_service_page_says_what_is_inherited_and_where_its_facts_come_from()
    {
        var document = await OpenAsync("en", "service");

        document.QuerySelector("#how")!.NextElementSibling!.TextContent.ShouldBe("National description");
        document.QuerySelector(".sources")!.TextContent.ShouldContain("Facts from the municipality's service register, checked 24 November 2026.");
    }

    [Fact]
    public async Task A_page_without_contents_shows_no_empty_headings()
    {
        var document = await OpenAsync("fi", "service-bare");

        document.QuerySelectorAll("main h2, main aside").ShouldBeEmpty();
        document.QuerySelectorAll(".start").ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_that_stand_side_by_side_are_parted()
    {
        (await OpenAsync("fi", "classes")).QuerySelector(".branch-children li")!.TextContent.ShouldBe("Päiväkodit 4");
        (await OpenAsync("fi", "gone")).QuerySelector(".lead")!.TextContent.ShouldStartWith("Jäähallin kahvio Sivu ei ole ollut");
        (await OpenAsync("fi", "place")).QuerySelector(".today th")!.TextContent.ShouldBe("tiistai (tänään)");
        (await OpenAsync("fi", "service")).QuerySelector(".also")!.TextContent.ShouldBe("Muita nimiä: laituripaikka, soutuvenepaikka");
    }

    [Fact]
    public async Task Many_pages_are_written_at_once_without_mixing()
    {
        var names = Pages().Select(p => p.Data).ToList();
        var alone = new Dictionary<(string, string), byte[]>();
        foreach (var page in names)
        {
            alone[page] = await RenderAsync(page.Item1, page.Item2);
        }

        await Parallel.ForEachAsync(names.Concat(names).Concat(names), async (page, _) =>
            (await RenderAsync(page.Item1, page.Item2)).ShouldBe(alone[page]));
    }

    [Fact]
    public async Task Service_pages_are_written_fast_enough_without_a_cache()
    {
        var view = new GalleryPages("fi", Theme.Neutral).Service();
        for (var i = 0; i < 1500; i++)
        {
            await Renderer.RenderAsync(view);
        }

        const int pages = 3000;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, pages), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (_, _) => await Renderer.RenderAsync(view));
        var perSecond = pages / watch.Elapsed.TotalSeconds;

        TestContext.Current.TestOutputHelper?.WriteLine($"{perSecond:N0} service pages a second on two cores");
        // The aim is 3,000 on idle cores; the bound only catches a renderer that became many times slower, also when
        // the other tests take the cores.
        perSecond.ShouldBeGreaterThan(300);
    }

    internal static int Gzipped(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return (int)target.Length;
    }

    private static async Task<byte[]> RenderAsync(string language, string name) =>
        await Renderer.RenderAsync(new GalleryPages(language, Theme.Neutral).All.Single(p => p.Name == name).View);

    private static async Task<IDocument> OpenAsync(string language, string name) =>
        new HtmlParser().ParseDocument(Encoding.UTF8.GetString(await RenderAsync(language, name)));
}
