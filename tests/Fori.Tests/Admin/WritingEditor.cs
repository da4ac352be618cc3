using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Fori.Tests.Admin;

/// <summary>
/// Somebody who writes one page over HTTP as fast as the server answers, and remembers what it was told. Each text has a number
/// that only grows, so what is found later is at least as new as what was acknowledged.
/// </summary>
internal sealed partial class WritingEditor(int number, Random random)
{
    private const int SavesInHundred = 15;
    private const int PublicationsInHundred = 5;

    private Visitor? _visitor;
    private string _page = "";
    private string _tab = "";
    private int _expected;
    private int _typed;
    private int _saved;
    private int _kept;
    private int _public;

    public int Acknowledged { get; private set; }

    public int Saves { get; private set; }

    public int Keeps { get; private set; }

    public int Publications { get; private set; }

    /// <summary>How often a form that was opened after a kill offered what had not been saved.</summary>
    public int Offers { get; private set; }

    public static string EmailOf(int number) => string.Create(CultureInfo.InvariantCulture, $"editor{number}@killed.example");

    /// <summary>Opens the form again, in the session that was there, and holds it to everything that was acknowledged.</summary>
    public async Task OpenAsync(HttpClient client, string when)
    {
        var before = _visitor;
        _visitor = new Visitor(client, $"killed.localhost:{client.BaseAddress?.Port}");
        if (before is null)
        {
            (await _visitor.SignInAsync(EmailOf(number), AdminTown.Password)).Status.ShouldBe(HttpStatusCode.SeeOther, when);
            Read(await _visitor.GetAsync("/admin/content/Page/new"), when);
            return;
        }

        foreach (var (name, value) in before.Cookies)
        {
            _visitor.Cookies[name] = value;
        }

        if (_saved == 0)
        {
            await OpenNeverSavedAsync(_visitor, when);
            return;
        }

        var form = await _visitor.GetAsync(_page);
        form.Status.ShouldBe(HttpStatusCode.OK, $"{when}: {_page}");
        var draft = NumberIn(Summary().Match(form.Text).Value);
        draft.ShouldBeGreaterThanOrEqualTo(_saved, $"{when}: editor {number}, acknowledged saves");
        (await _visitor.GetAsync(_page + "/history")).Text.ShouldContain($"Tallennus {_saved}.", Case.Sensitive, $"{when}: editor {number}, history");
        if (_kept > draft)
        {
            var offer = Offer().Match(form.Text);
            offer.Success.ShouldBeTrue($"{when}: editor {number} typed {_kept}, saved {_saved}, the draft says {draft}, and nothing is offered");
            NumberIn(Summary().Match((await _visitor.GetAsync(offer.Groups[1].Value)).Text).Value).ShouldBeGreaterThanOrEqualTo(_kept, $"{when}: editor {number}, kept texts");
            Offers++;
        }

        if (_public > 0)
        {
            var shown = await new Visitor(client, $"killed.localhost:{client.BaseAddress?.Port}").GetAsync($"/fi/sivu-{number}");
            shown.Status.ShouldBe(HttpStatusCode.OK, $"{when}: editor {number}, public page");
            NumberIn(shown.Text).ShouldBeGreaterThanOrEqualTo(_public, $"{when}: editor {number}, acknowledged publications");
        }

        Read(form, when);
    }

    /// <param name="told">Called after each thing that was acknowledged.</param>
    public async Task WriteUntilCutOffAsync(Action told)
    {
        var visitor = _visitor ?? throw new InvalidOperationException("The editor has opened no form.");
        try
        {
            while (true)
            {
                await WriteOnceAsync(visitor);
                Acknowledged++;
                told();
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Cut off: nobody was told of the last one, which may be there or not.
        }
    }

    private async Task OpenNeverSavedAsync(Visitor visitor, string when)
    {
        var saved = await visitor.GetAsync(_page);
        if (saved.Status == HttpStatusCode.OK)
        {
            Read(saved, when); // A save that nobody was told of.
            return;
        }

        var kept = await visitor.GetAsync($"{_page}/autosave/{_tab}");
        if (_kept > 0)
        {
            kept.Status.ShouldBe(HttpStatusCode.OK, $"{when}: editor {number} typed {_kept} in a new page");
            NumberIn(Summary().Match(kept.Text).Value).ShouldBeGreaterThanOrEqualTo(_kept, when);
            Offers++;
        }

        Read(kept.Status == HttpStatusCode.OK ? kept : await visitor.GetAsync("/admin/content/Page/new"), when);
    }

    private async Task WriteOnceAsync(Visitor visitor)
    {
        var text = ++_typed;
        var chance = random.Next(100);
        (string, string)[] fields =
        [
            ("expected", _expected.ToString(CultureInfo.InvariantCulture)), ("tab", _tab), ("title.fi", $"Sivu {number}"), ("summary.fi", $"Luku {text}."), ("note", $"Tallennus {text}."),
        ];
        if (chance >= SavesInHundred + PublicationsInHundred)
        {
            var kept = await visitor.PostAsync(_page + "/autosave", fields);
            kept.Status.ShouldBe(HttpStatusCode.OK, kept.Text);
            _kept = text;
            Keeps++;
        }
        else
        {
            var publishes = chance < PublicationsInHundred;
            var saved = await visitor.PostAsync(_page, [.. fields, ("act", publishes ? "publish:fi" : "save")]);
            saved.Status.ShouldBe(HttpStatusCode.SeeOther, saved.Text);
            _saved = text;
            Saves++;
            if (publishes)
            {
                _public = text;
                Publications++;
            }

            Read(await visitor.GetAsync(_page), "after a save");
        }
    }

    private void Read(Answer form, string when)
    {
        form.Status.ShouldBe(HttpStatusCode.OK, $"{when}: {form.Text}");
        _page = Action().Match(form.Text).Groups[1].Value;
        _tab = Tab().Match(form.Text).Groups[1].Value;
        _expected = int.Parse(Expected().Match(form.Text).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static int NumberIn(string html) => Written().Match(html) is { Success: true } found ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("action=\"(/admin/content/Page/[0-9a-f-]+)\" class=\"edit\"")]
    private static partial Regex Action();

    [GeneratedRegex("name=\"tab\" value=\"([0-9a-f-]+)\"")]
    private static partial Regex Tab();

    [GeneratedRegex("name=\"expected\" value=\"([0-9]+)\"")]
    private static partial Regex Expected();

    [GeneratedRegex("<(?:input|textarea)[^>]*name=\"summary.fi\"[^>]*>[^<]*")]
    private static partial Regex Summary();

    [GeneratedRegex("href=\"(/admin/content/Page/[0-9a-f-]+/autosave/[0-9a-f-]+)\"")]
    private static partial Regex Offer();

    [GeneratedRegex("Luku ([0-9]+).")]
    private static partial Regex Written();
}
