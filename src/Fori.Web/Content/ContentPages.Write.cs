using System.Globalization;
using System.Text;
using Fori.Access;
using Fori.Admin;
using Fori.Content;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Layers;
using Fori.Content.OwnFields;
using Fori.Content.Types.MediaItems;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Sql;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Site;

namespace Fori.Web.Content;

/// <summary>The form of one document: drawn, sent, and sent back with all that was typed.</summary>
internal static partial class ContentPages
{
    private static Task<IResult> FormAsync(HttpContext http, DocumentType type, EditedDocument? found, IReadOnlyList<FieldProblem> problems, string? done) =>
        FormAsync(http, type, found, null, problems, done, null);

    /// <param name="typed">What was sent, to be shown as it was; null draws what is stored.</param>
    /// <param name="at">The part of the form to which the person is led.</param>
    /// <param name="sought">The input whose words are looked for.</param>
    /// <param name="next">A link behind <paramref name="done"/>.</param>
    private static async Task<IResult> FormAsync(
        HttpContext http, DocumentType type, EditedDocument? found, IReadOnlyDictionary<string, string>? typed, IReadOnlyList<FieldProblem> problems, string? done, Clash? clash,
        string? at = null, string? sought = null, (string Name, string Url)? next = null)
    {
        var (words, settings) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        var id = found?.Document.Id ?? (http.Request.RouteValues["id"] is string ? IdOf(http) : Guid.CreateVersion7());
        var may = await MayOfAsync(http, type, found);
        var shown = found is null ? null : (await ShownAsync(http, [found])).GetValueOrDefault(id);
        var title = found is null ? null : TitleOf(type, found.Draft.Body, settings);
        var begun = found is null && typed is null ? await RecordOfAsync(http, type, http.Request.Query[EditorLayers.Member]) : null;
        var values = typed ?? (found is null ? await BlankAsync(http, type, settings, begun is null ? null : await NameOfRecordAsync(http, begun)) : ValuesOf(type, found.Draft.Body, settings));
        var ownFields = OwnFieldForm.Of(settings.Municipality.OwnFields, type.Name);
        var fields = EditForm.Draw(type, values, settings.Languages);
        var own = OwnFieldForm.Draw(ownFields, values, settings.Languages);
        var record = await RecordOfAsync(http, type, values.GetValueOrDefault(EditorLayers.Member));
        var work = found is null ? null : await Desk(http).WorkAsync(http.Node().Tenant, id, http.RequestAborted);
        var stale = found is null ? [] : await Desk(http).StaleAsync(http.Node().Tenant, found, settings.Languages, http.RequestAborted);
        return AdminAnswers.Page<EditPage, EditView>(
            new EditView
            {
                Frame = await http.FrameAsync(title ?? words[$"content.create.{type.Name}"]),
                Type = type.Name,
                Document = id,
                Expected = clash is null && typed is not null ? Math.Max(0, Number(typed.GetValueOrDefault("expected", ""))) : found?.Document.Draft ?? 0,
                Heading = found is null ? words[$"content.create.{type.Name}"] : title ?? words["content.untitled"],
                Fields = fields,
                MapUrl = settings.BaseMapIn(settings.Languages.Contains(words.Language) ? words.Language : settings.Languages[0]).Url,
                Choices = WithOwnChoices(await new CellOptions(http, http.RequestServices.GetRequiredService<DocumentTypes>(), Desk(http), settings, words).OfAsync(fields, values, id, sought, http.RequestAborted), own, words, settings),
                OwnFields = own,
                At = at,
                Record = await BesideAsync(http, type, record, values.GetValueOrDefault(EditorLayers.Member), settings),
                Languages = Reviewed(settings.Languages.Select(l => found is null ? new LanguageMark(l, LanguageState.Missing) : MarkOf(type, found, shown, l) with { IsStale = stale.Any(s => s.Language == l) }), work?.Reviews),
                Stale = found is null ? [] : StaleLines(http, type, found, stale, may),
                Note = typed?.GetValueOrDefault("note") ?? "",
                MayPublish = [.. settings.Languages.Where(l => may(ContentAction.Publish, l))],
                MayEdit = [.. settings.Languages.Where(l => may(found is null ? ContentAction.Create : ContentAction.Edit, l))],
                MayEditShared = found is null || may(ContentAction.Edit, null),
                IsSpoken = IsSpoken(type),
                HasPage = ContentModule.Find(type.Name)?.Page is not null,
                Written = [.. settings.Languages.Where(l => IsSpoken(type) && may(ContentAction.Publish, l) && IsWritten(type, found, typed, l))],
                MaySend = Rights.SectionsOf(http.Staff(), ContentAction.Create, nameof(Media)) is null or { Count: > 0 },
                MayWithdraw = found?.Document.Published is not null && may(ContentAction.Withdraw, null),
                MayMerge = found is not null && MayMerge(http, type),
                MayMove = found is not null && type.Kind.ParentMember is not null && may(ContentAction.Edit, null),
                BelowUrl = found is null ? null : BelowUrl(http, type, id, SectionOf.Body(type, id, found.Draft.Body), await TakenAsync(http)),
                PublicUrls = found is null ? new Dictionary<string, string>() : await UrlsAsync(http, type, found, settings),
                Workflow = await WorkflowOfAsync(http, type, found, work, [.. settings.Languages.Where(l => IsWritten(type, found, typed, l))], settings),
                Problems = problems,
                Advice = found is null ? [] : await AdviceAsync(http, type, found),
                Done = done,
                DoneNext = next,
                Clash = clash,
                Tab = Guid.TryParse(typed?.GetValueOrDefault("tab"), out var tab) ? tab : Guid.CreateVersion7(),
                Unsaved = found is null || typed is not null ? null : await OfferAsync(http, type, found, settings),
            },
            clash is null ? null : StatusCodes.Status409Conflict);
    }

