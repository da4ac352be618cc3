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

    // Each piece of memory that the server lends is filled before the next is asked for: a list of fifty has a hundred
    // parts, and asking takes a lock.
    private static async Task SendPartsAsync(HttpContext context, PageBody body)
    {
        // Before the start, what is written is kept apart and copied once more.
        await context.Response.StartAsync(context.RequestAborted);
        var writer = context.Response.BodyWriter;
        var (part, at) = (0, 0);
        while (part < body.Parts.Length)
        {
            for (var written = 0; part < body.Parts.Length && written < AtOnce;)
            {
                var filled = Fill(writer.GetSpan(), body.Parts, ref part, ref at);
                writer.Advance(filled);
                written += filled;
            }

            await writer.FlushAsync(context.RequestAborted);
        }
    }

    /// <param name="part">The first that has not been copied whole.</param>
    /// <param name="at">How much of it has been copied.</param>
    private static int Fill(Span<byte> target, ReadOnlySpan<ReadOnlyMemory<byte>> parts, ref int part, ref int at)
    {
        var filled = 0;
        while (part < parts.Length && filled < target.Length)
        {
            var rest = parts[part].Span[at..];
            var taken = Math.Min(rest.Length, target.Length - filled);
            rest[..taken].CopyTo(target[filled..]);
            filled += taken;
            (part, at) = taken == rest.Length ? (part + 1, 0) : (part, at + taken);
        }

        return filled;
    }
}
