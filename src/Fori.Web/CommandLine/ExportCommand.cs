using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fori.Documents;
using Fori.Store;
using Fori.Store.Json;
using Fori.Store.Sql;
using Fori.Tenants;
using Fori.Web.Api;
using Fori.Web.Hosting;

namespace Fori.Web.CommandLine;

/// <summary>Open data: the published documents, a line each, in the shape of the interface.</summary>
internal sealed class ExportCommand : ICommandModule
{
    private const int ReadAtOnce = 500;

    public static Command Create(CommandContext context)
    {
        var tenant = new Option<string>("--tenant") { Description = "The municipality", HelpName = "NAME", Required = true };
        var type = new Option<string?>("--type") { Description = "Only this document type (needed for csv)", HelpName = "TYPE" };
        var format = new Option<string>("--format") { Description = "ndjson or csv", DefaultValueFactory = _ => "ndjson" };
        format.AcceptOnlyFromAmong("ndjson", "csv");
        var command = new Command("export", "Write the published registers as open data to standard output") { tenant, type, format };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            var name = parse.GetValue(type);
            var declared = name is null ? null : installation.Node.Types.Find(name);
            var csv = parse.GetRequiredValue(format) == "csv";
            if (declared is null && (name is not null || csv))
            {
                return Problem.Of("type.unknown", "type", ("type", name ?? ""));
            }

            var rows = RowsAsync(installation, found.Value, declared, ct);
            if (csv && declared is not null)
            {
                await WriteCsvAsync(context.Console.Output, declared, rows);
            }
            else
            {
                await foreach (var row in rows)
                {
                    await context.Console.Output.WriteLineAsync(Encoding.UTF8.GetString(DocumentJson.Bytes(w => DocumentJson.Write(w, row))));
                }
            }

            return CommandAnswer.Written();
        });
        return command;
    }

    private static async IAsyncEnumerable<PublishedDocument> RowsAsync(
        Installation installation, Tenant tenant, DocumentType? type, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var after = Guid.Empty;
        while (true)
        {
            var rows = await installation.Database.ReadAsync(tenant.Id, session => session.PublishedAfterAsync(after, ReadAtOnce, ct), ct);
            if (rows.Count == 0)
            {
                yield break;
            }

            foreach (var row in rows.Where(r => type is null ? r.Type != nameof(Municipality) : r.Type == type.Name))
            {
                yield return row;
            }

            after = rows[^1].Id;
        }
    }

    // A localised field has a column for each language that occurs in the registers of Finland; structures are JSON.
    private static async Task WriteCsvAsync(TextWriter output, DocumentType type, IAsyncEnumerable<PublishedDocument> rows)
    {
        string[] languages = ["fi", "sv", "en"];
        await output.WriteLineAsync(string.Join(',', [
            "id", "version", "updatedAt", .. type.Fields.SelectMany(f => f.IsLocalized ? languages.Select(l => $"{f.Name}.{l}") : [f.Name]),
        ]));
        await foreach (var row in rows)
        {
            var cells = new List<string?> { row.Id.ToString(), row.Version.ToString(CultureInfo.InvariantCulture), row.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) };
            foreach (var field in type.Fields)
            {
                cells.AddRange(Cells(field, JsonBody.Member(row.Body, Encoding.UTF8.GetBytes(field.Name)).ToArray(), languages));
            }

            await output.WriteLineAsync(string.Join(',', cells.Select(Quoted)));
        }
    }

    private static IEnumerable<string?> Cells(DocumentField field, byte[] value, string[] languages)
    {
        if (field.IsLocalized)
        {
            var text = value.Length == 0 ? LocalizedText.Empty : JsonSerializer.Deserialize<LocalizedText>(value);
            return languages.Select(l => text?.Exactly(l));
        }

        return [value is [(byte)'"', ..] ? JsonSerializer.Deserialize<string>(value) : Encoding.UTF8.GetString(value)];
    }

    // RFC 4180 §2. A cell that a spreadsheet would run as a formula is made text.
    private static string Quoted(string? cell)
    {
        var text = cell is [('=' or '+' or '-' or '@' or '\t'), ..] ? "'" + cell : cell ?? "";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
