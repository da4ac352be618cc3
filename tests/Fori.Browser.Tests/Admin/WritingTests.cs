using Fori.Browser.Tests.Site;
using Fori.Demonstration;
using Fori.Documents;
using Microsoft.Playwright;

namespace Fori.Browser.Tests.Admin;

/// <summary>Writing with the formatting tools, and what is kept while one writes, in a real browser.</summary>
public sealed class WritingTests(DemonstrationHost demonstration) : IClassFixture<DemonstrationHost>
{
    private const string Text = "[id='body.fi.0.html']";
    private const string Rich = "[id='body.fi.0.html-rich']";

    /// <summary>Each construct of the stored subset, as the server stores it.</summary>
    public static TheoryData<string> Stored =>
    [
        "<p>Kappale</p><p>Toinen<br>rivi</p>",
        "<h2>Yksi</h2><h3>Kaksi</h3><h4 lang=\"sv\">Tre</h4>",
        "<p>Ennen <strong>lihava</strong> ja <em>kursiivi</em> sekä <strong>lihava <em>kursiivi</em></strong>.</p>",
        "<p><a href=\"https://www.example.org/a?b=1&amp;c=2\">Linkki <strong>tänne</strong></a> ja <a href=\"/fi/uimahalli\">sivulle</a>, <a href=\"mailto:a@example.org\">posti</a></p>",
        "<ul><li>Yksi<ul><li>Sisempi</li></ul></li><li>Kaksi</li></ul><ol><li>Ensin</li><li lang=\"en\">Then</li></ol>",
        "<blockquote><p>Lainaus</p><p lang=\"sv\">Citat</p></blockquote>",
        "<table><thead><tr><th scope=\"col\">Päivä</th><th scope=\"col\">Aika</th></tr></thead><tbody><tr><th scope=\"row\">Ma</th><td>8–16</td></tr><tr><th scope=\"row\">Ti</th><td><ul><li>aamu</li><li>ilta</li></ul></td></tr></tbody></table>",
        "<p lang=\"sv\">På svenska</p><p>5 &lt; 6 &amp; \"lainaus\"</p>",
    ];

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task What_the_editor_writes_is_what_the_server_stores(string html)
    {
        RichText.Sanitise(html).ShouldBe(html);
        await using var context = await OpenAsync();
        var tab = await NewPageAsync(context);
        await tab.EvaluateAsync("html => { document.querySelector('[data-rich-format]').value = 'html'; document.querySelector('[data-rich]').value = html }", html);
        await OpenEditorAsync(tab);

        // One letter more at the end: only a changed text is written back.
        await tab.Keyboard.PressAsync("Control+End");
        await tab.Keyboard.TypeAsync("x");
        var written = await tab.InputValueAsync(Text);

        written.ShouldNotBe(html);
        RichText.Sanitise(written).ShouldBe(written);
        await tab.Keyboard.PressAsync("Backspace");
        (await tab.InputValueAsync(Text)).ShouldBe(html);
    }

    [Fact]
    public async Task A_text_is_formatted_by_the_keyboard_alone_and_saved()
    {
        await using var context = await OpenAsync();
        var tab = await NewPageAsync(context);
        var faults = Faults(tab);
        var title = $"Muotoiltu {Guid.NewGuid():N}";
        await tab.FillAsync("[id='title.fi']", title);
        await tab.Locator("fori-text:has([id='body.fi.0.html']) .rich-open").FocusAsync();
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator(Rich)).ToBeFocusedAsync();

