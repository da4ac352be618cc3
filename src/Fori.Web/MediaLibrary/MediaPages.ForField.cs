using System.Security.Cryptography;
using System.Text.Json;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.MediaItems;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.MediaLibrary.Admin;
using Fori.MediaLibrary.Intake;
using Fori.Site.Building;
using Fori.Store.Editing;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Content;

namespace Fori.Web.MediaLibrary;

/// <summary>One file, sent for a field of a form with what is told of it: kept, made public where the person may, and chosen there.</summary>
internal static partial class MediaPages
{
    private static readonly string AcceptPictures = string.Join(',', FileKinds.All.Where(k => k.Kind == MediaKind.Image).SelectMany(k => k.Endings).Select(e => "." + e));

    /// <summary>Where a file is sent for a field.</summary>
    /// <param name="tab">Under which the form is kept; null when it is not.</param>
    public static string SendUrl(string type, Guid document, string field, Guid? tab) =>
        $"{Path}/upload?for={type}/{document}&field={Uri.EscapeDataString(field)}{(tab is { } kept ? $"&tab={kept}" : "")}";

    private static bool IsForField(HttpContext http) => http.Request.Query.ContainsKey("for");

    private static async Task<IResult> ForFieldAsync(HttpContext http, Func<ContentPages.SendingTarget, Task<IResult>> answer)
    {
        if (await ContentPages.SendingTargetAsync(http) is not { } target)
        {
            return Results.NotFound();
        }

        return !await ContentPages.MayAsync(http, ContentAction.View, target.Type, null, target.Found) ? await AdminAnswers.RefusedAsync(http, ContentAction.View)
            : !await ContentPages.MayEditAsync(http, target.Type, target.Found) ? await ContentPages.NoEditAsync(http, target.Type, target.Found)
            : !await http.MayAsync(ContentAction.Create, nameof(Media), null, await HomeOfAsync(http, target), true, http.Request.Path) ? await AdminAnswers.RefusedAsync(http, ContentAction.Create)
            : await answer(target);
    }

    // With the page for which it is sent, where the person may; else where all that the person sends goes.
    private static async Task<Guid?> HomeOfAsync(HttpContext http, ContentPages.SendingTarget target) =>
        SectionOf.Body(target.Type, target.Found.Document.Id, target.Found.Draft.Body) is { } home && Rights.May(http.Staff(), ContentAction.Create, nameof(Media), null, home, true)
            ? home
            : (await ContentPages.PlaceOfNewAsync(http, Type(http), null)).Section;

