using System.Buffers;
using System.Text;
using System.Text.Json;
using Fori.Documents;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Json;
using Fori.Store.Sql;

namespace Fori.Web.Api;

/// <summary>A document as the interface shows it: its body with id, type, version, languages and time before it.</summary>
internal static class DocumentJson
{
    private const int LargestKept = 1024 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static string ETagOf(PublishedDocument row) => $"\"{row.Id:N}-{row.Version}{(row.IsHistorical ? "-archived" : "")}\"";

    /// <summary>The whole of it, made once for as long as it is kept: a list is put together from these.</summary>
    public static byte[] AnswerOf(LoadedDocument document) => document.Answer ??= Whole(document.Row, null);

    /// <summary>The whole body, spliced without being read.</summary>
    /// <param name="sources">Who says what of it, and when each last said so; null tells nothing of where it is from.</param>
    public static void Write(Utf8JsonWriter writer, PublishedDocument row, IReadOnlyList<(ContributionRow Contribution, DateTimeOffset CheckedAt)>? sources = null) =>
        writer.WriteRawValue(Whole(row, sources), skipInputValidation: true);

    /// <summary>Some members, or texts in one language.</summary>
    /// <param name="fields">Names of members; null = all.</param>
    /// <param name="languages">Texts in the first of these that they have; null = all languages.</param>
    public static void Write(Utf8JsonWriter writer, PublishedDocument row, DocumentType type, IReadOnlySet<string>? fields, IReadOnlyList<string>? languages, bool withoutPersonalData = false)
    {
        if (fields is null && languages is null && !withoutPersonalData)
        {
            Write(writer, row);
            return;
        }

        writer.WriteStartObject();
        WriteMembers(writer, row, null);
        foreach (var member in JsonBody.Members(row.Body))
        {
            var name = JsonBody.ReadName(member.Name);
            var field = type.Fields.FirstOrDefault(f => f.Name == name);
            if ((fields is not null && !fields.Contains(name)) || (withoutPersonalData && field?.Rule.PersonalData == true))
            {
                continue;
            }

            writer.WritePropertyName(name);
            if (languages is not null && field is { IsLocalized: true }
                && JsonSerializer.Deserialize<LocalizedText>(member.Value)?.In(languages) is { } text)
            {
                writer.WriteStartObject();
                writer.WriteString(text.Language, text.Text);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteRawValue(member.Value, skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
    }

    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        // Grown anew for each answer, a buffer would be collected with the oldest generation.
        var buffer = _buffer ?? new ArrayBufferWriter<byte>(16 * 1024);
        _buffer = null;
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        var bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= LargestKept)
        {
            buffer.ResetWrittenCount();
            _buffer = buffer;
        }

        return bytes;
    }

    private static byte[] Whole(PublishedDocument row, IReadOnlyList<(ContributionRow Contribution, DateTimeOffset CheckedAt)>? sources)
    {
        using var buffer = new MemoryStream(row.Body.Length + 256);
        using (var head = new Utf8JsonWriter(buffer))
        {
            WriteHead(head, row, sources);
        }

        // {"id":…,"updatedAt":"…"} and {"name":…} become one object.
        if (row.Body.Length > 2)
        {
            buffer.Position = buffer.Length - 1;
            buffer.WriteByte((byte)',');
            buffer.Write(row.Body.AsSpan(1));
        }

        return buffer.ToArray();
    }

    private static void WriteHead(Utf8JsonWriter writer, PublishedDocument row, IReadOnlyList<(ContributionRow, DateTimeOffset)>? sources)
    {
        writer.WriteStartObject();
        WriteMembers(writer, row, sources);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, PublishedDocument row, IReadOnlyList<(ContributionRow Contribution, DateTimeOffset CheckedAt)>? sources)
    {
        writer.WriteString("id", row.Id);
        writer.WriteString("type", row.Type);
        writer.WriteNumber("version", row.Version);
        writer.WriteStartArray("publishedLanguages");
        foreach (var language in row.Languages)
        {
            writer.WriteStringValue(language);
        }

        writer.WriteEndArray();
        writer.WriteString("updatedAt", row.At.UtcDateTime);
        if (row.IsHistorical)
        {
            writer.WriteBoolean(Store.Editing.EditedDocuments.ArchivedMember, true);
        }

        if (sources is not null && row.Provenance is not null)
        {
            writer.WritePropertyName("provenance");
            writer.WriteRawValue(row.Provenance, skipInputValidation: true);
            writer.WriteStartArray("sources");
            foreach (var (contribution, checkedAt) in sources)
            {
                writer.WriteStartObject();
                writer.WriteString("source", contribution.Source);
                writer.WriteString("key", contribution.Key);
                writer.WriteNumber("version", contribution.Version);
                writer.WriteString("receivedAt", contribution.ReceivedAt.UtcDateTime);
                writer.WriteString("checkedAt", checkedAt.UtcDateTime);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }
}
