using System.Net;
using System.Text.Json;
using Fori.Tests.Testing;

namespace Fori.Tests.Api;

/// <summary>The changes of a municipality as server-sent events, read one by one.</summary>
internal sealed class ChangeStream(HttpRequestMessage request, HttpResponseMessage response, StreamReader lines) : IDisposable
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="lastSeen">Cursor of the last change that was seen; null begins with the first change.</param>
    public static Task<ChangeStream> OpenAsync(ApiTown town, string? lastSeen) => OpenAsync(town.Host.Client, town.HostName, lastSeen);

    public static async Task<ChangeStream> OpenAsync(HttpClient client, string host, string? lastSeen)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/changes");
        request.Headers.Host = host;
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastSeen is not null)
        {
            request.Headers.Add("Last-Event-ID", lastSeen);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream"); // Sent before the first event.
        return new ChangeStream(request, response, new StreamReader(await response.Content.ReadAsStreamAsync(Stop)));
    }

    public async Task<(string Cursor, Guid Id)> NextAsync(CancellationToken ct = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop, ct);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        string? cursor = null;
        while (await lines.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                cursor = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                var data = JsonElement.Parse(line[6..]);
                data.GetProperty("cursor").GetString().ShouldBe(cursor);
                return (cursor.ShouldNotBeNull(), data.GetProperty("id").GetGuid());
            }
        }

        throw new ShouldAssertException("The stream ended before the next change.");
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
        request.Dispose();
    }
}
