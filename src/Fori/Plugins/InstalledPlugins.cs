using System.Reflection;
using System.Runtime.Loader;
using Fori.Content;
using Fori.Integration.Importing;
using Fori.Store;
using Fori.Ui;

namespace Fori.Plugins;

/// <summary>
/// The plug-ins of this process. They are loaded once, before anything asks for types, words or themes: an installation has the
/// same types from its first breath to its last.
/// </summary>
public static class InstalledPlugins
{
    private static readonly Lock Gate = new();
    private static IReadOnlyList<IPlugin> _all = [];
    private static bool _asked;

    public static IReadOnlyList<IPlugin> All
    {
        get
        {
            lock (Gate)
            {
                _asked = true;
                return _all;
            }
        }
    }

    public static IEnumerable<ContentType> ContentTypes => All.SelectMany(p => p.ContentTypes);

    public static IEnumerable<ISourceImporter> Importers => All.SelectMany(p => p.Importers);

    /// <summary>Assemblies with words of their own.</summary>
    public static IEnumerable<Assembly> Assemblies => All.Select(p => p.GetType().Assembly).Distinct();

    /// <returns>Null when no plug-in brings a look of this name.</returns>
    public static Theme? ThemeOf(string? name) => name is null ? null : All.SelectMany(p => p.Themes).FirstOrDefault(t => t.Name == name);

    /// <summary>Loads assemblies, and with each what lies beside it.</summary>
    /// <returns>Problems <c>plugin.missing</c>, <c>plugin.unreadable</c>, <c>plugin.none</c> and <c>plugin.twice</c>; then none of them is loaded.</returns>
    /// <exception cref="InvalidOperationException">Something has asked for plug-ins before: we are wrong.</exception>
    public static IReadOnlyList<Problem> Load(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count == 0)
        {
            return [];
        }

        var (loaded, problems) = (new List<IPlugin>(), new List<Problem>());
        foreach (var file in files)
        {
            var outcome = LoadOne(file);
            if (!outcome.Succeeded)
            {
                problems.AddRange(outcome.Problems);
            }
            else if (loaded.Exists(p => p.Name == outcome.Value.Name))
            {
                problems.Add(Problem.Of("plugin.twice", "Plugins", ("name", outcome.Value.Name)));
            }
            else
            {
                loaded.Add(outcome.Value);
            }
        }

        lock (Gate)
        {
            if (_asked)
            {
                throw new InvalidOperationException("Plug-ins are loaded before anything asks for them.");
            }

            _all = problems.Count == 0 ? loaded : [];
        }

        return problems;
    }

    private static Outcome<IPlugin> LoadOne(string file)
    {
        if (!File.Exists(file))
        {
            return Problem.Of("plugin.missing", "Plugins", ("file", file));
        }

        try
        {
            var beside = new AssemblyDependencyResolver(file);
            AssemblyLoadContext.Default.Resolving += (context, name) => beside.ResolveAssemblyToPath(name) is { } path ? context.LoadFromAssemblyPath(path) : null;
            var found = AssemblyLoadContext.Default.LoadFromAssemblyPath(file).GetExportedTypes()
                .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IPlugin).IsAssignableFrom(t)).ToList();
            return found is [var only] && Activator.CreateInstance(only) is IPlugin plugin
                ? Outcome<IPlugin>.Of(plugin)
                : Problem.Of("plugin.none", "Plugins", ("file", file), ("count", found.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or TypeLoadException or ReflectionTypeLoadException or MissingMethodException or TargetInvocationException or InvalidOperationException)
        {
            // Made against another version, or no assembly at all.
            return Problem.Of("plugin.unreadable", "Plugins", ("file", file), ("detail", (e is TargetInvocationException { InnerException: { } inner } ? inner : e).Message));
        }
    }
}
