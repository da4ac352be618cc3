using Fori.Store;

namespace Fori.Web.Hosting;

/// <summary>
/// Reads the settings; later wins: <c>appsettings.json</c> (section <c>Fori</c>) beside the program, environment
/// <c>FORI__…</c>, options of the command line. All that is wrong is reported at once.
/// </summary>
internal static class SettingsReader
{
    private const string Section = "Fori";

    /// <param name="options">Names as in <see cref="SettingTable"/>; of the command line.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <returns>Problems <c>settings.environment</c>, <c>settings.unknown</c> and <c>settings.invalid</c>, each naming the setting.</returns>
    public static Outcome<ForiSettings> Read(IReadOnlyDictionary<string, string> options, string folder)
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production;
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{(environment == Environments.Development ? environment : Environments.Production)}.json", optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(options.Select(o => KeyValuePair.Create($"{Section}:{o.Key}", (string?)o.Value)))
            .Build();
        return Read(configuration, environment, folder);
    }

    internal static Outcome<ForiSettings> Read(IConfiguration configuration, string environment, string folder)
    {
        if (environment != Environments.Production && environment != Environments.Development)
        {
            return Problem.Of(
                "settings.environment", "DOTNET_ENVIRONMENT", ("value", environment), ("allowed", "Production or Development"));
        }

        var problems = new List<Problem>();
        var production = environment == Environments.Production;
        var settings = new ForiSettings
        {
            Data = Path.GetFullPath("data", folder),
            Blobs = "",
            Production = production,
            Log = new LogSettings(Json: production),
        };
        foreach (var (name, value) in Values(configuration.GetSection(Section), ""))
        {
            var definition = SettingTable.All.FirstOrDefault(d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (definition is null)
            {
                problems.Add(Problem.Of("settings.unknown", EnvironmentName(name), ("nearest", Nearest(name).EnvironmentName)));
            }
            else if (definition.Apply(settings, Rooted(definition, value, folder)) is { } changed)
            {
                settings = changed;
            }
            else
            {
                problems.Add(Problem.Of(
                    "settings.invalid", definition.EnvironmentName,
                    ("value", definition.Secret ? "(not shown)" : value), ("allowed", definition.Allowed)));
            }
        }

        return problems.Count > 0
            ? Outcome<ForiSettings>.Refused(problems)
            : settings.Blobs.Length > 0 ? settings : settings with { Blobs = Path.Combine(settings.Data, "blobs") };
    }

    private static IEnumerable<(string Name, string Value)> Values(IConfigurationSection section, string prefix)
    {
        foreach (var child in section.GetChildren())
        {
            var name = prefix + child.Key;
            if (child.Value is { } value)
            {
                yield return (name, value);
            }

            foreach (var inner in Values(child, name + ":"))
            {
                yield return inner;
            }
        }
    }

    // The working directory of the process may be another's: a command can come from elsewhere than where the server runs.
    private static string Rooted(SettingDefinition definition, string value, string folder) =>
        definition.Name is "Data" or "Blobs" or "SignIn:Secrets" && value.Length > 0 && !value.Contains('\0', StringComparison.Ordinal)
            ? Path.GetFullPath(value, folder)
            : value;

    private static string EnvironmentName(string name) => "FORI__" + name.Replace(":", "__", StringComparison.Ordinal);

    private static SettingDefinition Nearest(string name) => SettingTable.All.MinBy(d => Distance(d.Name.ToUpperInvariant(), name.ToUpperInvariant()))!; // The table is not empty.

    /// <summary>Letters to add, drop or change (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        b = b.Length > 64 ? b[..64] : b;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
