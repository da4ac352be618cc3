using System.Net.Sockets;
using Fori.Store;
using Fori.Store.Sql;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fori.Web.CommandLine;

/// <summary>What broke, told to the operator: what, where and what to do, without a stack trace.</summary>
internal static class Failures
{
    // https://sqlite.org/rescode.html
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteNotADatabase = 26;

    public static Problem Explain(Exception exception, string folder) => exception switch
    {
        OperationCanceledException => Problem.Of("command.cancelled"),
        NewerSchemaException => Problem.Of("database.refused", "", ("message", exception.Message)),
        SqliteException { SqliteErrorCode: SqliteFull } => Problem.Of("database.full", "", ("message", exception.Message)),
        SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase } => Problem.Of("database.damaged", "", ("message", exception.Message)),
        SqliteException => Problem.Of("data.unusable", "", ("folder", folder), ("message", exception.Message)),
        PostgresException => Problem.Of("database.refused", "", ("message", exception.Message)),
        NpgsqlException or SocketException or TimeoutException => Problem.Of("database.unreachable", "", ("message", exception.Message)),
        UnauthorizedAccessException or IOException when exception is not AddressInUseException =>
            Problem.Of("data.unusable", "", ("folder", folder), ("message", exception.Message.TrimEnd('.'))),
        _ when exception.InnerException is { } inner and (NpgsqlException or SqliteException) => Explain(inner, folder),
        _ => Problem.Of("command.unexpected", "", ("message", $"{exception.GetType().Name}: {exception.Message.TrimEnd('.')}")),
    };
}
