using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Fori.Access;
using Fori.Content;
using Fori.Documents;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Files;
using Fori.Store.Golden;
using Fori.Store.Postgres;
using Fori.Store.Sql;
using Fori.Store.Sqlite;
using Fori.Store.Writing;
using Fori.Tenants;
using Fori.Web.Access;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fori.Bench;

/// <summary>A municipality in two languages whose content is written as editors write it, and one person who may do everything.</summary>
internal sealed partial class EditedTown : IAsyncDisposable
{
    private const string Email = "bench@bench.example";
    private const string Password = "seitseman-lautan-ranta";
    private const int AtOnce = 500;

    private readonly StoreDatabase _database;
    private readonly StoreWriter _writer;
    private readonly Node _node;
    private readonly EditedDocuments _edited;
    private readonly Tenant _tenant;

    private EditedTown(StoreDatabase database, StoreWriter writer, Node node, Tenant tenant, Guid person)
    {
        (_database, _writer, _node, _tenant, Person) = (database, writer, node, tenant, person);
        _edited = new EditedDocuments(node.Types.Kinds());
    }

    public Guid Person { get; }

    public static async Task<EditedTown> NewAsync(BenchPlace place, CancellationToken ct)
    {
        StoreDatabase database = place.Connection is null
            ? new SqliteDatabase(Path.Combine(place.Folder, "fori.db"), TimeProvider.System)
            : new PostgresDatabase(place.Connection, TimeProvider.System);
        await database.MigrateAsync(ct);
        var writer = new StoreWriter(database);
        var types = new DocumentTypes([.. Registers.RegistersModule.Types, .. TenantsModule.Types, .. ContentModule.Types]);
        var node = new Node(writer, types, place.Folder, NullLogger<Node>.Instance);
        await node.StartAsync(ct);
        var added = await new MunicipalityRegister(node, new BlobFolder(Path.Combine(place.Folder, "blobs"))).AddAsync("bench", ["fi", "sv"], [], ct);
        var tenant = added.Value?.Tenant ?? throw new InvalidOperationException("The municipality was refused.");
        var hash = new PasswordHasher<StaffAccount>().HashPassword(null!, Password); // The hasher does not look at the person.
        var person = (await new StaffRegister(database, writer).AddAsync(tenant.Id, Email, "Bench", [new Grant(Role.SiteManager), new Grant(Role.EmergencyPublisher)], hash, false, ct)).Value
            ?? throw new InvalidOperationException("The person was refused.");
        return new EditedTown(database, writer, node, tenant, person.Id);
    }

    /// <param name="body">The JSON of a document, by its number.</param>
    public async Task<Guid[]> WriteAsync(string type, int count, Func<int, Guid[], string> body, Func<int, bool> isPublished, Func<int, bool> isChanged, CancellationToken ct)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray();
        var read = _node.Types[type];
        foreach (var some in Enumerable.Range(0, count).Chunk(AtOnce))
        {
            await EachAsync(some, (unit, i, stop) => _edited.SaveAsync(unit, new DraftSave(ids[i], type, 0, Body(i), null), By(i), stop));
            await EachAsync(some.Where(isPublished), (unit, i, stop) => _edited.PublishAsync(unit, new PublishingOrder(ids[i], 1, ["fi"], true, null), By(i), stop));
            await EachAsync(some.Where(isChanged), (unit, i, stop) => _edited.SaveAsync(unit, new DraftSave(ids[i], type, 1, Body(i), null), By(i), stop));
        }

        return ids;

        byte[] Body(int i)
        {
            var parsed = read.Parse(Encoding.UTF8.GetBytes(body(i, ids)));
            return parsed.Succeeded ? parsed.Value.Canonical : throw new InvalidOperationException($"{type} {i}: {parsed.Problems[0].Code} at {parsed.Problems[0].Path}");
        }

        WriteOrigin By(int i) => new(i % 10 == 0 ? StaffUser.ActorOf(Person) : $"user:{i % 7}", "editor");

        async Task EachAsync(IEnumerable<int> some, Func<TenantUnit, int, CancellationToken, Task<Outcome<EditedState>>> write) =>
            await _writer.WriteAsync(_tenant.Id, WriteLane.Bulk, async (unit, stop) =>
            {
                foreach (var i in some)
                {
                    if ((await write(unit, i, stop)) is { Succeeded: false } refused)
                    {
                        throw new InvalidOperationException(refused.Problems[0].Code);
                    }
                }

                return true;
            }, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _writer.DisposeAsync();
        await _database.DisposeAsync();
    }

    public static async Task<HttpClient> SignInAsync(Served product, CancellationToken ct)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{product.Port}") };
        client.DefaultRequestHeaders.Host = Served.Host;
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        using var answer = await PostAsync(client, "/admin/sign-in", await GetAsync(client, "/admin/sign-in", ct), [("email", Email), ("password", Password)], ct);
        return answer.StatusCode == HttpStatusCode.SeeOther ? client : throw new InvalidOperationException($"Signing in answered {answer.StatusCode}.");
    }

    public static async Task<string> GetAsync(HttpClient client, string path, CancellationToken ct)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), ct);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(ct) : throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
    }

    /// <param name="page">That has the form, for its token.</param>
    public static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string page, IEnumerable<(string Name, string Value)> fields, CancellationToken ct)
    {
        var token = WebUtility.HtmlDecode(TokenPattern().Match(page).Groups[1].Value);
        return client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), new("form-token", token)]), ct);
    }

    /// <summary>What a browser sends of the document's form when nothing is touched.</summary>
    public static IEnumerable<(string Name, string Value)> FieldsOf(string page)
    {
        var form = new HtmlParser().ParseDocument(page).QuerySelectorAll("form[method=post]").OfType<IHtmlFormElement>().OrderByDescending(f => f.Elements.Length).First();
        foreach (var field in form.Elements)
        {
            switch (field)
            {
                case IHtmlInputElement { Name: { Length: > 0 } name, IsDisabled: false } input when name != "form-token" && (input.Type is not ("radio" or "checkbox") || input.IsChecked):
                    yield return (name, input.Value);
                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area:
                    yield return (name, area.Value);
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select:
                    yield return (name, select.Value ?? "");
                    break;
            }
        }
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
