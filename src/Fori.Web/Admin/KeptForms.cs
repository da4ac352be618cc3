using System.Security.Claims;
using System.Text.Json;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Writing;
using Fori.Web.Access;
using Fori.Web.Api;
using Fori.Web.Content;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Fori.Web.Admin;

/// <summary>
/// A form that was sent after the session had ended: it is kept for the person whose session it was, who signs in and gets it
/// back as it was typed. Nothing is done by itself, since rights may be others by then. The form of a document goes where its
/// unsaved texts are; any other is a row beside them, of no document.
/// </summary>
internal static class KeptForms
{
    /// <summary>In the place of the name of a type, which begins with a capital.</summary>
    public const string Type = "form";

    /// <summary>The field by which a form says that it was kept, so that it can be forgotten when it has been taken.</summary>
    public const string Field = "kept-form";

    private const string Path = AdminModule.Root + "/kept";
    private const int LongestCode = 40;

    // All of them under one document that is none: of a person the newest stay, as of each document.
    private static readonly Guid Place = new("3b0c6a51-7f0e-4c0e-9f3c-6f6f72692e66");

    // What opens something is never stored.
    private static readonly HashSet<string> Secrets = new(StringComparer.Ordinal) { "password", "current", "new", "again", "code", "secret", "form-token", Field };

    public static void Map(RouteGroupBuilder staff)
    {
        staff.MapPage("/kept/{id:guid}", ShowAsync);
        staff.MapForm("/kept/{id:guid}/discard", DiscardAsync);
    }

    public static string PathOf(Guid id) => $"{Path}/{id}";

    /// <summary>Keeps the form of the request, if it is certain whose it is and that this person sent it from here.</summary>
    /// <returns>The way to sign in and back; null when it is of nobody, or too large.</returns>
    public static async Task<IResult?> KeptAsync(HttpContext http, IAntiforgery forms)
    {
        if (Ticket(http) is not { } ticket || await StaffTickets.LastAsync(ticket, Scope(http), http.RequestServices.GetRequiredService<StaffUsers>(), http.SignIn()) is not { } account
            || !await IsTheirsAsync(http, forms, ticket))
        {
            return null;
        }

        // Forms of the account hold passwords and codes, and nothing that was written at length.
        var back = http.Request.Path.StartsWithSegments(AccountPages.Path) ? AccountPages.Path
            : await ContentPages.KeepLateAsync(http, account.Row.Id) ?? await KeepAsync(http, account.Row.Id);
        return back is null ? null : AdminAnswers.SeeOther($"{SignInPages.Path}?kept&return={Uri.EscapeDataString(back)}");
    }

    /// <summary>After a form was taken, it need not be kept any more.</summary>
    public static async Task TakenAsync(HttpContext http, object? answer)
    {
        if (answer is IStatusCodeHttpResult { StatusCode: StatusCodes.Status303SeeOther } && http.Request.HasFormContentType
            && Guid.TryParse((await http.Request.ReadFormAsync(http.RequestAborted)).Field(Field), out var id))
        {
            await ForgetAsync(http, id);
        }
    }

    // The ticket as it was given, also when its time is over: what was signed by us stays true of whose it was.
    private static ClaimsPrincipal? Ticket(HttpContext http)
    {
        var cookie = http.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        return cookie.Cookie.Name is { } name && cookie.CookieManager.GetRequestCookie(http, name) is { Length: > 0 } value ? cookie.TicketDataFormat.Unprotect(value)?.Principal : null;
    }

    // The form's token was made for a person: it must be this one, as while the session was open.
    private static async Task<bool> IsTheirsAsync(HttpContext http, IAntiforgery forms, ClaimsPrincipal ticket)
    {
        var nobody = http.User;
        http.User = ticket;
        try
        {
            return await forms.IsRequestValidAsync(http);
        }
        finally
        {
            http.User = nobody;
        }
    }

