namespace Fori.Content.Editing;

/// <summary>A public document whose day of checking comes or has passed.</summary>
/// <param name="Owner">The actor who answers for it.</param>
public sealed record ReviewDue(Guid Document, string Type, DateOnly DueOn, string Owner)
{
    /// <summary>How long before the day the owner's work list shows it.</summary>
    public const int FirstNotice = 30;
    private const int SecondNotice = 7;
    private const int Again = 7;

    /// <summary>
    /// Is it in a message to its owner on this day: 30 and 7 days before, on the day, and then weekly. What sends messages once a day asks
    /// this of each of <see cref="EditorDesk.DueForReviewAsync"/>.
    /// </summary>
    public bool IsToldOn(DateOnly day) => (DueOn.DayNumber - day.DayNumber) switch
    {
        FirstNotice or SecondNotice => true,
        var ahead => ahead <= 0 && ahead % Again == 0,
    };
}