        await tab.Keyboard.TypeAsync("Aukiolo");
        await tab.Keyboard.PressAsync("Alt+F10");
        await Assertions.Expect(tab.Locator("[data-tool=h2]")).ToBeFocusedAsync();
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator("[data-tool=h2]")).ToHaveAttributeAsync("aria-pressed", "true");
        await tab.Keyboard.PressAsync("End");
        await tab.Keyboard.PressAsync("Enter");
        await tab.Keyboard.TypeAsync("Sauna on ");
        await tab.Keyboard.PressAsync("Alt+F10");
        for (var step = 0; step < 3; step++)
        {
            await tab.Keyboard.PressAsync("ArrowRight");
        }

        await Assertions.Expect(tab.Locator("[data-tool=bold]")).ToBeFocusedAsync();
        await tab.Keyboard.PressAsync("Enter");
        await tab.Keyboard.TypeAsync("auki");
        await tab.Keyboard.PressAsync("Alt+F10");
        await tab.Keyboard.PressAsync("Escape");
        await Assertions.Expect(tab.Locator(Rich)).ToBeFocusedAsync();
        await tab.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(tab.Locator("[data-tool=bold]")).ToBeFocusedAsync();
        await tab.Keyboard.PressAsync("Tab");
        await tab.Keyboard.PressAsync("Tab");
        (await tab.EvaluateAsync<bool>("rich => document.querySelector(rich).contains(document.activeElement)", Rich)).ShouldBeFalse("Tab does not lead out of the text");
        (await tab.InputValueAsync(Text)).ShouldBe("<h2>Aukiolo</h2><p>Sauna on <strong>auki</strong></p>");

        await tab.Keyboard.PressAsync("Control+s");
        await tab.WaitForURLAsync("**?saved");
        await Assertions.Expect(tab.Locator(Text)).ToHaveValueAsync("## Aukiolo\n\nSauna on **auki**");
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_asks_for_its_address_and_for_words_that_say_where_it_leads()
    {
        await using var context = await OpenAsync();
        var tab = await NewPageAsync(context);
        await OpenEditorAsync(tab);
        await tab.Keyboard.PressAsync("Control+k");
        await tab.FillAsync("#rich-link-text", "tästä");
        await tab.FillAsync("#rich-link-address", "javascript:alert(1)");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator("#rich-link-address")).ToBeFocusedAsync();
        await Assertions.Expect(tab.Locator(".rich-dialog .error")).ToContainTextAsync("Osoite ei kelpaa");
        await tab.FillAsync("#rich-link-address", "www.kela.fi/asumistuki");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator("#rich-link-text")).ToBeFocusedAsync();
        (await Looking.ViolationsAsync(tab)).ShouldBeEmpty();
        await tab.FillAsync("#rich-link-text", "Kelan asumistuki");
        await tab.Keyboard.PressAsync("Enter");

        await Assertions.Expect(tab.Locator(Rich)).ToBeFocusedAsync();
        (await tab.InputValueAsync(Text)).ShouldBe("<p><a href=\"https://www.kela.fi/asumistuki\">Kelan asumistuki</a></p>");
    }

    [Fact]
    public async Task A_table_and_the_language_of_a_part_are_made_with_the_tools()
    {
        await using var context = await OpenAsync();
        var tab = await NewPageAsync(context);
        await OpenEditorAsync(tab);
        await tab.Keyboard.TypeAsync("Välkommen");
        await tab.ClickAsync("[data-tool=language]");
        await tab.SelectOptionAsync("#rich-language", "sv");
        await tab.Keyboard.PressAsync("Tab");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator(Rich)).ToBeFocusedAsync();
        await tab.Keyboard.PressAsync("Enter");
        await tab.ClickAsync("[data-tool=table]");
        await tab.Keyboard.TypeAsync("Päivä");
        await tab.ClickAsync("[data-tool=column-remove]");
        await tab.ClickAsync("[data-tool=row-remove]");
        await tab.Keyboard.TypeAsync("Ma");
        await tab.ClickAsync("[data-tool=header-row]");
        await tab.ClickAsync("[data-tool=column-add]");

        (await tab.InputValueAsync(Text)).ShouldContain("<p lang=\"sv\">Välkommen</p>");
        (await tab.InputValueAsync(Text)).ShouldContain("<thead><tr><th scope=\"col\">Ma</th><th scope=\"col\"></th></tr></thead>");
    }

    [Theory]
    [InlineData("word")]
    [InlineData("writer")]
    [InlineData("docs")]
    public async Task What_is_pasted_keeps_its_meaning_and_the_writer_is_told_what_went(string program)
    {
        await using var context = await OpenAsync();
        var tab = await NewPageAsync(context);
        await OpenEditorAsync(tab);
        var html = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Admin", "Pasted", program + ".html"), TestContext.Current.CancellationToken);
        var meant = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Admin", "Pasted", program + ".stored.html"), TestContext.Current.CancellationToken);

        await PasteAsync(tab, html);

        var written = await tab.InputValueAsync(Text);
        written.ShouldBe(meant.ReplaceLineEndings("").Trim());
        RichText.Sanitise(written).ShouldBe(written);
        await Assertions.Expect(tab.Locator(".rich-editor .rich-status")).ToContainTextAsync("Kuvia jäi pois: 1");
        await tab.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(tab.Locator(Rich)).ToHaveTextAsync("");
    }

    [Fact]
    public async Task The_plain_field_comes_back_with_the_same_text()
    {
        await using var context = await OpenAsync();
        var tab = await NewPageAsync(context);
        await tab.FillAsync(Text, "## Otsikko\n\nTeksti *tähän*.");
        await OpenEditorAsync(tab);
        await tab.ClickAsync("[data-tool=plain]");
        await Assertions.Expect(tab.Locator(Text)).ToHaveValueAsync("## Otsikko\n\nTeksti *tähän*.");
        await OpenEditorAsync(tab);
        await tab.Keyboard.PressAsync("Control+End");
        await tab.Keyboard.TypeAsync(" Lisää.");
        await tab.ClickAsync("[data-tool=plain]");

        await Assertions.Expect(tab.Locator(Text)).ToHaveValueAsync("## Otsikko\n\nTeksti *tähän*. Lisää.");
        (await tab.Locator("[name='body.fi.0.html:format']").InputValueAsync()).ShouldBe("markdown");
    }

    [Fact]
    public async Task What_was_typed_is_kept_and_offered_after_a_reload()
    {
        await using var context = await OpenAsync();
        var tab = await NewPageAsync(context);
        var title = $"Kesken {Guid.NewGuid():N}";
        await tab.FillAsync("[id='title.fi']", title);
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**?saved");
        var form = tab.Url.Split('?')[0];
        await tab.Locator("[id='summary.fi']").PressSequentiallyAsync("Ei vielä tallennettu.");
        await Assertions.Expect(tab.Locator("[data-seen]")).ToContainTextAsync("Talletettu");
        await tab.GotoAsync(form);

        await Assertions.Expect(tab.Locator("#unsaved")).ToBeVisibleAsync();
        (await tab.InputValueAsync("[id='summary.fi']")).ShouldBe("");
        (await Looking.ViolationsAsync(tab)).ShouldBeEmpty();
        await tab.ClickAsync(".unsaved-ways a");
        (await tab.InputValueAsync("[id='summary.fi']")).ShouldBe("Ei vielä tallennettu.");
        await tab.Keyboard.PressAsync("Control+s");
        await tab.WaitForURLAsync("**?saved");
        await tab.GotoAsync(form);
        await Assertions.Expect(tab.Locator("#unsaved")).ToHaveCountAsync(0);
        (await tab.InputValueAsync("[id='summary.fi']")).ShouldBe("Ei vielä tallennettu.");
    }

    [Fact]
    public async Task A_new_page_that_was_never_saved_is_found_after_a_reload()
    {
        await using var context = await OpenAsync();
        var tab = await NewPageAsync(context);
        var title = $"Uusi {Guid.NewGuid():N}";
        await tab.FillAsync("[id='title.fi']", title);
        await tab.WaitForURLAsync("**/autosave/*");
        await tab.ReloadAsync();

        (await tab.InputValueAsync("[id='title.fi']")).ShouldBe(title);
        await tab.GotoAsync(demonstration.AddressOf("kuurakoski") + "/admin");
        await Assertions.Expect(tab.Locator(".work")).ToContainTextAsync([title]);
    }

    [Fact]
    public async Task A_session_that_ends_while_writing_loses_no_word()
    {
        await using var context = await OpenAsync();
        var tab = await NewPageAsync(context);
        var title = $"Istunto {Guid.NewGuid():N}";
        await context.ClearCookiesAsync();
        await tab.FillAsync("[id='title.fi']", title);
        await Assertions.Expect(tab.Locator("[data-seen]")).ToContainTextAsync("Istuntosi on päättynyt");
        await Assertions.Expect(tab.Locator("[data-said]")).ToContainTextAsync("Istuntosi on päättynyt");

        var other = await context.NewPageAsync();
        await SignInAsync(other);
        await tab.BringToFrontAsync();
        await tab.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await Assertions.Expect(tab.Locator("[data-seen]")).ToContainTextAsync("Talletettu");
        await tab.Keyboard.PressAsync("Control+s");
        await tab.WaitForURLAsync("**?saved");
        (await tab.InputValueAsync("[id='title.fi']")).ShouldBe(title);
    }

    [Fact]
    public async Task Text_that_the_server_cannot_take_is_tried_again_until_it_can()
    {
        await using var context = await OpenAsync();
        var tab = await NewPageAsync(context);
        await tab.RouteAsync("**/autosave", route => route.AbortAsync());
        await tab.FillAsync("[id='title.fi']", $"Katko {Guid.NewGuid():N}");
        await Assertions.Expect(tab.Locator("[data-seen]")).ToContainTextAsync("yritämme uudelleen");
        (await tab.EvaluateAsync<int>("Object.keys(sessionStorage).filter(k => k.startsWith('fori-unsaved:')).length")).ShouldBe(1);
        await tab.UnrouteAsync("**/autosave");

        await Assertions.Expect(tab.Locator("[data-seen]")).ToContainTextAsync("Talletettu", new() { Timeout = 20_000 });
        (await tab.EvaluateAsync<int>("Object.keys(sessionStorage).filter(k => k.startsWith('fori-unsaved:')).length")).ShouldBe(0);
    }

    [Fact]
    public async Task Blocks_are_added_moved_and_removed_without_a_new_page_and_focus_follows()
    {
        await using var context = await OpenAsync();
        var tab = await NewPageAsync(context);
        await tab.FillAsync(Text, "eka");
        await tab.EvaluateAsync("window.stays = true");
        await tab.ClickAsync("[id='body.fi'] .add-block summary");
        await tab.ClickAsync("button[value='add:body.fi:text']");
        await Assertions.Expect(tab.Locator("[id='body.fi.1.html']")).ToBeFocusedAsync();
        await tab.Keyboard.TypeAsync("toka");
        await tab.ClickAsync("button[value='up:body.fi.1']");
        await Assertions.Expect(tab.Locator(Text)).ToHaveValueAsync("toka");
        await Assertions.Expect(tab.Locator("button[value='down:body.fi.0']")).ToBeFocusedAsync();
        await Assertions.Expect(tab.Locator("[data-said]")).ToHaveTextAsync("Siirretty ylemmäs");
        await tab.ClickAsync("button[value='remove:body.fi.0']");
        await Assertions.Expect(tab.Locator(Text)).ToHaveValueAsync("eka");
        await Assertions.Expect(tab.Locator(Text)).ToBeFocusedAsync();

        (await tab.EvaluateAsync<bool>("window.stays")).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_script_the_plain_form_is_complete()
    {
        await using var context = await OpenAsync(script: false);
        var tab = await NewPageAsync(context);
        var title = $"Ilman {Guid.NewGuid():N}";
        await tab.FillAsync("[id='title.fi']", title);
        await tab.FillAsync(Text, "## Otsikko");
        await Assertions.Expect(tab.Locator(".rich-open")).ToHaveCountAsync(0);
        await tab.Locator(".publish-bar button").First.ClickAsync();
        await tab.WaitForURLAsync("**?saved");

        (await tab.InputValueAsync(Text)).ShouldBe("## Otsikko");
    }

    [Theory]
    [InlineData(320, false)]
    [InlineData(320, true)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task The_open_editor_is_accessible_and_fits_its_window(int width, bool dark)
    {
        await using var context = await OpenAsync(width, dark);
        var tab = await NewPageAsync(context);
        var faults = Faults(tab);
        await tab.EvaluateAsync("html => { document.querySelector('[data-rich-format]').value = 'html'; document.querySelector('[data-rich]').value = html }", string.Concat(Stored.Select(s => s.Data)));
        await OpenEditorAsync(tab);
        await tab.Locator($"{Rich} td").First.ClickAsync();
        await LookAsync(tab, "writing", faults);
        await tab.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await LookAsync(tab, "writing-forced", faults);
        await tab.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
        await tab.ClickAsync("[data-tool=link]");
        await LookAsync(tab, "writing-link", faults);
        await tab.Keyboard.PressAsync("Escape");

        faults.ShouldBeEmpty();
    }

    private static async Task OpenEditorAsync(IPage tab)
    {
        await tab.ClickAsync("fori-text:has([id='body.fi.0.html']) .rich-open");
        await Assertions.Expect(tab.Locator(Rich)).ToBeFocusedAsync();
    }

    private static Task PasteAsync(IPage tab, string html) => tab.EvaluateAsync(
        """
        ([rich, html]) => {
          const data = new DataTransfer()
          data.setData('text/html', html)
          data.setData('text/plain', 'x')
          document.querySelector(rich).dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
        }
        """, new[] { Rich, html });

    // What the policy of content refuses is told here too.
    private static List<string> Faults(IPage tab)
    {
        var faults = new List<string>();
        tab.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                faults.Add(message.Text);
            }
        };
        tab.PageError += (_, error) => faults.Add(error);
        return faults;
    }

    private static async Task LookAsync(IPage tab, string name, List<string> faults)
    {
        await Looking.PhotographAsync(tab, name);
        faults.AddRange(await Looking.FaultsAsync(tab, name));
    }

    private async Task<IPage> NewPageAsync(IBrowserContext context)
    {
        var tab = await context.NewPageAsync();
        await SignInAsync(tab);
        await tab.GotoAsync(demonstration.AddressOf("kuurakoski") + "/admin/content/Page/new");
        return tab;
    }

    private async Task SignInAsync(IPage tab)
    {
        await tab.GotoAsync(demonstration.AddressOf("kuurakoski") + "/admin/sign-in");
        await tab.FillAsync("#email", DemonstrationStaff.People.Single(p => p.FirstName == "Eero").EmailAt("kuurakoski"));
        await tab.FillAsync("#password", DemonstrationStaff.Password);
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**/admin");
    }

    private async Task<IBrowserContext> OpenAsync(int width = 1280, bool dark = false, bool script = true)
    {
        Assert.SkipUnless(demonstration.Browser is not null, GalleryHost.Missing);
        return await demonstration.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = script,
            Locale = "fi",
        });
    }
}
