using System.Globalization;
using System.Text;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Site.Building;
using Fori.Web.Access;
using Fori.Web.Api;
using Fori.Web.Hosting;
using QRCoder;

namespace Fori.Web.Admin;

/// <summary>Switches the second factor on and off. The password is asked for both: an open window on a desk is not the person.</summary>
internal static class TwoFactorPages
{
    private const string Path = AccountPages.Path + "/two-factor";
    private const int RecoveryCodes = 10;

    public static void Map(RouteGroupBuilder staff)
    {
        var attempt = new RequestKindAttribute(RequestKind.Login);
        staff.MapForm("/account/two-factor/begin", BeginAsync).WithMetadata(attempt);
        staff.MapPage("/account/two-factor", http => ShowAsync(http));
        staff.MapForm("/account/two-factor", SwitchOnAsync).WithMetadata(attempt);
        staff.MapForm("/account/two-factor/off", SwitchOffAsync).WithMetadata(attempt);
    }

    private static async Task<IResult> BeginAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (account, users) = (http.Account(), http.RequestServices.GetRequiredService<StaffUsers>());
        if (account.Row.TwoFactor)
        {
            return AdminAnswers.SeeOther(AccountPages.Path);
        }

        if (await AccountPages.CurrentProblemAsync(http, form.Field("current"), "two-factor-begin") is { } wrong)
        {
            return await AccountPages.PageAsync(http, [wrong], null);
        }

        // Stamps the account anew, so the session goes on under another ticket.
        if (!(await users.ResetAuthenticatorKeyAsync(account)).Succeeded)
        {
            return await AdminAnswers.FormRefusedAsync(http);
        }

        await http.SignIn().SignInAsync(account, isPersistent: false);
        return AdminAnswers.SeeOther(Path);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, params IReadOnlyList<FieldProblem> problems)
    {
        var (account, users) = (http.Account(), http.RequestServices.GetRequiredService<StaffUsers>());
        if (account.Row.TwoFactor || await users.GetAuthenticatorKeyAsync(account) is not { } secret)
        {
            return AdminAnswers.SeeOther(AccountPages.Path);
        }

        var settings = await SiteSettings.LoadAsync(http.Node(), http.RequestAborted);
        var issuer = Uri.EscapeDataString(settings.NameIn(settings.Languages[0]));
        var address = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(account.Row.Email)}?secret={secret}&issuer={issuer}";
        var (path, size) = Drawn(address);
        return AdminAnswers.Page<TwoFactorPage, TwoFactorView>(new TwoFactorView(string.Join(' ', secret.Chunk(4).Select(c => new string(c))), address, path, size)
        {
            Frame = await http.FrameAsync(http.Words()["two-factor.set-up"]),
            Problems = problems,
        });
    }

    private static async Task<IResult> SwitchOnAsync(HttpContext http)
    {
        var words = http.Words();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (account, users) = (http.Account(), http.RequestServices.GetRequiredService<StaffUsers>());
        if (account.Row.TwoFactor || account.Row.Authenticator is null)
        {
            return AdminAnswers.SeeOther(AccountPages.Path);
        }

        var code = form.Field("code").Replace(" ", "", StringComparison.Ordinal);
        if (!await users.VerifyTwoFactorTokenAsync(account, TimeCodes.Name, code))
        {
            await http.NoteAsync(http.Staff().Actor, "two-factor-on", Path, allowed: false);
            return await ShowAsync(http, new FieldProblem("code", words["two-factor.wrong"]));
        }

        // The codes before the switch: nobody is left with a second factor and no way around a lost phone.
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? throw new InvalidOperationException("No recovery codes were made.");
        var shown = codes.ToList();
        if (!(await users.SetTwoFactorEnabledAsync(account, enabled: true)).Succeeded)
        {
            return await AdminAnswers.FormRefusedAsync(http);
        }

        await http.NoteAsync(http.Staff().Actor, "two-factor-on", Path, allowed: true);
        await http.SignIn().SignInAsync(account, isPersistent: false);
        return AdminAnswers.Page<RecoveryCodesPage, RecoveryCodesView>(new RecoveryCodesView(shown) { Frame = await http.FrameAsync(words["recovery.title"]) });
    }

    private static async Task<IResult> SwitchOffAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (account, users) = (http.Account(), http.RequestServices.GetRequiredService<StaffUsers>());
        if (await AccountPages.CurrentProblemAsync(http, form.Field("current"), "two-factor-off") is { } wrong)
        {
            return await AccountPages.PageAsync(http, [wrong], null);
        }

        account.Row = account.Row with { Authenticator = null, LastStep = null, RecoveryCodes = [] };
        if (!(await users.SetTwoFactorEnabledAsync(account, enabled: false)).Succeeded)
        {
            return await AdminAnswers.FormRefusedAsync(http);
        }

        await http.NoteAsync(http.Staff().Actor, "two-factor-off", Path, allowed: true);
        await http.SignIn().SignInAsync(account, isPersistent: false);
        return AdminAnswers.SeeOther(AccountPages.Path + "?off");
    }

    /// <summary>The squares of the QR code as one path, each row's runs as rectangles.</summary>
    private static (string Path, int Size) Drawn(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Count; x++)
            {
                if (row[x])
                {
                    var from = x;
                    while (x + 1 < row.Count && row[x + 1])
                    {
                        x++;
                    }

                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from + 1}v1H{from}z");
                }
            }
        }

        return (path.ToString(), code.ModuleMatrix.Count);
    }
}
