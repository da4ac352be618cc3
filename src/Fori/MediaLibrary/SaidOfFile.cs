using Fori.Documents;

namespace Fori.MediaLibrary;

/// <summary>What is told of a file when it is sent.</summary>
/// <param name="Alt">What a picture shows, for those who do not see it.</param>
/// <param name="IsDecorative">The picture says nothing.</param>
/// <param name="Author">Null when nobody is named.</param>
public sealed record SaidOfFile(LocalizedText Alt, bool IsDecorative, string? Author)
{
    public static SaidOfFile Nothing { get; } = new(LocalizedText.Empty, IsDecorative: false, null);
}
