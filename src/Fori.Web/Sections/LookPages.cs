using System.Globalization;
using System.Text;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tenants;
using Fori.Text;
using Fori.Ui;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Content;
using Fori.Web.Tenants;

namespace Fori.Web.Sections;

/// <summary>
/// One form for the look of the municipality and of a section. Nothing that cannot be read is kept: each failing pair is named with
/// its ratio and the nearest colour that passes. The preview is the form itself in the look that was typed, made by the server.
/// </summary>
internal static class LookPages
{
    public const string Path = AdminModule.Root + "/settings/look";
    private const string Stylesheet = AdminModule.Root + "/look/preview.css";
    private const string Preview = "preview";

    public static void Map(RouteGroupBuilder staff)
    {
        staff.MapPage("/settings/look", ShowMunicipalAsync).AddEndpointFilter(new MayFilter(ContentAction.ManageLook));
        staff.MapForm("/settings/look", SaveMunicipalAsync).AddEndpointFilter(new MayFilter(ContentAction.ManageLook));
        staff.MapPage("/sections/{id:guid}/look", http => SectionPages.OfAsync(http, ContentAction.ManageLook, async found =>
        {
            var settings = await SiteSettings.LoadAsync(http.Node(), http.RequestAborted);
            return await PageAsync(http, await OfSectionAsync(http, found), ThemeTyped.Of(SiteSettings.ThemeOf(SectionPages.Read(found).Look, settings.Theme, Preview)), []);
        }));
        staff.MapForm("/sections/{id:guid}/look", http => SectionPages.OfAsync(http, ContentAction.ManageLook, found => SaveSectionAsync(http, found)));
        staff.MapPage("/look/preview.css", http => Task.FromResult(
            ThemeTyped.Read(name => http.Request.Query[name].ToString()).Theme is { } theme ? Results.Text(ThemeStylesheet.Write(theme), "text/css", Encoding.UTF8) : Results.NotFound()));
    }

    private static async Task<IResult> ShowMunicipalAsync(HttpContext http) =>
        await PageAsync(http, await OfMunicipalityAsync(http), ThemeTyped.Of((await SiteSettings.LoadAsync(http.Node(), http.RequestAborted)).Theme), []);

    private static async Task<IResult> SaveMunicipalAsync(HttpContext http)
    {
        var (place, form) = (await OfMunicipalityAsync(http), await http.Request.ReadFormAsync(http.RequestAborted));
        if (await AnsweredAsync(http, place, form, out var typed) is { } answer)
        {
            return answer;
        }

        var outcome = await http.RequestServices.GetRequiredService<MunicipalityDesk>().ChangeAsync(
            http.Node().Tenant, settings => settings with { Theme = typed.Settings(settings.Theme?.Name) }, http.Staff().Actor, http.RequestAborted);
        return outcome.Succeeded ? ContentPages.Written(http, outcome.Value, Path + "?saved") : await PageAsync(http, place, typed, SectionPages.Told(http, outcome.Problems));
    }

    private static async Task<IResult> SaveSectionAsync(HttpContext http, Store.Editing.EditedDocument found)
    {
        var (place, form, section) = (await OfSectionAsync(http, found), await http.Request.ReadFormAsync(http.RequestAborted), SectionPages.Read(found));
        var isCleared = form.Field("act") == "clear";
        var typed = ThemeTyped.Read(form.Field);
        if (!isCleared && await AnsweredAsync(http, place, form, out typed) is { } answer)
        {
            return answer;
        }

        var outcome = await SectionPages.KeepAsync(http, found, section with { Look = isCleared ? null : typed.Settings(null) });
        return outcome.Succeeded ? ContentPages.Written(http, outcome.Value, place.Url + "?saved") : await PageAsync(http, place, typed, SectionPages.Told(http, outcome.Problems));
    }

    /// <returns>The form again: as a preview, with a colour that was offered, or with what is wrong; null when it may be kept.</returns>
    private static Task<IResult?> AnsweredAsync(HttpContext http, Place place, IFormCollection form, out ThemeTyped typed)
    {
        var act = form.Field("act").Split(':');
        typed = ThemeTyped.Read(form.Field);
        if (act is ["use", var token, var mode, var colour] && Colour.TryParse(colour, out _))
        {
            typed = typed.With(token, mode, colour);
        }

        var (words, asked) = (http.Words(), typed);
        var problems = typed.Wrong.Select(w => new FieldProblem(w.Field, words[w.Word])).ToList();
        var failing = typed.Theme is { } theme ? ThemeContrast.Check(theme) : [];
        if (failing.Count > 0)
        {
            problems.Add(new FieldProblem("failing", words.With("look.failing.count", ("count", words.Ui.Number(failing.Count)))));
        }

        return problems.Count > 0 || act[0] is "preview" or "use" ? Answer() : Task.FromResult<IResult?>(null);

        async Task<IResult?> Answer() => await PageAsync(http, place, asked, problems, failing, isPreview: problems.Count == 0);
    }

