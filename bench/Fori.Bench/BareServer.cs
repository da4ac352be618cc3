using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Bench;

/// <summary>The floor of answering: the bare web server with one endpoint that sends the bytes of a file.</summary>
internal static class BareServer
{
    /// <param name="args"><c>--port N --body FILE --type MEDIATYPE</c></param>
    public static async Task<int> RunAsync(string[] args)
    {
        var body = await File.ReadAllBytesAsync(Arguments.After(args, "--body") ?? throw new ArgumentException("--body is missing."));
        var type = Arguments.After(args, "--type") ?? "application/octet-stream";
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, int.Parse(Arguments.After(args, "--port") ?? "0", CultureInfo.InvariantCulture));
        });
        builder.Services.AddRouting();
        var app = builder.Build();
        app.UseRouting();
        app.MapGet("/{**path}", async (HttpContext context) =>
        {
            context.Response.ContentType = type;
            context.Response.ContentLength = body.Length;
            await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
        });
        await app.RunAsync();
        return 0;
    }
}
