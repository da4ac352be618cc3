using Fori.Access;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Web.Access;
using Fori.Web.Api;

namespace Fori.Web.Admin;

/// <summary>Who works here and with which roles.</summary>
internal static class PeoplePages
{
    public const string Path = AdminModule.Root + "/people";

    public static void Map(RouteGroupBuilder staff) => staff.MapPage("/people", ShowAsync).AddEndpointFilter(new MayFilter(ContentAction.ManageUsers));

    private static async Task<IResult> ShowAsync(HttpContext http)
    {
        var words = http.Words();
        var people = await http.RequestServices.GetRequiredService<StaffRegister>().ListAsync(http.Node().Tenant.Id, http.RequestAborted);
        return AdminAnswers.Page<PeoplePage, PeopleView>(new PeopleView([.. people.Select(StaffUser.Of).Select(user => Row(user, words))])
        {
            Frame = await http.FrameAsync(words["people.heading"]),
        });
    }

    private static PersonRow Row(StaffUser user, AdminWords words) => new(
        user.Name, user.Email, [.. user.Grants.Select(g => RoleWords.Say(g, words))],
        user.DisabledAt is { } at ? words.With("people.closed", ("at", words.At(at)))
        : user.MustChange ? words["people.password-given"]
        : user.TwoFactor ? words["people.two-step"] : null);
}