    private static async Task<IResult> PageAsync(
        HttpContext http, Place place, ThemeTyped typed, IReadOnlyList<FieldProblem> problems, IReadOnlyList<FailingPair>? failing = null, bool isPreview = false)
    {
        var frame = await http.FrameAsync(place.Heading);
        return AdminAnswers.Page<LookPage, LookView>(new LookView
        {
            Frame = isPreview ? frame with { ThemeName = Preview, ThemeStylesheetUrl = Stylesheet + typed.ToQuery() } : frame,
            Heading = place.Heading,
            Url = place.Url,
            BackUrl = place.BackUrl,
            Colours = typed.Colours,
            Radius = typed.Radius,
            Failing = failing ?? [],
            IsPreview = isPreview,
            MayClear = place.MayClear,
            Problems = problems,
            Done = http.Request.Query.ContainsKey("saved") ? http.Words()["look.saved"] : null,
        });
    }

    private static async Task<Place> OfMunicipalityAsync(HttpContext http) =>
        new(http.Words().With("look.heading", ("name", (await SiteSettings.LoadAsync(http.Node(), http.RequestAborted)).NameIn(http.Words().Language))), Path, null, false);

    private static async Task<Place> OfSectionAsync(HttpContext http, Store.Editing.EditedDocument found) => new(
        http.Words().With("look.heading", ("name", SectionPages.NameOf(http, found, await SiteSettings.LoadAsync(http.Node(), http.RequestAborted)))),
        $"{SectionPages.Path}/{found.Document.Id}/look", SectionPages.Path, SectionPages.Read(found).Look is not null);

    private sealed record Place(string Heading, string Url, string? BackUrl, bool MayClear);

    /// <summary>A look as it was typed.</summary>
    private sealed record ThemeTyped(IReadOnlyList<(string Token, string Light, string Dark)> Colours, string Radius)
    {
        private static readonly string[] Tokens = [.. Theme.Neutral.Colours.Select(c => c.Token)];

        /// <summary>Null while anything typed is no colour or no radius.</summary>
        public Theme? Theme => Wrong.Count > 0 ? null : SiteSettings.ThemeOf(Settings(null), Theme.Neutral, Preview);

        public IReadOnlyList<(string Field, string Word)> Wrong =>
        [
            .. Colours.SelectMany(c => (IEnumerable<(string, string)>)[($"{c.Token}-light", c.Light), ($"{c.Token}-dark", c.Dark)])
                .Where(c => !Colour.TryParse(c.Item2, out _)).Select(c => (c.Item1, "look.no-colour")),
            .. int.TryParse(Radius, NumberStyles.None, CultureInfo.InvariantCulture, out var radius) && radius <= 24 ? [] : (IEnumerable<(string, string)>)[("radius", "look.no-radius")],
        ];

        public static ThemeTyped Of(Theme theme) =>
            new([.. theme.Colours.Select(c => (c.Token, c.Colour.Light.ToString(), c.Colour.Dark.ToString()))], theme.Radius.ToString(CultureInfo.InvariantCulture));

        public static ThemeTyped Read(Func<string, string> field) =>
            new([.. Tokens.Select(t => (t, Cut(field($"{t}-light")), Cut(field($"{t}-dark"))))], Cut(field("radius")));

        public ThemeTyped With(string token, string mode, string colour) => this with
        {
            Colours = [.. Colours.Select(c => c.Token != token ? c : mode == "dark" ? (c.Token, c.Light, colour) : (c.Token, colour, c.Dark))],
        };

        public ThemeSettings Settings(string? name) => new()
        {
            Name = name,
            Colours = Colours.ToDictionary(c => c.Token, c => new ColourPair(c.Light.ToLowerInvariant(), c.Dark.ToLowerInvariant())),
            Radius = int.Parse(Radius, CultureInfo.InvariantCulture),
        };

        public string ToQuery() => QueryString.Create(
            Colours.SelectMany(c => (IEnumerable<KeyValuePair<string, string?>>)[new($"{c.Token}-light", c.Light), new($"{c.Token}-dark", c.Dark)]).Append(new("radius", Radius))).ToString();

        private static string Cut(string text) => text.Trim() is { Length: > 20 } large ? large[..20] : text.Trim();
    }
}
