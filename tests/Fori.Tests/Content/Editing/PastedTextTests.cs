using Fori.Documents;

namespace Fori.Tests.Content.Editing;

/// <summary>What comes from word processors without the editor's script before it is stored clean, with its meaning kept.</summary>
public sealed class PastedTextTests
{
    [Theory]
    [InlineData(
        "<h1>Talvi<o:p></o:p></h1><p class=MsoNormal><span lang=FI style='color:#C00000'>Kadut <b style='mso-bidi-font-weight:normal'>aurataan</b>.<o:p></o:p></span></p>",
        "<h2>Talvi</h2><p>Kadut <strong>aurataan</strong>.</p>")]
    [InlineData(
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>•<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>pääkadut</p>" +
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>•<span>&nbsp; </span></span><![endif]>tonttikadut</p>",
        "<ul><li>pääkadut</li><li>tonttikadut</li></ul>")]
    [InlineData(
        "<table class=MsoTableGrid style='border:none'><thead><tr style='mso-yfti-irow:0'><th width=200 style='width:1cm'><p class=MsoNormal>Luokka</p></th></tr></thead><tr><td><p class=MsoNormal>1<o:p></o:p></p></td></tr></table>",
        "<table><thead><tr><th>Luokka</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>")]
    [InlineData(
        "<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><style>p{color:red}</style><p>Teksti<img src=\"file:///C:/kuva.png\" onerror=alert(1)></p>",
        "<p>Teksti</p>")]
    [InlineData("<p><a href=\"javascript:alert(1)\">a</a> <a href=\"file:///C:/x.doc\">b</a> <a href=\"https://a.example\" onmouseover=x>c</a></p>", "<p>a b <a href=\"https://a.example\">c</a></p>")]
    [InlineData("<svg><script>alert(1)</script></svg><math><mi xlink:href=\"data:x,<script>\"></mi></math><p>x<iframe srcdoc=\"<script>\"></iframe></p>", "<p>x</p>")]
    public void It_is_clean_and_says_the_same(string pasted, string stored)
    {
        RichText.Sanitise(pasted).ShouldBe(stored);
        RichText.Sanitise(stored).ShouldBe(stored);
    }
}
