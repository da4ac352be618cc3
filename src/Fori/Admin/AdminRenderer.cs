using Fori.Admin.Pages;
using Fori.Site;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace Fori.Admin;

/// <summary>Writes pages of the admin as HTML documents, by the same writer as the public ones. Thread-safe.</summary>
public sealed class AdminRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>The whole document as UTF-8.</summary>
    public async Task<byte[]> RenderAsync<TPage, TView>(TView view)
        where TPage : AdminPage<TView>
        where TView : AdminView
    {
        await using var renderer = new DocumentRenderer(services, loggers);
        return await renderer.WriteAsync(typeof(TPage), ParameterView.FromDictionary(new Dictionary<string, object?> { ["View"] = view }));
    }
}
