using System.Collections.Frozen;

namespace Fori.Ui;

/// <summary>
/// In which direction a language is written: by the script that its tag names, else by the one that it is usually written in. The
/// runtime's culture data is not asked: it knows few of these languages, and nothing at all where it is not installed.
/// </summary>
/// <remarks>Source: Unicode CLDR, likely subtags; RFC 5646 for the parts of a tag.</remarks>
public static class TextDirection
{
    private const string RightToLeft = "rtl";
    private const string LeftToRight = "ltr";
    private const int ScriptLength = 4;

    // ISO 15924; those in which somebody writes today.
    private static readonly FrozenSet<string> Scripts = Listed("adlm arab aran gara hebr mand mend nkoo rohg samr syrc syre syrj syrn thaa yezi");

    private static readonly FrozenSet<string> Languages = Listed(
        """
        aao abh abv acm acq acw acx adf aeb aec aee aeq afb aib aii aij aiq ajp ajt aju amw apc apd ar ara arb arq ars ary arz ask atn
        auj auz avd avl ayh ayl ayn ayp azb bal bcc bdz bej bft bgn bgp bhe bhm bhn bjf bjm bqi brh brk bsh bsk chg cja ckb cld clh czk
        dcc def deh dgl div dmk dml drw dv esh fa fas fay faz fia fub gbz ggg gha ghr gig gjk gju glh glk grr gwc gwf gwt gzi hac haz
        hbo he heb hkh hnd hno hoh hrt hrz hss huy isk itk iw jad jat jbe jbn jdg ji jnd jog jpa jpr jrb jye kas kbu kby kcy kfm khw klj
        kmz kqd ks ktl kvx kxp kzh lad lah lhs lki lrc lrk lrl lsa lsd lss luv luz mby mde mey mfa mfi mhj mid mki mnj mve mvy myz mzb
        mzn nli nlm nqo ntz nyq oar odk oru ota pbt pbu per pes phl phr phv plk pmu pnb prc prd prs prx ps psh psi pst pus qxq rdb rhg
        rmt sam sbn scl sd sdb sdf sdg sdh sds sgl sgr sgy shd shm shu shv siy siz skr smp smy snd sqo sqt srh srz ssh sts swb syc syn
        syr tjo tks tmr tnf tov tra trg trm trw ug uig ur urd ush uzs vaf vgr vmh wbk wlo wne wni wsv xhe xka xkc xkj xkp xvi ydd ydg
        yhd yi yid yih yud zba zdj zrp zum
        """);

    // Languages with two scripts, where it is the region that tells which.
    private static readonly FrozenSet<string> InRegions = Listed(
        "az-iq az-ir ha-cm ha-sd kk-af kk-cn kk-ir kk-mn kmr-iq kmr-ir kmr-lb ku-iq ku-ir ku-lb ky-cn pa-pk tg-pk uz-af uzn-af");

    private static readonly FrozenSet<string> NotInRegions = Listed("sd-in ug-kz ug-mn");

    /// <param name="language">BCP 47; what is no tag runs from left to right.</param>
    public static bool IsRightToLeft(string language)
    {
        ArgumentNullException.ThrowIfNull(language);

        // What follows a single letter is an extension, or private.
        var parts = language.ToLowerInvariant().Split('-').TakeWhile(part => part.Length > 1).ToList();
        if (parts.Count == 0)
        {
            return false;
        }

        if (parts.Skip(1).FirstOrDefault(part => part.Length == ScriptLength && part.All(char.IsAsciiLetter)) is { } script)
        {
            return Scripts.Contains(script);
        }

        var inRegion = parts.Count > 1 ? $"{parts[0]}-{parts[^1]}" : "";
        return InRegions.Contains(inRegion) || (Languages.Contains(parts[0]) && !NotInRegions.Contains(inRegion));
    }

    /// <summary>For the <c>dir</c> of a document, or of a part of one that runs from left to right; null for that, which needs no telling.</summary>
    public static string? Of(string? language) => language is not null && IsRightToLeft(language) ? RightToLeft : null;

    /// <summary>For the <c>dir</c> of a part.</summary>
    /// <param name="language">Of the part; null is that of the words around it.</param>
    /// <returns>Null when it runs as the words around it.</returns>
    public static string? Within(string around, string? language) =>
        language is not null && IsRightToLeft(language) is var isRightToLeft && isRightToLeft != IsRightToLeft(around) ? isRightToLeft ? RightToLeft : LeftToRight : null;

    /// <summary>
    /// A text among words that run the other way, where no element around it can say so: its full stop, and the day and month of its
    /// dates, then stand where they belong.
    /// </summary>
    /// <param name="language">Of the text.</param>
    /// <returns>Between the signs of an isolate (Unicode UAX #9, 2.4.2), which nobody sees; the text itself when it runs as the words around it.</returns>
    public static string Isolate(string text, string language, string around) =>
        Within(around, language) is { } direction ? $"{(direction == RightToLeft ? '\u2067' : '\u2066')}{text}\u2069" : text;

    private static FrozenSet<string> Listed(string list) => list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
