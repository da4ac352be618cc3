using System.Globalization;

namespace Fori.Content.Editing;

/// <summary>How the inputs of a form are called.</summary>
public static partial class EditForm
{
    public const string Markdown = "markdown";
    public const string Html = "html";
    internal const string True = "true";

    /// <summary>Says how a running text is written: <see cref="Markdown"/> or <see cref="Html"/>.</summary>
    public static string FormatOf(string name) => name + ":format";

    /// <summary>Says how many items a list has.</summary>
    public static string CountOf(string name) => name + ":count";

    /// <summary>Says of which type a block is.</summary>
    public static string TypeOf(string name) => name + ":type";

    /// <summary>Carries a block that is not known here.</summary>
    public static string RawOf(string name) => name + ":raw";

    /// <summary>Carries what a document is looked for by.</summary>
    public static string SoughtOf(string name) => name + ":sought";

    /// <summary>The input for the path of a problem: <c>body.fi[0].html</c> is written in <c>body.fi.0.html</c>.</summary>
    public static string NameOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
    }

    /// <summary>The item of a list.</summary>
    public static string At(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}.{index}");

    internal static int Count(IReadOnlyDictionary<string, string> values, string name) =>
        int.TryParse(values.GetValueOrDefault(CountOf(name)), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, MostRows) : 0;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
