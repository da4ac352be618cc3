namespace Fori.Store.Golden;

/// <summary>How the sources' values of one top-level member become one.</summary>
public enum MemberShape
{
    /// <summary>Whole from one source.</summary>
    // The word is meant: a single value, not the number type.
#pragma warning disable CA1720
    Single,
#pragma warning restore CA1720

    /// <summary>An object of language (BCP 47) → text; each language from the source that has the word in it.</summary>
    Localized,

    /// <summary>An array whose items are joined over the sources, each once; other arrays are <see cref="Single"/>.</summary>
    MergeableList,
}

/// <summary>What merging must know of a document type.</summary>
/// <param name="Type">The type's declared name, as authority rules name it.</param>
/// <param name="Members">By the name of the member in the body; a member that is not here is <see cref="MemberShape.Single"/>.</param>
public sealed record MergeShape(string Type, IReadOnlyDictionary<string, MemberShape> Members)
{
    public MemberShape Of(string member) => Members.GetValueOrDefault(member);
}
