using Fori.Access;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Web.Access;
using Fori.Web.Api;
using Fori.Web.Content;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Antiforgery;

namespace Fori.Web.Admin;

/// <summary>What the endpoints of the admin answer with.</summary>
internal static class AdminAnswers
{
    /// <summary>Who it was, in the access log, when nobody was recognised.</summary>
    public const string Unknown = "unknown";

    /// <summary>The words of the admin in the language that the browser asks for, among those the admin has.</summary>
    public static AdminWords Words(this HttpContext http) =>
        AdminWords.For(SiteRouter.Preferred(http.Request.Headers.AcceptLanguage, [.. AdminWords.Languages]));

    /// <summary>The frame of the page that is asked for. Behind <see cref="AdminFilter"/>.</summary>
    /// <param name="title">For the window; the page has its own h1.</param>
    public static async Task<AdminFrame> FrameAsync(this HttpContext http, string title)
    {
        var words = http.Words();
        var settings = await SiteSettings.LoadAsync(http.Node(), http.RequestAborted);
        var siteLanguage = settings.Languages.Contains(words.Language) ? words.Language : settings.Languages[0];
        var user = http.StaffOrNull();
        return new AdminFrame
        {
            Words = words,
            Title = title,
            TenantName = settings.NameIn(siteLanguage),
            ThemeName = settings.Theme.Name,
            ThemeStylesheetUrl = settings.ThemeStylesheetUrl,
            Logo = settings.Logo,
            SiteUrl = $"/{siteLanguage}/",
            IsDemonstration = settings.Municipality.IsDemonstration == true,
            User = user,
            Navigation = user is null or { MustChange: true } ? [] : Navigation(http, user, words),
            Token = TokenOf(http),
        };
    }

    // Without TLS there is no form to send, and no cookie to go with a token.
    private static FormToken TokenOf(HttpContext http)
    {
        if (http.RequestServices.GetRequiredService<WithoutTls>().IsRefused(http.Request))
        {
            return new FormToken("", "");
        }

        var token = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        return new FormToken(token.FormFieldName, token.RequestToken ?? throw new InvalidOperationException("There is no form token."));
    }

    /// <summary>A page. 422 for a form that comes back.</summary>
    public static IResult Page<TPage, TView>(TView view, int? status = null)
        where TPage : AdminPage<TView>
        where TView : AdminView =>
        new PageAnswer<TPage, TView>(view, status ?? (view.Problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK));

    /// <summary>After a form: the browser asks the address anew, and a reload sends nothing twice (303).</summary>
    public static IResult SeeOther(string url) => new SeeOtherAnswer(url);

    /// <summary>403: what was refused, and who can give the right. The refusal is noted by who asked for the right.</summary>
    public static async Task<IResult> RefusedAsync(HttpContext http, ContentAction action)
    {
        var words = http.Words();
        var tenant = http.Node().Tenant.Id;
        var staff = await http.RequestServices.GetRequiredService<StaffRegister>().ListAsync(tenant, http.RequestAborted);
        var givers = staff.Select(StaffUser.Of).Where(u => Rights.May(u, ContentAction.ManageUsers, null, null, null, false)).Select(u => new RightsGiver(u.Name, u.Email));
        return Page<RefusedPage, RefusedView>(
            new RefusedView(words.With("refused.sentence", ("action", words[$"action.{action}"])), [.. givers]) { Frame = await http.FrameAsync(words["refused.title"]), Typed = await TypedAsync(http) },
            StatusCodes.Status403Forbidden);
    }

    /// <summary>400: the form's token is missing, old or another's, or the form came from another site.</summary>
    public static async Task<IResult> FormRefusedAsync(HttpContext http)
    {
        var words = http.Words();
        return Page<MessagePage, MessageView>(
            new MessageView(words["form.heading"], words["form.sentence"], words["form.again"], http.StaffOrNull() is null ? SignInPages.Path : AdminModule.Root)
            {
                Frame = await http.FrameAsync(words["form.heading"]),
                Typed = await TypedAsync(http),
            },
            StatusCodes.Status400BadRequest);
    }

    /// <summary>429, in front of the filters: whose form it was is not looked at.</summary>
    public static async Task TooManyAsync(HttpContext http)
    {
        if (http.Tenant() is not { } entry)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        http.Features.Set(http.RequestServices.GetRequiredService<Fori.Nodes.Node>().Open(entry.Tenant));
        var words = http.Words();
        var answer = Page<MessagePage, MessageView>(
            new MessageView(words["limit.heading"], words["limit.sentence"], words["form.again"], SignInPages.Path) { Frame = await http.FrameAsync(words["limit.heading"]), Typed = await TypedAsync(http) },
            StatusCodes.Status429TooManyRequests);
        await answer.ExecuteAsync(http);
    }

    /// <summary>What a form sent under a name; empty when it sent nothing.</summary>
    public static string Field(this IFormCollection form, string name) => form[name] is [{ } value, ..] ? value : "";

    // Only what people write at length: no password is ever shown back.
    private static async Task<IReadOnlyList<(string Label, string Text)>> TypedAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || !http.Request.Path.StartsWithSegments(ContentPages.Path))
        {
            return [];
        }

        try
        {
            return [.. (await http.Request.ReadFormAsync(http.RequestAborted))
                .Where(f => f.Key is not ("expected" or "act" or "version" or "parent" or "tab" or "form-token" or KeptForms.Field) && !f.Key.Contains(':', StringComparison.Ordinal))
                .Select(f => (FieldNames.Of(http.Words(), "", f.Key), f.Value.ToString()))
                .Where(f => f.Item2.Length > 0)];
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            // A form that cannot be read has no words to keep.
            return [];
        }
    }

    private static IReadOnlyList<AdminLink> Navigation(HttpContext http, StaffUser user, AdminWords words)
    {
        var path = http.Request.Path.Value ?? "";
        var seen = http.RequestServices.GetServices<AdminNavigationItem>().Where(item => item.May(user)).ToList();

        // A place may lie below another one's address: the nearest is where one is.
        var current = seen.Where(item => path == item.Url || (item.Url != AdminModule.Root && path.StartsWith(item.Url + "/", StringComparison.Ordinal))).MaxBy(item => item.Url.Length);
        return
        [
            .. seen
                .OrderBy(item => item.Group).ThenBy(item => item.Order)
                .Select(item => new AdminLink(words[item.Key], item.Url, item.Icon, item == current, item.Group)),
        ];
    }

    private sealed class PageAnswer<TPage, TView>(TView view, int status) : IResult, IStatusCodeHttpResult
        where TPage : AdminPage<TView>
        where TView : AdminView
    {
        public int? StatusCode => status;

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var body = await httpContext.RequestServices.GetRequiredService<AdminRenderer>().RenderAsync<TPage, TView>(view);
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.ContentLanguage = view.Frame.Words.Language;
            response.Headers.Vary = "Accept-Language, Cookie";
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }

    private sealed class SeeOtherAnswer(string url) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => StatusCodes.Status303SeeOther;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = url;
            return Task.CompletedTask;
        }
    }
}
