using Fori.Access;
using Fori.Tests.Testing;
using Fori.Web.Access;
using Fori.Web.Hosting;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>People who write in a program that runs as a process of its own.</summary>
internal static class EditorsOfProgram
{
    /// <summary>A municipality and its editors, written before any server runs.</summary>
    public static async Task PrepareAsync(DataFolder folder, string? database, int editors, CancellationToken ct)
    {
        var settings = new ForiSettings
        {
            Data = folder.Path,
            Blobs = folder["blobs"],
            Database = database,
            Port = 0,
            Production = false,
            Log = new LogSettings(Serilog.Events.LogEventLevel.Fatal, Json: false),
        };
        await using var app = SiteHost.Build(settings, null);
        (await SchemaGate.PassAsync(app.Services.GetRequiredService<Fori.Store.Sql.StoreDatabase>(), ct)).Succeeded.ShouldBeTrue();
        var tenant = (await app.Services.GetRequiredService<ITenantRegister>().AddAsync("killed", ["fi"], [], ct)).Value.ShouldNotBeNull().Tenant.Id;
        var hash = app.Services.GetRequiredService<IPasswordHasher<StaffAccount>>().HashPassword(null!, AdminTown.Password); // The hasher does not look at the person.
        for (var i = 0; i < editors; i++)
        {
            var added = await app.Services.GetRequiredService<StaffRegister>().AddAsync(
                tenant, WritingEditor.EmailOf(i), $"Editor {i}", [new Grant(Role.Editor)], hash, mustChange: false, ct);
            added.Succeeded.ShouldBeTrue();
        }
    }
}
