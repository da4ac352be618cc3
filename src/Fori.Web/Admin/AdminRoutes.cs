namespace Fori.Web.Admin;

/// <summary>Endpoints of the admin: what is shown, and the forms on it.</summary>
internal static class AdminRoutes
{
    public static RouteHandlerBuilder MapPage(this RouteGroupBuilder admin, string path, Func<HttpContext, Task<IResult>> answer) => admin.MapGet(path, (Delegate)answer);

    public static RouteHandlerBuilder MapForm(this RouteGroupBuilder admin, string path, Func<HttpContext, Task<IResult>> answer) => admin.MapPost(path, (Delegate)answer);
}
