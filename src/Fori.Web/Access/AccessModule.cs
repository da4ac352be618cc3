using Fori.Access;
using Fori.Web.Hosting;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Fori.Web.Access;

/// <summary>Staff and their sessions. Table of contents: what the command line needs too, and what only the web host has.</summary>
internal static class AccessModule
{
    private static readonly TimeSpan BetweenFactors = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);
    private const int Attempts = 5;

    // OWASP's figure for PBKDF2 with SHA-512.
    private const int HashIterations = 210_000;

    public static void AddStaff(this IServiceCollection services)
    {
        services.AddSingleton<StaffRegister>();
        services.AddSingleton<StaffPeople>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<IdentityProviders>();
        services.AddSingleton<IPasswordHasher<StaffAccount>, PasswordHasher<StaffAccount>>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashIterations);

        // The command line too: it puts letters into the outbox, which are protected.
        services.AddSingleton<DatabaseKeys>();
        services.AddDataProtection().SetApplicationName("Fori");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = s.GetRequiredService<DatabaseKeys>()));
    }

    public static void AddStaffSessions(this IServiceCollection services, ForiSettings settings)
    {
        services.AddAntiforgery(forms =>
        {
            StaffCookies.Set(forms.Cookie, settings, "fori-form");
            forms.FormFieldName = "form-token";
            forms.HeaderName = "X-Form-Token";
            forms.SuppressXFrameOptionsHeader = true; // Our policy says it for every page.
        });

        services.Configure<IdentityOptions>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = Attempts;
            identity.Lockout.DefaultLockoutTimeSpan = Lockout;
            identity.Tokens.AuthenticatorTokenProvider = TimeCodes.Name;
            identity.Tokens.ProviderMap[TimeCodes.Name] = new TokenProviderDescriptor(typeof(TimeCodes));
        });
        services.AddSingleton<TimeCodes>();
        services.AddSingleton<StaffSessions>();
        services.AddHostedService<StaffTidying>();
        services.AddScoped<StaffScope>();
        services.AddScoped<StaffStore>();
        services.AddScoped<StaffUsers>();
        services.AddScoped<StaffSignIn>();
        services.AddScoped<StaffPasskeys>();
        services.AddSingleton<ProviderOptions>();
        services.AddSingleton<ProviderPeople>();
        services.AddScoped<ProviderSignIn>();
        services.AddScoped<IPasskeyHandler<StaffAccount>>(s =>
            new PasskeyHandler<StaffAccount>(s.GetRequiredService<StaffUsers>(), s.GetRequiredService<IOptions<IdentityPasskeyOptions>>()));
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // With the device's finger, face or code: two factors. Kept by the device with the person's name, so that no email is asked.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.AuthenticatorTimeout = StaffPasskeys.Lasts;
            passkeys.ValidateOrigin = asked => new ValueTask<bool>(!asked.CrossOrigin && asked.Origin == Site.PageRequest.OriginOf(asked.HttpContext.Request));
        });
        services.AddScoped<IUserClaimsPrincipalFactory<StaffAccount>, StaffTickets>();

        void Cookie(CookieAuthenticationOptions options, string name, TimeSpan lasts)
        {
            StaffCookies.Set(options.Cookie, settings, name);
            options.ExpireTimeSpan = lasts;
        }

        // No default scheme: the framework would then look for a person in front of every request, before its municipality
        // is known. Only the admin asks, by name.
        services.AddAuthentication()
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                // The row of the session says when it is over.
                Cookie(options, "fori", settings.Sessions.Absolute);
                options.SlidingExpiration = false;
                options.Events.OnValidatePrincipal = ValidateAsync;
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options => Cookie(options, "fori-second", BetweenFactors));
    }

    // At every request: a closed account, or another stamp, is out at once.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.Tenant() is { } entry && context.Principal is { } ticket)
        {
            var scope = http.RequestServices.GetRequiredService<StaffScope>();
            scope.Tenant = entry.Tenant.Id;
            if (await StaffTickets.FindAsync(ticket, scope, http.RequestServices.GetRequiredService<StaffUsers>(), http.SignIn(), http.RequestServices.GetRequiredService<StaffSessions>(), http.RequestAborted) is { } account)
            {
                http.SetAccount(account);
                return;
            }
        }

        // The cookie stays. It opens nothing any more; but a form that is sent after this tells by it whose it was (KeptForms).
        context.RejectPrincipal();
    }
}
