using System.Text.Json;
using Fori.Access;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Writing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Microsoft.AspNetCore.Antiforgery;

namespace Fori.Web.Content;

/// <summary>
/// What is typed and not saved: kept while it is typed, offered when the form is opened again, and gone when it is saved. It is
/// the person's own; nobody else is shown it, and it is no version.
/// </summary>
internal static partial class ContentPages
{
    private static void MapAutosave(RouteGroupBuilder staff)
    {
        staff.MapForm("/content/{type}/{id:guid}/autosave", http => OfTypeAsync(http, KeepAsync)).WithMetadata(AnswersScripts.Instance);
        staff.MapPage("/content/{type}/{id:guid}/autosave/{tab:guid}", http => OfTypeAsync(http, ShowKeptAsync));
        staff.MapForm("/content/{type}/{id:guid}/autosave/{tab:guid}/discard", http => OfTypeAsync(http, DiscardAsync));
        staff.MapForm("/content/rich-text", ConvertAsync).WithMetadata(AnswersScripts.Instance);
        staff.MapPage("/form-token", FreshTokenAsync).WithMetadata(AnswersScripts.Instance);
    }

    /// <summary>Answers only when it is committed: what the page then calls kept is kept.</summary>
    private static async Task<IResult> KeepAsync(HttpContext http, DocumentType type)
    {
        var (ct, id, words) = (http.RequestAborted, IdOf(http), http.Words());
        if (await RefusedToWriteAsync(http, type, id) is { } status)
        {
            return Results.StatusCode(status);
        }

        // Who may only look has a form that cannot be written, and nothing to keep.
        if (await Desk(http).FindAsync(http.Node().Tenant, id, ct) is { } written && !await MayEditAsync(http, type, written))
        {
            await http.NoteAsync(http.Staff().Actor, nameof(ContentAction.Edit), $"{type.Name}/{id}", allowed: false);
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var typed = Named(await http.Request.ReadFormAsync(ct));
        if (!Guid.TryParse(typed.GetValueOrDefault("tab"), out var tab))
        {
            return Results.StatusCode(StatusCodes.Status422UnprocessableEntity);
        }

        if (await KeepAsync(http, http.Staff().Id, type, id, tab, typed) is not { } at)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        // A document that was never saved has no address of its own yet; its kept form has.
        var isNew = await Desk(http).FindAsync(http.Node().Tenant, id, ct) is null;
        return Results.Json(new { at = words.At(at).Split(' ')[^1], url = isNew ? KeptPath(type.Name, id, tab) : PathOf(type.Name, id) });
    }

    /// <summary>Keeps the form of a document that was sent after its session had ended. Whether the person may still write is asked when it is shown.</summary>
    /// <returns>Where it is shown then; null when the form is another one, or too large.</returns>
    public static async Task<string?> KeepLateAsync(HttpContext http, Guid person)
    {
        if (Fori.Content.ContentModule.Types.FirstOrDefault(t => t.Name == http.Request.RouteValues["type"] as string) is not { } type
            || !http.Request.RouteValues.ContainsKey("id") || http.Request.Path != PathOf(type.Name, IdOf(http)))
        {
            return null;
        }

        var typed = Named(await http.Request.ReadFormAsync(http.RequestAborted));
        var tab = Guid.TryParse(typed.GetValueOrDefault("tab"), out var given) ? given : Guid.CreateVersion7();
        return await KeepAsync(http, person, type, IdOf(http), tab, typed) is null ? null : KeptPath(type.Name, IdOf(http), tab) + "?back";
    }

    /// <returns>When; null for more than is kept.</returns>
    private static async Task<DateTimeOffset?> KeepAsync(HttpContext http, Guid person, DocumentType type, Guid id, Guid tab, Dictionary<string, string> typed)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(typed.Where(t => t.Key is not ("form-token" or "act")).ToDictionary());
        return body.Length > Autosaves.Largest ? null
            : await http.RequestServices.GetRequiredService<Node>().Writer.WriteAsync<DateTimeOffset?>(http.Node().Tenant.Id, WriteLane.People, async (unit, stop) =>
            {
                await unit.KeepAutosaveAsync(new AutosaveRow(person, id, tab, type.Name, Math.Max(0, Number(typed.GetValueOrDefault("expected", ""))), body, unit.Now), stop);
                return unit.Now;
            }, http.RequestAborted);
    }

    private static async Task<IResult> ShowKeptAsync(HttpContext http, DocumentType type)
    {
        var id = IdOf(http);
        var kept = (await KeptAsync(http, id)).FirstOrDefault(a => a.Tab == TabOf(http) && a.Type == type.Name);
        if (kept is null)
        {
            // Saved or thrown away since: then the document itself is what there is. Whoever signed in as another is sent home.
            return http.Request.Query.ContainsKey("back") ? AdminAnswers.SeeOther(AdminModule.Root)
                : await Desk(http).FindAsync(http.Node().Tenant, id, http.RequestAborted) is null ? Results.NotFound() : AdminAnswers.SeeOther(PathOf(type.Name, id));
        }

        var found = await Desk(http).FindAsync(http.Node().Tenant, id, http.RequestAborted);
        return await RefusedToWriteAsync(http, type, id) switch
        {
            null => await FormAsync(http, type, found, Typed(kept), [],
                ChosenDone(http) ?? http.Words().With(http.Request.Query.ContainsKey("back") ? "kept.back" : "writing.shown", ("at", http.Words().At(kept.At))), null, next: ChosenNext(http)),
            StatusCodes.Status404NotFound => Results.NotFound(),
            _ => await AdminAnswers.RefusedAsync(http, found is null ? ContentAction.Create : ContentAction.View),
        };
    }

