using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Services;
using Fori.Registers.Vocabularies;
using Fori.Tenants;
using Fori.Tests.Testing;

namespace Fori.Tests.Demonstration;

/// <summary>One record of the demonstration as it stands in its file.</summary>
internal sealed record DemonstrationRecord(string Tenant, string Source, string File, string Key, DocumentBody Body)
{
    public override string ToString() => $"{Tenant}/{File} {Key}";
}

/// <summary>What a tenant's settings file says.</summary>
internal sealed record DemonstrationTenant(string Name, Municipality Municipality, JsonElement Settings)
{
    public string PathOf(string file) => Path.Combine(DemonstrationData.Folder, Name, file);
}

/// <summary>The invented municipalities as the files in the source tree hold them, read strictly.</summary>
internal static class DemonstrationData
{
    public static readonly string[] TenantNames = ["kaislaranta", "kuurakoski", "ruovonmaa"];

    // Strict where the product is lenient: a member that is misspelt here would silently not be shown.
    private static readonly BodyJson Strict = new(new JsonSerializerOptions(BodyJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    });

    public static string Folder { get; } = Path.Combine(SourceTree.Root("src"), "Fori", "Demonstration", "Data");

    public static IReadOnlyList<DemonstrationTenant> AllTenants { get; } = [.. TenantNames.Select(ReadTenant)];

    public static IReadOnlyList<DemonstrationRecord> Records { get; } = [.. AllTenants.SelectMany(ReadRecords)];

    /// <summary>The codelists that come with the product, then those of the demonstration in their place.</summary>
    public static VocabularyCatalogue Vocabularies { get; } = VocabularyCatalogue.Of(VocabularyExtracts.All).With(
        Directory.GetFiles(Path.Combine(Folder, "vocabularies")).Order(StringComparer.Ordinal)
            .SelectMany(file => VocabularyReader.Read(File.ReadAllBytes(file), Path.GetFileName(file)).Value?.Vocabularies
                ?? throw new InvalidOperationException($"{file} is no vocabulary.")));

    public static IEnumerable<(DemonstrationRecord Record, T Body)> Of<T>(string? tenant = null)
        where T : DocumentBody =>
        Records.Where(r => tenant is null || r.Tenant == tenant).Where(r => r.Body is T).Select(r => (r, (T)r.Body));

    /// <summary>Every localised text of a body with the name of its field, however deep.</summary>
    public static IEnumerable<(string Field, LocalizedText Text)> TextsOf(object body) =>
        Walk(body, "").Where(v => v.Value is LocalizedText).Select(v => (v.Field, (LocalizedText)v.Value));

    public static IEnumerable<T> Inside<T>(object body) => Walk(body, "").Select(v => v.Value).OfType<T>();

    public static IEnumerable<(string Field, object Value)> Walk(object value, string field)
    {
        yield return (field, value);
        if (value is LocalizedText or string)
        {
            yield break;
        }

        if (value is System.Collections.IEnumerable list)
        {
            foreach (var inner in list.Cast<object>().SelectMany(item => Walk(item, field)))
            {
                yield return inner;
            }
        }
        else if (value.GetType().Assembly == typeof(DocumentBody).Assembly && !value.GetType().IsEnum)
        {
            foreach (var property in value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
            {
                if (property.GetValue(value) is { } member)
                {
                    foreach (var inner in Walk(member, property.Name))
                    {
                        yield return inner;
                    }
                }
            }
        }
    }

    private static DemonstrationTenant ReadTenant(string name)
    {
        var folder = Path.Combine(Folder, name);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "settings.json")));
        var settings = json.RootElement.Clone();
        var municipality = settings.GetProperty("municipality").Deserialize(Strict.Municipality)
            ?? throw new InvalidOperationException($"{name} has no municipality.");
        return new DemonstrationTenant(name, municipality, settings);
    }

    private static IEnumerable<DemonstrationRecord> ReadRecords(DemonstrationTenant tenant)
    {
        foreach (var source in tenant.Settings.GetProperty("sources").EnumerateArray())
        {
            var system = source.GetProperty("system").GetString() ?? "";
            foreach (var file in source.GetProperty("files").EnumerateArray().Select(f => f.GetString() ?? ""))
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(tenant.PathOf(file)));
                foreach (var record in json.RootElement.EnumerateArray())
                {
                    record.EnumerateObject().Select(m => m.Name).ShouldBe(["key", "type", "body"], file);
                    var key = record.GetProperty("key").GetString() ?? "";
                    yield return new DemonstrationRecord(tenant.Name, system, file, key, Body(record, $"{tenant.Name}/{file} {key}"));
                }
            }
        }
    }

    private static DocumentBody Body(JsonElement record, string where)
    {
        var type = record.GetProperty("type").GetString();
        JsonTypeInfo shape = type switch
        {
            "Organization" => Strict.Organization,
            "Service" => Strict.Service,
            "ServiceChannel" => Strict.ServiceChannel,
            "Connection" => Strict.Connection,
            "Place" => Strict.Place,
            "ServiceOffer" => Strict.ServiceOffer,
            _ => throw new InvalidOperationException($"{where}: no type {type}."),
        };
        try
        {
            return (DocumentBody?)record.GetProperty("body").Deserialize(shape) ?? throw new InvalidOperationException($"{where}: no body.");
        }
        catch (JsonException problem)
        {
            throw new InvalidOperationException($"{where}: {problem.Message}", problem);
        }
    }
}
