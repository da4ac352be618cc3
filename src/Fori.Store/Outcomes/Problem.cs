namespace Fori.Store;

/// <summary>How much a <see cref="Problem"/> weighs: an error refuses, a warning is shown and goes on.</summary>
public enum Severity
{
    Error,
    Warning,
}

/// <summary>
/// Someone's mistake, or a rule that says no. A value, not an exception: refusals are daily events in forms and
/// imports and several are reported at once.
/// </summary>
/// <param name="Code">Stable, dotted, in lower case: <c>text.too-long</c>. The sentence is looked up by it in the reader's language.</param>
/// <param name="Path">Where: a field path as <c>name.fi</c> or <c>hours[2].items[0].from</c>; empty for the whole record.</param>
/// <param name="Arguments">Values for the sentence, as <c>max → 100</c>; empty when it needs none.</param>
public sealed record Problem(string Code, string Path, IReadOnlyDictionary<string, string> Arguments)
{
    public Severity Severity { get; init; } = Severity.Error;

    public static Problem Of(string code, string path = "", params (string Name, string Value)[] arguments) =>
        new(code, path, arguments.ToDictionary(a => a.Name, a => a.Value));

    public static Problem Warn(string code, string path = "", params (string Name, string Value)[] arguments) =>
        Of(code, path, arguments) with { Severity = Severity.Warning };
}
