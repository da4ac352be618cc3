using Fori.Nodes;
using Fori.Web.Access;
using Fori.Web.Site;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Fori.Web.Admin;

/// <summary>
/// In front of every endpoint of the admin: it is of a municipality, nothing of it is kept or found by search engines, the
/// person (if any) is known, and a form was made here, for this person, and sent from here.
/// </summary>
internal sealed class AdminFilter(Node node, IAntiforgery forms, WithoutTls withoutTls) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.OnStarting(() =>
        {
            // At the end: the framework's cookies and form tokens say something of their own, and warn when it is said before.
            var headers = http.Response.Headers;
            headers["X-Robots-Tag"] = "noindex";
            headers.CacheControl = "no-store";
            headers.Remove("Pragma");
            headers.Remove("Expires");
            return Task.CompletedTask;
        });
        if (http.Tenant() is not { } entry)
        {
            return Results.NotFound();
        }

        http.RequestServices.GetRequiredService<StaffScope>().Tenant = entry.Tenant.Id;
        var tenant = node.Open(entry.Tenant);
        http.Features.Set(tenant);
        if (withoutTls.IsRefused(http.Request))
        {
            return await withoutTls.AnswerAsync(http);
        }

        await PageRequest.FollowsAsync(tenant, http.Request, http.RequestAborted);

        // Whose ticket it is was seen when it was read: http.StaffOrNull() then knows.
        var ticket = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (ticket.Principal is { } principal)
        {
            http.User = principal;
        }

        if (http.GetEndpoint()?.Metadata.GetMetadata<MediaLibrary.UploadGate>() is not null && http.StaffOrNull() is not null && await MediaLibrary.UploadGate.RefusedAsync(http) is { } tooLarge)
        {
            return tooLarge;
        }

        if (!IsRead(http.Request) && http.StaffOrNull() is null && AsksWhoIsThere.Asked(http) && !AnswersScripts.Asked(http) && PageRequest.IsFromHere(http.Request)
            && await KeptForms.KeptAsync(http, forms) is { } kept)
        {
            return kept;
        }

        if (!IsRead(http.Request) && !(PageRequest.IsFromHere(http.Request) && await forms.IsRequestValidAsync(http)))
        {
            // Only of who is known: anybody may send rubbish, and must not fill the log with it.
            if (http.StaffOrNull() is { } known)
            {
                await http.NoteAsync(known.Actor, "send-form", http.Request.Path, allowed: false);
            }

            return AnswersScripts.Asked(http)
                ? Results.StatusCode(http.StaffOrNull() is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest)
                : await AdminAnswers.FormRefusedAsync(http);
        }

        // Null would be a value to the framework, sent as JSON behind the answer.
        return await next(context) ?? Results.Empty;
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}

/// <summary>Lets in who is signed in and has a password of their own; others are sent to sign in, or to change it.</summary>
internal sealed class SignedInFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.StaffOrNull() is not { } user)
        {
            return AnswersScripts.Asked(http) ? Results.StatusCode(StatusCodes.Status401Unauthorized) : AdminAnswers.SeeOther(SignInAddress(http.Request));
        }

        // The form that changes the password, and the way out, stand open.
        if (user.MustChange && http.GetEndpoint()?.Metadata.GetMetadata<OpenBeforeChange>() is null)
        {
            return AdminAnswers.SeeOther(AccountPages.PasswordPath);
        }

        var answer = await next(context);
        await KeptForms.TakenAsync(http, answer);
        return answer ?? Results.Empty;
    }

    private static string SignInAddress(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
            ? $"{SignInPages.Path}?needed&return={Uri.EscapeDataString(request.Path + request.QueryString)}"
            : $"{SignInPages.Path}?needed";
}

/// <summary>Marks endpoints that a script of ours asks: it is told by the status alone that the session is over (401) or the form's token old (400).</summary>
internal sealed class AnswersScripts
{
    public static readonly AnswersScripts Instance = new();

    public static bool Asked(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<AnswersScripts>() is not null;
}

/// <summary>Marks endpoints that are open to a person whose password somebody else has given.</summary>
internal sealed class OpenBeforeChange
{
    public static readonly OpenBeforeChange Instance = new();
}

/// <summary>Asks one right that concerns no document, before the endpoint: <c>.AddEndpointFilter(new MayFilter(ContentAction.ManageUsers))</c>.</summary>
internal sealed class MayFilter(Fori.Access.ContentAction action) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return await http.MayAsync(action, null, null, null, false, http.Request.Path) ? await next(context) ?? Results.Empty : await AdminAnswers.RefusedAsync(http, action);
    }
}
