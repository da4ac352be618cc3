using Fori.Access;
using Fori.Admin;
using Fori.Web.Access;
using Fori.Web.Content;
using Fori.Web.Hosting;
using Fori.Web.Sections;
using Fori.Web.Mail;

namespace Fori.Web.Admin;

/// <summary>The admin of a municipality, at <c>/admin</c> on its hosts. Table of contents.</summary>
internal static class AdminModule
{
    public const string Root = "/admin";

    public static void AddAdmin(this IServiceCollection services)
    {
        services.AddSingleton<AdminRenderer>();
        services.AddSingleton<WithoutTls>();
        services.AddSingleton<ILetterWriter>(s => new LinkLetterWriter(s, StaffLinks.Recovery));
        services.AddSingleton<ILetterWriter>(s => new LinkLetterWriter(s, StaffLinks.Unlock));
        services.AddSingleton(new AdminNavigationItem("nav.work-list", Root, "list", 0, _ => true));
        services.AddContentPages();
        services.AddSingleton<Tenants.MunicipalityDesk>();
        services.AddSingleton<IWorkListSource, Tenants.FirstStepsWork>();
        services.AddSingleton(new AdminNavigationItem("nav.settings", Tenants.SettingsPages.Path, "hammer", 500, user => Rights.MaySomewhere(user, ContentAction.ManageSettings), NavigationGroup.Municipality));
        services.AddSectionPages();
        services.AddSingleton(new AdminNavigationItem("nav.people", PeoplePages.Path, "users", 800, user => Rights.MaySomewhere(user, ContentAction.ManageUsers), NavigationGroup.Municipality));
        services.AddSingleton(new AdminNavigationItem("nav.outbox", OutboxPages.Path, "mail", 820, user => Rights.MaySomewhere(user, ContentAction.ManageUsers), NavigationGroup.Municipality));
        services.AddSingleton(new AdminNavigationItem("nav.access-log", AccessLogPages.Path, "history", 850, user => Rights.MaySomewhere(user, ContentAction.ReadAccessLog), NavigationGroup.Municipality));
    }

    public static void MapAdmin(this WebApplication app)
    {
        // A page of the admin costs what a page costs; what guesses passwords is counted as that.
        var admin = app.MapGroup(Root).AddEndpointFilter<AdminFilter>()
            .WithMetadata(new RequestKindAttribute(RequestKind.Read), new TooManyAnswer(AdminAnswers.TooManyAsync));
        ProviderPages.MapSignOut(app);
        SignInPages.Map(admin);
        PasskeyPages.MapSignIn(admin);
        ChoosePasswordPages.Map(admin);
        ForgottenPages.Map(admin);

        var staff = admin.MapGroup("").AddEndpointFilter<SignedInFilter>().WithMetadata(AsksWhoIsThere.Instance);
        WorkListPages.Map(staff);
        AccountPages.Map(staff);
        TwoFactorPages.Map(staff);
        SessionPages.Map(staff);
        KeptForms.Map(staff);
        PasskeyPages.Map(staff);
        MediaLibrary.MediaPages.Map(staff);
        AlertNowPages.Map(staff);
        ContentPages.Map(staff);
        SectionPages.Map(staff);
        PeoplePages.Map(staff);
        InvitePages.Map(staff);
        PersonPages.Map(staff);
        OutboxPages.Map(staff);
        AccessLogPages.Map(staff);
        Tenants.SettingsPages.Map(staff);
        ProviderSettingsPages.Map(staff);
        Tenants.FirstStepsPages.Map(staff);
        OwnFieldPages.Map(staff);
    }
}
