using System.Text.Json;
using Fori.Admin;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>New documents that the person began and never saved, in the work list: they have no other place.</summary>
internal sealed class UnsavedTexts(Node node) : IWorkListSource
{
    private const int MostListed = 50;

    public async Task<IReadOnlyList<WorkListPart>> PartsAsync(HttpContext http, CancellationToken ct)
    {
        var (words, settings) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), ct));
        var rows = await node.Database.ReadAsync(http.Node().Tenant.Id, session => session.UnsavedAsync(http.Staff().Id, MostListed, ct), ct);
        var fresh = rows.FindAll(row => row.At >= node.Clock.GetUtcNow() - Autosaves.Kept);
        var forms = fresh
            .Where(row => row.Type == KeptForms.Type)
            .Select(row => new WorkItem(words["kept.item"], words.With("writing.unsaved.at", ("at", words.At(row.At))), words["kept.look"], KeptForms.PathOf(row.Tab)))
            .ToList();
        var items = fresh
            .Where(row => row.Type != KeptForms.Type)
            .DistinctBy(row => row.Document)
            .Select(row => new WorkItem(
                TitleOf(row.Type, row.Body, settings) ?? words["content.untitled"], words.With("writing.unsaved.at", ("at", words.At(row.At))), words["content.go-on"],
                ContentPages.KeptPath(row.Type, row.Document, row.Tab)))
            .ToList();
        return [.. new[] { new WorkListPart(words["kept.list"], forms), new WorkListPart(words["writing.unsaved"], items) }.Where(part => part.Items.Count > 0)];
    }

    private static string? TitleOf(string type, byte[] body, SiteSettings settings)
    {
        var field = Fori.Content.ContentModule.Types.FirstOrDefault(t => t.Name == type)?.Title?.Name;
        using var typed = JsonDocument.Parse(body);
        return settings.Languages
            .Select(l => typed.RootElement.TryGetProperty($"{field}.{l}", out var title) ? title.GetString() : null)
            .FirstOrDefault(t => !string.IsNullOrWhiteSpace(t));
    }
}
