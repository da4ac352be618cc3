using Fori.Store;
using Fori.Store.Sql;

namespace Fori.Web.Hosting;

/// <summary>An installation opened for one command, without a web server.</summary>
internal sealed class ToolHost : IAsyncDisposable
{
    private readonly IHost _host;

    private ToolHost(IHost host) => _host = host;

    public Installation Installation => _host.Services.GetRequiredService<Installation>();

    /// <returns>Running, or why its database cannot be worked on.</returns>
    public static async Task<Outcome<ToolHost>> StartAsync(ForiSettings settings, CancellationToken ct)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        // On standard error among the command's own messages: only what someone has to look at.
        builder.Services.AddInstallation(settings with { Log = settings.Log with { Json = false, Level = Logging.AtLeastWarning(settings.Log.Level) } });
        var host = builder.Build();
        var tool = new ToolHost(host);
        try
        {
            var passed = await SchemaGate.PassAsync(host.Services.GetRequiredService<StoreDatabase>(), ct);
            if (!passed.Succeeded)
            {
                await tool.DisposeAsync();
                return Outcome<ToolHost>.Refused(passed.Problems);
            }

            await host.StartAsync(ct);
            return tool;
        }
        catch
        {
            await tool.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A command that was stopped still closes what it opened.
        await _host.StopAsync(CancellationToken.None);
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}
