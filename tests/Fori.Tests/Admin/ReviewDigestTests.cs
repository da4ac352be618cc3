using System.Net;
using Fori.Access;
using Fori.Web.Content;
using Fori.Web.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>A passed day of checking is one letter and one row, and one press clears both.</summary>
public sealed class ReviewDigestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_owner_gets_one_letter_of_all_pages_and_one_press_clears_a_page_from_the_list_and_from_later_letters()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        await town.EditorAsync("saara", new Grant(Role.SiteManager));
        var page = await eero.PublishAsync(("title.fi", "Uimahalli"));
        await eero.PublishAsync(("title.fi", "Talviuinti"));
        var digests = town.Host.App.Services.GetRequiredService<ReviewDigests>();
        (await digests.LookAsync(Stop)).ShouldBe(0);
        var checkOn = DateTimeOffset.UnixEpoch;
        for (var day = 0; day < 340 && checkOn == DateTimeOffset.UnixEpoch; day++)
        {
            town.Clock.Ahead = TimeSpan.FromDays(330 + day);
            if (await digests.LookAsync(Stop) > 0)
            {
                checkOn = town.Clock.GetUtcNow();
            }
        }

        (await digests.LookAsync(Stop)).ShouldBe(0, "never two on a day");
        var letter = (await LettersAsync(town)).ShouldHaveSingleItem();
        letter.Recipient.ShouldBe("eero@ranta.example");
        var text = town.Host.App.Services.GetRequiredService<Outbox>().TextOf(letter).ShouldNotBeNull();
        text.ShouldContain("Uimahalli");
        text.ShouldContain("Talviuinti");
        eero = await town.SignedInAsync("eero@ranta.example");
        var list = await eero.GetAsync("/admin");
        list.Text.ShouldContain($"action=\"{page}/confirm\"");

        var confirmed = await eero.PostAsync(page + "/confirm", ("back", "work-list"));

        confirmed.Status.ShouldBe(HttpStatusCode.SeeOther);
        confirmed.Location.ShouldBe("/admin");
        (await eero.GetAsync("/admin")).Text.ShouldNotContain($"action=\"{page}/confirm\"");
        town.Clock.Ahead += TimeSpan.FromDays(23);
        (await digests.LookAsync(Stop)).ShouldBe(1);
        var later = (await LettersAsync(town)).MaxBy(m => m.CreatedAt).ShouldNotBeNull();
        var again = town.Host.App.Services.GetRequiredService<Outbox>().TextOf(later).ShouldNotBeNull();
        again.ShouldContain("Talviuinti");
        again.ShouldNotContain("Uimahalli");
    }

    private static async Task<IReadOnlyList<Fori.Store.MailRow>> LettersAsync(AdminTown town) =>
        [.. (await town.Host.App.Services.GetRequiredService<Outbox>().ListAsync(town.Tenant, 100, Stop)).Where(m => m.Kind == ReviewDigests.Kind)];
}
