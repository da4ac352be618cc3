using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.MediaItems;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.MediaLibrary.Admin;
using Fori.MediaLibrary.Intake;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Content;

namespace Fori.Web.MediaLibrary;

/// <summary>The library in the admin: found, sent, replaced. What is said of a file is written in the form of its type.</summary>
internal static partial class MediaPages
{
    public const string Path = AdminModule.Root + "/media";

    /// <summary>As many as the list searches through.</summary>
    public const int MostLooked = 10_000;

    /// <summary>Ending rights are told so early.</summary>
    public const int DaysBefore = 30;
    private const int OnPage = 48;
    private const int ThumbnailWidth = 320;

    private static readonly string Accept = string.Join(',', FileKinds.All.SelectMany(k => k.Endings).Select(e => "." + e));

    public static void Map(RouteGroupBuilder staff)
    {
        staff.MapPage("/media", LibraryAsync);
        staff.MapPage("/media/upload", http => IsForField(http) ? ForFieldAsync(http, target => SendFormAsync(http, target, SentFile.Blank, [])) : UploadFormAsync(http, Guid.CreateVersion7(), [], []));
        staff.MapForm("/media/upload", http => IsForField(http) ? ForFieldAsync(http, target => SendAsync(http, target)) : UploadAsync(http)).WithMetadata(UploadGate.Instance);
        staff.MapPage("/media/{id:guid}", http => OfAsync(http, (found, media) => ShowAsync(http, found, media, [])));
        staff.MapPage("/media/{id:guid}/file/{name}", http => OfAsync(http, (found, media) =>
            MediaAnswers.InAdminAsync(http, http.Node().Tenant.Id, found.Document.Id, media, (string)http.Request.RouteValues["name"]!))); // The route asks for one.
        staff.MapForm("/media/{id:guid}/focus", http => OfAsync(http, (found, media) => FocusAsync(http, found, media)));
        staff.MapForm("/media/{id:guid}/replace", http => OfAsync(http, (found, media) => ReplaceAsync(http, found, media))).WithMetadata(UploadGate.Instance);
        staff.MapForm("/media/{id:guid}/delete", http => OfAsync(http, (found, media) => DeleteAsync(http, found, media)));

        // The pages of all types list, create and preview otherwise.
        staff.MapPage("/content/Media", _ => Task.FromResult(AdminAnswers.SeeOther(Path)));
        staff.MapPage("/content/Media/new", _ => Task.FromResult(AdminAnswers.SeeOther(Path + "/upload")));
        staff.MapPage("/content/Media/{id:guid}/preview/{language}", http => Task.FromResult(AdminAnswers.SeeOther($"{Path}/{http.Request.RouteValues["id"]}")));
    }

    public static string PathOf(Guid id) => $"{Path}/{id}";

    public static string TitleOf(Media media, SiteSettings settings, AdminWords words) => media.Title.In(settings.Languages)?.Text ?? media.File?.Name ?? words["content.untitled"];

    private static MediaDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<MediaDesk>();

    private static DocumentType Type(HttpContext http) => http.RequestServices.GetRequiredService<Node>().Types[nameof(Media)];

    private static DateOnly Today(HttpContext http) => LocalDays.DayOf(http.RequestServices.GetRequiredService<Node>().Clock.GetUtcNow());

