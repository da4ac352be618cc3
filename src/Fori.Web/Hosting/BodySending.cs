using System.Buffers;
using Fori.Nodes;

namespace Fori.Web.Hosting;

/// <summary>Sends made bytes; the length and the other headers are set before.</summary>
internal static class BodySending
{
    // As much as the server holds back for a slow reader.
    private const int AtOnce = 64 * 1024;

    public static Task SendAsync(this HttpContext context, PageBody body) =>
        HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask
        : body.Parts.Length == 1 ? context.Response.BodyWriter.WriteAsync(body.Parts[0], context.RequestAborted).AsTask()
        : SendPartsAsync(context, body);

    public static Task SendAsync(this HttpContext context, byte[] body) =>
        HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.BodyWriter.WriteAsync(body, context.RequestAborted).AsTask();

    private static async Task SendPartsAsync(HttpContext context, PageBody body)
    {
        // Before the start, what is written is kept apart and copied once more.
        await context.Response.StartAsync(context.RequestAborted);
        var writer = context.Response.BodyWriter;
        for (var part = 0; part < body.Parts.Length;)
        {
            for (var written = 0; part < body.Parts.Length && written < AtOnce; part++)
            {
                writer.Write(body.Parts[part].Span);
                written += body.Parts[part].Length;
            }

            await writer.FlushAsync(context.RequestAborted);
        }
    }
}
