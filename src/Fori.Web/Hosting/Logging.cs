using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace Fori.Web.Hosting;

/// <summary>Logs go to standard error: compact JSON in production, text elsewhere. Standard output carries results only.</summary>
internal static class Logging
{
    private const string Text = "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    public static void Configure(LoggerConfiguration log, ForiSettings settings)
    {
        log.MinimumLevel.Is(settings.Log.Level)
            .MinimumLevel.Override("Microsoft", AtLeastWarning(settings.Log.Level))
            .MinimumLevel.Override("System", AtLeastWarning(settings.Log.Level))
            // It reports failures on its own; the host's edge would write the same exception twice.
            .MinimumLevel.Override("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogEventLevel.Fatal)
            // It says at Information what nobody asked for; while it is on at any level, each request makes a scope and an activity.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
            // It warns of what docs/operations.md says: the keys that protect cookies lie in the database as they are.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogEventLevel.Error)
            .Enrich.FromLogContext();
        _ = settings.Log.Json
            ? log.WriteTo.Console(new RenderedCompactJsonFormatter(), standardErrorFromLevel: LogEventLevel.Verbose)
            : log.WriteTo.Console(new MessageTemplateTextFormatter(Text, CultureInfo.InvariantCulture), standardErrorFromLevel: LogEventLevel.Verbose);
    }

    /// <summary>Debug and Verbose are asked for; in between, only warnings.</summary>
    public static LogEventLevel AtLeastWarning(LogEventLevel level) =>
        level is LogEventLevel.Information ? LogEventLevel.Warning : level;
}
