using System.Text.Json;
using System.Threading.Channels;
using Fori.Web.CommandLine;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Fori.Web.Ownership;

/// <summary>Runs a handed command line in this process, writing to the caller's outputs; cancelled when the caller has gone.</summary>
internal delegate Task<ExitCode> HandedCommandRunner(HandedCommand command, IServiceProvider services, TextWriter output, TextWriter errors, CancellationToken ct);

/// <summary>
/// The owner's side: a private listener on a Unix socket of mode 0600 that runs command lines in this process, with its
/// database, writer and projections. Who may open the socket may already read and write the data folder, so there is no
/// other check; nothing of the site answers on it, and it does not answer on the site's addresses.
/// </summary>
internal static class HandOverEndpoint
{
    private const int LongestRequest = 1024 * 1024;

    public static void ListenForCommands(this KestrelServerOptions kestrel, string socket) =>
        kestrel.ListenUnixSocket(socket, listen => listen.Use(next => connection =>
        {
            connection.Features.Set(LocalCommand.Instance);
            return next(connection);
        }));

    /// <summary>First in the pipeline: what comes from the private listener goes no further.</summary>
    public static void UseHandedCommands(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<LocalCommand>() is null)
        {
            await next(context);
        }
        else if (context.Request.Path == HandOver.Path && HttpMethods.IsPost(context.Request.Method) && context.Request.ContentLength <= LongestRequest)
        {
            await RunAsync(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    });

    private static async Task RunAsync(HttpContext context)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var command = await JsonSerializer.DeserializeAsync<HandedCommand>(context.Request.Body, JsonSerializerOptions.Web, stop.Token)
            ?? throw new Microsoft.AspNetCore.Http.BadHttpRequestException("No command.");

        context.Response.ContentType = HandOver.MediaType;
        var lines = Channel.CreateBounded<HandedLine>(new BoundedChannelOptions(1000) { SingleReader = true });
        var work = RunCommandAsync(context.RequestServices, command, lines.Writer, stop.Token);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(CancellationToken.None))
            {
                await context.Response.WriteAsync(JsonSerializer.Serialize(line, JsonSerializerOptions.Web) + "\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The caller has gone. The work is told so and awaited, so that nothing runs on unseen.
            await stop.CancelAsync();
            while (await lines.Reader.WaitToReadAsync(CancellationToken.None))
            {
                lines.Reader.TryRead(out _);
            }
        }

        await work;
    }

    private static async Task RunCommandAsync(IServiceProvider services, HandedCommand command, ChannelWriter<HandedLine> lines, CancellationToken ct)
    {
        // The end is waited for even when the work fails: a command turns its own failures into an exit code.
        try
        {
            await using var output = new HandedWriter(line => new HandedLine(Out: line), lines);
            await using var errors = new HandedWriter(line => new HandedLine(Err: line), lines);
            var run = services.GetRequiredService<HandedCommandRunner>();
            var exit = await run(command, services, output, errors, ct);
            output.Flush();
            errors.Flush();
            await lines.WriteAsync(new HandedLine(Exit: (int)exit), CancellationToken.None);
        }
        finally
        {
            lines.Complete();
        }
    }

    /// <summary>Marks a connection of the private listener.</summary>
    private sealed class LocalCommand
    {
        public static readonly LocalCommand Instance = new();
    }
}