    private static async Task<IResult> OfAsync(HttpContext http, Func<EditedDocument, Media, Task<IResult>> answer)
    {
        var id = Guid.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture); // The route asks for one.
        var found = await http.RequestServices.GetRequiredService<EditorDesk>().FindAsync(http.Node().Tenant, id, http.RequestAborted);
        return found is null || found.Document.Type != nameof(Media) || found.Document.State is DocumentState.Archived || Type(http).TryRead(found.Draft.Body, out _) is not Media media ? Results.NotFound()
            : await MayAsync(http, ContentAction.View, found) ? await answer(found, media)
            : await AdminAnswers.RefusedAsync(http, ContentAction.View);
    }

    private static async Task<IResult> LibraryAsync(HttpContext http)
    {
        var sections = Rights.SectionsOf(http.Staff(), ContentAction.View, nameof(Media));
        if (!await http.MayAsync(ContentAction.View, nameof(Media), null, sections?.Select(s => (Guid?)s).FirstOrDefault(), true, http.Request.Path))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.View);
        }

        var (words, settings, today, query, ct) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), Today(http), http.Request.Query, http.RequestAborted);
        string Asked(string name) => query[name] is [{ } value, ..] ? value.Trim() : "";
        var filter = new LibraryFilter(Asked("q"), Enum.GetNames<MediaKind>().Contains(Asked("kind")) ? Asked("kind") : "", Asked("only"), Asked("as") == "list");
        var type = Type(http);
        var all = (await http.RequestServices.GetRequiredService<EditorDesk>().ListAsync(http.Node().Tenant, type, MostLooked, ct))
            .Select(f => (Found: f, Media: type.TryRead(f.Draft.Body, out _) as Media)).Where(f => f.Media?.File is not null).Select(f => (f.Found, Media: f.Media!)) // Filtered.
            .Where(f => (sections is null || (SectionOf.Body(type, f.Found.Document.Id, f.Found.Draft.Body) is { } home && sections.Contains(home))) && Fits(f.Media, filter, today)).ToList();
        if (filter.Only == "unused")
        {
            var used = await Desk(http).UsedAsync(http.Node().Tenant, [.. all.Select(f => f.Found.Document.Id)], ct);
            all.RemoveAll(f => used.Contains(f.Found.Document.Id));
        }

        var page = Math.Max(0, int.TryParse(Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        string Url(int at, bool isTable) => Path + QueryString.Create(
            new (string Name, string Value)[] { ("q", filter.Text), ("kind", filter.Kind), ("only", filter.Only), ("as", isTable ? "list" : ""), ("page", at > 0 ? at.ToString(CultureInfo.InvariantCulture) : "") }
                .Where(p => p.Value.Length > 0).Select(p => KeyValuePair.Create(p.Name, (string?)p.Value)));
        var uploaded = Asked("uploaded");
        return AdminAnswers.Page<LibraryPage, LibraryView>(new LibraryView
        {
            Frame = await http.FrameAsync(words["media.heading"]),
            Rows = [.. all.Skip(page * OnPage).Take(OnPage).Select(f => RowOf(f.Found, f.Media, settings, words, today))],
            Total = all.Count,
            Filter = filter,
            MayUpload = Rights.SectionsOf(http.Staff(), ContentAction.Create, nameof(Media)) is null or { Count: > 0 },
            PreviousUrl = page > 0 ? Url(page - 1, filter.IsTable) : null,
            NextUrl = all.Count > (page + 1) * OnPage ? Url(page + 1, filter.IsTable) : null,
            OtherUrl = Url(page, !filter.IsTable),
            Done = uploaded.Length > 0 ? words.With("media.uploaded", ("count", uploaded)) : query.ContainsKey("deleted") ? words["media.deleted"] : null,
        });
    }

    private static bool Fits(Media media, LibraryFilter filter, DateOnly today) =>
        (filter.Kind.Length == 0 || media.Kind?.ToString() == filter.Kind)
        && (filter.Only != "no-alt" || LacksAlt(media))
        && (filter.Only != "rights" || media.RightsUntil < today.AddDays(DaysBefore))
        && (filter.Text.Length == 0 || media.Title.Concat(media.Alt).Concat(media.Caption).Select(t => t.Value).Concat(media.Tags).Append(media.File?.Name ?? "").Append(media.Author ?? "")
            .Any(t => t.Contains(filter.Text, StringComparison.CurrentCultureIgnoreCase)));

    private static bool LacksAlt(Media media) => media.Kind == MediaKind.Image && media.Decorative != true && media.Alt.IsEmpty;

    private static MediaRow RowOf(EditedDocument found, Media media, SiteSettings settings, AdminWords words, DateOnly today)
    {
        var file = media.File!; // The list holds only those.
        return new MediaRow(
            TitleOf(media, settings, words), PathOf(found.Document.Id),
            Rendition.AreOf(file) ? $"{PathOf(found.Document.Id)}/file/{new Rendition(ThumbnailWidth, PictureShape.Whole, null, FileKinds.WebP).Name}"
                : media.Kind == MediaKind.Image ? $"{PathOf(found.Document.Id)}/file/original" : null,
            media.Kind == MediaKind.Video ? "camera" : "file-text", FactsOf(file, words), found.Document.Published is not null, WarningsOf(media, words, today).FirstOrDefault(), words.At(found.Draft.At));
    }

    private static string FactsOf(MediaFile file, AdminWords words) => string.Join(", ", new[]
    {
        FileKinds.All.FirstOrDefault(k => k.MediaType == file.MediaType)?.Name ?? file.MediaType,
        file is { Width: { } width, Height: { } height } ? string.Create(CultureInfo.InvariantCulture, $"{width} × {height}") : null,
        FileSize.Say(file.Bytes, words.Ui.Culture),
    }.OfType<string>());

    private static IEnumerable<string> WarningsOf(Media media, AdminWords words, DateOnly today)
    {
        if (LacksAlt(media))
        {
            yield return words["media.only.no-alt"];
        }

        if (media.Kind == MediaKind.Video && media.Captions.Count == 0)
        {
            yield return words["media.no-captions"];
        }

        if (media.RightsUntil is { } until && until < today.AddDays(DaysBefore))
        {
            yield return words.With(MediaChecks.RightsEnded(media, today) ? "media.rights.ended" : "media.rights.ending", ("day", words.Ui.Day(until)));
        }
    }

    private static async Task<IResult> UploadFormAsync(HttpContext http, Guid batch, IReadOnlyList<FieldProblem> problems, IReadOnlyList<(string Title, string Url)> kept)
    {
        if (!await http.MayAsync(ContentAction.Create, nameof(Media), null, (await ContentPages.PlaceOfNewAsync(http, Type(http), null)).Section, true, http.Request.Path))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Create);
        }

        var words = http.Words();
        return AdminAnswers.Page<UploadPage, UploadView>(new UploadView(batch, Accept, FileSize.Say(Desk(http).Limits.Bytes, words.Ui.Culture), kept)
        {
            Frame = await http.FrameAsync(words["media.upload"]),
            Problems = problems,
        });
    }

    private static async Task<IResult> UploadAsync(HttpContext http)
    {
        var (section, _) = await ContentPages.PlaceOfNewAsync(http, Type(http), null);
        if (!await http.MayAsync(ContentAction.Create, nameof(Media), null, section, true, http.Request.Path))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Create);
        }

        var (words, settings, form) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await http.Request.ReadFormAsync(http.RequestAborted));
        var batch = Guid.TryParse(form.Field("batch"), out var named) ? named : Guid.CreateVersion7();
        var (kept, problems) = (new List<(EditorSave Save, string Title, string Url)>(), new List<FieldProblem>());
        foreach (var (index, file) in form.Files.Where(f => f.FileName.Length > 0).Index())
        {
            await using var content = file.OpenReadStream();
            var id = IdOf(batch, index);
            var outcome = await Desk(http).UploadAsync(http.Node().Tenant, id, content, file.FileName, settings.Languages, section, SaidOfFile.Nothing, http.Staff().Actor, http.RequestAborted);
            if (outcome.Succeeded)
            {
                kept.Add((outcome.Value, file.FileName, PathOf(id)));
            }
            else
            {
                problems.AddRange(outcome.Problems.Select(p => new FieldProblem("files", $"{file.FileName}: {ProblemText.Say(p, words.Language)}")));
            }
        }

        if (kept.Count == 0 && problems.Count == 0)
        {
            problems.Add(new FieldProblem("files", words["media.files.none"]));
        }

        return problems.Count > 0 ? await UploadFormAsync(http, Guid.CreateVersion7(), problems, [.. kept.Select(k => (k.Title, k.Url))])
            : ContentPages.Written(http, kept[^1].Save, kept is [var only] ? only.Url + "?uploaded" : $"{Path}?uploaded={kept.Count.ToString(CultureInfo.InvariantCulture)}");
    }

    // The same form sent again means the same documents.
    private static Guid IdOf(Guid batch, int index) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{batch}/{index}"))).AsSpan(0, 16));

    /// <summary>The right to it as a whole and to what its languages share.</summary>
    private static Task<bool> MayAsync(HttpContext http, ContentAction action, EditedDocument found) => ContentPages.MayAsync(http, action, Type(http), null, found);
}
