using System.Globalization;
using System.Text.Json.Nodes;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Store;
using Fori.Web.Access;
using Fori.Web.Api;
using Fori.Web.Content;
using Fori.Web.Hosting;

namespace Fori.Web.Admin;

/// <summary>Passkeys: signing in with one, and those of the own account. The browser needs a script to ask the device; names and removal need none.</summary>
internal static class PasskeyPages
{
    private const string Path = AccountPages.Path + "/passkeys";

    // Whoever has just signed in is not asked again for the password, which they may not know by heart any more.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public static void MapSignIn(RouteGroupBuilder admin)
    {
        admin.MapForm("/sign-in/passkey/options", OptionsAsync).WithMetadata(AnswersScripts.Instance);
        admin.MapForm("/sign-in/passkey", EnterAsync).WithMetadata(new RequestKindAttribute(RequestKind.Login));
    }

    public static void Map(RouteGroupBuilder staff)
    {
        var attempt = new RequestKindAttribute(RequestKind.Login);
        staff.MapForm("/account/passkeys/options", AddOptionsAsync).WithMetadata(AnswersScripts.Instance, attempt);
        staff.MapForm("/account/passkeys", AddAsync).WithMetadata(attempt);
        staff.MapPage("/account/passkeys/{id:guid}", http => ShowAsync(http, []));
        staff.MapForm("/account/passkeys/{id:guid}", RenameAsync);
        staff.MapForm("/account/passkeys/{id:guid}/remove", RemoveAsync).WithMetadata(attempt);
    }

    public static async Task<IReadOnlyList<PasskeyItem>> ListAsync(HttpContext http)
    {
        var words = http.Words();
        return [.. (await Passkeys(http).ListAsync(http.Staff().Id, http.RequestAborted)).Select(row => ItemOf(words, row))];
    }

    /// <summary>Has the person signed in within the last minutes?</summary>
    public static async Task<bool> IsFreshAsync(HttpContext http) =>
        http.RequestServices.GetRequiredService<StaffScope>().Session is { } here
        && (await http.RequestServices.GetRequiredService<StaffSessions>().ListAsync(http.Node().Tenant.Id, here.User, http.RequestAborted)).Any(s => s.Id == here.Session && s.CreatedAt + Fresh > Now(http));

    private static async Task<IResult> OptionsAsync(HttpContext http) => Told(await Passkeys(http).BeginSigningInAsync(http));

    private static async Task<IResult> EnterAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (signIn, target) = (http.SignIn(), SignInPages.ReturnTo(form.Field("return")));
        var account = await Passkeys(http).PersonAsync(http, form.Field("credential"), form.Field("state"));
        var mayEnter = account is not null && signIn.CanEnter(account) && await signIn.MayOtherwiseAsync(account);
        await SignInPages.NoteAsync(http, account, "sign-in-passkey", mayEnter);
        if (account is null || !mayEnter)
        {
            return await SignInPages.PageAsync(http, "", target, [new FieldProblem("passkey", http.Words()[account is not null && signIn.CanEnter(account) ? "oidc.only-way" : "passkey.refused"])]);
        }

        await signIn.SignInAsync(account, isPersistent: false);
        await signIn.EnteredAsync(account);
        return AdminAnswers.SeeOther(target);
    }

    private static async Task<IResult> AddOptionsAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return NameOf(form) is null ? Refused(http.Words()["passkey.name-empty"])
            : await ConfirmedAsync(http, form, "passkey-add") is { } wrong ? Refused(wrong.Sentence)
            : Told(await Passkeys(http).BeginAddingAsync(http, http.Account()));
    }

    // The password was asked for before the challenge was given, which is only this person's.
    private static async Task<IResult> AddAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var isAdded = NameOf(form) is { } name && await Passkeys(http).AddAsync(http, http.Account(), form.Field("credential"), form.Field("state"), name);
        await http.NoteAsync(http.Staff().Actor, "passkey-add", Path, isAdded);
        return isAdded ? AdminAnswers.SeeOther(AccountPages.Path + "?passkey") : await AccountPages.PageAsync(http, [new FieldProblem("passkey-name", http.Words()["passkey.not-added"])], null);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, IReadOnlyList<FieldProblem> problems) =>
        await FindAsync(http) is { } row
            ? AdminAnswers.Page<PasskeyPage, PasskeyView>(new PasskeyView(ItemOf(http.Words(), row), http.Staff().Email, await IsFreshAsync(http)) { Frame = await http.FrameAsync(row.Name), Problems = problems })
            : Results.NotFound();

    private static async Task<IResult> RenameAsync(HttpContext http)
    {
        if (NameOf(await http.Request.ReadFormAsync(http.RequestAborted)) is not { } name)
        {
            return await ShowAsync(http, [new FieldProblem("passkey-name", http.Words()["passkey.name-empty"])]);
        }

        await Passkeys(http).RenameAsync(http.Staff().Id, Id(http), name, http.RequestAborted);
        return AdminAnswers.SeeOther(AccountPages.Path + "?renamed");
    }

    private static async Task<IResult> RemoveAsync(HttpContext http)
    {
        if (await ConfirmedAsync(http, await http.Request.ReadFormAsync(http.RequestAborted), "passkey-remove") is { } wrong)
        {
            return await ShowAsync(http, [wrong]);
        }

        await Passkeys(http).RemoveAsync(http.Staff().Id, Id(http), http.RequestAborted);
        await http.NoteAsync(http.Staff().Actor, "passkey-remove", Path, allowed: true);

        // Whoever had the device may have signed in with it: the other sessions end.
        await http.RequestServices.GetRequiredService<StaffSessions>().EndOthersAsync(
            http.Node().Tenant.Id, http.Staff().Id, http.RequestServices.GetRequiredService<StaffScope>().Session?.Session, CancellationToken.None);
        return AdminAnswers.SeeOther(AccountPages.Path + "?removed");
    }

    private static async Task<FieldProblem?> ConfirmedAsync(HttpContext http, IFormCollection form, string action) =>
        await IsFreshAsync(http) ? null : await AccountPages.CurrentProblemAsync(http, form.Field("current"), action);

    private static PasskeyItem ItemOf(AdminWords words, PasskeyRow row) =>
        new(row.Id, row.Name, row.Host, words.At(row.CreatedAt), row.UsedAt is { } at ? words.At(at) : words["passkey.never"]);

    private static string? NameOf(IFormCollection form) =>
        new string([.. form.Field("passkey-name").Where(c => !char.IsControl(c)).Take(StaffPasskeys.LongestName)]).Trim() is { Length: > 0 } name ? name : null;

    private static IResult Told((string Options, string State) begun) => Results.Json(new JsonObject { ["options"] = JsonNode.Parse(begun.Options), ["state"] = begun.State });

    private static IResult Refused(string sentence) => Results.Json(new JsonObject { ["problem"] = sentence }, statusCode: StatusCodes.Status422UnprocessableEntity);

    private static async Task<PasskeyRow?> FindAsync(HttpContext http) => (await Passkeys(http).ListAsync(http.Staff().Id, http.RequestAborted)).Find(row => row.Id == Id(http));

    private static DateTimeOffset Now(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    private static StaffPasskeys Passkeys(HttpContext http) => http.RequestServices.GetRequiredService<StaffPasskeys>();

    private static Guid Id(HttpContext http) => Guid.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture); // The route takes nothing else.
}
