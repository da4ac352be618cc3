using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Site.Building;
using Fori.Store;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Api;
using Fori.Web.Content;
using Fori.Web.Site;
using Fori.Web.Tenants;

namespace Fori.Web.Admin;

/// <summary>By which directory of the municipality's own its staff sign in. Asks for the right to manage users: whoever sets it decides who is who.</summary>
internal static class ProviderSettingsPages
{
    public const string Path = Tenants.SettingsPages.Path + "/sign-in";
    private const int LongestLine = 500;
    private const int LongestText = 20_000;

    public static void Map(RouteGroupBuilder staff)
    {
        var may = new MayFilter(ContentAction.ManageUsers);
        staff.MapPage("/settings/sign-in", async http => await PageAsync(http, await KeptAsync(http), [])).AddEndpointFilter(may);
        staff.MapForm("/settings/sign-in", SaveAsync).AddEndpointFilter(may);
    }

    private static async Task<IResult> SaveAsync(HttpContext http)
    {
        var typed = Typed.Read(await http.Request.ReadFormAsync(http.RequestAborted));
        var problems = typed.Problems(http.Words());
        if (problems.Count == 0 && typed.Provider.IsOn
            && await http.RequestServices.GetRequiredService<ProviderOptions>().FaultOfAsync(typed.Provider.Authority, http.RequestAborted) is { } fault)
        {
            problems.Add(new FieldProblem("authority", http.Words()[fault]));
        }

        if (problems.Count > 0)
        {
            return await PageAsync(http, typed, problems);
        }

        var saved = await http.RequestServices.GetRequiredService<IdentityProviders>().SaveAsync(http.Node().Tenant.Id, typed.Provider, typed.Revision, http.Staff().Actor, http.RequestAborted);
        return saved.Succeeded ? AdminAnswers.SeeOther(Path + "?saved") : await PageAsync(http, typed, [new FieldProblem("", http.Words()["oidc.changed-meanwhile"])]);
    }

    private static async Task<Typed> KeptAsync(HttpContext http) =>
        await http.RequestServices.GetRequiredService<IdentityProviders>().FindAsync(http.Node().Tenant.Id, http.RequestAborted) is { } kept ? Typed.Of(kept.Provider, kept.Revision) : Typed.Of(new IdentityProvider(), 0);

