using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Web.Access;
using Fori.Web.Hosting;

namespace Fori.Web.Admin;

/// <summary>The person's own account: what it may do, and its password.</summary>
internal static class AccountPages
{
    public const string Path = AdminModule.Root + "/account";
    public const string PasswordPath = Path + "/password";

    public static void Map(RouteGroupBuilder staff)
    {
        staff.MapPage("/account", ShowAsync);
        staff.MapPage("/account/password", http => ShowPasswordAsync(http)).WithMetadata(OpenBeforeChange.Instance);
        staff.MapForm("/account/password", ChangeAsync).WithMetadata(OpenBeforeChange.Instance, new RequestKindAttribute(RequestKind.Login));
    }

    /// <summary>The page of the account, also when a form on it comes back.</summary>
    public static async Task<IResult> PageAsync(HttpContext http, IReadOnlyList<FieldProblem> problems, string? done)
    {
        var words = http.Words();
        var user = http.Staff();
        return AdminAnswers.Page<AccountPage, AccountView>(new AccountView(user, [.. user.Grants.Select(g => RoleWords.Say(g, words))], await SessionPages.ListAsync(http))
        {
            Frame = await http.FrameAsync(words["account.heading"]),
            Problems = problems,
            Done = done,
            Passkeys = await PasskeyPages.ListAsync(http),
            IsFresh = await PasskeyPages.IsFreshAsync(http),
        });
    }

    /// <summary>Is what was typed the person's password? Counts as an attempt to sign in, and is noted when it fails.</summary>
    /// <returns>Null when it is.</returns>
    public static async Task<FieldProblem?> CurrentProblemAsync(HttpContext http, string typed, string action)
    {
        var words = http.Words();
        if (typed.Length == 0)
        {
            return new FieldProblem("current", words["password.current-empty"]);
        }

        var result = await http.SignIn().CheckPasswordSignInAsync(http.Account(), typed.Length <= StaffPasswords.Longest ? typed : "", lockoutOnFailure: true);
        if (result.Succeeded)
        {
            return null;
        }

        await http.NoteAsync(http.Staff().Actor, action, PasswordPath, allowed: false);
        return new FieldProblem("current", words["password.current-wrong"]);
    }

    private static Task<IResult> ShowAsync(HttpContext http)
    {
        var (words, query) = (http.Words(), http.Request.Query);
        return PageAsync(http, [], query.ContainsKey("changed") ? words["password.changed"] : query.ContainsKey("off") ? words["two-factor.switched-off"] : query.ContainsKey("ended") ? words["sessions.ended"]
            : query.ContainsKey("passkey") ? words["passkey.added"] : query.ContainsKey("renamed") ? words["passkey.renamed"] : query.ContainsKey("removed") ? words["passkey.removed"] : null);
    }

    private static async Task<IResult> ShowPasswordAsync(HttpContext http, params IReadOnlyList<FieldProblem> problems) =>
        AdminAnswers.Page<PasswordPage, PasswordView>(new PasswordView(http.Staff().MustChange, http.Staff().Email)
        {
            Frame = await http.FrameAsync(http.Words()["password.change"]),
            Problems = problems,
        });

    private static async Task<IResult> ChangeAsync(HttpContext http)
    {
        var words = http.Words();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (current, chosen, again) = (form.Field("current"), form.Field("new"), form.Field("again"));
        var (account, users) = (http.Account(), http.RequestServices.GetRequiredService<StaffUsers>());
        const string action = "change-password";
        if (await CurrentProblemAsync(http, current, action) is { } wrong)
        {
            return await ShowPasswordAsync(http, wrong);
        }

        var fault = StaffPasswords.FaultOf(chosen, account.Row.Email, account.Row.Name) ?? (chosen == current ? "same" : null);
        if (fault is not null)
        {
            return await ShowPasswordAsync(http, new FieldProblem("new", words[$"password.{fault}"]));
        }

        if (chosen != again)
        {
            return await ShowPasswordAsync(http, new FieldProblem("again", words["password.again-differs"]));
        }

        // One write: the flag goes with the password that it was about.
        account.Row = account.Row with { MustChange = false };
        if (!(await users.ChangePasswordAsync(account, current, chosen)).Succeeded)
        {
            return await AdminAnswers.FormRefusedAsync(http);
        }

        await http.NoteAsync(http.Staff().Actor, action, PasswordPath, allowed: true);
        await http.SignIn().SignInAsync(account, isPersistent: false);
        return AdminAnswers.SeeOther(Path + "?changed");
    }
}
