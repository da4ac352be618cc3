using Fori.Access;
using Fori.Web.Tenants;

namespace Fori.Web.Access;

/// <summary>The person of a request, and what it may do.</summary>
internal static class StaffHttp
{
    /// <summary>The person who is signed in.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is not behind the filters of <c>AdminModule</c>.</exception>
    public static StaffUser Staff(this HttpContext http) => http.StaffOrNull() ?? throw new InvalidOperationException("The endpoint does not ask who is there.");

    /// <returns>Null when nobody is signed in, or the endpoint has not asked.</returns>
    public static StaffUser? StaffOrNull(this HttpContext http) => http.Features.Get<SignedIn>()?.User;

    /// <summary>The account behind <see cref="Staff"/>, with its secrets: for the pages of the account itself.</summary>
    public static StaffAccount Account(this HttpContext http) =>
        http.Features.Get<SignedIn>()?.Account ?? throw new InvalidOperationException("The endpoint does not ask who is there.");

    public static void SetAccount(this HttpContext http, StaffAccount account) => http.Features.Set(new SignedIn(account, StaffUser.Of(account.Row)));

    public static StaffSignIn SignIn(this HttpContext http)
    {
        var signIn = http.RequestServices.GetRequiredService<StaffSignIn>();
        signIn.Context = http;
        var scope = http.RequestServices.GetRequiredService<StaffScope>();
        scope.Device = http.Request.Headers.UserAgent.ToString();
        scope.Origin = http.Connection.RemoteIpAddress?.ToString() ?? "";
        scope.Network = Hosting.RateLimits.ClientOf(http.Connection.RemoteIpAddress);
        return signIn;
    }

    /// <summary>May the person do it? A refusal goes to the access log; the caller answers with <c>AdminAnswers.Refused</c>.</summary>
    /// <param name="subject">What it is about, for the log: a path of the admin, or a document as <c>Page/ID</c>.</param>
    /// <remarks>The parameters between are those of <see cref="Rights.May"/>.</remarks>
    public static async Task<bool> MayAsync(this HttpContext http, ContentAction action, string? type, string? language, Guid? section, bool isOwn, string subject)
    {
        var user = http.Staff();
        if (Rights.May(user, action, type, language, section, isOwn))
        {
            return true;
        }

        await http.NoteAsync(user.Actor, action.ToString(), subject, allowed: false);
        return false;
    }

    /// <summary>Notes in the access log of the request's municipality; what is refused is noted although the asker has gone.</summary>
    public static Task NoteAsync(this HttpContext http, string actor, string action, string subject, bool allowed) =>
        http.RequestServices.GetRequiredService<StaffRegister>().NoteAsync(
            (http.Tenant() ?? throw new InvalidOperationException("The request is for no municipality.")).Tenant.Id, actor, action, subject, allowed, CancellationToken.None);

    private sealed record SignedIn(StaffAccount Account, StaffUser User);
}