    private static async Task<string?> KeepAsync(HttpContext http, Guid person)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var kept = new KeptForm(
            http.Request.Path + http.Request.QueryString, From(http.Request), form.Files.Count > 0,
            [.. form.Where(f => !Secrets.Contains(f.Key)).SelectMany(f => f.Value.Select(v => new KeptField(f.Key, v ?? "")))]);
        var body = JsonSerializer.SerializeToUtf8Bytes(kept);
        if (body.Length > Autosaves.Largest)
        {
            return null;
        }

        var id = Guid.CreateVersion7();
        await http.RequestServices.GetRequiredService<Node>().Writer.WriteAsync(http.Node().Tenant.Id, WriteLane.People, async (unit, stop) =>
        {
            await unit.KeepAutosaveAsync(new AutosaveRow(person, Place, id, Type, 0, body, unit.Now), stop);
            return true;
        }, http.RequestAborted);
        return PathOf(id);
    }

    // The page on which the form stood; only a path of ours.
    private static string? From(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var from) && from.Authority == request.Host.Value
        && from.AbsolutePath.StartsWith(AdminModule.Root + "/", StringComparison.Ordinal)
            ? from.PathAndQuery
            : null;

    private static async Task<IResult> ShowAsync(HttpContext http)
    {
        var id = Id(http);
        var rows = await http.RequestServices.GetRequiredService<Node>().Database.ReadAsync(
            http.Node().Tenant.Id, session => session.AutosavesAsync(http.Staff().Id, Place, http.RequestAborted), http.RequestAborted);

        // Another's, sent again already, or thrown away: there is nothing here for this person.
        if (rows.Find(row => row.Tab == id && row.Type == Type) is not { } found)
        {
            return AdminAnswers.SeeOther(AdminModule.Root);
        }

        var words = http.Words();
        var kept = JsonSerializer.Deserialize<KeptForm>(found.Body) ?? throw new InvalidDataException($"The kept form {id} is empty.");
        return AdminAnswers.Page<KeptFormPage, KeptFormView>(new KeptFormView(id, kept.Url, kept.From, words.At(found.At), kept.HasFiles)
        {
            Frame = await http.FrameAsync(words["kept.heading"]),
            Fields = [.. kept.Fields.Select(f => new KeptFormField(f.Name, f.Value, LabelOf(words, f)))],
        });
    }

    // What people write is shown and can be changed; marks and codes of the form go along as they were.
    private static string? LabelOf(AdminWords words, KeptField field) =>
        words.Find($"field.{field.Name}") ?? (field.Value.Any(c => char.IsWhiteSpace(c) || c == '@') || field.Value.Length > LongestCode ? words.Find($"content.field.{field.Name}") ?? field.Name : null);

    private static async Task<IResult> DiscardAsync(HttpContext http)
    {
        await ForgetAsync(http, Id(http));
        return AdminAnswers.SeeOther(AdminModule.Root);
    }

    private static Task ForgetAsync(HttpContext http, Guid id) =>
        http.RequestServices.GetRequiredService<Node>().Writer.WriteAsync(http.Node().Tenant.Id, WriteLane.People, (unit, _) =>
        {
            unit.ForgetAutosave(http.Staff().Id, Place, id, unit.Now);
            return Task.FromResult(true);
        }, CancellationToken.None); // What was begun is finished although the asker has gone.

    private static Guid Id(HttpContext http) => Guid.Parse((string)http.Request.RouteValues["id"]!, System.Globalization.CultureInfo.InvariantCulture); // The route takes nothing else.

    private static StaffScope Scope(HttpContext http) => http.RequestServices.GetRequiredService<StaffScope>();

    private sealed record KeptForm(string Url, string? From, bool HasFiles, IReadOnlyList<KeptField> Fields);

    private sealed record KeptField(string Name, string Value);
}

/// <summary>Marks endpoints behind <see cref="SignedInFilter"/>: a form sent to them was made for somebody.</summary>
internal sealed class AsksWhoIsThere
{
    public static readonly AsksWhoIsThere Instance = new();

    public static bool Asked(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<AsksWhoIsThere>() is not null;
}
