using Fori.Access;
using Fori.Admin;
using Fori.Content.Blocks.Video;
using Fori.Documents;
using Fori.MediaLibrary.Intake;
using Fori.Registers.Contacts;
using Fori.Tenants.Admin;
using Fori.Site.Building;
using Fori.Store;
using Fori.Tenants;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Content;
using Fori.Web.MediaLibrary;

namespace Fori.Web.Tenants;

/// <summary>Name, languages, contacts and logo of the municipality.</summary>
internal static class SettingsPages
{
    public const string Path = AdminModule.Root + "/settings";
    private const int LongestName = 100;
    private const int LongestLine = 200;
    private const int MostLanguages = 40;

    // Suggested: those in which the product's own words are, and what municipalities of the country ask for next. Any other is typed.
    private static readonly string[] Offered = ["fi", "sv", "en", "se", "et", "ru", "uk", "ar", "so"];

    public static void Map(RouteGroupBuilder staff)
    {
        var may = new MayFilter(ContentAction.ManageSettings);
        staff.MapPage("/settings", async http => await PageAsync(http, Typed.Of(await SiteSettings.LoadAsync(http.Node(), http.RequestAborted)))).AddEndpointFilter(may);
        staff.MapForm("/settings", SaveAsync).AddEndpointFilter(may);
        staff.MapForm("/settings/logo", SaveLogoAsync).AddEndpointFilter(may).WithMetadata(UploadGate.Instance);
    }

    private static async Task<IResult> SaveAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var typed = Typed.Read(form, (await SiteSettings.LoadAsync(http.Node(), http.RequestAborted)).Languages);
        var problems = typed.Problems(http.Words());
        if (problems.Count > 0)
        {
            return await PageAsync(http, typed, problems);
        }

