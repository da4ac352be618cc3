using System.Globalization;
using System.Text;
using System.Text.Json;
using Fori.Documents;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Tenants;
using Fori.Web.Hosting;

namespace Fori.Web.Api;

/// <summary>
/// What has changed, in order, from any cursor: as pages, or as server-sent events. Never runs ahead of this node's
/// documents, so what a reader is told of can be read.
/// </summary>
internal static class ReadChanges
{
    /// <summary>What may stand in the address.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["since", "types", "limit"];

    private const int Largest = 1_000;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(RouteGroupBuilder api) => api.MapMethods("/changes", [HttpMethods.Get, HttpMethods.Head], HandleAsync).Takes(Parameters);

    public static string NameOf(ChangeOperation operation) => operation == ChangeOperation.Erase ? "update" : JsonNamingPolicy.CamelCase.ConvertName(operation.ToString());

    private static async Task<IResult?> HandleAsync(HttpContext http, Node node, DocumentTypes types)
    {
        var query = http.Request.Query;
        var limit = 100;
        if (query["limit"] is [{ } text, ..] && (!int.TryParse(text, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Largest))
        {
            return Refused(StatusCodes.Status400BadRequest, Problem.Of("query.limit", "limit", ("max", Largest.ToString(CultureInfo.InvariantCulture))));
        }

        var wanted = query["types"].OfType<string>().SelectMany(t => t.Split(',')).ToHashSet();
        if (wanted.FirstOrDefault(t => types.Find(t) is null) is { } unknown)
        {
            return Refused(StatusCodes.Status400BadRequest, Problem.Of("type.unknown", "types", ("type", unknown)));
        }

        var given = http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last, ..] ? last : query["since"] is [{ Length: > 0 } since, ..] ? since : null;
        LogCursor? from = null;
        if (given is not null && !LogCursor.TryParse(given, out from))
        {
            return Refused(StatusCodes.Status400BadRequest, Problem.Of("cursor.unreadable", "since"));
        }

        var tenant = http.Node();
        var start = await StartAsync(node, tenant, from, http.RequestAborted);
        if (start is null)
        {
            return Refused(StatusCodes.Status410Gone, Problem.Of("cursor.gone", "since", ("start", LogCursor.StartOf(tenant.Epoch).ToString())));
        }

        http.Response.Headers.CacheControl = "no-cache";
        if (http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal) && !HttpMethods.IsHead(http.Request.Method))
        {
            await StreamAsync(http, node, tenant, start.Value, wanted);
            return null;
        }

        var (changes, upTo) = await ReadAsync(node, tenant, start.Value, limit, wanted, http.RequestAborted);
        await ReadDocument.SendAsync(http, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var change in changes)
            {
                Write(writer, change, tenant.Epoch);
            }

            writer.WriteEndArray();
            writer.WriteString("upTo", upTo.ToString());
            writer.WriteEndObject();
        });
        return null;
    }

    /// <returns>Null when the cursor is not of this history.</returns>
    private static async Task<LogCursor?> StartAsync(Node node, TenantNode tenant, LogCursor? from, CancellationToken ct)
    {
        if (from is not { } cursor)
        {
            return LogCursor.StartOf(tenant.Epoch);
        }

        if (cursor.Epoch != tenant.Epoch)
        {
            return null;
        }

        if (cursor.Sequence == 0)
        {
            return cursor;
        }

        var mark = await node.Database.ReadAsync(tenant.Tenant.Id, session => session.MarkOfAsync(cursor.Sequence, ct), ct);
        return mark == cursor.Mark ? cursor : null;
    }

    private static async Task<(List<ChangeRow> Changes, LogCursor UpTo)> ReadAsync(
        Node node, TenantNode tenant, LogCursor from, int limit, HashSet<string> wanted, CancellationToken ct)
    {
        var visible = tenant.VisibleSequence;
        var found = new List<ChangeRow>();
        var upTo = from;
        while (found.Count < limit)
        {
            var rows = await node.Database.ReadAsync(tenant.Tenant.Id, session => session.ChangesAfterAsync(upTo.Sequence, Largest, ct), ct);
            rows.RemoveAll(r => r.Sequence > visible);
            foreach (var row in rows)
            {
                upTo = new LogCursor(from.Epoch, row.Sequence, row.Mark);
                if (IsPublic(row) && (wanted.Count == 0 || wanted.Contains(row.Type)))
                {
                    found.Add(row);
                    if (found.Count == limit)
                    {
                        break;
                    }
                }
            }

            if (rows.Count == 0)
            {
                break;
            }
        }

        return (found, upTo);
    }

    private static bool IsPublic(ChangeRow change) =>
        change.Operation is not (ChangeOperation.Draft or ChangeOperation.Resolved) && change.Type != nameof(Municipality);

    private static async Task StreamAsync(HttpContext http, Node node, TenantNode tenant, LogCursor from, HashSet<string> wanted)
    {
        var ct = http.RequestAborted;
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            while (!ct.IsCancellationRequested)
            {
                var (changes, upTo) = await ReadAsync(node, tenant, from, Largest, wanted, ct);
                var text = new StringBuilder();
                foreach (var change in changes)
                {
                    var data = Encoding.UTF8.GetString(DocumentJson.Bytes(writer => Write(writer, change, from.Epoch)));
                    text.Append("id: ").Append(new LogCursor(from.Epoch, change.Sequence, change.Mark)).Append("\nevent: change\ndata: ").Append(data).Append("\n\n");
                }

                if (upTo == from && !await tenant.WaitPatientlyAsync(from.Sequence + 1, Heartbeat, ct))
                {
                    text.Append(": still here\n\n");
                }

                if (text.Length > 0)
                {
                    await http.Response.WriteAsync(text.ToString(), ct);
                    await http.Response.Body.FlushAsync(ct);
                }

                from = upTo;
                if (tenant.Epoch != from.Epoch)
                {
                    // Another history: the reader asks again and is told where it starts.
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The reader left.
        }
    }

    private static void Write(Utf8JsonWriter writer, ChangeRow change, int epoch)
    {
        writer.WriteStartObject();
        writer.WriteString("cursor", new LogCursor(epoch, change.Sequence, change.Mark).ToString());
        writer.WriteString("type", change.Type);
        writer.WriteString("id", change.Id);
        writer.WriteString("operation", NameOf(change.Operation));
        writer.WriteNumber("version", change.Version);
        writer.WriteStartArray("changedFields");
        foreach (var field in change.Fields)
        {
            writer.WriteStringValue(field);
        }

        writer.WriteEndArray();
        if (change.MergedInto is { } survivor)
        {
            writer.WriteString("mergedInto", survivor);
        }

        writer.WriteString("at", change.At.UtcDateTime);
        writer.WriteEndObject();
    }

    private static IResult Refused(int status, Problem problem) => ((IReadOnlyList<Problem>)[problem]).ToHttp(status);
}
