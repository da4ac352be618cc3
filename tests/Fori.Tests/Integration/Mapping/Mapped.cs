using System.Text;
using System.Text.Json.Nodes;
using Fori.Integration.Mapping;
using Fori.Integration.Reading;

namespace Fori.Tests.Integration.Mapping;

/// <summary>The outcome of mapping a text or file, and short ways to look at it.</summary>
internal sealed class Mapped(IReadOnlyList<MappedItem> items)
{
    public IReadOnlyList<MappedItem> Items => items;

    public IReadOnlyList<MappedRecord> Records => [.. items.OfType<MappedRecord>()];

    public IReadOnlyList<MappedCode> Codes => [.. items.OfType<MappedCode>()];

    public IReadOnlyList<RefusedRecord> Refused => [.. items.OfType<RefusedRecord>()];

    public IReadOnlyList<SourceNotice> Notices => [.. items.OfType<SourceNotice>()];

    public static MappingDocument Sample(string name) => Parse(File.ReadAllText(Repository.File(Path.Combine("samples", "mappings", name))));

    public static MappingDocument Parse(string yaml) =>
        MappingDocument.Parse(yaml, TargetTypes.Registers()).Match(m => m, problems => throw new InvalidOperationException(
            string.Join("\n", problems.Select(p => $"{p.Code} {p.Path} {string.Join(", ", p.Arguments)}"))));

    public static Task<Mapped> Of(MappingDocument mapping, string text, int threads = 1) =>
        Of(mapping, new MemoryStream(Encoding.UTF8.GetBytes(text)), threads);

    public static async Task<Mapped> Of(MappingDocument mapping, Stream source, int threads = 1)
    {
        var items = new List<MappedItem>();
        await foreach (var item in SourceMapper.MapAsync(mapping, source, null, new MappingRunOptions { Threads = threads }, TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }

        return new Mapped(items);
    }

    /// <summary>Reads a body by reflection, which keeps the defaults of what is absent.</summary>
    public static T As<T>(MappedRecord record) => System.Text.Json.JsonSerializer.Deserialize<T>(record.Body.Span, Reading)!;

    private static readonly System.Text.Json.JsonSerializerOptions Reading = new(System.Text.Json.JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    public static JsonObject Body(MappedRecord record) => JsonNode.Parse(record.Body.Span)!.AsObject();

    public static string Text(MappedRecord record) => Encoding.UTF8.GetString(record.Body.Span);
}
