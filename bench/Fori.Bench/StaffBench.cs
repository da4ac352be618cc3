using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
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

/// <summary>
/// How soon the staff's lists, trees and searches answer over HTTP in a municipality of many pages, what making their index
/// costs, and how much memory it takes.
/// </summary>
internal static partial class StaffBench
{
    private const string Email = "bench@bench.example";
    private const string Password = "seitseman-lautan-ranta";
    private const int AtOnce = 500;

    /// <param name="args"><c>--documents N</c> (50,000), <c>--rounds N</c> of each question (40), <c>--postgres CONNECTION</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var ct = CancellationToken.None;
        var documents = Arguments.Number(args, "--documents") ?? 50_000;
        var rounds = Arguments.Number(args, "--rounds") ?? 40;
        await using var place = await BenchPlace.NewAsync(Arguments.After(args, "--postgres"), ct);
        var wide = await FillAsync(place, documents, new Lexicon(Arguments.SharedData(args)), ct);
        await using var product = await Served.StartAsync("Fori.Web", ["serve", .. place.Where], "/health/ready", Served.Host, ct);
        using var staff = await SignInAsync(product, ct);
        var before = product.Memory;
        var began = Stopwatch.GetTimestamp();
        while ((await GetAsync(staff, "/admin/content", ct)).Contains("The list is being made", StringComparison.Ordinal))
        {
            // It waits for a few seconds by itself.
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{documents:n0} pages; index made in {Stopwatch.GetElapsedTime(began).TotalSeconds:n1} s; memory {before >> 20} MB before, {product.Memory >> 20} MB after"));
        Console.WriteLine(Latencies.Header("page of the admin"));
        foreach (var (name, path) in ((string, string)[])
        [
            ("list, last saved first", "/admin/content"), ("by title", "/admin/content?sort=title"), ("by person, down", "/admin/content?sort=person&order=down"),
            ("words", "/admin/content?q=kirjasto"), ("beginning of a title", "/admin/content?q=si"), ("Swedish missing", "/admin/content?language=sv:missing"),
            ("changed, 100 rows", "/admin/content?state=changed&size=100"), ("below a page", $"/admin/content?below={wide}"),
            ("the 900th page of 50, by title", "/admin/content?sort=title&page=900"), ("tree", "/admin/content/tree"), ("tree, a branch of 1,000", $"/admin/content/tree?open={wide}"),
            ("search of everything", "/admin/search?q=kirjasto"), ("work list", "/admin"),
        ])
        {
            var times = new Latencies();
            await GetAsync(staff, path, ct);
            for (var i = 0; i < rounds; i++)
            {
                var asked = Stopwatch.GetTimestamp();
                await GetAsync(staff, path, ct);
                times.Add(Stopwatch.GetElapsedTime(asked));
            }

            Console.WriteLine(times.Row(name));
        }

        var exported = Stopwatch.GetTimestamp();
        var rows = (await GetAsync(staff, "/admin/content/export.csv", ct)).Count(c => c == '\n');
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"export of {rows:n0} lines: {Stopwatch.GetElapsedTime(exported).TotalSeconds:n1} s; memory at the end {product.Memory >> 20} MB"));
        return 0;
    }

    /// <returns>A page with a thousand below it.</returns>
    private static async Task<Guid> FillAsync(BenchPlace place, int documents, Lexicon words, CancellationToken ct)
    {
        await using StoreDatabase database = place.Connection is null
            ? new SqliteDatabase(Path.Combine(place.Folder, "fori.db"), TimeProvider.System)
            : new PostgresDatabase(place.Connection, TimeProvider.System);
        await database.MigrateAsync(ct);
        await using var writer = new StoreWriter(database);
        var types = new DocumentTypes([.. Registers.RegistersModule.Types, .. TenantsModule.Types, .. ContentModule.Types]);
        await using var node = new Node(writer, types, place.Folder, NullLogger<Node>.Instance);
        await node.StartAsync(ct);
        var tenant = (await new MunicipalityRegister(node, new BlobFolder(Path.Combine(place.Folder, "blobs"))).AddAsync("bench", ["fi", "sv"], [], ct)).Value?.Tenant ?? throw new InvalidOperationException("The municipality was refused.");
        var hash = new PasswordHasher<StaffAccount>().HashPassword(null!, Password); // The hasher does not look at the person.
        var person = (await new StaffRegister(database, writer).AddAsync(tenant.Id, Email, "Bench", [new Grant(Role.SiteManager)], hash, false, ct)).Value ?? throw new InvalidOperationException("The person was refused.");
        var (edited, type, random) = (new EditedDocuments(types.Kinds()), types["Page"], new Random(7));
        var ids = Enumerable.Range(0, documents).Select(_ => Guid.CreateVersion7()).ToArray();

        // Ten at the root; a thousand below the first of them, the others a few levels deep.
        Guid? Above(int i) => i < 10 ? null : i < 1_010 ? ids[0] : ids[random.Next(1, Math.Max(2, i / 5))];
        byte[] Body(int i, string? more)
        {
            var swedish = random.Next(3) > 0 ? $",\"sv\":\"Sida {i} {Lexicon.English(random)}\"" : "";
            var parent = Above(i) is { } above ? $",\"parent\":{{\"id\":\"{above}\"}}" : "";
            return type.Parse(Encoding.UTF8.GetBytes(
                $"{{\"title\":{{\"fi\":\"Sivu {i} {words.Text(random, 3)}{more}\"{swedish}}},\"summary\":{{\"fi\":\"{words.Text(random, 12)}\"}}{parent}," +
                $"\"body\":{{\"fi\":[{{\"type\":\"text\",\"html\":\"<p>{words.Text(random, 150)}</p>\"}}]}}}}")).Value.Canonical;
        }

        foreach (var some in Enumerable.Range(0, documents).Chunk(AtOnce))
        {
            await EachAsync(some, (unit, i, stop) => edited.SaveAsync(unit, new DraftSave(ids[i], "Page", 0, Body(i, null), null), By(i), stop));
            await EachAsync(some.Where(i => i % 4 != 0), (unit, i, stop) => edited.PublishAsync(unit, new PublishingOrder(ids[i], 1, ["fi"], true, null), By(i), stop));
            await EachAsync(some.Where(i => i % 8 == 1), (unit, i, stop) => edited.SaveAsync(unit, new DraftSave(ids[i], "Page", 1, Body(i, " muutos"), null), By(i), stop));
        }

        return ids[0];

        WriteOrigin By(int i) => new(i % 10 == 0 ? StaffUser.ActorOf(person.Id) : $"user:{i % 7}", "editor");

        async Task EachAsync(IEnumerable<int> some, Func<TenantUnit, int, CancellationToken, Task<Outcome<EditedState>>> write) =>
            await writer.WriteAsync(tenant.Id, WriteLane.Bulk, async (unit, stop) =>
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

    private static async Task<HttpClient> SignInAsync(Served product, CancellationToken ct)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{product.Port}") };
        client.DefaultRequestHeaders.Host = Served.Host;
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        var token = WebUtility.HtmlDecode(Token().Match(await GetAsync(client, "/admin/sign-in", ct)).Groups[1].Value);
        using var form = new FormUrlEncodedContent([new("email", Email), new("password", Password), new("form-token", token)]);
        using var answer = await client.PostAsync(new Uri("/admin/sign-in", UriKind.Relative), form, ct);
        return answer.StatusCode == HttpStatusCode.SeeOther ? client : throw new InvalidOperationException($"Signing in answered {answer.StatusCode}.");
    }

    private static async Task<string> GetAsync(HttpClient client, string path, CancellationToken ct)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), ct);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(ct) : throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
