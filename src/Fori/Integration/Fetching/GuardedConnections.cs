using System.Net;
using System.Net.Sockets;

namespace Fori.Integration.Fetching;

/// <summary>
/// Connections to addresses that somebody else has named. Internal ones are refused when connecting, after the name was resolved and again
/// for each redirect, so that neither a name nor a redirect leads inside.
/// </summary>
internal static class GuardedConnections
{
    /// <param name="redirections">Followed at most; 0 follows none.</param>
    public static SocketsHttpHandler Handler(FetchLimits limits, int redirections)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = redirections > 0,
            AutomaticDecompression = DecompressionMethods.None,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = limits.ConnectTime,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 64,
            ConnectCallback = (context, ct) => ConnectAsync(limits, context.DnsEndPoint, ct),
        };
        if (redirections > 0)
        {
            handler.MaxAutomaticRedirections = redirections;
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(FetchLimits limits, DnsEndPoint end, CancellationToken ct)
    {
        // A literal is taken as it stands; the resolver refuses some that connect all the same.
        var addresses = IPAddress.TryParse(end.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(end.Host, ct);
        // One internal address among public ones is how a name is bent inside.
        if (!limits.InternalHosts.Contains(end.Host) && addresses.Any(InternalAddresses.Contains))
        {
            throw new InternalAddressException(end.Host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // To the addresses that were checked, not to the name, which could resolve otherwise the next time.
            await socket.ConnectAsync(addresses, end.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
