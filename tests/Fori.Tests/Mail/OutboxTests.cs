using System.Net;
using System.Text;
using Fori.Access;
using Fori.Store;
using Fori.Store.Writing;
using Fori.Tests.Admin;
using Fori.Web.Hosting;
using Fori.Web.Mail;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Fori.Tests.Mail;

public sealed class OutboxTests
{
    private const string Saara = "saara@ranta.example";
    private const string To = "uusi@ranta.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_goes_to_the_mail_server_as_text_and_html_and_its_text_is_gone_then()
    {
        await using var post = new ListeningPost();
        await using var town = await WithServerAsync(post);
        await PutAsync(town, "Tervetuloa, Äijälä!", "Hyvää <päivää> & iltaa.", "https://ranta.example/a?b=1");

        await PassAsync(town);

        var sent = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(post.Taken().ShouldHaveSingleItem())), Stop);
        sent.Subject.ShouldBe("Tervetuloa, Äijälä!");
        sent.From.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("fori@ranta.example");
        sent.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe(To);
        sent.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        sent.TextBody.ShouldNotBeNull().ShouldContain("Hyvää <päivää> & iltaa.");
        sent.HtmlBody.ShouldNotBeNull().ShouldContain("<a href=\"https://ranta.example/a?b=1\">");
        sent.HtmlBody.ShouldNotContain("<päivää>");
        var row = await RowAsync(town);
        (row.State, row.Body, row.Attempts).ShouldBe((MailState.Sent, null, 1));
    }

    [Fact]
    public async Task A_server_that_is_busy_is_tried_again_after_a_while_each_time_longer_and_given_up_in_the_end()
    {
        await using var post = new ListeningPost { Verdict = "451 4.3.0 busy" };
        await using var town = await WithServerAsync(post);
        await PutAsync(town);

        await PassAsync(town);
        var first = await RowAsync(town);
        await PassAsync(town);
        var early = await RowAsync(town);
        for (var i = 1; i < Outbox.MostAttempts; i++)
        {
            town.Clock.Ahead += TimeSpan.FromHours(7);
            await PassAsync(town);
        }

        var dead = await RowAsync(town);
        post.Verdict = "250 ok";
        town.Clock.Ahead += TimeSpan.FromDays(1);
        await PassAsync(town);

        (first.State, first.Attempts).ShouldBe((MailState.Waiting, 1));
        first.Error.ShouldNotBeNull().ShouldContain("451");
        early.Attempts.ShouldBe(1);
        (dead.State, dead.Attempts).ShouldBe((MailState.Dead, Outbox.MostAttempts));
        post.Taken().ShouldBeEmpty();
        Enumerable.Range(1, 6).Select(Outbox.WaitAfter).ShouldBe(Enumerable.Range(1, 6).Select(Outbox.WaitAfter).Order());
    }

    [Fact]
    public async Task What_the_server_will_never_take_is_given_up_at_once_shown_and_can_be_tried_again()
    {
        await using var post = new ListeningPost { RecipientVerdict = "550 5.1.1 no such user" };
        await using var town = await WithServerAsync(post);
        await town.PersonAsync(Saara, grants: new Grant(Role.SiteManager));
        await PutAsync(town);
        await PassAsync(town);
        var saara = await town.SignedInAsync(Saara);

        var page = await saara.GetAsync("/admin/outbox");
        var id = (await RowAsync(town)).Id;
        post.RecipientVerdict = "250 ok";
        var retried = await saara.PostAsync($"/admin/outbox/{id}/retry");
        await PassAsync(town);

        page.Text.ShouldContain("Did not go");
        page.Text.ShouldContain("no such user");
        retried.Location.ShouldBe("/admin/outbox?retried");
        post.Taken().ShouldHaveSingleItem();
        (await RowAsync(town)).State.ShouldBe(MailState.Sent);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_loses_no_letter()
    {
        int port;
        await using (var gone = new ListeningPost())
        {
            port = gone.Port;
        }

        await using var town = await AdminTown.StartAsync(s => s with { Mail = new MailSettings { Server = "127.0.0.1", Port = port, Security = MailSecurity.None } });
        await PutAsync(town);

        await PassAsync(town);

        var row = await RowAsync(town);
        (row.State, row.Body is null).ShouldBe((MailState.Waiting, false));
    }

    [Fact]
    public async Task Without_a_server_letters_are_read_on_the_page_of_the_outbox_and_that_is_noted()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Saara, grants: new Grant(Role.SiteManager));
        await PutAsync(town, "Tervetuloa", "Hyvää päivää.", "https://ranta.example/a");
        await PassAsync(town);
        var saara = await town.SignedInAsync(Saara);

        var list = await saara.GetAsync("/admin/outbox");
        var id = (await RowAsync(town)).Id;
        var letter = await saara.GetAsync($"/admin/outbox/{id}");

        list.Text.ShouldContain("No mail is sent");
        list.Text.ShouldContain($"/admin/outbox/{id}");
        letter.Text.ShouldContain("<a href=\"https://ranta.example/a\">");
        (await town.LogAsync()).ShouldContain(row => row.Action == "read-letter" && row.Subject.EndsWith(id.ToString()));
    }

    [Fact]
    public async Task A_secret_goes_from_the_outbox_when_its_time_is_over_and_the_letter_after_a_month()
    {
        await using var town = await AdminTown.StartAsync();
        await PutAsync(town, secretFor: TimeSpan.FromHours(1));
        await PassAsync(town);
        var outbox = BoxOf(town);

        var before = await RowAsync(town);
        town.Clock.Ahead += TimeSpan.FromHours(2);
        await outbox.TidyAsync(town.Tenant, Stop);
        var after = await RowAsync(town);
        town.Clock.Ahead += TimeSpan.FromDays(31);
        await outbox.TidyAsync(town.Tenant, Stop);

        outbox.TextOf(before).ShouldNotBeNull();
        Encoding.UTF8.GetString(before.Body.ShouldNotBeNull()).ShouldNotContain("Hyv");
        after.Body.ShouldBeNull();
        (await outbox.ListAsync(town.Tenant, 10, Stop)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a@b.example\r\nBcc: c@d.example", "Hei")]
    [InlineData("a@b.example>,<c@d.example", "Hei")]
    [InlineData("a@b.example", "Hei\r\nBcc: c@d.example")]
    [InlineData("a@b.example", "Hei\nx")]
    public async Task Who_sends_headers_in_an_address_or_a_subject_is_refused(string to, string subject)
    {
        await using var town = await AdminTown.StartAsync();

        Outbox.ProblemOf(to, subject).ShouldNotBeNull().Code.ShouldBe("mail.header");
        await Should.ThrowAsync<InvalidOperationException>(() => PutToAsync(town, to, subject));
        (await BoxOf(town).ListAsync(town.Tenant, 10, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_without_the_right_sees_or_sends_letters()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("aino@ranta.example", grants: new Grant(Role.Editor));
        await PutAsync(town);
        await PassAsync(town);
        var id = (await RowAsync(town)).Id;
        var aino = await town.SignedInAsync("aino@ranta.example");
        await aino.GetAsync("/admin");

        (await aino.GetAsync("/admin/outbox")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await aino.GetAsync($"/admin/outbox/{id}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await aino.PostAsync($"/admin/outbox/{id}/retry")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Task<AdminTown> WithServerAsync(ListeningPost post) =>
        AdminTown.StartAsync(s => s with { Mail = new MailSettings { Server = "127.0.0.1", Port = post.Port, Security = MailSecurity.None, From = "fori@ranta.example" } });

    private static Task PutAsync(AdminTown town, string subject = "Hei", params string[] paragraphs) => PutAsync(town, null, subject, paragraphs);

    private static Task PutAsync(AdminTown town, TimeSpan? secretFor, string subject = "Hei", params string[] paragraphs) => PutToAsync(town, To, subject, secretFor, paragraphs);

    private static Task PutToAsync(AdminTown town, string to, string subject, TimeSpan? secretFor = null, params string[] paragraphs) =>
        town.Host.Installation.Writer.WriteAsync(town.Tenant, WriteLane.People, (unit, _) =>
        {
            BoxOf(town).Put(unit, new Letter("invitation", null, to, "fi", subject, paragraphs is [] ? ["Hyvää päivää."] : paragraphs, unit.Now + secretFor));
            return Task.FromResult(true);
        }, Stop);

    private static Outbox BoxOf(AdminTown town) => town.Host.App.Services.GetRequiredService<Outbox>();

    private static Task PassAsync(AdminTown town) => town.Host.App.Services.GetRequiredService<MailService>().PassAsync(Stop);

    private static async Task<MailRow> RowAsync(AdminTown town) => (await BoxOf(town).ListAsync(town.Tenant, 10, Stop)).ShouldHaveSingleItem();
}
