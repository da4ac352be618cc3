using Fori.Admin;

namespace Fori.Content.Admin;

/// <summary>A term is merged with another: first the other is chosen, then it is shown what will change, then it is done.</summary>
public sealed record TermMergeView : AdminView
{
    public required string Heading { get; init; }

    /// <summary>Declared name of the vocabulary.</summary>
    public required string Type { get; init; }

    public required Guid Document { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>By which others are looked for, as typed.</summary>
    public string Sought { get; init; } = "";

    /// <summary>Others of its vocabulary.</summary>
    public IReadOnlyList<Choice> Others { get; init; } = [];

    /// <summary>There are more than are shown.</summary>
    public bool HasMore { get; init; }

    /// <summary>The other one stays, not this.</summary>
    public bool OtherStays { get; init; }

    /// <summary>Null while the other is being chosen.</summary>
    public TermMergeSteps? Steps { get; init; }
}

/// <summary>What the merge will do.</summary>
/// <param name="Told">In sentences.</param>
/// <param name="IsPossible">False when something forbids it, which is then said as a problem.</param>
public sealed record TermMergeSteps(string Stays, Guid StaysId, int StaysExpected, string Goes, Guid GoesId, int GoesExpected, IReadOnlyList<string> Told, bool IsPossible);
