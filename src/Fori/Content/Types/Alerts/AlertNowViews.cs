using Fori.Admin;
using Fori.Site;

namespace Fori.Content.Types.Alerts;

/// <summary>The short form of an alert, for who stands outside with a phone: how grave, what, until when.</summary>
/// <param name="Document">Made by the server for the form, so that a form sent twice makes one alert.</param>
/// <param name="Severities">That the person may publish.</param>
/// <param name="Languages">Of the site, in its order.</param>
public sealed record AlertNowForm(Guid Document, IReadOnlyList<AlertSeverity> Severities, IReadOnlyList<string> Languages)
{
    /// <summary>Hours that are offered as an end.</summary>
    public static IReadOnlyList<int> Hours { get; } = [2, 6, 24, 72];

    /// <summary>The end is a time of the person's own.</summary>
    public const string AtTime = "at";

    public const string NamePrefix = "alert-";

    /// <summary>What was typed, by the names of the inputs.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Shown open: it is what the person is here for.</summary>
    public bool IsOpen { get; init; }

    public string Value(string name) => Values.GetValueOrDefault(NamePrefix + name, "");
}

/// <summary>The form by itself, with what was wrong in it.</summary>
public sealed record AlertNowView(AlertNowForm Form) : AdminView;

/// <summary>The alert as visitors will see it, before it goes out.</summary>
/// <param name="Shown">By language.</param>
/// <param name="Until">When it ends, in words.</param>
/// <param name="Missing">National languages in which it should go out and is not written.</param>
public sealed record AlertCheckView(AlertNowForm Form, IReadOnlyList<(string Language, AlertView Alert)> Shown, string Until, IReadOnlyList<string> Missing) : AdminView;