    private static async Task<IResult> SendFormAsync(HttpContext http, ContentPages.SendingTarget target, SentFile typed, IReadOnlyList<FieldProblem> problems)
    {
        var (words, settings, home) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await HomeOfAsync(http, target));
        return AdminAnswers.Page<SendFilePage, SendFileView>(new SendFileView(
            typed.Batch ?? Guid.CreateVersion7(), target.SendUrl, target.IsPicture, target.IsPicture ? AcceptPictures : Accept, FileSize.Say(Desk(http).Limits.Bytes, words.Ui.Culture),
            ContentPages.TitleOf(target.Type, target.Found.Draft.Body, settings) ?? words["content.untitled"], target.BackUrl)
        {
            Frame = await http.FrameAsync(words[target.IsPicture ? "newcomer.send.picture" : "newcomer.send.file"]),
            Alt = [.. settings.Languages.Select(l => (l, typed.Alt.GetValueOrDefault(l, "")))],
            IsDecorative = typed.IsDecorative,
            Author = typed.Author,
            MayPublish = settings.Languages.All(l => Rights.May(http.Staff(), ContentAction.Publish, nameof(Media), l, home, true)),
            Problems = problems,
        });
    }

    private static async Task<IResult> SendAsync(HttpContext http, ContentPages.SendingTarget target)
    {
        var (ct, words, settings, form) = (http.RequestAborted, http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await http.Request.ReadFormAsync(http.RequestAborted));
        var typed = SentFile.Read(form, settings.Languages);
        var file = form.Files.FirstOrDefault(f => f.FileName.Length > 0);
        var kind = file is null ? null : await KindOfAsync(file, ct);
        var problems = new List<FieldProblem>();
        if (file is null)
        {
            problems.Add(new FieldProblem("file", words[target.IsPicture ? "newcomer.send.none.picture" : "newcomer.send.none.file"]));
        }
        else if (target.IsPicture && kind is { Kind: not MediaKind.Image })
        {
            problems.Add(new FieldProblem("file", words["newcomer.send.no-picture"]));
        }

        if ((target.IsPicture || kind?.Kind == MediaKind.Image) && !typed.IsDecorative && typed.Alt.GetValueOrDefault(settings.Languages[0], "").Length == 0)
        {
            problems.Add(new FieldProblem($"alt.{settings.Languages[0]}", words["newcomer.send.alt.missing"]));
        }

        if (file is null || problems.Count > 0)
        {
            return await SendFormAsync(http, target, typed, problems);
        }

        var id = await typed.IdOfAsync(file, ct);
        await using var content = file.OpenReadStream();
        var tenant = http.Node().Tenant;
        var desk = http.RequestServices.GetRequiredService<EditorDesk>();
        var outcome = await Desk(http).UploadAsync(tenant, id, content, file.FileName, settings.Languages, await HomeOfAsync(http, target), typed.Said, http.Staff().Actor, ct);

        // Of a form that was sent twice, the other one was taken.
        if (await desk.FindAsync(tenant, id, ct) is not { } kept)
        {
            return await SendFormAsync(http, target, typed, [.. outcome.Problems.Select(p => new FieldProblem(
                p.Path.StartsWith("alt", StringComparison.Ordinal) || p.Path == "author" ? EditForm.NameOf(p.Path) : "file", ProblemText.Say(p with { Path = "" }, words.Language)))]);
        }

        return await PublishedAsync(http, target, kept, settings);
    }

    // Without the right it waits as a draft; so does what lacks something, as a video its captions. The form says which.
    private static async Task<IResult> PublishedAsync(HttpContext http, ContentPages.SendingTarget target, EditedDocument kept, SiteSettings settings)
    {
        var desk = http.RequestServices.GetRequiredService<EditorDesk>();
        var may = await ContentPages.MayOfAsync(http, Type(http), kept);
        var isPublic = kept.Document.Published is not null;
        if (!isPublic && settings.Languages.All(l => may(ContentAction.Publish, l)))
        {
            var outcome = await desk.PublishAsync(
                http.Node().Tenant, new PublishingOrder(kept.Document.Id, kept.Document.Draft, settings.Languages, true, null), http.Staff().Actor, http.RequestAborted);
            if (outcome.Succeeded)
            {
                return ContentPages.Written(http, outcome.Value, await ContentPages.ChooseAsync(http, target, kept.Document.Id, isPublic: true));
            }

            isPublic = (await desk.FindAsync(http.Node().Tenant, kept.Document.Id, http.RequestAborted))?.Document.Published is not null;
        }

        return AdminAnswers.SeeOther(await ContentPages.ChooseAsync(http, target, kept.Document.Id, isPublic));
    }

    /// <returns>Null for what is not taken, or is told by more than its first bytes.</returns>
    private static async Task<FileKind?> KindOfAsync(IFormFile file, CancellationToken ct)
    {
        await using var content = file.OpenReadStream();
        var head = new byte[FileKinds.HeadBytes];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        return FileKinds.Of(head.AsSpan(0, read), out _);
    }

    /// <summary>The form as it was typed, without its file: browsers do not give that back.</summary>
    /// <param name="Batch">Names what a form that is sent twice makes; null before the form was drawn.</param>
    private sealed record SentFile(Guid? Batch, IReadOnlyDictionary<string, string> Alt, bool IsDecorative, string Author)
    {
        public static SentFile Blank { get; } = new(null, new Dictionary<string, string>(), IsDecorative: false, "");

        public SaidOfFile Said => new(IsDecorative ? LocalizedText.Empty : new LocalizedText(Alt), IsDecorative, Author.Length > 0 ? Author : null);

        public static SentFile Read(IFormCollection form, IReadOnlyList<string> languages) => new(
            Guid.TryParse(form.Field("batch"), out var batch) ? batch : null,
            languages.Select(l => (l, Text: form.Field($"alt.{l}").Trim())).Where(t => t.Text.Length > 0).ToDictionary(t => t.l, t => t.Text), form.Field("decorative").Length > 0, form.Field("author").Trim());

        /// <summary>The same form sent again means the same document; another file, or other words, another one.</summary>
        public async Task<Guid> IdOfAsync(IFormFile file, CancellationToken ct)
        {
            await using var content = file.OpenReadStream();
            var hash = Convert.ToHexString(await SHA256.HashDataAsync(content, ct));
            string[] told = [(Batch ?? Guid.CreateVersion7()).ToString(), hash, IsDecorative ? "decorative" : "", Author, .. Alt.OrderBy(a => a.Key, StringComparer.Ordinal).SelectMany(a => new[] { a.Key, a.Value })];
            return new Guid(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(told)).AsSpan(0, 16));
        }
    }
}
