using System.Net;
using System.Net.Sockets;

namespace Fori.Integration.Fetching;

/// <summary>
/// Addresses that a source must not lead to: whoever may name a source must not reach what only this machine reaches
/// (a database, a router, a cloud's metadata service). IANA special-purpose registries for IPv4 and IPv6 (RFC 6890).
/// </summary>
public static class InternalAddresses
{
    private static readonly IPNetwork[] Networks =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("::/128"),
        IPNetwork.Parse("::1/128"),
        IPNetwork.Parse("100::/64"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("fec0::/10"),
        IPNetwork.Parse("ff00::/8"),
    ];

    // An IPv4 address inside of an IPv6 one: translated (RFC 6052), 6to4 (RFC 3056), Teredo (RFC 4380), compatible.
    private static readonly (IPNetwork Network, int At, bool Inverted)[] Carriers =
    [
        (IPNetwork.Parse("64:ff9b::/96"), 12, false),
        (IPNetwork.Parse("64:ff9b:1::/48"), 12, false),
        (IPNetwork.Parse("2002::/16"), 2, false),
        (IPNetwork.Parse("2001::/32"), 12, true),
        (IPNetwork.Parse("::/96"), 12, false),
    ];

    public static bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6) || Networks.Any(n => n.Contains(plain)))
        {
            return true;
        }

        foreach (var (network, at, inverted) in Carriers)
        {
            if (network.Contains(plain))
            {
                var inner = plain.GetAddressBytes()[at..(at + 4)];
                return Contains(new IPAddress(inverted ? [.. inner.Select(b => (byte)~b)] : inner));
            }
        }

        return false;
    }
}
