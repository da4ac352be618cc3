using Fori.Documents;
using Fori.Integration.Importing;
using Fori.Nodes;
using Fori.Registers.Profiles;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tenants;
using Fori.Web.Hosting;
using Fori.Web.Tenants;
using Microsoft.Net.Http.Headers;

namespace Fori.Web.Api;

/// <summary>
/// Writing with a key, in the name of the key's source. By a system's key: the whole word of that source (an upsert;
/// <c>If-Match</c> is checked when given). By id: an edit of what is shown, against the version that was read
/// (<c>If-Match</c> needed); only what differs from the other sources is kept, as the word of the key's source.
/// </summary>
internal static class WriteDocument
{
    private const long LargestBody = 12_000_000;

    // Two of them, in letters of three bytes, fit a row of PostgreSQL's index: 2,700 bytes.
    private const int LongestName = 400;

    /// <summary>What may stand in the address of a write.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["profile"];

    private static readonly string[] Envelope = ["id", "type", "version", "publishedLanguages", "updatedAt", "provenance", "sources"];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/{type}/by/{system}/{**key}", UpsertAsync).Takes(Parameters);
        api.MapDelete("/{type}/by/{system}/{**key}", RemoveAsync);
        api.MapPut("/{type}/{id:guid}", EditAsync).Takes(Parameters);
    }

    private static async Task<IResult?> UpsertAsync(HttpContext http, string type, string system, string key, Node node, WriteOnce once, DocumentTypes types)
    {
        if (Writer(http, types, type, out var apiKey, out var declared) is { } denied)
        {
            return denied;
        }

        if (key.Length > LongestName || system.Length > LongestName)
        {
            return Refused(StatusCodes.Status422UnprocessableEntity, Problem.Of(
                "text.too-long", "", ("max", LongestName.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("length", Math.Max(key.Length, system.Length).ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }

        var parsed = await BodyAsync(http, declared, node);
        if (!parsed.Succeeded)
        {
            return parsed.Problems.ToRefusal();
        }

        // The name under which it was put is one of its identifiers, so that references to it resolve.
        var (body, canonical) = parsed.Value;
        var written = body.Identifiers.Any(i => i.System == system && i.Value == key)
            ? canonical
            : declared.Write(body with { Identifiers = [.. body.Identifiers, new Identifier(system, key)] });
        if (!written.Succeeded)
        {
            return written.Problems.ToRefusal();
        }

        var ownKey = system == apiKey.Source ? key : $"{system}:{key}";
        return await ContributeAsync(http, node, once, apiKey, new Contribution(apiKey.Source, ownKey, declared.Name, written.Value), (system, key));
    }

    private static async Task<IResult?> RemoveAsync(HttpContext http, string type, string system, string key, Node node, WriteOnce once, DocumentTypes types)
    {
        if (Writer(http, types, type, out var apiKey, out var declared) is { } denied)
        {
            return denied;
        }

        var ownKey = system == apiKey.Source ? key : $"{system}:{key}";
        return await ContributeAsync(http, node, once, apiKey, new Contribution(apiKey.Source, ownKey, declared.Name, null), (system, key));
    }

    private static async Task<IResult?> ContributeAsync(HttpContext http, Node node, WriteOnce once, ApiKeyRow apiKey, Contribution contribution, (string, string) name)
    {
        var tenant = http.Node();
        var expected = http.Request.Headers.IfMatch.ToString();
        var onlyNew = http.Request.Headers.IfNoneMatch.ToString() == "*";
        var outcome = await once.WriteAsync(http, tenant.Tenant.Id, apiKey, contribution.Body ?? default, async (unit, ct) =>
        {
            var known = await unit.Session.ExternalIdsAsync([name, (contribution.Source, contribution.Key)], ct);
            var survivor = known.Count == 0 ? null : (await GoldenRecords.SurvivorsAsync(unit.Session, [known[0].Document], ct)).Values.FirstOrDefault();
            if (survivor is not null && survivor.Type != contribution.Type)
            {
                return Outcome<Written>.Refused([Problem.Of("document.other-type", "", ("type", survivor.Type))]);
            }

            if (contribution.Body is null && known.Count == 0)
            {
                return Outcome<Written>.Refused([Problem.Of("document.unknown", "", ("system", name.Item1), ("key", name.Item2))]);
            }

            if ((onlyNew && survivor is { State: DocumentState.Published })
                || (expected is { Length: > 0 } and not "*" && (survivor is null || !expected.Contains($"\"{survivor.Id:N}-{survivor.Draft}\"", StringComparison.Ordinal))))
            {
                return Outcome<Written>.Refused([Problem.Of("document.version-conflict", "", ("current", survivor?.Draft.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"))]);
            }

            if (contribution.Body is { } body
                && await CircularWrites.ProblemsAsync(unit.Session, node.Types[contribution.Type], survivor?.Id, body, name, ct) is { Count: > 0 } circles)
            {
                return Outcome<Written>.Refused(circles);
            }

            var result = (await node.Golden.ContributeAsync(unit, [contribution], new WriteOrigin(apiKey.Name, "api"), ct))[0];
            return Wrote(result.Document, result.Effect, unit.Cursor);
        });
        return await AnswerAsync(http, node, contribution.Type, outcome);
    }

    private static async Task<IResult?> EditAsync(HttpContext http, string type, Guid id, Node node, WriteOnce once, DocumentTypes types)
    {
        if (Writer(http, types, type, out var apiKey, out var declared) is { } denied)
        {
            return denied;
        }

        var expected = http.Request.Headers.IfMatch.ToString();
        if (expected.Length == 0)
        {
            return Refused(StatusCodes.Status428PreconditionRequired, Problem.Of("document.version-missing"));
        }

        var parsed = await BodyAsync(http, declared, node);
        if (!parsed.Succeeded)
        {
            return parsed.Problems.ToRefusal();
        }

        var tenant = http.Node();
        var outcome = await once.WriteAsync(http, tenant.Tenant.Id, apiKey, parsed.Value.Canonical, async (unit, ct) =>
        {
            var row = (await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault();
            if (row is null || row.Type != declared.Name || row.State != DocumentState.Published)
            {
                return Outcome<Written>.Refused([Problem.Of("document.unknown", "", ("id", id.ToString()))]);
            }

            if (expected != "*" && !expected.Contains($"\"{id:N}-{row.Draft}\"", StringComparison.Ordinal))
            {
                return Outcome<Written>.Refused([Problem.Of("document.version-conflict", "", ("current", row.Draft.ToString(System.Globalization.CultureInfo.InvariantCulture)))]);
            }

            if (await CircularWrites.ProblemsAsync(unit.Session, declared, id, parsed.Value.Canonical, null, ct) is { Count: > 0 } circles)
            {
                return Outcome<Written>.Refused(circles);
            }

            var result = await node.Golden.EditAsync(unit, id, apiKey.Source, parsed.Value.Canonical, new WriteOrigin(apiKey.Name, "api"), ct);
            return Wrote(id, result.Effect, unit.Cursor);
        });
        return await AnswerAsync(http, node, declared.Name, outcome);
    }

    private static async Task<IResult?> AnswerAsync(HttpContext http, Node node, string type, Outcome<Written> outcome)
    {
        if (!outcome.Succeeded)
        {
            return outcome.Problems.ToRefusal();
        }

        var written = outcome.Value;
        http.Response.Headers[TenantFilter.SequenceHeader] = written.Cursor.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers["Fori-Cursor"] = written.Cursor.ToString();
        http.Response.Headers.CacheControl = "no-store";
        var row = await node.Database.ReadAsync(
            http.Node().Tenant.Id, session => session.PublishedAtAsync(written.Id, written.Cursor.Sequence, http.RequestAborted), http.RequestAborted);
        if (row is null)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return null;
        }

        http.Response.StatusCode = written.Status;
        http.Response.Headers.ETag = DocumentJson.ETagOf(row);
        http.Response.Headers.Location = $"/api/v1/{type}/{row.Id}";
        await ReadDocument.SendAsync(http, writer => DocumentJson.Write(writer, row));
        return null;
    }

    private static async Task<Outcome<(DocumentBody Body, byte[] Canonical)>> BodyAsync(HttpContext http, DocumentType type, Node node)
    {
        if (!MaySayJson(http.Request.ContentType))
        {
            return Problem.Of("request.media-type", HeaderNames.ContentType, ("value", http.Request.ContentType ?? ""));
        }

        var profile = http.Request.Query["profile"] is [{ } asked, ..] ? asked : ProfileValidator.Fori;
        if (!ProfileValidator.Profiles.Contains(profile))
        {
            return Problem.Of("query.profile", "profile", ("value", profile), ("allowed", string.Join(", ", ProfileValidator.Profiles)));
        }

        using var buffer = new MemoryStream();
        if (http.Request.ContentLength > LargestBody)
        {
            return Problem.Of("body.too-large", "", ("max", LargestBody.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var received = WithoutByteOrderMark(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        var parsed = type.Parse(WithoutEnvelope(received));
        if (!parsed.Succeeded)
        {
            return parsed;
        }

        var (body, _) = parsed.Value;
        var safe = type.Sanitised(body);
        var problems = ProfileValidator.Validate(profile, safe, new NodeCodes(node)).Where(p => p.Severity == Severity.Error).ToList();
        if (problems.Count > 0)
        {
            return Outcome<(DocumentBody, byte[])>.Refused(problems);
        }

        if (ReferenceEquals(safe, body))
        {
            return parsed;
        }

        var written = type.Write(safe);
        return written.Succeeded ? (safe, written.Value) : Outcome<(DocumentBody, byte[])>.Refused(written.Problems);
    }

    // A form is what curl and other programs say by themselves when their user named no type; nobody sends one here.
    private static bool MaySayJson(string? type) =>
        string.IsNullOrEmpty(type)
        || (MediaTypeHeaderValue.TryParse(type, out var media)
            && (media.MediaType == "application/json" || media.Suffix == "json" || media.MediaType == "application/x-www-form-urlencoded"));

    // Not part of JSON, but it may be passed over (RFC 8259 §8.1), as it is in files.
    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> received) =>
        received.Span.StartsWith(System.Text.Encoding.UTF8.Preamble) ? received[System.Text.Encoding.UTF8.Preamble.Length..] : received;

    // What was read may be sent back: the members around the body are told, not asked.
    private static byte[] WithoutEnvelope(ReadOnlyMemory<byte> received)
    {
        var canonical = CanonicalJson.Canonicalise(received.Span);
        if (!canonical.Succeeded || !JsonBody.IsObject(canonical.Value))
        {
            return received.ToArray();
        }

        if (!HasEnvelope(canonical.Value))
        {
            return canonical.Value;
        }

        var members = System.Text.Json.Nodes.JsonNode.Parse(canonical.Value)!.AsObject(); // An object, as was just seen.
        foreach (var name in Envelope)
        {
            members.Remove(name);
        }

        return System.Text.Encoding.UTF8.GetBytes(members.ToJsonString());
    }

    private static bool HasEnvelope(ReadOnlySpan<byte> body)
    {
        foreach (var member in JsonBody.Members(body))
        {
            if (Envelope.Contains(JsonBody.ReadName(member.Name)))
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>The refusal; null when the key may write.</returns>
    public static IResult? Writer(HttpContext http, DocumentTypes types, string type, out ApiKeyRow apiKey, out DocumentType declared)
    {
        apiKey = null!; // Not read by the caller when this refuses.
        declared = null!; // As above.
        if (http.ApiKey() is not { } key)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Refused(StatusCodes.Status401Unauthorized, Problem.Of("access.key-needed"));
        }

        if (key.Role is not ("writer" or "steward"))
        {
            return Refused(StatusCodes.Status403Forbidden, Problem.Of("access.role", "", ("role", key.Role), ("needed", "writer")));
        }

        if (types.Find(type) is not { } found || (found.Name == nameof(Municipality) && key.Role != "steward"))
        {
            return ListDocuments.TypeUnknown(type);
        }

        if (found.Kind.IsEdited)
        {
            return Refused(StatusCodes.Status422UnprocessableEntity, Problem.Of("type.written-by-editors", "", ("type", type)));
        }

        (apiKey, declared) = (key, found);
        return null;
    }

    private static IResult Refused(int status, Problem problem) => ((IReadOnlyList<Problem>)[problem]).ToHttp(status);

    private static Written Wrote(Guid document, ContributionEffect effect, LogCursor cursor) =>
        new(document, effect == ContributionEffect.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK, cursor);
}
