using System.Globalization;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Site.Building;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.MediaLibrary;

namespace Fori.Web.Content;

/// <summary>From a field of a form to the page that sends a file for it, and back with the file chosen.</summary>
internal static partial class ContentPages
{
    private const string SendAct = "send:";
    private const string ChosenMark = "chosen";
    private const string NotPublic = "draft";

    /// <summary>For which field of which form a file is sent.</summary>
    /// <param name="IsPicture">It takes nothing else.</param>
    /// <param name="Tab">Under which what was typed is kept; null when it is not.</param>
    internal sealed record SendingTarget(DocumentType Type, EditedDocument Found, string Field, bool IsPicture, Guid? Tab)
    {
        public string SendUrl => MediaPages.SendUrl(Type.Name, Found.Document.Id, Field, Tab);

        public string BackUrl => Tab is { } tab ? KeptPath(Type.Name, Found.Document.Id, tab) : PathOf(Type.Name, Found.Document.Id);
    }

    // The draft holds no empty parts: a block whose picture is yet to be sent is only in what was typed, so that is kept too.
    private static async Task<IResult> ToSendingAsync(HttpContext http, DocumentType type, EditorSave saved, Dictionary<string, string> typed, string field)
    {
        var tab = Guid.TryParse(typed.GetValueOrDefault("tab"), out var given) ? given : Guid.CreateVersion7();
        typed["expected"] = saved.State.Draft.ToString(CultureInfo.InvariantCulture);
        typed["tab"] = tab.ToString();
        var isKept = await KeepAsync(http, http.Staff().Id, type, saved.State.Document, tab, typed) is not null;
        return Written(http, saved, MediaPages.SendUrl(type.Name, saved.State.Document, field, isKept ? tab : null));
    }

    /// <returns>Null when the address names no field of a document that takes a file.</returns>
    internal static async Task<SendingTarget?> SendingTargetAsync(HttpContext http)
    {
        var query = http.Request.Query;
        string Asked(string name) => query[name] is [{ } value, ..] ? value : "";
        return Asked("for").Split('/') is [var name, var document] && Guid.TryParse(document, out var id)
            && Fori.Content.ContentModule.Types.FirstOrDefault(t => t.Name == name) is { } type && EditForm.TakesPicture(type, Asked("field")) is { } isPicture
            && await Desk(http).FindAsync(http.Node().Tenant, id, http.RequestAborted) is { } found && found.Document.Type == type.Name
                ? new SendingTarget(type, found, Asked("field"), isPicture, Guid.TryParse(Asked("tab"), out var tab) ? tab : null)
                : null;
    }

    /// <summary>Chooses a file in the form as it was typed, without saving it.</summary>
    /// <returns>Where the form is shown.</returns>
    internal static async Task<string> ChooseAsync(HttpContext http, SendingTarget target, Guid media, bool isPublic)
    {
        var (type, id, settings) = (target.Type, target.Found.Document.Id, await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        var kept = (await KeptAsync(http, id)).FirstOrDefault(a => a.Tab == target.Tab && a.Type == type.Name);
        var typed = kept is not null ? Typed(kept) : ValuesOf(type, target.Found.Draft.Body, settings);
        var tab = kept?.Tab ?? Guid.CreateVersion7();
        typed["tab"] = tab.ToString();
        if (kept is null)
        {
            typed["expected"] = target.Found.Document.Draft.ToString(CultureInfo.InvariantCulture);
        }

        // A row that was taken away in another window has no place for it; the library has the file.
        return EditForm.Chosen(type, typed, target.Field, media, settings.Languages) is { } chosen && await KeepAsync(http, http.Staff().Id, type, id, tab, chosen) is not null
            ? $"{KeptPath(type.Name, id, tab)}?{ChosenMark}{(isPublic ? "" : "=" + NotPublic)}&field={Uri.EscapeDataString(target.Field)}"
            : PathOf(type.Name, id) + "?sent";
    }

    private static string? ChosenDone(HttpContext http) =>
        !http.Request.Query.TryGetValue(ChosenMark, out var how) ? null : http.Words()[how == NotPublic ? "newcomer.chosen.draft" : "newcomer.chosen"];

    private static (string Name, string Url)? ChosenNext(HttpContext http) =>
        http.Request.Query.ContainsKey(ChosenMark) && http.Request.Query["field"] is [{ Length: > 0 } field] ? (http.Words()["newcomer.chosen.field"], "#" + Uri.EscapeDataString(field)) : null;
}
