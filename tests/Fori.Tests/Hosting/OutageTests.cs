using System.Net.Sockets;
using Fori.Web.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fori.Tests.Hosting;

public sealed class OutageTests
{
    [Fact]
    public void A_full_disk_is_told_as_no_room()
    {
        foreach (var full in (Exception[])[new SqliteException("database or disk is full", 13), Refused("53100")])
        {
            var told = Outage.Of(new InvalidOperationException("The write failed.", full)).ShouldNotBeNull();
            (told.Status, told.Problem.Code).ShouldBe((507, "request.no-room"));
        }
    }

    [Fact]
    public void A_database_that_is_away_is_told_as_a_pause()
    {
        foreach (var away in (Exception[])[new SocketException(), new NpgsqlException("Failed to connect", new SocketException()), Refused("57P01"), Refused("57P03"), Refused("53300")])
        {
            var told = Outage.Of(away).ShouldNotBeNull();
            (told.Status, told.Problem.Code).ShouldBe((503, "request.no-database"));
        }
    }

    [Fact]
    public void A_fault_of_ours_is_no_outage()
    {
        Outage.Of(new InvalidOperationException("Impossible.")).ShouldBeNull();
        Outage.Of(Refused("42601")).ShouldBeNull(); // A syntax error.
        Outage.Of(new SqliteException("no such table", 1)).ShouldBeNull();
    }

    private static PostgresException Refused(string state) => new("refused", "ERROR", "ERROR", state);
}
