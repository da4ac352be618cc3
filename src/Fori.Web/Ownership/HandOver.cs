using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fori.Web.Ownership;

/// <summary>A command line for the server that owns the data folder. It runs there as here, except for standard input.</summary>
/// <param name="Folder">The caller's working directory, where relative paths start.</param>
/// <param name="Input">The one line of standard input that a command asked for in its arguments; null when it asked for none.</param>
internal sealed record HandedCommand(IReadOnlyList<string> Arguments, string Folder, string? Input = null);

/// <summary>One line of the answer, as a line of JSON: something for standard output or error, or the end with its exit code.</summary>
internal sealed record HandedLine(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Out = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Err = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Exit = null);

/// <summary>The caller's side: HTTP over the owner's local socket, answered as lines while the work goes on.</summary>
internal static class HandOver
{
    public const string Path = "/command";

    public const string MediaType = "application/x-ndjson";

    /// <summary>True when something listens there; a socket left by a killed process does not.</summary>
    public static async Task<bool> AnswersAsync(string socket, CancellationToken ct)
    {
        try
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await probe.ConnectAsync(new UnixDomainSocketEndPoint(socket), ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Lines of the answer until its end. Breaking off, by cancellation too, stops the work at the server.</summary>
    /// <exception cref="HttpRequestException">The server went away before it answered.</exception>
    public static async IAsyncEnumerable<HandedLine> RunAsync(string socket, HandedCommand command, [EnumeratorCancellation] CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), stop);
                return new NetworkStream(connection, ownsSocket: true);
            },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // An import may take the night.
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost" + Path)
        {
            Content = new StringContent(JsonSerializer.Serialize(command, JsonSerializerOptions.Web), Encoding.UTF8, "application/json"),
        };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct), Encoding.UTF8);
        while (await LineAsync(reader, ct) is { } line)
        {
            yield return JsonSerializer.Deserialize<HandedLine>(line, JsonSerializerOptions.Web)
                ?? throw new InvalidOperationException("The server answered with an empty line.");
        }
    }

    // A server that was killed breaks the stream; the caller sees an answer without an end.
    private static async Task<string?> LineAsync(StreamReader reader, CancellationToken ct)
    {
        try
        {
            return await reader.ReadLineAsync(ct);
        }
        catch (IOException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
