namespace Fori.Documents;

/// <summary>
/// The body of a document: what every type has. Every property of a body is optional in its shape, since a source's
/// contribution may hold only what that source knows; what must be there is said by a validation profile.
/// </summary>
public abstract record DocumentBody
{
    /// <summary>Names of this record in other systems; joined over the sources.</summary>
    [Field(FieldKind.Structure, Mergeable = true, ByMachine = true)]
    public IReadOnlyList<Identifier> Identifiers { get; init => field = value ?? []; } = [];
}
