using System.Text;
using Fori.Integration.Reading;
using Fori.Tests.Testing;

namespace Fori.Tests.Integration.Reading;

/// <summary>Measures memory, so nothing may run beside it.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;

[Collection("Alone")]
public sealed class HugeSourceTests
{
    [Theory]
    [InlineData(SourceFormat.Json)]
    [InlineData(SourceFormat.NdJson)]
    [InlineData(SourceFormat.Csv)]
    public async Task A_huge_file_is_read_in_bounded_memory(SourceFormat format)
    {
        // Several times what the reader may hold.
        var size = FullRun.IsAsked ? 300_000_000L : 120_000_000L;
        var count = 0L;
        var most = 0L;

        // What other tests keep for the whole run is not this reader's.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await foreach (var record in SourceReader.ReadAsync(new Endless(format, size), format, new ReadingOptions(), TestContext.Current.CancellationToken))
        {
            record.Refused.ShouldBeFalse();
            if (++count % 20_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        count.ShouldBeGreaterThan(size / 1_500);
        (most - before).ShouldBeLessThan(40_000_000);
    }

    /// <summary>Records without end, until so many bytes.</summary>
    private sealed class Endless(SourceFormat format, long size) : MemoryStream
    {
        private readonly byte[] _record = Encoding.UTF8.GetBytes(format == SourceFormat.Csv ? $"7;{new string('x', 1000)}\n" : $"{{\"id\":7,\"text\":\"{new string('x', 1000)}\"}}{(format == SourceFormat.Json ? "," : "\n")}");
        private byte[] _rest = Encoding.UTF8.GetBytes(format switch { SourceFormat.Json => "[", SourceFormat.Csv => "id;text\n", _ => "" });
        private long _given;
        private bool _closed;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_rest.Length == 0)
            {
                if (_given < size)
                {
                    _rest = _record;
                }
                else if (!_closed)
                {
                    _closed = true;
                    _rest = format == SourceFormat.Json ? "{}]"u8.ToArray() : [];
                }
            }

            var count = Math.Min(buffer.Length, _rest.Length);
            _rest.AsMemory(0, count).CopyTo(buffer);
            _rest = _rest[count..];
            _given += count;
            return ValueTask.FromResult(count);
        }
    }
}
