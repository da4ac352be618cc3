using Fori.Content;
using Fori.Integration.Importing;
using Fori.Ui;

namespace Fori.Plugins;

/// <summary>
/// What an assembly of another maker brings to an installation. It has exactly one public class of this kind, with a constructor
/// without parameters. It runs with all rights of the program: an operator names it in the settings, nobody else can.
/// </summary>
/// <remarks>
/// Its words are embedded in the assembly as <c>Text/words/LANGUAGE/NAME.yaml</c>, with the keys that built-in types have too.
/// See <c>docs/add-a-content-type.md</c>.
/// </remarks>
public interface IPlugin
{
    /// <summary>By which the log and errors call it: a–z, digits and hyphens.</summary>
    string Name { get; }

    IReadOnlyList<ContentType> ContentTypes => [];

    /// <summary>Kinds of sources, for <c>fori import --source KIND</c>.</summary>
    IReadOnlyList<ISourceImporter> Importers => [];

    /// <summary>Looks that a municipality may take by its name.</summary>
    IReadOnlyList<Theme> Themes => [];
}
