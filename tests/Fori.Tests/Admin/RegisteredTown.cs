using System.Text;
using System.Text.RegularExpressions;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tests.Site.Building;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>A municipality of <see cref="AdminTown"/> whose registers hold something to write of.</summary>
internal static partial class RegisteredTown
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A library, its card and the unit behind both.</summary>
    public static async Task RegisterAsync(this AdminTown town)
    {
        await town.SayAsync("Organization", "town", """{"identifiers":[{"system":"ptv","value":"town"}],"name":{"fi":"Rannan kunta","sv":"Strands kommun","en":"Ranta"}}""");
        await town.SayAsync("Organization", "culture", """{"identifiers":[{"system":"ptv","value":"culture"}],"name":{"fi":"Kulttuuripalvelut","sv":"Kulturtjänster","en":"Culture"},"description":{"fi":"<p>Rekisterin sanat kulttuurista.</p>"},"parent":{"system":"ptv","key":"town"}}""");
        await town.SayAsync("Place", "library", SiteTownRecords.Library);
        await town.SayAsync("Service", "card", """
            {"identifiers":[{"system":"ptv","value":"card"}],"name":{"fi":"Kirjastokortti","sv":"Bibliotekskort"},"summary":{"fi":"Kortilla lainaat kirjoja."},
             "description":{"fi":"<p>Rekisterin kuvaus.</p>","sv":"<p>Registrets beskrivning.</p>"},"requirements":{"fi":"<p>Rekisterin ehdot.</p>"},"userInstruction":{"fi":"<p>Rekisterin ohje.</p>"},
             "processingTime":{"fi":"Kaksi viikkoa."},"chargeInfo":{"fi":"Rekisterin hinta."},"chargeType":"FreeOfCharge","mainResponsible":{"system":"ptv","key":"culture"}}
            """);
        await town.SayAsync("ServiceChannel", "web", """{"identifiers":[{"system":"ptv","value":"web"}],"channelType":"EChannel","name":{"fi":"Hae korttia verkossa"},"webPage":{"fi":"https://kortti.example/"}}""");
        await town.SayAsync("ServiceChannel", "desk", """{"identifiers":[{"system":"ptv","value":"desk"}],"channelType":"ServiceLocation","name":{"fi":"Kirjaston tiski"},"place":{"system":"ptv","key":"library"}}""");
        foreach (var channel in (string[])["web", "desk"])
        {
            await town.SayAsync("Connection", $"card/{channel}", $$$"""{"identifiers":[{"system":"ptv","value":"card/{{{channel}}}"}],"service":{"system":"ptv","key":"card"},"channel":{"system":"ptv","key":"{{{channel}}}"}}""");
        }
    }

    /// <summary>A source says something, or (null) no longer; it is visible when this returns.</summary>
    /// <returns>The document of the record.</returns>
    public static async Task<Guid> SayAsync(this AdminTown town, string type, string key, string? json)
    {
        var (node, tenant) = await NodeAsync(town);
        var result = await node.Writer.WriteAsync(town.Tenant, WriteLane.People, async (unit, ct) =>
            (await node.Golden.ContributeAsync(unit, [new Contribution("ptv", key, type, json is null ? null : CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json)).Value)], new WriteOrigin("aino", "test"), ct))[0], Stop);
        (await tenant.WaitForAsync(result.Sequence, TimeSpan.FromSeconds(20), Stop)).ShouldBeTrue();
        return result.Document;
    }

    /// <summary>The id under which the municipality keeps what a source calls by a key.</summary>
    public static async Task<Guid> IdOfAsync(this AdminTown town, string key)
    {
        var (_, tenant) = await NodeAsync(town);
        return (await tenant.ResolveAsync([("ptv", key)], [], Stop)).ByKey[("ptv", key)].Id;
    }

    /// <summary>The form of a new document.</summary>
    public static async Task<string> NewAsync(this Visitor visitor, string type, string query = "")
    {
        var form = await visitor.GetAsync($"/admin/content/{type}/new{query}");
        form.Status.ShouldBe(System.Net.HttpStatusCode.OK, form.Text);
        return Action().Match(form.Text).Groups[1].Value;
    }

    /// <summary>Sends a form that must be taken.</summary>
    /// <returns>The document's id.</returns>
    public static async Task<string> TakenAsync(this Visitor visitor, string form, int expected, string act, params (string Name, string Value)[] typed)
    {
        var answer = await visitor.PostAsync(form, Form(expected, act, typed));
        answer.Status.ShouldBe(System.Net.HttpStatusCode.SeeOther, answer.Text);
        return form[(form.LastIndexOf('/') + 1)..];
    }

    public static (string, string)[] Form(int expected, string act, params (string Name, string Value)[] typed) =>
        [("expected", expected.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("act", act), .. typed];

    private static async Task<(Node Node, TenantNode Tenant)> NodeAsync(AdminTown town)
    {
        var node = town.Host.App.Services.GetRequiredService<Node>();
        return (node, node.Open((await node.Database.TenantsAsync(Stop)).First(t => t.Id == town.Tenant)));
    }

    [GeneratedRegex("action=\"(/admin/content/[A-Za-z]+/[0-9a-f-]+)\"")]
    private static partial Regex Action();
}
