namespace Fori.Web.Mail;

/// <summary>Letters to people. Table of contents: what the command line needs too, and what only the web host has.</summary>
internal static class MailModule
{
    public static void AddOutbox(this IServiceCollection services) => services.AddSingleton<Outbox>();

    public static void AddMailSending(this IServiceCollection services)
    {
        services.AddSingleton<MailService>();
        services.AddHostedService(s => s.GetRequiredService<MailService>());
    }
}
