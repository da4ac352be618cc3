namespace Fori.Web.Hosting;

/// <summary>A clock that stood at a given instant when the process started and runs on from there; timers are not changed.</summary>
internal sealed class MovedClock(DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan _ahead = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public static TimeProvider Of(ForiSettings settings) => settings.ClockNow is { } start ? new MovedClock(start) : System;
}
