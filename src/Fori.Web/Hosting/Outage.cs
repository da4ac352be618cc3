using System.Net.Sockets;
using Fori.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fori.Web.Hosting;

/// <summary>A failure that is of the world and passes: the database is away, or its disk is full. Told as what it is, so that a program waits and a person makes room.</summary>
internal static class Outage
{
    /// <summary>Seconds after which it is worth while to ask again.</summary>
    public const string RetryAfter = "5";

    // https://sqlite.org/rescode.html
    private const int SqliteFull = 13;

    /// <returns>Null when it is another failure.</returns>
    public static (int Status, Problem Problem)? Of(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: SqliteFull } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            (StatusCodes.Status507InsufficientStorage, Problem.Of("request.no-room")),
        // Shutting down, starting, too many connections: the server says so itself (classes 57P and 53).
        PostgresException { SqlState: ['5', '7', 'P', ..] or ['5', '3', ..] } => NoDatabase(),
        PostgresException => null,
        NpgsqlException or SocketException => NoDatabase(),
        _ => exception.InnerException is { } inner ? Of(inner) : null,
    };

    private static (int, Problem) NoDatabase() => (StatusCodes.Status503ServiceUnavailable, Problem.Of("request.no-database"));
}
