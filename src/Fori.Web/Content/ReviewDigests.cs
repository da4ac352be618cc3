using Fori.Access;
using Fori.Admin;
using Fori.Content.Editing;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Web.Admin;
using Fori.Web.Mail;

namespace Fori.Web.Content;

/// <summary>
/// One letter a day to who answers for public pages, when the day of checking of some is 30 or 7 days away, has come, or passed
/// whole weeks ago. What was told today is seen in the outbox, so a start in the middle of the day tells nobody twice.
/// </summary>
internal sealed partial class ReviewDigests(Node node, EditorDesk desk, Outbox outbox, ILogger<ReviewDigests> logger) : BackgroundService
{
    public const string Kind = "review-digest";
    private const string Lease = "review-digests";
    private const int LettersLookedAt = 2_000;
    private const int MostPages = 30;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(10);
    private readonly string _holder = Guid.NewGuid().ToString("N");

    /// <summary>Looks once at every municipality. What fails in one does not keep the others waiting.</summary>
    /// <returns>How many letters were written.</returns>
    public async Task<int> LookAsync(CancellationToken ct)
    {
        var written = 0;
        foreach (var tenant in node.Tenants)
        {
            if (await node.Database.LeaseAsync(Lease, _holder, Held, ct) is null)
            {
                break;
            }

            try
            {
                written += await TellAsync(tenant, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(e, tenant.Name);
            }
        }

        return written;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await LookAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogFailure(e, "");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task<int> TellAsync(Tenant tenant, CancellationToken ct)
    {
        var today = MunicipalTime.DayOf(node.Clock.GetUtcNow());
        var due = (await desk.DueForReviewAsync(tenant, ct)).Where(d => d.IsToldOn(today)).ToLookup(d => d.Owner);
        if (due.Count == 0)
        {
            return 0;
        }

        var settings = await SiteSettings.LoadAsync(node.Open(tenant), ct);
        var words = AdminWords.For(settings.Languages[0]);
        var titles = new Dictionary<Guid, string>();
        foreach (var row in due.SelectMany(g => g))
        {
            titles[row.Document] = await desk.FindAsync(tenant, row.Document, ct) is { } found
                ? ContentPages.TitleOf(node.Types[row.Type], found.Draft.Body, settings) ?? words["content.untitled"]
                : words["content.untitled"];
        }

        var count = await node.Writer.WriteAsync(
            tenant.Id,
            WriteLane.People,
            async (unit, stop) =>
            {
                var told = (await unit.Session.OutboxAsync(LettersLookedAt, stop)).Where(m => m.Kind == Kind && MunicipalTime.DayOf(m.CreatedAt) == today).Select(m => m.User).ToHashSet();
                var letters = 0;
                foreach (var person in (await unit.Session.UsersAsync(stop)).Where(u => u.DisabledAt is null && !told.Contains(u.Id)))
                {
                    if (due[StaffUser.ActorOf(person.Id)].ToList() is { Count: > 0 } own && LetterTo(person, own) is { } letter && Outbox.ProblemOf(letter.To, letter.Subject) is null)
                    {
                        outbox.Put(unit, letter);
                        letters++;
                    }
                }

                return letters;
            },
            ct);
        if (count > 0)
        {
            outbox.Signal();
        }

        return count;

        Letter LetterTo(UserRow person, IReadOnlyList<ReviewDue> own)
        {
            var town = settings.NameIn(settings.Languages[0]);
            var lines = own.OrderBy(d => d.DueOn).Take(MostPages).Select(d => words.With("upkeep.digest.page", ("title", titles[d.Document]), ("day", words.Ui.Day(d.DueOn))));
            return new Letter(
                Kind, person.Id, person.Email, words.Language, words.With("upkeep.digest.subject", ("count", words.Ui.Number(own.Count)), ("town", town)),
                [
                    words.With("letter.hello", ("name", person.Name)), words["upkeep.digest.what"], .. lines,
                    .. own.Count > MostPages ? [words.With("upkeep.digest.more", ("count", words.Ui.Number(own.Count - MostPages)))] : Array.Empty<string>(),
                    .. settings.Municipality.Hosts is [{ } host, ..] ? [$"https://{host}{AdminModule.Root}"] : Array.Empty<string>(),
                ],
                null);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Letters about pages to be checked could not be written for {Tenant}; trying again.")]
    private partial void LogFailure(Exception failure, string tenant);
}