    private static IReadOnlyDictionary<string, CellChoices> WithOwnChoices(
        IReadOnlyDictionary<string, CellChoices> choices, IReadOnlyList<OwnEditField> own, AdminWords words, SiteSettings settings)
    {
        var all = choices.ToDictionary(c => c.Key, c => c.Value);
        foreach (var field in own.Where(o => o.Field.Kind == OwnFieldKind.Choice))
        {
            var value = ((EditCell)field.Node).Value;
            List<(string Value, string Text)> options = [.. field.Field.Choices.Select(c => (c.Key, c.Name.In([words.Language, .. settings.Languages])?.Text ?? c.Key))];
            if (value.Length > 0 && !options.Exists(o => o.Value == value))
            {
                options.Add((value, value)); // Chosen before it was taken away: it stays until somebody chooses another.
            }

            all[field.Node.Name] = new CellChoices(null, options);
        }

        return all;
    }

    /// <summary>What all inputs of a form hold for a body, those of the municipality's own fields too: what a form does not hold it would take away.</summary>
    private static Dictionary<string, string> ValuesOf(DocumentType type, byte[] body, SiteSettings settings)
    {
        var read = type.Read(body);
        var values = EditForm.Write(type, read, settings.Languages);
        OwnFieldForm.Write(OwnFieldForm.Of(settings.Municipality.OwnFields, type.Name), read, settings.Languages, values);
        return values;
    }

    // A new document begins below the page from which it was asked for, and in its section.
    private static async Task<Dictionary<string, string>> BlankAsync(HttpContext http, DocumentType type, SiteSettings settings, string? record)
    {
        var values = ValuesOf(type, "{}"u8.ToArray(), settings);
        if (record is not null)
        {
            values[EditorLayers.Member] = record;
        }

        await PlaceAsync(http, type, values, null);
        return WithSynonym(http, type, null, values, settings) ?? values;
    }

    private static async Task PlaceAsync(HttpContext http, DocumentType type, Dictionary<string, string> values, Guid? above)
    {
        var (section, parent) = await PlaceOfNewAsync(http, type, above);
        if (type.Kind.ParentMember is { } member && parent is { } page)
        {
            values[member] = page.ToString();
        }

        if (section is { } home)
        {
            values[SectionField] = home.ToString();
        }
    }

    /// <summary>Does it say anything in languages? What has none goes out as one.</summary>
    private static bool IsSpoken(DocumentType type) => type.Fields.Any(f => f.IsLocalized && !f.Rule.ByMachine);

    private static bool IsWritten(DocumentType type, EditedDocument? found, IReadOnlyDictionary<string, string>? typed, string language) =>
        ContentModule.Find(type.Name)?.LayerOn is not null && typed is not null ? typed.Any(v => v.Value.Trim().Length > 0 && !v.Key.Contains(':', StringComparison.Ordinal) && v.Key.Split('.') is [_, var of, ..] && of == language)
        : ContentModule.Find(type.Name)?.LayerOn is null && type.Title?.Rule.ByMachine == true ? true
        : typed is not null ? !string.IsNullOrWhiteSpace(typed.GetValueOrDefault($"{type.Title?.Name}.{language}"))
        : found is not null && DocumentFacts.Read(type.Kind, found.Draft.Body).Titles.Any(t => t.Language == language);