        var outcome = await Desk(http).ChangeAsync(http.Node().Tenant, m => typed.Changed(m), http.Staff().Actor, http.RequestAborted);
        return outcome.Succeeded ? ContentPages.Written(http, outcome.Value, Path + "?saved") : await PageAsync(http, typed, Told(http, outcome.Problems));
    }

    private static async Task<IResult> SaveLogoAsync(HttpContext http)
    {
        var (form, words) = (await http.Request.ReadFormAsync(http.RequestAborted), http.Words());
        var typed = Typed.Of(await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        if (form.Files.FirstOrDefault(f => f.FileName.Length > 0) is not { } file)
        {
            return await PageAsync(http, typed, [new FieldProblem("file", words["media.files.none"])]);
        }

        var folder = Directory.CreateTempSubdirectory("fori-logo");
        try
        {
            var sent = System.IO.Path.Combine(folder.FullName, "sent");
            await using (var kept = File.Create(sent))
            {
                await file.CopyToAsync(kept, http.RequestAborted);
            }

            var outcome = await http.RequestServices.GetRequiredService<FileIntake>().CheckAsync(sent, file.FileName, () => System.IO.Path.Combine(folder.FullName, "clean"), http.RequestAborted);
            if (!outcome.Succeeded || outcome.Value.Kind != FileKinds.Svg)
            {
                return await PageAsync(http, typed, outcome.Succeeded ? [new FieldProblem("file", words["settings.logo.svg"])] : Told(http, outcome.Problems, "file"));
            }

            var svg = await File.ReadAllTextAsync(outcome.Value.CleanPath, http.RequestAborted);
            var saved = await Desk(http).ChangeAsync(http.Node().Tenant, m => m with { Logo = svg }, http.Staff().Actor, http.RequestAborted);
            return saved.Succeeded ? ContentPages.Written(http, saved.Value, Path + "?saved") : await PageAsync(http, typed, Told(http, saved.Problems, "file"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<FieldProblem> Told(HttpContext http, IReadOnlyList<Problem> problems, string? field = null) =>
        [.. problems.Select(p => new FieldProblem(field ?? p.Path, ProblemText.Say(p with { Path = "" }, http.Words().Language)))];

    private static MunicipalityDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<MunicipalityDesk>();

    private static async Task<IResult> PageAsync(HttpContext http, Typed typed, params IReadOnlyList<FieldProblem> problems)
    {
        var (words, settings) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        IReadOnlyList<string> shown = [.. settings.Languages.Union(typed.Languages)];
        IReadOnlyList<(string, string)> In(IReadOnlyDictionary<string, string> texts) => [.. shown.Select(l => (l, texts.GetValueOrDefault(l, "")))];
        return AdminAnswers.Page<MunicipalitySettingsPage, MunicipalitySettingsView>(new MunicipalitySettingsView(
            In(typed.Names), [.. Offered.Union(shown).Select(l => (l, typed.Languages.Contains(l)))], typed.Main, In(typed.Addresses), typed.Phone, typed.Email, In(typed.Hours))
        {
            Frame = await http.FrameAsync(words["settings.heading"]),
            VideoHosts = [.. VideoHost.All.Select(h => (h.Key, h.Name, typed.VideoHosts.Contains(h.Key)))],
            LogoUrl = settings.Logo?.Url,
            MayPeople = Rights.May(http.Staff(), ContentAction.ManageUsers, null, null, null, false),
            MayLook = Rights.May(http.Staff(), ContentAction.ManageLook, null, null, null, false),
            Other = typed.Other,
            Problems = problems,
            Done = http.Request.Query.ContainsKey("saved") ? words["settings.saved"] : null,
        });
    }

    /// <summary>The form as it was typed.</summary>
    /// <param name="Languages">Chosen ones, without their order.</param>
    private sealed record Typed(
        IReadOnlyDictionary<string, string> Names, IReadOnlyList<string> Languages, string Main, IReadOnlyDictionary<string, string> Addresses, string Phone, string Email,
        IReadOnlyDictionary<string, string> Hours)
    {
        /// <summary>What was typed as the tag of a language and is none.</summary>
        public string Other { get; init; } = "";

        public IReadOnlyList<string> VideoHosts { get; init; } = [];

        public static Typed Of(SiteSettings settings)
        {
            var contact = settings.Municipality.Contact;
            return new Typed(
                settings.Municipality.Name, settings.Languages, settings.Languages[0], contact?.Address ?? LocalizedText.Empty, contact?.Phone is { } phone ? PhoneText.Show(phone) : "",
                contact?.Email ?? "", contact?.Hours ?? LocalizedText.Empty)
            {
                VideoHosts = settings.Municipality.VideoHosts,
            };
        }

        public static Typed Read(IFormCollection form, IReadOnlyList<string> before)
        {
            // Those that were typed stand behind the others. What is no tag comes back to be mended.
            var other = Cut(form.Field("other"));
            var tag = SiteSettings.LanguageOf(other);
            var chosen = form["languages"].OfType<string>().Where(l => SiteSettings.LanguageOf(l) == l).ToList();
            IReadOnlyList<string> languages = [.. Offered.Union(before).Union(chosen.Take(MostLanguages)).Where(chosen.Contains).Union(tag is null ? [] : [tag])];
            IReadOnlyDictionary<string, string> Texts(string name) => before.Union(languages).Select(l => (l, Text: Cut(form.Field($"{name}.{l}")))).Where(t => t.Text.Length > 0).ToDictionary(t => t.l, t => t.Text);
            return new Typed(Texts("name"), languages, form.Field("main"), Texts("address"), Cut(form.Field("phone")), Cut(form.Field("email")), Texts("hours"))
            {
                Other = tag is null ? other : "",
                VideoHosts = [.. VideoHost.All.Select(h => h.Key).Intersect(form["videos"].OfType<string>())],
            };
        }

        public List<FieldProblem> Problems(AdminWords words)
        {
            var problems = new List<FieldProblem>();
            if (Other.Length > 0)
            {
                problems.Add(new FieldProblem("other", words["newcomer.language.tag"]));
            }

            if (!Languages.Contains(Main))
            {
                problems.Add(new FieldProblem("languages", words["settings.languages.main"]));
            }

            if (Names.GetValueOrDefault(Main, "").Length is 0 or > LongestName)
            {
                problems.Add(new FieldProblem($"name.{Main}", words["settings.name.missing"]));
            }

            if (Phone.Length > 0 && !PhoneText.Read(Phone).Succeeded)
            {
                problems.Add(new FieldProblem("phone", words["settings.phone.unreadable"]));
            }

            if (Email.Length > 0 && !System.Net.Mail.MailAddress.TryCreate(Email, out _))
            {
                problems.Add(new FieldProblem("email", words["settings.email.unreadable"]));
            }

            return problems;
        }

        // The main language first, then as offered: the order is that of fallback.
        public Municipality Changed(Municipality before) => before with
        {
            Name = new LocalizedText(Names),
            Languages = [Main, .. Languages.Where(l => l != Main)],
            VideoHosts = VideoHosts,
            Contact = (before.Contact ?? new ContactSettings()) with
            {
                Address = new LocalizedText(Addresses),
                Hours = new LocalizedText(Hours),
                Email = Email.Length > 0 ? Email : null,
                Phone = Phone.Length == 0 ? null : before.Contact?.Phone is { } kept && PhoneText.Show(kept) == Phone ? kept : PhoneText.Read(Phone).Value,
            },
        };

        private static string Cut(string text) => text.Trim() is { Length: > LongestLine } large ? large[..LongestLine] : text.Trim();
    }
}
