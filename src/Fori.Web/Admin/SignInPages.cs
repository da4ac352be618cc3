using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Demonstration;
using Fori.Store;
using Fori.Web.Access;
using Fori.Web.Api;
using Fori.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Fori.Web.Admin;

/// <summary>In and out: email and password, then a code when the person has a second factor.</summary>
internal static class SignInPages
{
    public const string Path = AdminModule.Root + "/sign-in";
    public const string CodePath = Path + "/code";
    private const string Action = "sign-in";

    public static void Map(RouteGroupBuilder admin)
    {
        var attempt = new RequestKindAttribute(RequestKind.Login);
        admin.MapPage("/sign-in", ShowAsync);
        admin.MapForm("/sign-in", SignInAsync).WithMetadata(attempt);
        admin.MapPage("/sign-in/code", ShowCodeAsync);
        admin.MapForm("/sign-in/code", CodeAsync).WithMetadata(attempt);
        admin.MapForm("/sign-out", SignOutAsync);
        ProviderPages.Map(admin);
    }

    private static async Task<IResult> ShowAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var target = ReturnTo(query["return"]);
        if (http.StaffOrNull() is not null)
        {
            return AdminAnswers.SeeOther(target);
        }

        var words = http.Words();
        return await PageAsync(
            http, "", target, [],
            done: query.ContainsKey("out") ? words["sign-in.out"] : query.ContainsKey("chosen") ? words["sign-in.chosen"] : query.ContainsKey("unlocked") ? words["sign-in.unlocked"] : null,
            why: query.ContainsKey("kept") ? words["kept.needed"] : query.ContainsKey("needed") ? words["sign-in.needed"] : query.ContainsKey("late") ? words["code.late"] : null);
    }

    private static async Task<IResult> SignInAsync(HttpContext http)
    {
        var words = http.Words();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (email, password, target) = (form.Field("email"), form.Field("password"), ReturnTo(form.Field("return")));
        var empty = new List<FieldProblem>();
        if (string.IsNullOrWhiteSpace(email))
        {
            empty.Add(new FieldProblem("email", words["sign-in.email-empty"]));
        }

        if (password.Length == 0)
        {
            empty.Add(new FieldProblem("password", words["sign-in.password-empty"]));
        }

        if (empty.Count > 0)
        {
            return await PageAsync(http, email, target, empty);
        }

        // A longer one is nobody's, and would only cost its hashing.
        var (result, account, isShut) = await http.SignIn().PasswordAsync(email, password.Length <= StaffPasswords.Longest ? password : "");
        if (isShut)
        {
            await ForgottenPages.AskAsync(http, StaffLinks.Unlock, email);
        }

        if (result.RequiresTwoFactor)
        {
            await NoteAsync(http, account, "sign-in-password", allowed: true);
            return AdminAnswers.SeeOther($"{CodePath}?return={Uri.EscapeDataString(target)}");
        }

        await NoteAsync(http, account, Action, result.Succeeded);
        if (result.Succeeded && account is not null)
        {
            await http.SignIn().EnteredAsync(account);
        }

        return result.Succeeded ? AdminAnswers.SeeOther(target) : await PageAsync(http, email, target, [new FieldProblem("email", words[result.IsNotAllowed ? "oidc.only-way" : "sign-in.refused"])]);
    }

    private static async Task<IResult> ShowCodeAsync(HttpContext http) =>
        await http.SignIn().GetTwoFactorAuthenticationUserAsync() is null
            ? AdminAnswers.SeeOther(Path + "?late")
            : await CodePageAsync(http, ReturnTo(http.Request.Query["return"]), []);

    private static async Task<IResult> CodeAsync(HttpContext http)
    {
        var words = http.Words();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (typed, target) = (form.Field("code"), ReturnTo(form.Field("return")));
        var signIn = http.SignIn();
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account)
        {
            return AdminAnswers.SeeOther(Path + "?late");
        }

        var code = typed.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (code.Length == 0)
        {
            return await CodePageAsync(http, target, [new FieldProblem("code", words["code.empty"])]);
        }

        var isOfApp = code.Length == 6 && code.All(char.IsAsciiDigit);
        var result = isOfApp
            ? await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)
            : await signIn.RecoveryCodeAsync(account, code);
        await NoteAsync(http, account, isOfApp ? "sign-in-code" : "sign-in-recovery", result.Succeeded);
        if (result.Succeeded)
        {
            await signIn.EnteredAsync(account);
        }

        return result.Succeeded ? AdminAnswers.SeeOther(target) : await CodePageAsync(http, target, [new FieldProblem("code", words["code.refused"])]);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        if (http.StaffOrNull() is { } user)
        {
            await http.NoteAsync(user.Actor, "sign-out", From(http), allowed: true);
            if (http.RequestServices.GetRequiredService<StaffScope>().Session is var (id, session))
            {
                await http.RequestServices.GetRequiredService<StaffSessions>().EndAsync(http.Node().Tenant.Id, id, session, CancellationToken.None);
            }
        }

        await http.SignIn().SignOutAsync();
        return AdminAnswers.SeeOther(Path + "?out");
    }

    public static async Task<IResult> PageAsync(HttpContext http, string email, string target, IReadOnlyList<FieldProblem> problems, string? done = null, string? why = null, int? status = null)
    {
        var words = http.Words();
        var settings = http.RequestServices.GetRequiredService<ForiSettings>();
        return AdminAnswers.Page<SignInPage, SignInView>(new SignInView(email, target)
        {
            Frame = await http.FrameAsync(words["sign-in.title"]),
            Problems = problems,
            Done = done,
            Why = why,
            Open = settings.Demonstration ? OpenLogIns(http.Node().Tenant, words) : [],
            Provider = await ProviderPages.ButtonAsync(http, target, problems),
        }, status);
    }

    private static IReadOnlyList<OpenLogIn> OpenLogIns(Tenant tenant, AdminWords words) =>
        DemonstrationData.Towns.Any(t => t.Name == tenant.Name)
            ? [.. DemonstrationStaff.People.Select(p => new OpenLogIn(
                p.Name, string.Join("; ", p.GrantsAt(tenant.Name).Select(g => RoleWords.Say(g, words))), p.EmailAt(tenant.Name), DemonstrationStaff.Password))]
            : [];

    private static async Task<IResult> CodePageAsync(HttpContext http, string target, IReadOnlyList<FieldProblem> problems) =>
        AdminAnswers.Page<CodePage, CodeView>(new CodeView(target) { Frame = await http.FrameAsync(http.Words()["code.title"]), Problems = problems });

    // What was typed as the email of nobody is not kept: it may well be somebody's password.
    public static Task NoteAsync(HttpContext http, StaffAccount? account, string action, bool allowed) =>
        http.NoteAsync(account is null ? AdminAnswers.Unknown : Fori.Access.StaffUser.ActorOf(account.Row.Id), action, From(http), allowed);

    private static string From(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Only back into the admin: an address from outside must not lead anywhere else.</summary>
    public static string ReturnTo(string? asked) =>
        asked is not null && asked.Length <= 2_000 && asked.StartsWith(AdminModule.Root, StringComparison.Ordinal)
        && (asked.Length == AdminModule.Root.Length || asked[AdminModule.Root.Length] is '/' or '?') && !asked.Contains('\\', StringComparison.Ordinal) && !asked.Any(char.IsControl)
        && !asked.StartsWith(Path, StringComparison.Ordinal)
            ? asked
            : AdminModule.Root;
}
