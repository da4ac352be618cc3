using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Operations;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Web.Api;

/// <summary>What a write of the interface did.</summary>
/// <param name="Id">The document or decision.</param>
/// <param name="Status">HTTP status of the answer.</param>
internal sealed record Written(Guid Id, int Status, LogCursor Cursor);

/// <summary>
/// The header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): a write that is sent again under its key
/// is answered as the first time and not done again. What was answered is kept in the transaction of the write, so a lost
/// answer and a killed server are alike. A refused write has written nothing and is judged anew.
/// </summary>
internal sealed class WriteOnce(Node node)
{
    public const string Header = "Idempotency-Key";

    private const int LongestKey = 255;
    private readonly ConcurrentDictionary<(TenantId, Guid, string), bool> _inFlight = new();

    /// <summary>Does the write, or tells what it did before.</summary>
    /// <param name="payload">What was sent, as it is understood.</param>
    /// <returns>Refused too when the key is unreadable, in use at this moment or was used for another request.</returns>
    public async Task<Outcome<Written>> WriteAsync(
        HttpContext http, TenantId tenant, ApiKeyRow sender, ReadOnlyMemory<byte> payload, Func<TenantUnit, CancellationToken, Task<Outcome<Written>>> write)
    {
        if (!http.Request.Headers.TryGetValue(Header, out var given))
        {
            return await node.Writer.WriteAsync(tenant, WriteLane.People, write, http.RequestAborted);
        }

        if (KeyOf(given.ToString()) is not { } key)
        {
            return Problem.Of("idempotency.key-unreadable", Header, ("max", LongestKey.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        if (!_inFlight.TryAdd((tenant, sender.Id, key), true))
        {
            return Problem.Of("idempotency.in-flight", Header);
        }

        try
        {
            var name = SHA256.HashData(Encoding.UTF8.GetBytes(key));
            var request = HashOf(http.Request, payload.Span);
            return await node.Writer.WriteAsync(
                tenant, WriteLane.People, (unit, ct) => OnceAsync(unit, new AnsweredRequestRow(sender.Id, name, request, 0, Guid.Empty, 0, unit.Now), write, ct), http.RequestAborted);
        }
        finally
        {
            _inFlight.TryRemove((tenant, sender.Id, key), out _);
        }
    }

    private static async Task<Outcome<Written>> OnceAsync(
        TenantUnit unit, AnsweredRequestRow asked, Func<TenantUnit, CancellationToken, Task<Outcome<Written>>> write, CancellationToken ct)
    {
        if (await unit.AnsweredRequestAsync(asked.ApiKey, asked.Key, ct) is { } answered)
        {
            return answered.Request.AsSpan().SequenceEqual(asked.Request)
                ? new Written(answered.Document, answered.Status, new LogCursor(unit.Epoch, answered.Sequence, await unit.Session.MarkOfAsync(answered.Sequence, ct) ?? 0))
                : Problem.Of("idempotency.other-request", Header);
        }

        var outcome = await write(unit, ct);
        if (outcome.Succeeded)
        {
            unit.KeepAnswer(asked with { Status = outcome.Value.Status, Document = outcome.Value.Id, Sequence = outcome.Value.Cursor.Sequence });
        }

        return outcome;
    }

    // A string of structured fields (RFC 9651 §3.3.3), as the draft has it; without its quotes too, as most programs send it.
    private static string? KeyOf(string given)
    {
        var key = given is ['"', .. var quoted, '"'] ? quoted : given;
        return key.Length is > 0 and <= LongestKey && key.All(c => c is >= ' ' and <= '~' and not '"' and not '\\') ? key : null;
    }

    private static byte[] HashOf(HttpRequest request, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(
            $"{request.Method}\n{request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n{request.Headers.IfNoneMatch}\n"));
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }
}
