using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>What refers to a document, in drafts and in what is public.</summary>
internal static partial class ContentPages
{
    private static async Task<IResult> UsesAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var (words, settings, ct, id, node) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), http.RequestAborted, found.Document.Id, http.RequestServices.GetRequiredService<Node>());
        var identifiers = DocumentFacts.Read(type.Kind, found.Draft.Body).Identifiers;
        var (references, documents, keys) = await node.Database.ReadAsync(http.Node().Tenant.Id, async session =>
        {
            var names = (await session.ExternalIdsOfAsync([id], ct)).Select(n => (n.System, n.Key)).Union(identifiers).ToList();
            var rows = (await session.ReferencesToDocumentsAsync([id], ct)).Concat(await session.ReferencesToKeysAsync(names, ct)).ToList();
            return (rows, await session.OverseenAsync([.. rows.Select(r => r.Document).Distinct()], ct), names);
        }, ct);
        var byId = documents.Where(d => node.Types.Find(d.Document.Type) is not null).ToDictionary(d => d.Document.Id);
        var rows = new List<UseRow>();
        var hidden = 0;
        foreach (var (document, field) in references.Select(r => (r.Document, r.Field)).Distinct())
        {
            if (!byId.TryGetValue(document, out var user) || !May(http, ContentAction.View, null, user))
            {
                hidden++;
                continue;
            }

            var of = node.Types[user.Document.Type];
            bool Refers(byte[]? body) => body is not null && DocumentFacts.Read(of.Kind, body).References.Any(r => r.Field == field && (r.Target == id || (r.System is not null && keys.Contains((r.System, r.Key!))))); // Both or neither are set.
            rows.Add(new UseRow(
                TitleOf(of, user.Draft.Body, settings) ?? words["content.untitled"], of.Kind.IsEdited ? PathOf(of.Name, document) : null, NameOfType(words, of.Name), FieldNames.Of(words, of.Name, field),
                of.Kind.IsEdited && Refers(user.Draft.Body), Refers(user.Shown)));
        }

        return AdminAnswers.Page<UsesPage, UsesView>(new UsesView(
            words.With("lists.uses.heading", ("title", TitleOf(type, found.Draft.Body, settings) ?? words["content.untitled"])), PathOf(type.Name, id),
            [.. rows.OrderBy(r => r.Title, StringComparer.Create(words.Ui.Culture, true))], hidden)
        {
            Frame = await http.FrameAsync(words["lists.uses"]),
        });
    }
}
