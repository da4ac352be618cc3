using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Fori.Tests.Testing;
using Fori.Ui;

namespace Fori.Tests.Ui;

public sealed partial class UiAssetsTests
{
    private static readonly string[] Built = ["fori.js", "fori-admin.js", "fori-passkey.js", "fori-text.js", "fori-map.js", "fori-map.css", "icons.svg"];

    [Fact]
    public void Built_files_are_built_from_the_sources_that_stand_beside_them()
    {
        var web = SourceTree.Root("web");
        string[] sources = ["build.mjs", "icons.json", "package.json", .. Directory.GetFiles(Path.Combine(web, "src")).Select(f => $"src/{Path.GetFileName(f)}").Order(StringComparer.Ordinal)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var source in sources)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(source + "\n" + File.ReadAllText(Path.Combine(web, source)).ReplaceLineEndings("\n")));
        }

        var expected = $"Built from web/ {Convert.ToHexStringLower(hash.GetHashAndReset())}";
        foreach (var name in Built)
        {
            Text(name).ShouldContain(expected, customMessage: $"{name} is older than web/: run `npm install` and `npm run build` there");
        }
    }

    [Fact]
    public void Built_files_carry_the_licences_of_what_they_hold()
    {
        Text("fori-map.js").ShouldContain("BSD 2-Clause License");
        Text("fori-map.css").ShouldContain("BSD 2-Clause License");
        Text("icons.svg").ShouldContain("ISC License");
        Text("fori-text.js").ShouldContain("Tiptap GmbH");
        Text("fori-text.js").ShouldContain("Marijn Haverbeke");
        Text("fori-admin.js").ShouldContain("EUPL-1.2");
        Text("fori.js").ShouldContain("EUPL-1.2");
    }

    [Theory]
    [InlineData(10, "tokens.css", "site.css")]
    [InlineData(3, "fori.js")]
    [InlineData(20, "fori-admin.js")]
    [InlineData(130, "fori-text.js")]
    [InlineData(60, "fori-map.js", "fori-map.css")]
    public void Files_keep_within_their_weight(int kilobytes, params string[] names) =>
        names.Sum(n => UiAssets.Find(n)!.Compressed.Length).ShouldBeLessThanOrEqualTo(kilobytes * 1024);

    [Fact]
    public void No_stylesheet_but_the_tokens_holds_a_colour_of_its_own() =>
        ColourLiteral().Matches(Comment().Replace(Text("site.css") + Text("admin.css"), "")).Select(m => m.Value).ShouldBeEmpty();

    [Fact]
    public void No_stylesheet_tells_left_from_right_since_a_page_may_run_either_way() =>
        Sided().Matches(Comment().Replace(Text("site.css") + Text("admin.css"), "")).Select(m => m.Value).ShouldBeEmpty();

    [Fact]
    public void Every_token_that_a_stylesheet_uses_is_set_somewhere()
    {
        var set = Setting().Matches(Text("tokens.css") + ThemeStylesheet.Write(Theme.Neutral)).Select(m => m.Groups[1].Value).ToHashSet();

        Use().Matches(Text("site.css") + Text("admin.css") + Text("fori-map.css")).Select(m => m.Groups[1].Value).Distinct().Where(t => !set.Contains(t)).ShouldBeEmpty();
    }

    [Fact]
    public void The_shared_colours_are_the_same_in_the_stylesheet_and_in_the_contrast_check()
    {
        var tokens = Text("tokens.css").Split("@media");
        foreach (var (name, colour) in SharedTokens.Colours)
        {
            tokens[0].ShouldContain($"--f-{name}: {colour.Light};");
            tokens[1].ShouldContain($"--f-{name}: {colour.Dark};");
        }
    }

    [Fact]
    public void The_sprite_holds_every_icon_that_the_pages_name()
    {
        XDocument.Parse(Text("icons.svg")).Root!.Name.LocalName.ShouldBe("svg");
        var named = Directory.EnumerateFiles(SourceTree.Root("src"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(f => IconName().Matches(File.ReadAllText(f)))
            .Select(m => m.Groups[1].Value)
            .Distinct();

        named.Where(n => !Icon.Names.Contains(n)).ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_icon_shows_nothing() => Icon.Of("no-such-icon\"><script>").Value.ShouldBeNull();

    [Fact]
    public void An_address_changes_with_the_content() =>
        UiAssets.Url("site.css").ShouldBe($"/assets/site.css?v={Convert.ToHexStringLower(SHA256.HashData(UiAssets.Find("site.css")!.Content.Span))[..12]}");

    [Fact]
    public void The_lock_file_names_no_host()
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root("web"), "package-lock.json"));

        text.ShouldNotContain("\"resolved\"");
    }

    private static string Text(string name) => Encoding.UTF8.GetString(UiAssets.Find(name)!.Content.Span);

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(|\b(white|black|red)\b(?=\s*[;}])")]
    private static partial Regex ColourLiteral();

    // Sides by name, and four lengths of which the second and the last differ.
    [GeneratedRegex(@"(?<=[{;\s])(?:(?:margin|padding|border|inset)-)?(?:left|right)\b[a-z-]*\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b|-(?:left|right)-radius|(?:margin|padding|inset)\s*:\s*[^\s;]+\s([^\s;]+)\s[^\s;]+\s(?!\1\s*[;}])[^\s;]+(?=\s*[;}])")]
    private static partial Regex Sided();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(--f-[a-z0-9-]+)\s*:")]
    private static partial Regex Setting();

    [GeneratedRegex(@"var\((--f-[a-z0-9-]+)")]
    private static partial Regex Use();

    [GeneratedRegex("""Icon\.Of\("([a-z0-9-]+)"\)""")]
    private static partial Regex IconName();
}