    private static async Task<IResult> WriteAsync(HttpContext http, DocumentType type)
    {
        var (ct, words, tenant, id) = (http.RequestAborted, http.Words(), http.Node().Tenant, IdOf(http));
        var settings = await SiteSettings.LoadAsync(http.Node(), ct);
        var typed = (await http.Request.ReadFormAsync(ct)).ToDictionary(f => f.Key, f => f.Value is [.., { } value] ? value : ""); // A box that is ticked comes behind its hidden "no".
        var found = await Desk(http).FindAsync(tenant, id, ct);
        if (found is not null && found.Document.Type != type.Name)
        {
            return Results.NotFound();
        }

        if (found is null && !typed.ContainsKey(SectionField))
        {
            await PlaceAsync(http, type, typed, Guid.TryParse(typed.GetValueOrDefault(type.Kind.ParentMember ?? ""), out var above) ? above : null);
        }

        Guid? home = found is null && Guid.TryParse(typed.GetValueOrDefault(SectionField), out var named) ? named : null;
        if (found is null
            ? !await http.MayAsync(ContentAction.Create, type.Name, null, home, true, http.Request.Path)
            : !await MayAsync(http, ContentAction.View, type, null, found))
        {
            return await AdminAnswers.RefusedAsync(http, found is null ? ContentAction.Create : ContentAction.View);
        }

        var act = typed.GetValueOrDefault("act", "save");
        if (EditForm.Rearranged(typed, act) is var (rearranged, at))
        {
            return await FormAsync(http, type, found, rearranged, [], null, null, at);
        }

        if (act.Split(':', 2) is [var verb, var cell] && verb is ("find" or "clear"))
        {
            if (verb == "clear")
            {
                typed[cell] = "";
            }

            return await FormAsync(http, type, found, typed, [], null, null, cell, cell);
        }

        // What the form was drawn from: fields that it did not show stay as they were there.
        var expected = Math.Max(0, Number(typed.GetValueOrDefault("expected", "")));
        var basis = expected == 0 ? null : (await Desk(http).VersionAsync(tenant, id, expected, ct))?.Body;
        var read = EditForm.Read(type, basis is null ? null : type.Read(basis), typed, settings.Languages);
        if (!read.Succeeded)
        {
            return await FormAsync(http, type, found, typed, Sentences(http, type, read.Problems, typed), null, null);
        }

        read = OwnFieldForm.Read(type, OwnFieldForm.Of(settings.Municipality.OwnFields, type.Name), read.Value, typed, settings.Languages);
        if (!read.Succeeded)
        {
            return await FormAsync(http, type, found, typed, Sentences(http, type, read.Problems, typed), null, null);
        }

        // Terms that were merged since are named by those that stand for them, here as in what was kept meanwhile: that alone is no clash.
        var typedBody = await Desk(http).WithPresentTermsAsync(tenant, type, read.Value, ct);
        var (body, conflicts) = found is null || found.Document.Draft == expected
            ? (typedBody, [])
            : EditMerge.Merge(type.Kind.Shape, basis is null ? "{}"u8.ToArray() : await Desk(http).WithPresentTermsAsync(tenant, type, basis, ct), typedBody, found.Draft.Body);
        if (found is null && !await MayCreateAsync(http, type, id, home, body))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Create);
        }

        if (found is not null && await MissingAsync(http, type, found, body) is { } missing)
        {
            return await AdminAnswers.RefusedAsync(http, missing);
        }

        if (found is not null && conflicts.Count > 0)
        {
            return await ClashAsync(http, type, found, typed, typedBody, body, conflicts);
        }

        var note = typed.GetValueOrDefault("note")?.Trim() is { Length: > 0 } said ? said[..Math.Min(said.Length, 300)] : null;
        var saved = await Desk(http).SaveAsync(tenant, new DraftSave(id, type.Name, found?.Document.Draft ?? 0, body, note), http.Staff().Actor, ct);
        if (!saved.Succeeded)
        {
            // Somebody saved between our look and our save: the form comes back as it was, and the next save joins both.
            return await FormAsync(http, type, found, typed, Sentences(http, type, saved.Problems, typed), null, null);
        }

        await ForgetSavedAsync(http, id, typed);
        if (act.StartsWith(SendAct, StringComparison.Ordinal) && EditForm.TakesPicture(type, act[SendAct.Length..]) is not null)
        {
            // What another saved meanwhile is in the draft, and not in what was typed.
            var isJoined = found is not null && found.Document.Draft != expected;
            return await ToSendingAsync(http, type, saved.Value, isJoined ? ValuesOf(type, body, settings) : typed, act[SendAct.Length..]);
        }

        return act.StartsWith("publish:", StringComparison.Ordinal)
            ? await PublishAsync(http, type, saved.Value, typed, act["publish:".Length..].Split(','), note, settings, words)
            : act.StartsWith("submit:", StringComparison.Ordinal)
            ? await SubmitAsync(http, type, saved.Value, typed, act["submit:".Length..].Split(','), note)
            : Written(http, saved.Value, PathOf(type.Name, id) + (found is null || found.Document.Draft == expected ? "?saved" : "?joined"));
    }

    private static async Task<IResult> PublishAsync(
        HttpContext http, DocumentType type, EditorSave saved, Dictionary<string, string> typed, string[] languages, string? note, SiteSettings settings, AdminWords words)
    {
        var (ct, id) = (http.RequestAborted, saved.State.Document);
        var kept = await Desk(http).FindAsync(http.Node().Tenant, id, ct) ?? throw new InvalidOperationException($"The document {id} was saved and is not there.");
        var publish = PublishActionOf(type, kept.Draft.Body);
        foreach (var language in languages)
        {
            if (!await MayAsync(http, publish, type, language, kept))
            {
                return await AdminAnswers.RefusedAsync(http, publish);
            }
        }

        // All languages at once means those that are written.
        var written = languages.Length == 1 ? languages : [.. languages.Intersect(DocumentFacts.Read(type.Kind, kept.Draft.Body).Titles.Select(t => t.Language))];
        var may = await MayOfAsync(http, type, kept);
        var withShared = settings.Languages.All(l => may(ContentAction.Publish, l));
        var outcome = written.Length == 0
            ? Problem.Of("publish.untitled", $"{type.Title?.Name}.{languages[0]}", ("language", languages[0]))
            : await Desk(http).PublishAsync(http.Node().Tenant, new PublishingOrder(id, saved.State.Draft, written, withShared, note), http.Staff().Actor, ct);
        if (outcome.Succeeded)
        {
            return Written(http, outcome.Value, PathOf(type.Name, id) + "?published");
        }

        // Something may have been filled in and kept since.
        kept = await Desk(http).FindAsync(http.Node().Tenant, id, ct) ?? kept;
        typed["expected"] = kept.Document.Draft.ToString(CultureInfo.InvariantCulture);
        return await FormAsync(http, type, kept, typed, Sentences(http, type, outcome.Problems, typed), words["content.saved"], null);
    }

    /// <summary>The right that it takes to make a draft public, by whichever way: an emergency has its own.</summary>
    private static ContentAction PublishActionOf(DocumentType type, byte[] draft) =>
        type.TryRead(draft, out _) is { } body ? Fori.Content.ContentModule.Find(type.Name)?.PublishAction(body) ?? ContentAction.Publish : ContentAction.Publish;

    /// <returns>The right that is missing for what was changed; null when none is.</returns>
    private static async Task<ContentAction?> MissingAsync(HttpContext http, DocumentType type, EditedDocument found, byte[] body)
    {
        foreach (var language in LanguagesChanged(type, found.Draft.Body, body))
        {
            if (!await MayAsync(http, ContentAction.Edit, type, language, found))
            {
                return ContentAction.Edit;
            }
        }

        return await MayStandAsync(http, type, found.Document.Id, found.Draft.Body, body, await IsOwnAsync(http, found), $"{type.Name}/{found.Document.Id}") ? null : ContentAction.Edit;
    }

    // Null is what the languages share.
    private static IEnumerable<string?> LanguagesChanged(DocumentType type, byte[] before, byte[] after) =>
        GoldenMerge.Compare(type.Kind.Shape, before, after).Select(c => c.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? c[(dot + 1)..] : null).Distinct();

    // Who has a right to some languages begins documents in those.
    private static async Task<bool> MayCreateAsync(HttpContext http, DocumentType type, Guid document, Guid? section, byte[] body)
    {
        foreach (var language in LanguagesChanged(type, "{}"u8.ToArray(), body).OfType<string>())
        {
            if (!await http.MayAsync(ContentAction.Create, type.Name, language, section, true, http.Request.Path))
            {
                return false;
            }
        }

        return await MayStandAsync(http, type, document, null, body, true, http.Request.Path);
    }

    // Both changed the same to different texts. The form now holds what was typed for those, and the other's text for all else.
    private static async Task<IResult> ClashAsync(
        HttpContext http, DocumentType type, EditedDocument newer, Dictionary<string, string> typed, byte[] mine, byte[] joined, IReadOnlyList<string> conflicts)
    {
        var (words, people, settings) = (http.Words(), await PeopleAsync(http), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        var drawn = ValuesOf(type, joined, settings);
        drawn["note"] = typed.GetValueOrDefault("note", "");
        drawn["tab"] = typed.GetValueOrDefault("tab", "");
        var clash = new Clash(
            NameOf(people, newer.Draft.Author), words.At(newer.Draft.At),
            [.. conflicts.Select(path => (FieldNames.Of(words, type.Name, path), TextAt(type, newer.Draft.Body, path), TextAt(type, mine, path)))]);
        return await FormAsync(http, type, newer, drawn, [], null, clash);
    }

    // What was written at a path that may have clashed, as words: blocks one under the other.
    private static string TextAt(DocumentType type, byte[] body, string path)
    {
        var met = ShapeWalk.Of(type, type.Read(body)).Where(m => m.Path == path || m.Path.StartsWith(path + ".", StringComparison.Ordinal) || m.Path.StartsWith(path + "[", StringComparison.Ordinal));
        var text = string.Join("\n\n", met.Select(m => m is { Shape: TextShape { IsRich: true }, Value: string html } ? RichText.ToPlain(html) : Convert.ToString(m.Value, CultureInfo.InvariantCulture)));
        return text.Length > 0 ? text : "–";
    }

    private static async Task<IReadOnlyDictionary<string, string>> UrlsAsync(HttpContext http, DocumentType type, EditedDocument found, SiteSettings settings)
    {
        // What is written of a record stands on the record's page.
        var (shownType, shown) = await RecordOfAsync(http, type, EditForm.Write(type, type.Read(found.Draft.Body), settings.Languages).GetValueOrDefault(EditorLayers.Member)) is { } record
            ? (record.Type, record.Id)
            : (type, found.Document.Id);
        var (paths, _) = await http.Node().PathsAsync([shown], http.RequestAborted);
        return settings.Languages.Where(found.Languages.Contains)
            .Select(l => (Language: l, Url: paths.Of(shownType, shown, l, settings.FallbackFrom(l))))
            .Where(u => u.Url is not null)
            .ToDictionary(u => u.Language, u => u.Url!); // Filtered.
    }

    /// <summary>The draft as the public would see it, by the public's own page.</summary>
    private static async Task<IResult> PreviewAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var settings = await SiteSettings.LoadAsync(http.Node(), http.RequestAborted);
        if (http.Request.RouteValues["language"] is not string language || !settings.Languages.Contains(language) || PageRequest.OriginOf(http.Request) is not { } origin
            || ContentModule.Find(type.Name)?.Page is not { } build)
        {
            return Results.NotFound();
        }

        var node = http.RequestServices.GetRequiredService<Node>();
        var request = new SiteRequest { Tenant = http.Node(), Origin = origin, Path = $"/{language}/", Now = node.Clock.GetUtcNow(), IsFresh = true };
        var scope = new PageScope(node, request, settings, language);
        await scope.LoadPartsAsync(http.RequestAborted);
        var row = new PublishedDocument(
            found.Document.Id, type.Name, found.Draft.Version, found.Draft.Schema, found.Draft.Body, null,
            [.. DocumentFacts.Read(type.Kind, found.Draft.Body).Titles.Select(t => t.Language)], found.Draft.At, found.Draft.Author, found.Draft.Origin);
        var document = node.Read(http.Node().Tenant, row) ?? throw new InvalidDataException($"The draft of {found.Document.Id} cannot be read.");
        await scope.EnterAsync(document, http.RequestAborted);
        var view = await build(scope, document, http.RequestAborted);
        var page = await http.RequestServices.GetRequiredService<Fori.Site.PageRenderer>().RenderAsync(view with { Frame = view.Frame with { NoIndex = true } });
        return Results.Bytes(page, SiteAnswer.Html);
    }
}
