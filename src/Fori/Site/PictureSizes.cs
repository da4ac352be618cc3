namespace Fori.Site;

/// <summary>How wide pages show pictures, as <c>sizes</c> has it.</summary>
public static class PictureSizes
{
    /// <summary>As wide as running text.</summary>
    public const string Text = "(min-width: 48rem) 44rem, 100vw";

    /// <summary>A face beside its contacts.</summary>
    public const string Portrait = "(min-width: 60rem) 14rem, 10rem";

    /// <summary>In a row of cards.</summary>
    public const string Card = "(min-width: 60rem) 20rem, (min-width: 40rem) 45vw, 100vw";
}
