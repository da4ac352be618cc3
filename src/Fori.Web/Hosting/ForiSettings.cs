using System.Net;

namespace Fori.Web.Hosting;

/// <summary>
/// What the operator decides about one installation. What a municipality decides (hosts, languages, theme, sources) is
/// in its own settings. Names, defaults and rules: <see cref="SettingTable"/>; for operators: docs/operations.md.
/// </summary>
internal sealed record ForiSettings
{
    /// <summary>The data folder, absolute.</summary>
    public required string Data { get; init; }

    /// <summary>An Npgsql connection string; null: SQLite in the data folder.</summary>
    public string? Database { get; init; }

    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Whose forwarded headers are believed; empty: nobody's.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Who may read the metrics, besides this machine.</summary>
    public IReadOnlyList<IPNetwork> MetricsFrom { get; init; } = [];

    /// <summary>Folder of the files, absolute; nodes share it.</summary>
    public required string Blobs { get; init; }

    public LimitSettings Limits { get; init; } = new();

    /// <summary>Inner hosts, by name, that sources may be fetched from although their addresses are private.</summary>
    public IReadOnlyList<string> FetchAllow { get; init; } = [];

    /// <summary>Folder of the secrets by which we are known to municipalities' directories, absolute, a file named as the municipality each; null: none is there.</summary>
    public string? ProviderSecrets { get; init; }

    /// <summary>Assemblies of plug-ins, absolute; they are loaded when the process starts.</summary>
    public IReadOnlyList<string> Plugins { get; init; } = [];

    /// <summary>False keeps Finnish search to Snowball's stems although Voikko is installed.</summary>
    public bool Voikko { get; init; } = true;

    /// <summary>Outside links of public documents are asked whether they answer. Null: yes, but not in the demonstration, which needs no network.</summary>
    public bool? CheckLinks { get; init; }

    public MailSettings Mail { get; init; } = new();

    public SessionSettings Sessions { get; init; } = new();

    public LogSettings Log { get; init; } = new();

    /// <summary>Where the clock stands when the process starts; it runs from there. Null: the machine's clock.</summary>
    public DateTimeOffset? ClockNow { get; init; }

    /// <summary>True unless the environment is Development.</summary>
    public bool Production { get; init; } = true;

    /// <summary>Invented municipalities and open log-ins; only the command <c>demo</c> sets it.</summary>
    public bool Demonstration { get; init; }

    public string DatabaseFile => Path.Combine(Data, "fori.db");

    /// <summary>Which database it is, without its secrets, as "host:port/name"; null: the one in the data folder.</summary>
    public string? DatabaseName => Database is null ? null
        : new Npgsql.NpgsqlConnectionStringBuilder(Database) is var own ? FormattableString.Invariant($"{own.Host}:{own.Port}/{own.Database ?? own.Username}") : null;
}

/// <summary>Requests a minute per tenant and client, and the size of one request.</summary>
internal sealed record LimitSettings
{
    /// <summary>Largest request body, in bytes; uploads have their own.</summary>
    public long Body { get; init; } = 10 * 1024 * 1024;

    /// <summary>Largest file of the media library, in bytes.</summary>
    public long Upload { get; init; } = 50 * 1024 * 1024;

    /// <summary>Most pixels of a picture that is sent, in millions.</summary>
    public int Megapixels { get; init; } = 40;

    /// <summary>Pages and open interfaces, anonymous.</summary>
    public int Read { get; init; } = 600;

    public int Search { get; init; } = 300;

    /// <summary>Forms, feedback and other writes, anonymous.</summary>
    public int Write { get; init; } = 60;

    /// <summary>With an API key.</summary>
    public int KeyRead { get; init; } = 3000;

    public int KeyWrite { get; init; } = 600;

    /// <summary>Keys that were refused, and attempts to sign in, per address.</summary>
    public int Login { get; init; } = 30;

    /// <summary>Connections open at once.</summary>
    public int Connections { get; init; } = 10_000;
}

/// <param name="Json">Compact JSON, one object a line; else text.</param>
internal sealed record LogSettings(Serilog.Events.LogEventLevel Level = Serilog.Events.LogEventLevel.Information, bool Json = true);

internal enum MailSecurity
{
    None,
    StartTls,
    Tls,
}

/// <summary>The mail server that letters are handed to.</summary>
internal sealed record MailSettings
{
    /// <summary>Null: letters are kept in the outbox.</summary>
    public string? Server { get; init; }

    public int Port { get; init; } = 587;

    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Null: nobody has to log in to it.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Null: <c>noreply@</c> and the server's name.</summary>
    public string? From { get; init; }
}

/// <summary>How long staff stay signed in.</summary>
internal sealed record SessionSettings
{
    /// <summary>Without a request.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(8);

    /// <summary>In all.</summary>
    public TimeSpan Absolute { get; init; } = TimeSpan.FromHours(24);
}
