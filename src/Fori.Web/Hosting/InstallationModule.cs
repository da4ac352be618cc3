using Fori.Content;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Integration.Fetching;
using Fori.Integration.Importing;
using Fori.MediaLibrary;
using Fori.MediaLibrary.Intake;
using Fori.Nodes;
using Fori.Registers;
using Fori.Store.Editing;
using Fori.Store.Files;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tenants;
using Fori.Web.Access;
using Fori.Web.Mail;
using Fori.Web.Tenants;
using Serilog;

namespace Fori.Web.Hosting;

/// <summary>
/// The services of an installation, the same for the server and for a command line that owns the data folder. Their
/// hosted services start in both, so an import by command moves the projections too.
/// </summary>
internal static class InstallationModule
{
    public static IServiceCollection AddInstallation(this IServiceCollection services, ForiSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(MovedClock.Of(settings));
        services.AddSingleton(s => StoreDatabases.Open(settings, s.GetRequiredService<TimeProvider>()));
        // Made after the database, so disposed before it: what is queued is written while there is something to write to.
        services.AddSingleton(s => new StoreWriter(s.GetRequiredService<StoreDatabase>()));
        services.AddSingleton(new DocumentTypes([.. RegistersModule.Types, .. TenantsModule.Types, .. ContentModule.Types]));
        services.AddSingleton(s => new Node(
            s.GetRequiredService<StoreWriter>(), s.GetRequiredService<DocumentTypes>(), settings.Data, s.GetRequiredService<ILogger<Node>>(), settings.Voikko));
        services.AddSingleton(s => new Installation(settings, s.GetRequiredService<Node>(), s));
        services.AddSingleton(new BlobFolder(settings.Blobs));
        services.AddHostedService<NodeService>();
        services.AddSingleton(s => new EditedDocuments(s.GetRequiredService<DocumentTypes>().Kinds()));
        services.AddSingleton<EditorDesk>();
        services.AddSingleton(new FileIntake(new IntakeLimits(settings.Limits.Upload, settings.Limits.Megapixels * 1_000_000L)));
        services.AddSingleton<MediaDesk>();
        services.AddSingleton<Importer>();
        services.AddSingleton<QuarantineReplay>();
        services.AddSingleton<Demonstrating.DemonstrationStaffLoader>();
        services.AddSingleton<Demonstrating.DemonstrationContentLoader>();
        services.AddSingleton<Demonstrating.DemonstrationLoader>();
        services.AddSingleton<CommandLine.IDemonstration>(s => s.GetRequiredService<Demonstrating.DemonstrationLoader>());
        services.AddSingleton<Backups.IAfterRestore, CommandLine.ErasuresAfterRestore>();
        services.AddSingleton(s => new SourceFetcher(
            new FetchLimits { InternalHosts = settings.FetchAllow.ToHashSet(StringComparer.OrdinalIgnoreCase) }, s.GetRequiredService<TimeProvider>()));

        services.AddSingleton<ITenantRegister, MunicipalityRegister>();
        services.AddSingleton<TenantHosts>();
        services.AddSingleton<ApiKeys>();
        services.AddStaff();
        services.AddOutbox();
        services.AddSingleton<Api.WriteOnce>();
        services.AddSerilog((_, log) => Logging.Configure(log, settings));
        return services;
    }
}

/// <summary>Opens the database that the settings name.</summary>
internal static class StoreDatabases
{
    public static StoreDatabase Open(ForiSettings settings, TimeProvider clock)
    {
        if (settings.Database is { } connection)
        {
            return new Store.Postgres.PostgresDatabase(connection, clock);
        }

        Directory.CreateDirectory(settings.Data);
        return new Store.Sqlite.SqliteDatabase(settings.DatabaseFile, clock);
    }
}
