using Fori.Store.Golden;
using Fori.Tenants;

namespace Fori.Nodes;

public sealed partial class TenantNode
{
    // Beside the documents by their ids, since it goes the same way.
    private const string SettingsKey = "settings";

    /// <summary>The tenant's settings when they are in memory; the store is not asked.</summary>
    public LoadedDocument? KeptSettings => Documents.Find(SettingsKey);

    /// <summary>The tenant's settings as visible on this node; null while it has none. Every page asks.</summary>
    /// <remarks>Its name may pass to another document: then that one changes, which evicts by the list of the type.</remarks>
    public async Task<LoadedDocument?> SettingsAsync(CancellationToken ct)
    {
        if (KeptSettings is { } kept)
        {
            return kept;
        }

        var noted = Documents.Note();
        var name = (Contribution.Local, Municipality.Key);
        var (found, _) = await ResolveAsync([name], [], ct);
        if (!found.TryGetValue(name, out var settings))
        {
            return null;
        }

        Documents.TryPut(SettingsKey, settings, [settings.Tag, Tags.List(nameof(Municipality))], SettingsKey.Length, noted);
        return settings;
    }
}
