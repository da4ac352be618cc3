using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fori.Access;
using Fori.Content.Editing;
using Fori.Demonstration;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;

namespace Fori.Web.Demonstrating;

/// <summary>
/// Writes and publishes the pages of the invented towns, as their people would. What is there stays as it is, whoever changed
/// it since; a document that was saved and not yet sent on, because the program stopped between, is sent on.
/// </summary>
internal sealed class DemonstrationContentLoader(Node node, EditorDesk desk, MediaDesk media, StaffRegister register)
{
    private const string Today = "today";
    private static readonly string[] Systems = ["demo-ptv", "demo-places"];

    /// <param name="progress">Takes lines for the person who waits; silent when nothing is written.</param>
    public async Task LoadAsync(Tenant tenant, Action<string> progress, CancellationToken ct)
    {
        var documents = DemonstrationContent.Of(tenant.Name);
        var ids = documents.ToDictionary(d => d.Key, d => DemonstrationContent.IdOf(tenant.Name, d.Key));
        var there = (await node.Database.ReadAsync(tenant.Id, session => session.DocumentsAsync(ids.Values, ct), ct)).ToDictionary(d => d.Id);
        var waiting = documents.Where(d => !there.TryGetValue(ids[d.Key], out var row) || (row is { State: DocumentState.Draft, Published: null } && d.Stage != DemonstrationStage.Draft)).ToList();
        var people = waiting.Count == 0 ? [] : (await register.ListAsync(tenant.Id, ct)).ToDictionary(p => p.Email, p => StaffUser.ActorOf(p.Id));
        var (sequence, told) = (0L, false);
        foreach (var document in waiting)
        {
            var (id, actor) = (ids[document.Key], people[Writer(document).EmailAt(tenant.Name)]);
            if (there.ContainsKey(id) && (await desk.RemarksAsync(tenant, id, 1, ct)).Count > 0)
            {
                continue; // Somebody who withdrew it, or sent it back, knows why.
            }

            if (!told)
            {
                progress($"Writing the pages of {tenant.Name} …");
                told = true;
            }

            if (!there.ContainsKey(id) || document.Drawing is not null)
            {
                sequence = (await SaveAsync(tenant, id, document, ids, actor, ct)).Sequence;
            }

            sequence = await SendOnAsync(tenant, id, document, actor, ct) ?? sequence;
        }

        if (sequence > 0)
        {
            await node.Open(tenant).WaitForAsync(sequence, TimeSpan.FromMinutes(1), ct);
        }
    }

    private static IReadOnlyList<string> LanguagesOf(Tenant tenant) => DemonstrationData.Towns.Single(t => t.Name == tenant.Name).Settings.Languages;

    private static DemonstrationPerson Writer(DemonstrationDocument document) =>
        DemonstrationStaff.People.Single(p => string.Equals(p.FirstName, document.Author, StringComparison.OrdinalIgnoreCase));

    private async Task<EditorSave> SaveAsync(Tenant tenant, Guid id, DemonstrationDocument document, Dictionary<string, Guid> ids, string actor, CancellationToken ct)
    {
        var type = node.Types[document.Type];
        var body = (JsonObject)await ResolvedAsync(tenant, document, document.Body, ids, ct);
        if (document.Drawing is not { } drawing)
        {
            return Kept(document, await desk.SaveAsync(tenant, new DraftSave(id, type.Name, 0, BodyOf(document, type, body), null), actor, ct));
        }

        // The file may be there from a start that was broken off before it was described.
        if (await desk.FindAsync(tenant, id, ct) is null)
        {
            await using var content = DemonstrationData.Open($"{tenant.Name}/content/{drawing}");
            Kept(document, await media.UploadAsync(tenant, id, content, drawing, LanguagesOf(tenant), null, Fori.MediaLibrary.SaidOfFile.Nothing, actor, ct));
        }

        var draft = await desk.FindAsync(tenant, id, ct) ?? throw new InvalidOperationException($"{document.Key} was not kept.");
        foreach (var (name, value) in JsonNode.Parse(draft.Draft.Body)!.AsObject().Where(m => !body.ContainsKey(m.Key)).ToList()) // A body is an object.
        {
            body[name] = value?.DeepClone();
        }

        return Kept(document, await desk.SaveAsync(tenant, new DraftSave(id, type.Name, draft.Document.Draft, BodyOf(document, type, body), null), actor, ct));
    }

