using System.Globalization;
using Fori.Access;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Site.Building;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>"Changed in the original since": what is told beside the form, and taken away.</summary>
internal static partial class ContentPages
{
    private static void MapTranslations(RouteGroupBuilder staff) =>
        staff.MapForm("/content/{type}/{id:guid}/up-to-date", http => OfDocumentAsync(http, (type, found) => ConfirmTranslationAsync(http, type, found)));

    private static async Task<IResult> ConfirmTranslationAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var language = form.Field("language");
        return await RefusedAsync(http, ContentAction.Edit, type, found, [language])
            ?? await AnswerAsync(
                http, type, found,
                await Desk(http).ConfirmTranslationAsync(http.Node().Tenant, found.Document.Id, Number(form.Field("expected")), language, http.Staff().Actor, http.RequestAborted),
                "up-to-date", _ => "");
    }

    private static IReadOnlyList<StaleLine> StaleLines(HttpContext http, DocumentType type, EditedDocument found, IReadOnlyList<StaleTranslation> stale, Func<ContentAction, string?, bool> may)
    {
        var words = http.Words();
        return
        [
            .. stale.Select(s => new StaleLine(
                s.Language, words.With("translation.stale", ("language", words.Ui.NameOfLanguage(s.Language)), ("original", words.Ui.NameOfLanguage(s.Original))),
                string.Create(CultureInfo.InvariantCulture, $"{PathOf(type.Name, found.Document.Id)}/compare?from={s.Basis}&to={found.Document.Draft}&language={s.Original}"), may(ContentAction.Edit, s.Language))),
        ];
    }

    /// <summary>Choices of the list for languages that are behind the main one.</summary>
    private static IEnumerable<Choice> StaleChoices(HttpContext http, SiteSettings settings, string? chosen) =>
        settings.Languages.Skip(1).Select(l => new Choice($"{l}:{ContentQuery.StaleState}", StaleName(http.Words(), l), chosen == $"{l}:{ContentQuery.StaleState}"));

    private static string StaleName(Fori.Admin.AdminWords words, string language) => $"{words.Ui.NameOfLanguage(language)}: {words["translation.mark"]}";
}
