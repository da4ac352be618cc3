using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Places;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>The list of places as files: CSV for tables, JSON for programs, GeoJSON (RFC 7946) for maps.</summary>
internal static class PlaceFiles
{
    public const string Csv = "text/csv; charset=utf-8";
    public const string Json = "application/json; charset=utf-8";
    public const string GeoJson = "application/geo+json; charset=utf-8";

    /// <summary>The kinds of files, by their name and the ending of their address.</summary>
    public static IReadOnlyList<(string Name, string Ending)> Endings { get; } = [("CSV", "csv"), ("JSON", "json"), ("GeoJSON", "geojson")];

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <returns>Null for an ending that is none of ours.</returns>
    public static async Task<(string ContentType, byte[] Bytes)?> WriteAsync(PageScope scope, string ending, CancellationToken ct)
    {
        if (Endings.All(e => e.Ending != ending))
        {
            return null;
        }

        var found = await PlaceDirectoryBuilder.FindAsync(scope, whole: true, ct);
        var rows = found.Places.Select(p => Row(scope, p.Place)).ToList();
        return ending switch
        {
            "csv" => (Csv, WriteCsv(scope, rows)),
            "json" => (Json, WriteJson(found.Total, rows)),
            _ => (GeoJson, WriteGeoJson(rows)),
        };
    }

    private static PlaceRow Row(PageScope scope, LoadedDocument document)
    {
        var place = document.As<Place>();
        var address = ContactParts.Addresses(scope, place.Addresses) is [var first, ..] ? first : null;
        return new PlaceRow(document.Id, scope.NameOf(document).Text, scope.Request.Origin + scope.UrlOf(document))
        {
            Kind = PlaceCards.KindOf(scope, place)?.Text,
            Street = address?.Street ?? (address?.Lines.Count > 0 ? address.Lines[0].Text : null),
            PostalCode = address?.PostalCode,
            Locality = address?.Locality,
            Point = PlaceCards.PointOf(place),
            Phone = ContactParts.Phones(scope, place.Phones) is [var phone, ..] ? phone.Display : null,
            Email = ContactParts.Emails(scope, place.Emails) is [var email, ..] ? email.Address : null,
        };
    }

    // RFC 4180, lines ended by CR LF.
    private static byte[] WriteCsv(PageScope scope, List<PlaceRow> rows)
    {
        var csv = new StringBuilder();
        void Line(params IEnumerable<string?> fields) => csv.AppendJoin(',', fields.Select(Quoted)).Append("\r\n");

        string[] columns = ["name", "kind", "address", "postal-code", "locality", "latitude", "longitude", "phone", "email", "url"];
        Line(columns.Select(c => SiteWords.Say($"column.{c}", scope.Language)));
        foreach (var row in rows)
        {
            Line(
                Inert(row.Name), Inert(row.Kind), Inert(row.Street), Inert(row.PostalCode), Inert(row.Locality),
                row.Point?.Latitude.ToString("0.######", CultureInfo.InvariantCulture), row.Point?.Longitude.ToString("0.######", CultureInfo.InvariantCulture),
                Inert(row.Phone), Inert(row.Email), row.Url);
        }

        // With the mark of byte order: without it the commonest program for tables reads ä as two signs.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    private static string Quoted(string? field) =>
        field is null ? "" : field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // A text that a program for tables would run as a formula is made plain text.
    private static string? Inert(string? text) => text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    private static byte[] WriteJson(int total, List<PlaceRow> rows) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("total", total);
        json.WriteStartArray("places");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            WriteFacts(json, row);
            if (row.Point is { } point)
            {
                json.WriteNumber("latitude", Math.Round(point.Latitude, 6));
                json.WriteNumber("longitude", Math.Round(point.Longitude, 6));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static byte[] WriteGeoJson(List<PlaceRow> rows) => Write(json =>
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
            WriteFacts(json, row);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteFacts(Utf8JsonWriter json, PlaceRow row)
    {
        foreach (var (name, text) in ((string, string?)[])[
            ("name", row.Name), ("kind", row.Kind), ("address", row.Street), ("postalCode", row.PostalCode), ("locality", row.Locality),
            ("phone", row.Phone), ("email", row.Email), ("url", row.Url)])
        {
            if (text is not null)
            {
                json.WriteString(name, text);
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

    private sealed record PlaceRow(Guid Id, string Name, string Url)
    {
        public string? Kind { get; init; }

        public string? Street { get; init; }

        public string? PostalCode { get; init; }

        public string? Locality { get; init; }

        public GeoPoint? Point { get; init; }

        public string? Phone { get; init; }

        public string? Email { get; init; }
    }
}
