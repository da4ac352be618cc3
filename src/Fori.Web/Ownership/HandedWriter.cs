using System.Text;
using System.Threading.Channels;

namespace Fori.Web.Ownership;

/// <summary>Gathers what a command writes into lines and passes each on when it is whole. Safe to use from many threads.</summary>
internal sealed class HandedWriter(Func<string, HandedLine> wrap, ChannelWriter<HandedLine> lines) : TextWriter
{
    private readonly StringBuilder _line = new();
    private readonly Lock _lock = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_lock)
        {
            Append(value);
        }
    }

    public override void Write(string? value)
    {
        lock (_lock)
        {
            foreach (var c in value ?? "")
            {
                Append(c);
            }
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void WriteLine(string? value) => Write(value + "\n");

    /// <summary>Passes on a last line without an end.</summary>
    public override void Flush()
    {
        lock (_lock)
        {
            if (_line.Length > 0)
            {
                Pass();
            }
        }
    }

    private void Append(char c)
    {
        if (c == '\n')
        {
            Pass();
        }
        else if (c != '\r')
        {
            _line.Append(c);
        }
    }

    private void Pass()
    {
        var line = wrap(_line.ToString());
        _line.Clear();
        // A reader slower than the writer holds it back: output is not gathered without bound.
        if (!lines.TryWrite(line))
        {
            lines.WriteAsync(line, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
    }
}
