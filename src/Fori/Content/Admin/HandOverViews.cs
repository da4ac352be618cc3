using Fori.Admin;

namespace Fori.Content.Admin;

/// <summary>Who answers for content.</summary>
public sealed record HandOverListView(IReadOnlyList<ContentOwnerRow> Rows) : AdminView;

/// <param name="Note">As "account closed"; null for nothing.</param>
public sealed record ContentOwnerRow(string Name, string Url, int Count, string? Note);

/// <summary>What somebody answers for, and to whom it goes.</summary>
/// <param name="To">Who gets what has no receiver of its own; empty is nobody.</param>
public sealed record HandOverView(string Name, string Url, IReadOnlyList<OwnedPart> Parts, string To) : AdminView
{
    /// <summary>Documents in all.</summary>
    public required int Total { get; init; }

    public required IReadOnlyList<(Guid Id, string Name)> People { get; init; }

    /// <summary>Planned publishings and withdrawals, and what was sent for review.</summary>
    public int Tasks { get; init; }

    public int Views { get; init; }

    /// <summary>Texts that were typed and never saved: nobody else can have them.</summary>
    public int Unsaved { get; init; }

    /// <summary>Roles in sections, in words.</summary>
    public IReadOnlyList<string> Memberships { get; init; } = [];

    public bool WithTasks { get; init; } = true;

    public bool WithViews { get; init; } = true;

    public bool WithMembership { get; init; }

    /// <summary>What was handed over just now, each with the way back; empty before.</summary>
    public IReadOnlyList<HandedBack> Given { get; init; } = [];

    /// <summary>The person's page, for who may manage people; null for others.</summary>
    public string? PersonUrl { get; init; }
}

/// <param name="Key">Of the field that names the receiver.</param>
/// <param name="Kinds">As "12 pages, 3 news items".</param>
/// <param name="Note">Public, due to be checked; null for nothing.</param>
/// <param name="To">Chosen receiver; empty takes the one of all.</param>
public sealed record OwnedPart(string Key, string Name, string Kinds, string? Note, string To);

/// <param name="Url">Of the receiver, from whom it comes back.</param>
/// <param name="Documents">Ids with spaces between.</param>
/// <param name="Tasks">What of the plans and reviews went along, with spaces between.</param>
/// <param name="To">Who had it.</param>
public sealed record HandedBack(string Sentence, string Url, string Documents, string Tasks, string To);
