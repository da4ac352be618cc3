using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using Serilog.Events;

namespace Fori.Web.Hosting;

/// <summary>One setting: its name with colons between levels, what is allowed in words, and how it enters the record.</summary>
/// <param name="Allowed">For the message when a value is wrong: "a whole number from 1 to 65535".</param>
/// <param name="Apply">Null when the value is not allowed.</param>
/// <param name="Secret">Its value is never shown.</param>
internal sealed record SettingDefinition(string Name, string Allowed, Func<ForiSettings, string, ForiSettings?> Apply, bool Secret = false)
{
    /// <summary>As it is set in the environment.</summary>
    public string EnvironmentName => "FORI__" + Name.Replace(":", "__", StringComparison.Ordinal);
}

/// <summary>Every setting there is. An unknown one is refused, so a mistyped name cannot be silently without effect.</summary>
internal static partial class SettingTable
{
    private const int LargestRate = 1_000_000;

    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new("Data", "a path of a folder", (s, v) => Folder(v) is { } path ? s with { Data = path } : null),
        new("Database", "a connection string as \"Host=…;Database=…;Username=…\", or empty for SQLite",
            (s, v) => Connection(v) ? s with { Database = v.Length == 0 ? null : v } : null, Secret: true),
        new("Listen", "an address of this machine as 127.0.0.1, 0.0.0.0 or ::",
            (s, v) => IPAddress.TryParse(v, out var address) ? s with { Listen = address } : null),
        new("Port", "a whole number from 0 (a free one) to 65535", (s, v) => Number(v, 0, 65535) is { } n ? s with { Port = (int)n } : null),
        new("Proxies", "addresses or networks with commas between, as 10.0.0.5,10.0.1.0/24",
            (s, v) => Networks(v) is { } networks ? s with { Proxies = networks } : null),
        new("MetricsFrom", "addresses or networks with commas between, as 10.0.0.5,10.0.1.0/24",
            (s, v) => Networks(v) is { } networks ? s with { MetricsFrom = networks } : null),
        new("Blobs", "a path of a folder", (s, v) => Folder(v) is { } path ? s with { Blobs = path } : null),
        new("Fetch:Allow", "names of hosts with commas between",
            (s, v) => HostNames(v) is { } hosts ? s with { FetchAllow = hosts } : null),
        new("SignIn:Secrets", "a path of a folder", (s, v) => Folder(v) is { } path ? s with { ProviderSecrets = path } : null),
        new("Plugins", "absolute paths of assemblies (.dll) with commas between",
            (s, v) => Parts(v) is var files && Array.TrueForAll(files, f => Path.IsPathFullyQualified(f) && f.EndsWith(".dll", StringComparison.Ordinal) && !f.Contains('\0', StringComparison.Ordinal))
                ? s with { Plugins = files } : null),
        new("Limits:Body", "a size from 1 kB to 1 GB as 10 MB",
            (s, v) => Size(v) is { } bytes ? s with { Limits = s.Limits with { Body = bytes } } : null),
        new("Limits:Upload", "a size from 1 kB to 1 GB as 50 MB",
            (s, v) => Size(v) is { } bytes ? s with { Limits = s.Limits with { Upload = bytes } } : null),
        new("Limits:Megapixels", "a whole number from 1 to 400",
            (s, v) => Number(v, 1, 400) is { } n ? s with { Limits = s.Limits with { Megapixels = (int)n } } : null),
        Rate("Limits:Read", (l, n) => l with { Read = n }),
        Rate("Limits:Search", (l, n) => l with { Search = n }),
        Rate("Limits:Write", (l, n) => l with { Write = n }),
        Rate("Limits:KeyRead", (l, n) => l with { KeyRead = n }),
        Rate("Limits:KeyWrite", (l, n) => l with { KeyWrite = n }),
        Rate("Limits:Login", (l, n) => l with { Login = n }),
        Rate("Limits:Connections", (l, n) => l with { Connections = n }),
        new("Search:Voikko", "on or off", (s, v) => v is "on" or "off" ? s with { Voikko = v == "on" } : null),
        new("Links:Check", "on or off", (s, v) => v is "on" or "off" ? s with { CheckLinks = v == "on" } : null),
        new("Mail:Server", "a name or an address of a mail server, or empty for none",
            (s, v) => v.Length == 0 || Uri.CheckHostName(v) != UriHostNameType.Unknown ? s with { Mail = s.Mail with { Server = v.Length == 0 ? null : v } } : null),
        new("Mail:Port", "a whole number from 1 to 65535", (s, v) => Number(v, 1, 65535) is { } n ? s with { Mail = s.Mail with { Port = (int)n } } : null),
        new("Mail:Security", "starttls, tls or none",
            (s, v) => v is "starttls" or "tls" or "none"
                ? s with { Mail = s.Mail with { Security = v switch { "tls" => MailSecurity.Tls, "none" => MailSecurity.None, _ => MailSecurity.StartTls } } }
                : null),
        new("Mail:User", "a name", (s, v) => v.Any(char.IsControl) ? null : s with { Mail = s.Mail with { User = v.Length == 0 ? null : v } }),
        new("Mail:Password", "a password", (s, v) => v.Any(char.IsControl) ? null : s with { Mail = s.Mail with { Password = v } }, Secret: true),
        new("Mail:From", "an address as noreply@example.org", (s, v) => Web.Mail.Outbox.IsAddress(v) ? s with { Mail = s.Mail with { From = v } } : null),
        new("Sessions:Idle", "minutes from 5 to 10080", (s, v) => Number(v, 5, 10_080) is { } n ? s with { Sessions = s.Sessions with { Idle = TimeSpan.FromMinutes(n) } } : null),
        new("Sessions:Absolute", "minutes from 5 to 43200",
            (s, v) => Number(v, 5, 43_200) is { } n ? s with { Sessions = s.Sessions with { Absolute = TimeSpan.FromMinutes(n) } } : null),
        new("Log:Level", $"one of {string.Join(", ", Enum.GetNames<LogEventLevel>())}",
            (s, v) => Enum.TryParse<LogEventLevel>(v, ignoreCase: true, out var level) && Enum.IsDefined(level) && !char.IsDigit(v[0])
                ? s with { Log = s.Log with { Level = level } }
                : null),
        new("Log:Format", "json or text",
            (s, v) => v is "json" or "text" ? s with { Log = s.Log with { Json = v == "json" } } : null),
        new("Clock:Now", "an instant as 2027-01-31T12:00:00Z, and only outside production (DOTNET_ENVIRONMENT=Development)",
            (s, v) => !s.Production && Instant(v) is { } now ? s with { ClockNow = now } : null),
    ];

    private static SettingDefinition Rate(string name, Func<LimitSettings, int, LimitSettings> apply) =>
        new(name, $"a whole number from 1 to {LargestRate}",
            (s, v) => Number(v, 1, LargestRate) is { } n ? s with { Limits = apply(s.Limits, (int)n) } : null);

    private static long? Number(string value, long from, long to) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number : null;

    private static string? Folder(string value) =>
        value.Length == 0 || value.Contains('\0', StringComparison.Ordinal) || File.Exists(value) ? null : Path.GetFullPath(value);

    private static bool Connection(string value)
    {
        try
        {
            return value.Length == 0 || !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(value).Host);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            return false;
        }
    }

    private static List<IPNetwork>? Networks(string value)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in Parts(value))
        {
            if (IPNetwork.TryParse(part, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(part, out var address))
            {
                networks.Add(new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128));
            }
            else
            {
                return null;
            }
        }

        return networks;
    }

    private static string[]? HostNames(string value) =>
        Parts(value) is var names && Array.TrueForAll(names, n => Uri.CheckHostName(n) != UriHostNameType.Unknown) ? names : null;

    private static long? Size(string value)
    {
        var match = SizePattern().Match(value);
        if (!match.Success || Number(match.Groups[1].Value, 1, 1024 * 1024 * 1024) is not { } number)
        {
            return null;
        }

        var bytes = match.Groups[2].Value.ToUpperInvariant() switch
        {
            "KB" => number * 1024,
            "MB" => number * 1024 * 1024,
            "GB" => number * 1024 * 1024 * 1024,
            _ => number,
        };
        return bytes is >= 1024 and <= 1024 * 1024 * 1024 ? bytes : null;
    }

    private static DateTimeOffset? Instant(string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;

    private static string[] Parts(string value) =>
        value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex("^([0-9]{1,10}) ?([kKmMgG][bB])?$")]
    private static partial Regex SizePattern();
}
