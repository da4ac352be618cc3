namespace Fori.Web.CommandLine;

/// <summary>How a command ended, for the shell.</summary>
internal enum ExitCode
{
    Done = 0,
    Failed = 1,
    WrongUse = 2,

    /// <summary>Done, but some records were rejected; they are in quarantine.</summary>
    DoneWithRejected = 3,
}
