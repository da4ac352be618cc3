using Fori.Admin;
using Fori.Web.Access;
using Fori.Web.Api;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.Admin;

/// <summary>In by the municipality's own directory, and out when it says so.</summary>
internal static class ProviderPages
{
    public const string Path = SignInPages.Path + "/provider";
    public const string SignOutPath = Path + "/out";
    private const string Action = "sign-in-provider";
    private const int LongestToken = 16 << 10;

    // Another account of the directory may be somebody here.
    private static readonly string[] OfAnother = ["email", "unverified", "domain", "nobody", "other", "closed", "removed"];

    public static void Map(RouteGroupBuilder admin)
    {
        // A link and no form: the policy of our pages lets forms lead nowhere else, also by way of a redirect.
        var attempt = new RequestKindAttribute(RequestKind.Login);
        admin.MapPage("/sign-in/provider", BeginAsync).WithMetadata(attempt);
        admin.MapPage("/sign-in/provider/back", EndAsync).WithMetadata(attempt);
    }

    /// <summary>The directory's server asks this, not a browser: it has no form token, and its signed token says who it is.</summary>
    public static void MapSignOut(WebApplication app) =>
        app.MapPost(SignOutPath, (Delegate)SignOutAsync).DisableAntiforgery().WithMetadata(new RequestKindAttribute(RequestKind.Login));

    /// <returns>Null where no directory is set.</returns>
    public static async Task<ProviderButton?> ButtonAsync(HttpContext http, string target, IReadOnlyList<FieldProblem> problems)
    {
        var words = http.Words();
        return await http.RequestServices.GetRequiredService<IdentityProviders>().OpenAsync(http.Node().Tenant.Id, http.RequestAborted) is { Provider: var provider }
            ? new ProviderButton(
                provider.Button.GetValueOrDefault(words.Language, words["oidc.button"]), $"{Path}?return={Uri.EscapeDataString(target)}", provider.IsOnlyWay,
                problems.Any(p => OfAnother.Any(o => p.Sentence == words[$"oidc.refused.{o}"])))
            : null;
    }

    private static async Task<IResult> BeginAsync(HttpContext http)
    {
        var target = SignInPages.ReturnTo(http.Request.Query["return"]);
        return http.StaffOrNull() is not null ? AdminAnswers.SeeOther(target)
            : await Of(http).BeginAsync(http, target, http.Words().Language, http.Request.Query.ContainsKey("another")) is { } refused ? await RefusedAsync(http, refused)
            : Results.Empty;
    }

    private static async Task<IResult> EndAsync(HttpContext http)
    {
        var answer = await Of(http).EndAsync(http);
        var target = SignInPages.ReturnTo(answer.ReturnUrl);
        if (answer.Person is not { } person)
        {
            return await RefusedAsync(http, answer);
        }

        await SignInPages.NoteAsync(http, person, Action, allowed: true);
        return AdminAnswers.SeeOther(answer.AsksCode ? $"{SignInPages.CodePath}?return={Uri.EscapeDataString(target)}" : target);
    }

    private static async Task<IResult> RefusedAsync(HttpContext http, ProviderAnswer answer)
    {
        await SignInPages.NoteAsync(http, null, Action, allowed: false);
        return await SignInPages.PageAsync(
            http, "", SignInPages.ReturnTo(answer.ReturnUrl), [new FieldProblem("provider", http.Words()[$"oidc.refused.{answer.Refusal}"])],
            status: answer.Refusal is "unreachable" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.Tenant() is null || !http.Request.HasFormContentType)
        {
            return Results.BadRequest();
        }

        var token = (await http.Request.ReadFormAsync(http.RequestAborted)).Field("logout_token");
        return token.Length is > 0 and <= LongestToken && await Of(http).SignedOutAsync(http, token) ? Results.Ok() : Results.BadRequest();
    }

    private static ProviderSignIn Of(HttpContext http) => http.RequestServices.GetRequiredService<ProviderSignIn>();
}
