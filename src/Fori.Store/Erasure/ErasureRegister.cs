using System.Text.Json;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Erasure;

/// <summary>
/// What has been erased in an installation, one line each, in a file beside the database that is only ever appended to.
/// It holds where the texts were, never the texts. It is no part of a tenant's export and has its own backup, of which
/// the newest replaces the older; after a restore it is replayed before anything is served.
/// </summary>
public sealed class ErasureRegister(string file)
{
    public const string FileName = "erasures.ndjson";

    public string File { get; } = file;

    public static ErasureRegister In(string folder) => new(Path.Combine(folder, FileName));

    /// <summary>Erases again whatever an older copy has brought back, and rewrites the copy's files so that none of it is left in them.</summary>
    /// <returns>How many erasures were repeated; those of tenants that are not here are left out.</returns>
    /// <exception cref="InvalidDataException">A line cannot be read: serving on would show what was erased.</exception>
    public async Task<int> ReplayAsync(StoreDatabase database, StoreWriter writer, GoldenRecords golden, CancellationToken ct)
    {
        if (!System.IO.File.Exists(File))
        {
            return 0;
        }

        var tenants = (await database.TenantsAsync(ct)).ToDictionary(t => t.Name, t => t.Id);
        var origin = new WriteOrigin("erasure register", "restore");
        var (number, repeated) = (0, 0);
        await foreach (var line in System.IO.File.ReadLinesAsync(File, ct))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            var erasure = Read(line, number);
            if (tenants.TryGetValue(erasure.Tenant, out var tenant))
            {
                await writer.WriteAsync(tenant, WriteLane.People, async (unit, token) =>
                {
                    await golden.EraseAsync(unit, erasure.Parts, origin, token);
                    return true;
                }, ct);
                repeated++;
            }
        }

        if (repeated > 0)
        {
            await database.ScrubAsync(ct);
        }

        return repeated;
    }

    /// <summary>A person of the staff was removed: a restored older copy has them no longer either.</summary>
    public Task AppendUserAsync(string tenant, Guid user, DateTimeOffset at, CancellationToken ct) => AppendAsync(
        tenant,
        new ErasedParts
        {
            Id = Guid.CreateVersion7(at), At = at, Users = [user], Contributions = [], Arrivals = [], Versions = [], Names = [], Addresses = [], Quarantine = [], Notes = [], Decisions = [],
            Runs = [], Accesses = [],
        },
        ct);

    // On the disk before the transaction commits: an erasure that was cut off is finished by the next replay.
    internal async Task AppendAsync(string tenant, ErasedParts parts, CancellationToken ct)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(new RegisteredErasure(tenant, parts), ErasureJson.Default.RegisteredErasure);
        await using var stream = new FileStream(File, FileMode.Append, FileAccess.Write, FileShare.Read);
        await stream.WriteAsync((byte[])[.. line, (byte)'\n'], ct);
        stream.Flush(flushToDisk: true);
    }

    private RegisteredErasure Read(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ErasureJson.Default.RegisteredErasure)
                ?? throw new InvalidDataException($"{File}:{number} is no erasure.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{File}:{number} cannot be read.", e);
        }
    }
}
