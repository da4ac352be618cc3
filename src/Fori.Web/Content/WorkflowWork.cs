using Fori.Access;
using Fori.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.Sections;
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

/// <summary>
/// What waits for a person in the work list: languages to be published or sent back, what was sent back to its writer, what
/// was planned and failed, and pages whose day of checking has come.
/// </summary>
internal sealed class WorkflowWork(EditorDesk desk, StaffRegister register) : IWorkListSource
{
    public async Task<IReadOnlyList<WorkListPart>> PartsAsync(HttpContext http, CancellationToken ct)
    {
        var (words, user, tenant) = (http.Words(), http.Staff(), http.Node().Tenant);
        var settings = await SiteSettings.LoadAsync(http.Node(), ct);
        var people = (await register.ListAsync(tenant.Id, ct)).ToDictionary(u => StaffUser.ActorOf(u.Id), u => u.Name);
        var known = new Dictionary<Guid, (EditedDocument Document, DocumentType Type, Guid? Section, bool IsOwn)?>();
        var (waiting, back, failed, due) = (new List<WorkItem>(), new List<WorkItem>(), new List<WorkItem>(), new List<WorkItem>());
        foreach (var group in (await desk.ReviewsAsync(tenant, ct)).GroupBy(r => (r.Review.Document, r.Review.State, r.Review.Remark)))
        {
            if (await FindAsync(group.Key.Document) is not { } found)
            {
                continue;
            }

            var remark = group.First().Remark;
            var note = words.With(
                group.Key.State == ReviewState.Waiting ? "workflow.sent-by" : "workflow.sent-back-by",
                ("languages", string.Join(", ", group.Select(g => words.Ui.NameOfLanguage(g.Review.Language)))), ("name", people.GetValueOrDefault(remark.Actor, remark.Actor)),
                ("at", words.At(remark.At))) + (remark.Text is { } said ? $" ”{said}”" : "");
            if (group.Key.State == ReviewState.SentBack && group.First().Review.SubmittedBy == user.Actor)
            {
                back.Add(Item(found, note, words["content.go-on"]));
            }
            else if (group.Key.State == ReviewState.Waiting && group.Any(g => Rights.May(user, ContentAction.Publish, found.Type.Name, g.Review.Language, found.Section, found.IsOwn)))
            {
                waiting.Add(Item(found, note, words["workflow.work.look"]));
            }
        }

        foreach (var row in (await desk.SchedulesAsync(tenant, ct)).Where(s => s.FailedAt is not null && s.ScheduledBy == user.Actor))
        {
            if (await FindAsync(row.Document) is { } found)
            {
                var sentence = row.Act == ScheduledAct.Publish ? "workflow.schedule.failed-publish" : "workflow.schedule.failed-withdraw";
                failed.Add(Item(
                    found, words.With(sentence, ("language", words.Ui.NameOfLanguage(row.Language)), ("at", words.At(row.DueAt)), ("name", user.Name)), words["workflow.work.mend"]));
            }
        }

        foreach (var row in (await desk.DueForReviewAsync(tenant, ct)).Where(d => d.Owner == user.Actor))
        {
            if (await FindAsync(row.Document) is { } found)
            {
                due.Add(Item(found, words.With("workflow.check.day", ("day", words.Ui.Day(row.DueOn))), words["workflow.work.check"]) with
                {
                    AtOnce = (words["workflow.check.confirm"], ContentPages.PathOf(found.Type.Name, found.Document.Document.Id) + "/confirm"),
                });
            }
        }

        return
        [
            new(words["workflow.work.waiting"], waiting), new(words["workflow.work.sent-back"], back), new(words["workflow.work.failed"], failed), new(words["workflow.work.due"], due),
        ];

        async Task<(EditedDocument Document, DocumentType Type, Guid? Section, bool IsOwn)?> FindAsync(Guid id)
        {
            if (!known.TryGetValue(id, out var found))
            {
                if (await desk.FindAsync(tenant, id, ct) is { } document && Fori.Content.ContentModule.Types.FirstOrDefault(t => t.Name == document.Document.Type) is { } type)
                {
                    var own = await desk.OwnerAsync(tenant, id, ct);
                    found = (document, type, SectionOf.Body(type, id, document.Draft.Body), own?.Owner == user.Actor || own?.MadeBy == user.Actor);
                }

                known[id] = found;
            }

            return found is { } seen && Rights.May(user, ContentAction.View, seen.Type.Name, null, seen.Section, seen.IsOwn) ? seen : null;
        }

        WorkItem Item((EditedDocument Document, DocumentType Type, Guid? Section, bool IsOwn) found, string note, string act) => new(
            ContentPages.TitleOf(found.Type, found.Document.Draft.Body, settings) ?? words["content.untitled"], note, act, ContentPages.PathOf(found.Type.Name, found.Document.Document.Id));
    }
}
