using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Fori.Access;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Store;
using Fori.Store.Editing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Fori.Tests.Admin.EndpointRights;

namespace Fori.Tests.Admin;

/// <summary>
/// Role × endpoint × section × type × language × own or another's, over HTTP: done exactly where the table of rights says so, refused and
/// noted everywhere else, with nothing written.
/// </summary>
public sealed class RightsOfEveryEndpointTests
{
    private const string SomebodyElse = "user:somebody-else";

    private static readonly string[] Types = ["Page", "NewsItem", "Alert", "Redirect", "Menu", "Media"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_endpoint_does_what_the_table_allows_and_refuses_and_notes_all_else()
    {
        await using var town = await StartAsync();
        var tenant = await TenantOfAsync(town);
        var (library, museum) = (await SectionAsync(town, tenant), await SectionAsync(town, tenant));
        var people = await PeopleAsync(town, library);
        var refusals = new ConcurrentBag<(string Actor, string Action, string Subject)>();
        var wrong = new ConcurrentBag<string>();
        var asked = 0;

        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Stop }, async (person, _) =>
        {
            var visitor = await town.SignedInAsync(person.Email);
            await visitor.GetAsync("/admin/account");
            foreach (var (endpoint, action, path) in OfTheSite)
            {
                var answer = endpoint.StartsWith("GET", StringComparison.Ordinal) ? await visitor.GetAsync(path) : await visitor.PostAsync(path, ("id", Guid.NewGuid().ToString()));
                Judge(answer, action(person.User), person, $"{endpoint} {path}", path.Split('?')[0]);
            }

            foreach (var (endpoint, action) in OfSections)
            {
                foreach (var section in (Guid[])[library, museum])
                {
                    var path = Filled(endpoint.Split(' ')[1], "", section);
                    var answer = endpoint.StartsWith("GET", StringComparison.Ordinal)
                        ? await visitor.GetAsync(path)
                        : await visitor.PostAsync(path, ("person", Guid.NewGuid().ToString()), ("grant", $"Contributor:section={section}"));
                    Judge(answer, Rights.May(person.User, action, null, null, section, false) ? null : action, person, $"{endpoint} of {(section == library ? "the library" : "the museum")}", path);
                }
            }

            foreach (var type in person.Types)
            {
                foreach (var (isOwn, section) in ((bool, Guid?)[])[(true, null), (false, null), .. person.InSections ? [(true, library), (false, library), (true, museum), (false, museum)] : Array.Empty<(bool, Guid?)>()])
                {
                    var made = await DocumentAsync(town, tenant, type, isOwn ? person.User.Actor : SomebodyElse, section);
                    foreach (var ask in OfDocuments.Where(a => a.Of is null || a.Of(type)))
                    {
                        var before = await FindAsync(town, tenant, made);
                        var answer = await SendAsync(visitor, ask, type, before.Document);
                        var lacking = ask.Lacking(person.User, type, section, isOwn);
                        Judge(answer, lacking, person, $"{ask.Endpoint} {ask.Says} of {type}, {(isOwn ? "own" : "another's")}, {(section is null ? "of the site" : section == library ? "of the library" : "of the museum")}", $"{type}/{made}");
                        if (lacking is not null && (await FindAsync(town, tenant, made)).Document != before.Document)
                        {
                            wrong.Add($"{person.Email}: {ask.Endpoint} {ask.Says} of {type} was refused and done");
                        }
                    }
                }
            }
        });

        wrong.ShouldBeEmpty(string.Join('\n', wrong.Order().Take(60)));
        var noted = (await town.Register.AccessLogAsync(town.Tenant, 1_000_000, Stop)).Where(r => !r.Allowed).GroupBy(r => (r.Actor, r.Action, r.Subject)).ToDictionary(g => g.Key, g => g.Count());
        var missing = refusals.GroupBy(r => r).Where(g => noted.GetValueOrDefault(g.Key) < g.Count()).Select(g => $"{g.Key}: {g.Count()} refused, {noted.GetValueOrDefault(g.Key)} noted").ToList();
        missing.ShouldBeEmpty(string.Join('\n', missing.Take(60)));
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{people.Count} people, {asked} questions, {refusals.Count} refused and noted"));

        void Judge(Answer answer, ContentAction? lacking, Person person, string what, string subject)
        {
            Interlocked.Increment(ref asked);
            if (lacking is { } right)
            {
                refusals.Add((person.User.Actor, right.ToString(), subject));
            }

            if ((answer.Status == HttpStatusCode.Forbidden) != lacking is not null || (answer.Status == HttpStatusCode.BadRequest && !what.Contains("/link", StringComparison.Ordinal)) || (int)answer.Status >= 500)
            {
                wrong.Add($"{person.Email}: {what} answered {(int)answer.Status}, {(lacking is null ? "and is allowed" : $"and {lacking} is lacking")}");
            }
        }
    }

