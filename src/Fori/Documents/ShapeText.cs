namespace Fori.Documents;

/// <summary>The words by which people search, in what is met on a walk.</summary>
public static class ShapeText
{
    /// <returns>Plain text; empty for what is no text of people, as an address or a number.</returns>
    public static string Of(MetValue met) => met switch
    {
        { Shape: TextShape { IsRich: true }, Value: string html } => RichText.ToPlain(html),
        { Shape: TextShape { Kind: FieldKind.Text }, Value: string text } => text,
        _ => "",
    };
}