    private static async Task<IResult> PageAsync(HttpContext http, Typed typed, IReadOnlyList<FieldProblem> problems)
    {
        var (words, tenant) = (http.Words(), http.Node().Tenant);
        var settings = await SiteSettings.LoadAsync(http.Node(), http.RequestAborted);
        IReadOnlyList<string> origins =
        [
            .. new[] { PageRequest.OriginOf(http.Request) }.OfType<string>().Concat((http.Tenant()?.Hosts ?? []).Select(h => $"https://{h}")).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return AdminAnswers.Page<ProviderSettingsPage, ProviderSettingsView>(new ProviderSettingsView(
            typed.Revision, typed.Provider, typed.Domains, typed.Roles, typed.Acr, [.. AdminWords.Languages.Select(l => (l, typed.Provider.Button.GetValueOrDefault(l, "")))])
        {
            Frame = await http.FrameAsync(words["oidc.heading"]),
            Problems = problems,
            Done = http.Request.Query.ContainsKey("saved") ? words["oidc.saved"] : null,
            BackAddresses = [.. origins.Select(o => o + ProviderOptions.CallbackPath)],
            SignOutAddresses = [.. origins.Select(o => o + ProviderPages.SignOutPath)],
            HasSecret = http.RequestServices.GetRequiredService<IdentityProviders>().SecretOf(tenant.Name) is not null,
            SecretName = tenant.Name,
            Sections = [.. (await ContentPages.SectionsAsync(http, settings)).Select(s => (s.Id, s.Name))],
        });
    }

    /// <summary>The form as it was typed.</summary>
    private sealed record Typed(IdentityProvider Provider, int Revision, string Domains, string Roles, string Acr)
    {
        public static Typed Of(IdentityProvider provider, int revision) => new(
            provider, revision, string.Join(", ", provider.Domains), string.Join('\n', provider.Roles.Select(r => $"{r.Value} = {r.Grant}")), string.Join(' ', provider.Acr));

        public static Typed Read(IFormCollection form)
        {
            string Line(string name) => form.Field(name).Trim() is { Length: > LongestLine } large ? large[..LongestLine] : form.Field(name).Trim();
            var (domains, acr) = (Line("domains"), Line("acr"));
            var roles = form.Field("roles") is { Length: > LongestText } large ? large[..LongestText] : form.Field("roles");
            return new Typed(
                new IdentityProvider
                {
                    IsOn = form["on"].Count > 0,
                    Authority = Line("authority"),
                    ClientId = Line("client"),
                    Button = AdminWords.Languages.Select(l => (l, Text: Line($"button.{l}"))).Where(b => b.Text.Length > 0).ToDictionary(b => b.l, b => b.Text),
                    Domains = [.. domains.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(d => d.TrimStart('@').ToLowerInvariant()).Distinct()],
                    IsTrustedForEmail = form["trusted"].Count > 0,
                    RoleClaim = Line("claim"),
                    // Those that are understood; the others come back as problems. Filtered, as the last line says.
                    Roles = [.. LinesOf(roles).Select(l => l.Split('=', 2, StringSplitOptions.TrimEntries)).Where(l => l.Length == 2 && l[0].Length > 0)
                        .Select(l => (Value: l[0], Grant: GrantText.Parse(l[1]))).Where(r => r.Grant.Value is not null).Select(r => new MappedRole(r.Value, GrantText.Write(r.Grant.Value!)))],
                    IsOnlyWay = form["only"].Count > 0,
                    SecondStep = Enum.GetValues<SecondStep>().FirstOrDefault(s => s.ToString() == form.Field("second")),
                    Acr = [.. acr.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()],
                },
                int.TryParse(form.Field("revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0, domains, roles, acr);
        }

        public List<FieldProblem> Problems(AdminWords words)
        {
            var problems = new List<FieldProblem>();
            void Add(bool isWrong, string field, string key)
            {
                if (isWrong)
                {
                    problems.Add(new FieldProblem(field, words[key]));
                }
            }

            // What is off may be half done.
            Add(Provider is { IsOn: true, Authority.Length: 0 }, "authority", "oidc.fault.address");
            Add(Provider is { IsOn: true, ClientId.Length: 0 }, "client", "oidc.client.missing");
            Add(Provider.Domains.Any(d => Uri.CheckHostName(d) != UriHostNameType.Dns || !d.Contains('.', StringComparison.Ordinal)), "domains", "oidc.domains.wrong");
            Add(Provider.Domains.Count == 0 && (Provider.IsTrustedForEmail || Provider.Roles.Count > 0), "domains", "oidc.domains.missing");
            Add(Provider.Roles.Count > 0 && Provider.RoleClaim.Length == 0, "claim", "oidc.claim.missing");
            Add(Provider is { SecondStep: SecondStep.ByAcr, Acr.Count: 0 }, "acr", "oidc.acr.missing");
            Add(Provider.Roles.Count > IdentityProvider.MostLines, "roles", "oidc.roles.many");
            foreach (var line in LinesOf(Roles))
            {
                var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
                if (parts.Length < 2 || parts[0].Length == 0)
                {
                    problems.Add(new FieldProblem("roles", words.With("oidc.roles.wrong", ("line", line))));
                }
                else if (GrantText.Parse(parts[1]) is { Succeeded: false } refused)
                {
                    problems.AddRange(refused.Problems.Select(p => new FieldProblem("roles", ProblemText.Sentence(p, words.Language))));
                }
            }

            return problems;
        }

        private static IEnumerable<string> LinesOf(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
