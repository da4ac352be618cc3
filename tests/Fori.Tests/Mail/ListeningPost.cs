using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Fori.Tests.Mail;

/// <summary>A mail server on this machine (RFC 5321): takes what it is told to take, and keeps it as it came.</summary>
internal sealed class ListeningPost : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _letters = Channel.CreateUnbounded<string>();
    private readonly Task _running;

    public ListeningPost()
    {
        _listener.Start();
        _running = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it answers to the letter itself; 250 takes it.</summary>
    public string Verdict { get; set; } = "250 2.0.0 taken";

    public string RecipientVerdict { get; set; } = "250 ok";

    public List<string> Envelopes { get; } = [];

    public IReadOnlyList<string> Taken()
    {
        var taken = new List<string>();
        while (_letters.Reader.TryRead(out var letter))
        {
            taken.Add(letter);
        }

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // Closed.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 post.example ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-post.example");
                    await writer.WriteLineAsync("250 8BITMIME");
                    break;
                case "MAIL":
                    Envelopes.Add(line);
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "RCPT":
                    Envelopes.Add(line);
                    await writer.WriteLineAsync(RecipientVerdict);
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var letter = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".")
                    {
                        letter.AppendLine(text);
                    }

                    if (Verdict.StartsWith('2'))
                    {
                        _letters.Writer.TryWrite(letter.ToString());
                    }

                    await writer.WriteLineAsync(Verdict);
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }
}
