using System.Text.Json;
using Fori.Admin;
using Fori.Demonstration;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Web.Access;
using Fori.Web.Hosting;
using Fori.Web.Mail;

namespace Fori.Web.Admin;

/// <summary>Writes the letter of a link that was asked for from the sign-in page, when there is somebody to get it, and not again and again.</summary>
internal sealed class LinkLetterWriter(IServiceProvider services, string kind) : ILetterWriter
{
    // Whoever asks for others all the time fills no mailbox.
    private static readonly TimeSpan BetweenRecoveries = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenUnlocks = TimeSpan.FromHours(1);

    public string Kind => kind;

    public async Task WriteAsync(Tenant tenant, MailRow asked, CancellationToken ct)
    {
        var (outbox, settings) = (services.GetRequiredService<Outbox>(), services.GetRequiredService<ForiSettings>());
        var site = await SiteSettings.LoadAsync(services.GetRequiredService<Node>().Open(tenant), ct);
        var origin = outbox.TextOf(asked) is { } context ? JsonSerializer.Deserialize<string>(context) : null;
        var words = AdminWords.For(asked.Language);
        var town = site.NameIn(site.Languages.Contains(words.Language) ? words.Language : site.Languages[0]);
        var (lasts, between) = kind == StaffLinks.Recovery ? (StaffLinks.RecoveryLasts, BetweenRecoveries) : (StaffLinks.UnlockLasts, BetweenUnlocks);
        await services.GetRequiredService<StoreWriter>().WriteAsync(tenant.Id, WriteLane.People, async (unit, stop) =>
        {
            var person = await unit.Session.UserByEmailAsync(asked.Recipient, stop);
            var mayEnter = person is { DisabledAt: null } && (settings.Demonstration || !DemonstrationStaff.Has(person.Email));
            if (person is null || !mayEnter || origin is null || (await unit.Session.UserLinksAsync(kind, stop)).Exists(l => l.User == person.Id && l.CreatedAt > unit.Now - between))
            {
                await unit.DropLetterAsync(asked.Id, stop);
                return true;
            }

            var letters = new StaffLetters(words, origin, town);
            var (secret, until) = (await StaffLinks.NewAsync(unit, person.Id, kind, lasts, stop), unit.Now + lasts);
            outbox.Put(unit, kind == StaffLinks.Recovery ? letters.Recovery(person, secret, until) : letters.Unlock(person, secret, until), instead: asked.Id);
            return true;
        }, ct);
    }
}