    /// <returns>Null when nothing was to be done.</returns>
    private async Task<long?> SendOnAsync(Tenant tenant, Guid id, DemonstrationDocument document, string actor, CancellationToken ct)
    {
        if (document.Stage == DemonstrationStage.Draft || await desk.FindAsync(tenant, id, ct) is not { } found)
        {
            return null;
        }

        var titles = DocumentFacts.Read(node.Types[document.Type].Kind, found.Draft.Body).Titles.Select(t => t.Language).ToList();
        var sent = document.Stage == DemonstrationStage.Review
            ? await desk.SubmitAsync(tenant, id, found.Document.Draft, titles, null, actor, ct)
            : await desk.PublishAsync(tenant, new PublishingOrder(id, found.Document.Draft, titles, true, null), actor, ct);
        return Kept(document, sent).Sequence;
    }

    private async Task<JsonNode> ResolvedAsync(Tenant tenant, DemonstrationDocument document, JsonNode written, Dictionary<string, Guid> ids, CancellationToken ct)
    {
        switch (written)
        {
            case JsonObject members:
                var resolved = new JsonObject();
                foreach (var (name, value) in members)
                {
                    resolved[name] = value is null ? null : await ResolvedAsync(tenant, document, value, ids, ct);
                }

                return resolved;
            case JsonArray items:
                var list = new JsonArray();
                foreach (var item in items.OfType<JsonNode>())
                {
                    list.Add(await ResolvedAsync(tenant, document, item, ids, ct));
                }

                return list;
            default:
                return written.GetValueKind() != System.Text.Json.JsonValueKind.String ? written.DeepClone()
                    : written.GetValue<string>() is ['@', .. var key] ? new JsonObject { ["id"] = ids.TryGetValue(key, out var own) ? own : await RecordAsync(tenant, document, key, ct) }
                    : DayOf(written.GetValue<string>()) is { } day ? JsonValue.Create(day)
                    : written.DeepClone();
        }
    }

    private async Task<Guid> RecordAsync(Tenant tenant, DemonstrationDocument document, string key, CancellationToken ct)
    {
        var (found, _) = await node.Open(tenant).ResolveAsync([.. Systems.Select(s => (s, key))], [], ct);
        return found.Values.FirstOrDefault()?.Id ?? throw new InvalidOperationException($"{document.Key} refers to {key}, which is not there.");
    }

    // News and alerts are of the days around the one on which the demonstration is first started.
    private DateTimeOffset? DayOf(string text)
    {
        const int Hour = 7;
        return text.StartsWith(Today, StringComparison.Ordinal) && int.TryParse(text.AsSpan(Today.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days)
            ? new DateTimeOffset(node.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(days).AddHours(Hour)
            : null;
    }

    private static byte[] BodyOf(DemonstrationDocument document, DocumentType type, JsonObject body)
    {
        var parsed = type.Parse(Encoding.UTF8.GetBytes(body.ToJsonString()));
        return parsed.Succeeded ? parsed.Value.Canonical : throw Refused(document, parsed.Problems);
    }

    private static EditorSave Kept(DemonstrationDocument document, Outcome<EditorSave> outcome) =>
        outcome.Succeeded ? outcome.Value : throw Refused(document, outcome.Problems);

    private static InvalidOperationException Refused(DemonstrationDocument document, IReadOnlyList<Problem> problems) =>
        new($"The demonstration's own text is refused, {document.Key}: {string.Join(", ", problems.Select(p => $"{p.Code} {p.Path}"))}");
}