    private static async Task<IResult> DiscardAsync(HttpContext http, DocumentType type)
    {
        var id = IdOf(http);
        await ForgetAsync(http, id, TabOf(http));
        return AdminAnswers.SeeOther(await Desk(http).FindAsync(http.Node().Tenant, id, http.RequestAborted) is null ? AdminModule.Root : PathOf(type.Name, id) + "?discarded");
    }

    /// <summary>The same text in both ways of writing; the server's own rules, so that script and plain form never differ.</summary>
    private static async Task<IResult> ConvertAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var text = form.Field("text");
        var html = form.Field("format") == EditForm.Html ? RichText.Sanitise(text) : MarkdownText.ToHtml(text);
        return Results.Json(new { html, markdown = MarkdownText.From(html) });
    }

    private static Task<IResult> FreshTokenAsync(HttpContext http) => Task.FromResult(
        Results.Json(new { token = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http).RequestToken, person = http.Staff().Id }));

    /// <summary>What the person typed after the draft was last saved, where it says something else; null when there is nothing.</summary>
    private static async Task<UnsavedOffer?> OfferAsync(HttpContext http, DocumentType type, EditedDocument found, SiteSettings settings)
    {
        var kept = (await KeptAsync(http, found.Document.Id)).FirstOrDefault(a => a.At > found.Draft.At && a.Type == type.Name);
        if (kept is null)
        {
            return null;
        }

        var basis = kept.Expected == 0 ? null : (await Desk(http).VersionAsync(http.Node().Tenant, found.Document.Id, kept.Expected, http.RequestAborted))?.Body;
        var read = EditForm.Read(type, basis is null ? null : type.Read(basis), Typed(kept), settings.Languages);
        var words = http.Words();

        // What cannot be read yet, as a half-written address, is offered without its differences.
        var differences = read.Succeeded
            ? GoldenMerge.Compare(type.Kind.Shape, found.Draft.Body, read.Value).Select(path => (FieldNames.Of(words, type.Name, path), TextAt(type, found.Draft.Body, path), TextAt(type, read.Value, path))).ToList()
            : [];
        return read.Succeeded && differences.Count == 0
            ? null
            : new UnsavedOffer(words.At(kept.At), KeptPath(type.Name, found.Document.Id, kept.Tab), differences);
    }

    private static async Task<int?> RefusedToWriteAsync(HttpContext http, DocumentType type, Guid id)
    {
        var found = await Desk(http).FindAsync(http.Node().Tenant, id, http.RequestAborted);
        return found is not null && found.Document.Type != type.Name ? StatusCodes.Status404NotFound
            : found is null ? await http.MayAsync(ContentAction.Create, type.Name, null, (await PlaceOfNewAsync(http, type, null)).Section, true, http.Request.Path) ? null : StatusCodes.Status403Forbidden
            : await MayAsync(http, ContentAction.View, type, null, found) ? null : StatusCodes.Status403Forbidden;
    }

    private static Task<List<AutosaveRow>> KeptAsync(HttpContext http, Guid document) =>
        http.RequestServices.GetRequiredService<Node>().Database.ReadAsync(
            http.Node().Tenant.Id, session => session.AutosavesAsync(http.Staff().Id, document, http.RequestAborted), http.RequestAborted);

    private static Task ForgetAsync(HttpContext http, Guid document, Guid tab) =>
        http.RequestServices.GetRequiredService<Node>().Writer.WriteAsync(http.Node().Tenant.Id, WriteLane.People, (unit, _) =>
        {
            unit.ForgetAutosave(http.Staff().Id, document, tab, unit.Now);
            return Task.FromResult(true);
        }, http.RequestAborted);

    // After a save; a form of before there were tabs names none.
    private static Task ForgetSavedAsync(HttpContext http, Guid document, Dictionary<string, string> typed) =>
        Guid.TryParse(typed.GetValueOrDefault("tab"), out var tab) ? ForgetAsync(http, document, tab) : Task.CompletedTask;

    private static Dictionary<string, string> Typed(AutosaveRow kept) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(kept.Body) ?? throw new InvalidDataException($"The kept form {kept.Tab} is empty.");

    private static Dictionary<string, string> Named(IFormCollection form) => form.ToDictionary(f => f.Key, f => f.Value is [.., { } value] ? value : ""); // A box that is ticked comes behind its hidden "no".

    private static Guid TabOf(HttpContext http) => Guid.Parse((string)http.Request.RouteValues["tab"]!, System.Globalization.CultureInfo.InvariantCulture); // The route asks for one.

    public static string KeptPath(string type, Guid document, Guid tab) => $"{PathOf(type, document)}/autosave/{tab}";
}