    [Fact]
    public async Task No_endpoint_of_the_admin_is_missing_from_the_table_and_none_but_the_way_in_is_open_to_strangers()
    {
        await using var town = await StartAsync();
        var all = town.Host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => ("/" + e.RoutePattern.RawText?.TrimStart('/')).StartsWith("/admin", StringComparison.Ordinal))
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(m => $"{m} /{e.RoutePattern.RawText?.Trim('/')}")).ToHashSet();
        string[] known = [.. OfTheSite.Select(s => s.Endpoint), .. OfSections.Select(s => s.Endpoint), .. OfDocuments.Select(d => d.Endpoint), .. OfThePerson, .. WaysIn];

        all.Except(known).ShouldBeEmpty("endpoints of which the table of rights says nothing");
        known.Except(all).ShouldBeEmpty("in the table and no longer there");
        var stranger = town.Visit();
        await stranger.GetAsync("/admin/sign-in");
        foreach (var endpoint in all.Except(WaysIn))
        {
            var path = Filled(endpoint.Split(' ')[1], "Page", Guid.CreateVersion7());
            var answer = endpoint.StartsWith("GET", StringComparison.Ordinal) ? await stranger.GetAsync(path) : await stranger.PostAsync(path);
            (answer.Status == HttpStatusCode.Unauthorized || answer.Location?.StartsWith("/admin/sign-in", StringComparison.Ordinal) == true).ShouldBeTrue($"{endpoint} answered {answer.Status} to a stranger");
        }
    }

    [Fact]
    public async Task A_document_of_another_municipality_is_not_there()
    {
        await using var town = await StartAsync();
        var other = (await town.Host.Installation.Database.TenantsAsync(Stop)).Single(t => t.Id == town.OtherTenant);
        var hidden = await DocumentAsync(town, other, "Page", SomebodyElse);
        var eero = await town.EditorAsync(grants: [new Grant(Role.SiteManager)]);
        await eero.GetAsync("/admin/account");

        foreach (var ask in OfDocuments.Where(a => !a.Endpoint.Contains("bulk", StringComparison.Ordinal) && a.Endpoint != Write && !a.Endpoint.Contains("autosave", StringComparison.Ordinal) && a.Of?.Invoke("Page") != false))
        {
            (await SendAsync(eero, ask, "Page", (await FindAsync(town, other, hidden)).Document)).Status.ShouldBe(HttpStatusCode.NotFound, ask.Endpoint);
        }

        (await eero.PostAsync($"/admin/content/Page/{hidden}", ("expected", "1"), ("title.fi", "Oma"))).Status.ShouldNotBe(HttpStatusCode.InternalServerError);
        (await FindAsync(town, other, hidden)).Document.Draft.ShouldBe(2);
    }

    [Fact]
    public async Task Types_that_people_write_are_written_by_no_key_of_the_interface()
    {
        await using var town = await StartAsync();
        foreach (var type in Types)
        {
            foreach (var method in (string[])["PUT", "DELETE", "POST", "PATCH"])
            {
                using var content = new StringContent("{\"title\":{\"fi\":\"x\"}}", Encoding.UTF8, "application/json");
                using var answer = await town.Host.SendAsync($"/api/v1/{type}/by/ledger/1", new HttpMethod(method), $"{AdminTown.Own}.localhost", content);
                answer.IsSuccessStatusCode.ShouldBeFalse($"{method} {type}");
            }
        }
    }

    private static Task<AdminTown> StartAsync() =>
        AdminTown.StartAsync(s => s with { Limits = s.Limits with { Read = 1_000_000, Write = 1_000_000, Search = 1_000_000 } }, "fi", "sv");

    private static async Task<Tenant> TenantOfAsync(AdminTown town) => (await town.Host.Installation.Database.TenantsAsync(Stop)).Single(t => t.Id == town.Tenant);

    private static async Task<IReadOnlyList<Person>> PeopleAsync(AdminTown town, Guid library)
    {
        var people = new List<Person>();
        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var (name, grant, types) in new (string, Grant, string[])[]
            {
                ("whole", new Grant(role), Types),
                ("library", new Grant(role, library), ["Page", "NewsItem"]),
                ("library-sv", new Grant(role, library, Languages: ["sv"]), ["Page"]),
                ("sv", new Grant(role, Languages: ["sv"]), ["Page", "Alert"]),
                ("news", new Grant(role, Types: ["NewsItem"]), ["Page", "NewsItem"]),
            })
            {
                var email = $"{role}-{name}@ranta.example".ToLowerInvariant();
                people.Add(new Person(email, StaffUser.Of(await town.PersonAsync(email, grants: [grant])), types, grant.Section is not null));
            }
        }

        var nobody = "nobody@ranta.example";
        people.Add(new Person(nobody, StaffUser.Of(await town.PersonAsync(nobody)), ["Page"], true));
        return people;
    }

    private static async Task<Guid> SectionAsync(AdminTown town, Tenant tenant)
    {
        var (desk, id) = (town.Host.App.Services.GetRequiredService<EditorDesk>(), Guid.CreateVersion7());
        var body = town.Host.App.Services.GetRequiredService<DocumentTypes>()["Section"].Parse(Encoding.UTF8.GetBytes($$$"""{"title":{"fi":"Osio {{{id}}}"}}""")).Value.Canonical;
        (await desk.SaveAsync(tenant, new DraftSave(id, "Section", 0, body, null), SomebodyElse, Stop)).Succeeded.ShouldBeTrue();
        return id;
    }

    /// <summary>A published document, where its type can be, with a newer draft in Finnish.</summary>
    private static async Task<Guid> DocumentAsync(AdminTown town, Tenant tenant, string type, string by, Guid? section = null)
    {
        var (desk, id) = (town.Host.App.Services.GetRequiredService<EditorDesk>(), Guid.CreateVersion7());
        var saved = await desk.SaveAsync(tenant, new DraftSave(id, type, 0, BodyOf(town, type, id, "Ensin", section), null), by, Stop);
        saved.Succeeded.ShouldBeTrue($"{type}: {string.Join(", ", saved.Problems.Select(p => p.Code))}");
        var shown = await desk.PublishAsync(tenant, new PublishingOrder(id, saved.Value!.State.Draft, ["fi", "sv"], true, null), by, Stop); // It succeeded.
        var draft = await FindAsync(town, tenant, id);

        // What was filled in when it went out stays.
        var newer = JsonNode.Parse(draft.Draft.Body)!.AsObject(); // A body is an object.
        foreach (var (name, value) in JsonNode.Parse(BodyOf(town, type, id, "Sitten", section))!.AsObject()) // As above.
        {
            newer[name] = value?.DeepClone();
        }

        (await desk.SaveAsync(tenant, new DraftSave(id, type, draft.Document.Draft, town.Host.App.Services.GetRequiredService<DocumentTypes>()[type].Parse(Encoding.UTF8.GetBytes(newer.ToJsonString())).Value!.Canonical, null), by, Stop)).Succeeded.ShouldBeTrue(); // What was read is one.
        (shown.Succeeded || type is "Media" or "Redirect" or "Menu").ShouldBeTrue($"{type}: {string.Join(", ", shown.Problems.Select(p => p.Code + p.Path))}");
        return id;
    }

    private static byte[] BodyOf(AdminTown town, string type, Guid id, string word, Guid? section)
    {
        var title = $$"""{"fi":"{{word}} {{id}}","sv":"Sida {{id}}"}""";
        var json = type switch
        {
            "NewsItem" => $$"""{"title":{{title}},"lead":{{title}}}""",
            "Alert" => $$"""{"title":{{title}},"message":{{title}},"severity":"Minor","until":"2099-01-01T00:00:00Z"}""",
            "Redirect" => $$"""{"from":"/vanha-{{id}}","to":"/fi/{{word.ToLowerInvariant()}}"}""",
            "Menu" => $$"""{"name":{{title}}}""",
            _ => $$"""{"title":{{title}}}""",
        };
        json = section is { } home ? $$$"""{{{json[..^1]}}},"section":{"id":"{{{home}}}"}}""" : json;
        var parsed = town.Host.App.Services.GetRequiredService<DocumentTypes>()[type].Parse(Encoding.UTF8.GetBytes(json));
        parsed.Succeeded.ShouldBeTrue($"{type}: {string.Join(", ", parsed.Problems.Select(p => p.Code + p.Path))}");
        return parsed.Value.Canonical;
    }

    private static async Task<EditedDocument> FindAsync(AdminTown town, Tenant tenant, Guid id) =>
        (await town.Host.App.Services.GetRequiredService<EditorDesk>().FindAsync(tenant, id, Stop)).ShouldNotBeNull();

    private static Task<Answer> SendAsync(Visitor visitor, DocumentAsk ask, string type, DocumentRow document)
    {
        var path = Filled(ask.Endpoint.Split(' ')[1], type, document.Id);
        return ask.Endpoint.StartsWith("GET", StringComparison.Ordinal)
            ? visitor.GetAsync(path + ask.Query)
            : visitor.PostAsync(path, [.. ask.Fields(type, document.Id, document.Draft)]);
    }

    /// <param name="InSections">Asked of documents of sections too.</param>
    private sealed record Person(string Email, StaffUser User, IReadOnlyList<string> Types, bool InSections);
}
