using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Fori.Documents;

namespace Fori.Site.Building;

/// <summary>A column of a file: its member in JSON, and its heading in a table.</summary>
internal sealed record FileColumn(string Member, string Heading)
{
    public const string Latitude = "latitude";
    public const string Longitude = "longitude";

    /// <summary>It is read from the point of the row.</summary>
    public bool IsPoint => Member is Latitude or Longitude;

    /// <summary>A column of those that lists of records have in common; its heading is the word <c>column.…</c>.</summary>
    public static FileColumn Of(PageScope scope, string member) =>
        new(member, SiteWords.Say($"column.{JsonNamingPolicy.KebabCaseLower.ConvertName(member)}", SiteWords.Spoken(scope.Language)));
}

/// <param name="Values">Text by the member of its column.</param>
internal sealed record FileRow(Guid Id, GeoPoint? Point, IReadOnlyDictionary<string, string?> Values)
{
    public const string Url = "url";

    /// <summary>What the columns in common hold.</summary>
    public static Dictionary<string, string?> ValuesOf(PageScope scope, ListedRecord record) => new()
    {
        ["name"] = scope.NameOf(record.Document).Text,
        ["summary"] = record.Summary?.Text,
        ["kind"] = record.Kind?.Text,
        ["address"] = record.Address?.Street ?? (record.Address?.Lines.Count > 0 ? record.Address.Lines[0].Text : null),
        ["postalCode"] = record.Address?.PostalCode,
        ["locality"] = record.Address?.Locality,
        ["phone"] = record.Phone?.Display,
        ["email"] = record.Email,
        [Url] = scope.Request.Origin + scope.UrlOf(record.Document),
    };
}

/// <summary>A list as files: CSV for tables, JSON for programs, GeoJSON (RFC 7946) for maps.</summary>
internal static class ListFiles
{
    public const string Csv = "text/csv; charset=utf-8";
    public const string Json = "application/json; charset=utf-8";
    public const string GeoJson = "application/geo+json; charset=utf-8";

    /// <summary>The kinds of files, by their name and the ending of their address.</summary>
    public static IReadOnlyList<(string Name, string Ending)> Endings { get; } = [("CSV", "csv"), ("JSON", "json"), ("GeoJSON", "geojson")];

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Links to the files of the same query.</summary>
    /// <param name="path">Of the list.</param>
    /// <param name="query">What is asked, with its question mark, without a page.</param>
    public static IReadOnlyList<NamedLink> LinksOn(string path, string query) => [.. Endings.Select(e => new NamedLink(e.Name, $"{path}.{e.Ending}{query}"))];

    /// <param name="member">Name of the list in JSON.</param>
    /// <returns>Null for an ending that is none of ours.</returns>
    public static (string ContentType, byte[] Bytes)? Write(string ending, string member, IReadOnlyList<FileColumn> columns, IReadOnlyList<FileRow> rows) => ending switch
    {
        "csv" => (Csv, WriteCsv(columns, rows)),
        "json" => (Json, WriteJson(member, columns, rows)),
        "geojson" => (GeoJson, WriteGeoJson(columns, rows)),
        _ => null,
    };

    // RFC 4180, lines ended by CR LF.
    private static byte[] WriteCsv(IReadOnlyList<FileColumn> columns, IReadOnlyList<FileRow> rows)
    {
        var csv = new StringBuilder();
        void Line(IEnumerable<string?> fields) => csv.AppendJoin(',', fields.Select(Quoted)).Append("\r\n");

        Line(columns.Select(c => Inert(c.Heading)));
        foreach (var row in rows)
        {
            Line(columns.Select(c => c.Member switch
            {
                FileColumn.Latitude => Degrees(row.Point?.Latitude),
                FileColumn.Longitude => Degrees(row.Point?.Longitude),
                FileRow.Url => row.Values.GetValueOrDefault(c.Member),
                _ => Inert(row.Values.GetValueOrDefault(c.Member)),
            }));
        }

        // With the mark of byte order: without it the commonest program for tables reads ä as two signs.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    private static string? Degrees(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Quoted(string? field) =>
        field is null ? "" : field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // A text that a program for tables would run as a formula is made plain text.
    private static string? Inert(string? text) => text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    private static byte[] WriteJson(string member, IReadOnlyList<FileColumn> columns, IReadOnlyList<FileRow> rows) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("total", rows.Count);
        json.WriteStartArray(member);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            WriteFacts(json, columns, row);
            if (row.Point is { } point && columns.Any(c => c.IsPoint))
            {
                json.WriteNumber("latitude", Math.Round(point.Latitude, 6));
                json.WriteNumber("longitude", Math.Round(point.Longitude, 6));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static byte[] WriteGeoJson(IReadOnlyList<FileColumn> columns, IReadOnlyList<FileRow> rows) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteString("id", row.Id);
            if (row.Point is { } point)
            {
                json.WriteStartObject("geometry");
                json.WriteString("type", "Point");
                json.WriteStartArray("coordinates");
                json.WriteNumberValue(Math.Round(point.Longitude, 6));
                json.WriteNumberValue(Math.Round(point.Latitude, 6));
                json.WriteEndArray();
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("geometry");
            }

            json.WriteStartObject("properties");
            WriteFacts(json, columns, row);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteFacts(Utf8JsonWriter json, IReadOnlyList<FileColumn> columns, FileRow row)
    {
        foreach (var column in columns.Where(c => !c.IsPoint))
        {
            if (row.Values.GetValueOrDefault(column.Member) is { } text)
            {
                json.WriteString(column.Member, text);
            }
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            write(json);
        }

        return stream.ToArray();
    }
}
