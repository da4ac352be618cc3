using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.MediaItems;
using Fori.MediaLibrary;
using Fori.MediaLibrary.Admin;
using Fori.MediaLibrary.Intake;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Content;

namespace Fori.Web.MediaLibrary;

/// <summary>One file: looked at, replaced, cropped, taken away.</summary>
internal static partial class MediaPages
{
    private const int LargePicture = 960;
    private const int SmallPicture = 320;
    private const int Whole = 100;

    private static async Task<IResult> ShowAsync(HttpContext http, EditedDocument found, Media media, IReadOnlyList<FieldProblem> problems)
    {
        var (words, settings, id) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), found.Document.Id);
        var users = await Desk(http).UsersAsync(http.Node().Tenant, id, http.RequestAborted);
        var may = await ContentPages.MayOfAsync(http, Type(http), found);
        var title = TitleOf(media, settings, words);
        var file = media.File;
        var hasRenditions = file is not null && Rendition.AreOf(file);
        var url = $"{PathOf(id)}/file";
        var largest = hasRenditions ? Rendition.WidthsOf(file!, PictureShape.Whole).Where(w => w <= LargePicture).DefaultIfEmpty(SmallPicture).Max() : 0; // It has some.
        return AdminAnswers.Page<MediaPage, MediaView>(new MediaView
        {
            Frame = await http.FrameAsync(title),
            Id = id,
            Expected = found.Document.Draft,
            Heading = title,
            Facts = [.. FactsOf(media, words)],
            IsPublic = found.Document.Published is not null,
            Warnings = [.. WarningsOf(media, words, Today(http))],
            PictureUrl = hasRenditions ? $"{url}/{new Rendition(largest, PictureShape.Whole, null, FileKinds.WebP).Name}" : media.Kind == MediaKind.Image ? url + "/original" : null,
            PictureWidth = hasRenditions ? Math.Min(largest, file!.Width ?? largest) : file?.Width ?? SmallPicture, // As above.
            PictureHeight = hasRenditions ? (int)Math.Round((double)(file!.Height ?? 1) * Math.Min(largest, file.Width ?? largest) / (file.Width ?? 1)) : file?.Height ?? SmallPicture, // As above.
            PictureAlt = media.Alt.In(settings.Languages)?.Text ?? "",
            DownloadUrl = url + "/original",
            Focus = hasRenditions ? Rendition.PointOf(PictureShape.Square, media.Focus) : null,
            Crops = hasRenditions ? [.. CropsOf(media, file!, url, words)] : [], // As above.
            Users = [.. users.Select(u => (u.Title, u.Type == nameof(Media) ? PathOf(u.Document) : ContentPages.PathOf(u.Type, u.Document), u.IsPublic))],
            Accept = string.Join(',', FileKinds.All.Where(k => k.Kind == media.Kind).SelectMany(k => k.Endings).Select(e => "." + e)),
            MayEdit = may(ContentAction.Edit, null),
            MayDelete = may(ContentAction.Archive, null),
            Problems = problems,
            Done = DoneOf(http, words),
        });
    }

    private static string? DoneOf(HttpContext http, AdminWords words) =>
        http.Request.Query.ContainsKey("uploaded") ? words["media.uploaded.one"]
        : http.Request.Query.ContainsKey("replaced") ? words["media.replaced"]
        : http.Request.Query.ContainsKey("focused") ? words["media.focused"] : null;

    private static IEnumerable<(string, string)> FactsOf(Media media, AdminWords words)
    {
        if (media.File is { } file)
        {
            yield return (words["media.column.name"], file.Name);
            yield return (words["media.column.facts"], FactsOf(file, words));
        }

        foreach (var (key, value) in new[] { ("author", media.Author), ("licence", media.Licence), ("consent", media.Consent), ("rightsUntil", media.RightsUntil is { } until ? words.Ui.Day(until) : null), ("tags", string.Join(", ", media.Tags)) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                yield return (words[$"content.field.Media.{key}"], value);
            }
        }
    }

    private static IEnumerable<(string Name, string Url, int Width, int Height)> CropsOf(Media media, MediaFile file, string url, AdminWords words)
    {
        foreach (var shape in new[] { PictureShape.Wide, PictureShape.Landscape, PictureShape.Square })
        {
            var (width, height) = Rendition.CropOf(file.Width ?? 1, file.Height ?? 1, shape);
            var rendition = new Rendition(SmallPicture, shape, Rendition.PointOf(shape, media.Focus), FileKinds.WebP);
            var shown = Math.Min(SmallPicture, width);
            yield return (words[$"media.shape.{shape}"], $"{url}/{rendition.Name}", shown, (int)Math.Round((double)height * shown / Math.Max(1, width)));
        }
    }

    private static async Task<IResult> FocusAsync(HttpContext http, EditedDocument found, Media media)
    {
        if (!await MayAsync(http, ContentAction.Edit, found))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Edit);
        }

        var (words, form) = (http.Words(), await http.Request.ReadFormAsync(http.RequestAborted));
        if (PointOf(form, media) is not { } focus)
        {
            return await ShowAsync(http, found, media, [new FieldProblem("x", words["media.focus.wrong"])]);
        }

        var outcome = await Desk(http).FocusAsync(http.Node().Tenant, found, Expected(form), focus, await PublishesAsync(http, found), http.Staff().Actor, http.RequestAborted);
        return await AfterAsync(http, found, media, outcome, "x", "focused");
    }

    /// <summary>One of the nine buttons, a click on the picture, or the numbers.</summary>
    private static FocusPoint? PointOf(IFormCollection form, Media media)
    {
        static int? Hundredths(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Whole ? number : null;
        if (form.ContainsKey("point.x") && media.File is { Width: { } width, Height: { } height })
        {
            return int.TryParse(form.Field("point.x"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var clickedX)
                && int.TryParse(form.Field("point.y"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var clickedY)
                    ? new FocusPoint { X = (double)clickedX / MediaPage.PointWidth, Y = (double)clickedY / MediaPage.HeightOfPoint(width, height) }
                    : null;
        }

        var said = form.Field("at") is { Length: > 0 } at ? at.Split('-', 2) : [form.Field("x"), form.Field("y")];
        return said is [var across, var down] && Hundredths(across) is { } x && Hundredths(down) is { } y ? new FocusPoint { X = x / 100.0, Y = y / 100.0 } : null;
    }

    private static async Task<IResult> ReplaceAsync(HttpContext http, EditedDocument found, Media media)
    {
        if (!await MayAsync(http, ContentAction.Edit, found))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Edit);
        }

        var (words, form) = (http.Words(), await http.Request.ReadFormAsync(http.RequestAborted));
        if (form.Files.FirstOrDefault(f => f.FileName.Length > 0) is not { } file)
        {
            return await ShowAsync(http, found, media, [new FieldProblem("file", words["media.files.none"])]);
        }

        await using var content = file.OpenReadStream();
        var outcome = await Desk(http).ReplaceAsync(
            http.Node().Tenant, found, Expected(form), content, file.FileName, await PublishesAsync(http, found), http.Staff().Actor, http.RequestAborted);
        return await AfterAsync(http, found, media, outcome, "file", "replaced");
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, EditedDocument found, Media media)
    {
        if (!await MayAsync(http, ContentAction.Archive, found))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Archive);
        }

        var outcome = await Desk(http).DeleteAsync(
            http.Node().Tenant, found.Document.Id, Expected(await http.Request.ReadFormAsync(http.RequestAborted)), http.Staff().Actor, http.RequestAborted);
        return outcome.Succeeded ? ContentPages.Written(http, outcome.Value, Path + "?deleted") : await AfterAsync(http, found, media, outcome, "", "");
    }

    private static int Expected(IFormCollection form) => int.TryParse(form.Field("expected"), NumberStyles.None, CultureInfo.InvariantCulture, out var expected) ? expected : 0;

    // Without the right the change waits as a draft; that is no refusal, so none is noted.
    private static async Task<bool> PublishesAsync(HttpContext http, EditedDocument found) =>
        (await ContentPages.MayOfAsync(http, Type(http), found))(ContentAction.Publish, null);

    private static async Task<IResult> AfterAsync(HttpContext http, EditedDocument found, Media media, Outcome<EditorSave> outcome, string field, string done) =>
        outcome.Succeeded
            ? ContentPages.Written(http, outcome.Value, $"{PathOf(found.Document.Id)}?{done}")
            : await ShowAsync(http, found, media, [.. outcome.Problems.Select(p => new FieldProblem(field, ProblemText.Say(p, http.Words().Language)))]);
}
