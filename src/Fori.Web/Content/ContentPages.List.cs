using System.Globalization;
using System.Text;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>Documents of all types that people write, found by what stands in the address.</summary>
internal static partial class ContentPages
{
    private const int ExportedAtOnce = 500;

    private static Task<IResult> ListAsync(HttpContext http, DocumentType type) => ListAsync(http, type.Name);

    private static Task<IResult> ListAsync(HttpContext http) => ListAsync(http, (string?)null);

    private static Task<IResult> ListAsync(HttpContext http, string? type) => ListAsync(http, ContentQuery.Read(http.Request.Query, type), "", []);

    private static async Task<IResult> ListAsync(HttpContext http, ContentQuery query, string newView, IReadOnlyList<FieldProblem> problems)
    {
        var types = VisibleTypes(http);
        query = query with { Sight = SightOf(http) };
        if (types.Count == 0 || (query.Type is { } wanted && Fori.Content.ContentModule.Types.Any(t => t.Name == wanted) && !types.Contains(wanted)))
        {
            // Asked once more, so that the refusal is noted.
            await http.MayAsync(ContentAction.View, query.Type ?? Fori.Content.ContentModule.Types[0].Name, null, null, true, http.Request.Path);
            return await AdminAnswers.RefusedAsync(http, ContentAction.View);
        }

        var (words, settings, people) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await PeopleAsync(http));
        var ranks = Ranks(words, people);
        var found = await http.Node().AskStaffAsync(index => query.Find(index, words.Language, types, ranks), http.RequestAborted);
        var last = found is null ? 1 : Math.Max(1, (found.Total + query.Size - 1) / query.Size);
        if (query.Page > last)
        {
            return AdminAnswers.SeeOther((query with { Page = last }).UrlOn(Path));
        }

        Guid? chosen = Guid.TryParse(query.Section, out var home) ? home : null;
        Guid[] named = [.. new[] { query.Below, chosen }.OfType<Guid>()];
        var titles = named.Length > 0 ? await TitlesAsync(http, named, settings) : new Dictionary<Guid, string>();
        return AdminAnswers.Page<ContentListPage, ContentListView>(new ContentListView
        {
            Frame = await http.FrameAsync(words["content.heading"]),
            Done = http.Request.Query.ContainsKey("withdrawn") ? words["content.withdrawn"] : http.Request.Query.ContainsKey("view-saved") ? words["lists.view.saved"] : null,
            Problems = problems,
            Text = query.Text,
            Types = [.. types.Select(t => new Choice(t, NameOfType(words, t), t == query.Type)).OrderBy(c => c.Name, StringComparer.Create(words.Ui.Culture, true))],
            States = [.. ContentQuery.States.Select(s => new Choice(s, words[$"lists.state.{s}"], s == query.State))],
            Languages = [.. settings.Languages.SelectMany(l => Enum.GetValues<LanguageState>().Select(s => LanguageChoice(words, l, s, query.Language))), .. StaleChoices(http, settings, query.Language)],
            People = [.. people.Where(p => p.Key != Former).Select(p => new Choice(p.Key, p.Key == http.Staff().Actor ? words["lists.person.me"] : p.Value, p.Key == query.Person))],
            Sections = await SectionChoicesAsync(http, settings, query.Section),
            Sizes = [.. ContentQuery.Sizes.Select(s => new Choice(s.ToString(CultureInfo.InvariantCulture), words.Ui.Number(s), s == query.Size))],
            Kept = [.. query.Pairs().Where(p => p.Name is "below" or "sort" or "order")],
            Chosen = Chosen(query, words, people, titles),
            Columns = Columns(query, words),
            Rows = found is null ? [] : await RowsAsync(http, [.. found.Hits.Select(h => h.Id)], settings, people),
            Total = found?.Total ?? 0,
            Pages = new Paging(query.Page, last, page => (query with { Page = page }).UrlOn(Path)),
            Create = [.. (await TypesToBeginAsync(http, chosen)).Select(t => new CreateChoice(
                words.Find($"content.create.{t.Name}") ?? NameOfType(words, t.Name), $"{Path}/{t.Name}/new" + (chosen is { } within ? $"?{SectionField}={within}" : ""), words.Find($"content.when.{t.Name}")))],
            Saved = await SavedViewsAsync(http),
            Query = (query with { Page = 1 }).ToAddress(),
            NewViewName = newView,
            CsvUrl = (query with { Page = 1 }).UrlOn(Path + "/export.csv"),
            Acts = Acts(http, words, types, settings.Languages),
            Making = found is null ? http.Node().StaffFilled : null,
        });
    }

    internal static string NameOfType(AdminWords words, string type) => words.Find($"content.type.{type}") ?? type;

    /// <summary>Names of people, and of types, in the order of the reader's alphabet.</summary>
    private static Func<string, IReadOnlyDictionary<string, int>> Ranks(AdminWords words, IReadOnlyDictionary<string, string> people) => facet =>
        (facet == StaffFacets.Type ? Fori.Content.ContentModule.Types.Select(t => KeyValuePair.Create(t.Name, NameOfType(words, t.Name))) : people)
            .OrderBy(n => n.Value, StringComparer.Create(words.Ui.Culture, true)).Select((n, i) => (n.Key, i)).ToDictionary();

    private static Choice LanguageChoice(AdminWords words, string language, LanguageState state, string? chosen) =>
        StaffFacets.InLanguage(language, state) is var value ? new Choice(value, $"{words.Ui.NameOfLanguage(language)}: {words[$"content.state.{state}"]}", value == chosen) : null!; // The pattern always matches.

    private static List<(string, string)> Chosen(ContentQuery query, AdminWords words, IReadOnlyDictionary<string, string> people, IReadOnlyDictionary<Guid, string> titles)
    {
        var chosen = new List<(string, string)>();
        void Add(string? name, ContentQuery without)
        {
            if (name is not null)
            {
                chosen.Add((name, (without with { Page = 1 }).UrlOn(Path)));
            }
        }

        Add(query.Text.Length == 0 ? null : words.With("lists.chosen.words", ("words", query.Text)), query with { Text = "", Sort = query.Sort == ContentQuery.ByFit ? ContentQuery.BySaving : query.Sort, Descending = query.Sort == ContentQuery.ByFit || query.Descending });
        Add(query.Type is { } type ? NameOfType(words, type) : null, query with { Type = null });
        Add(query.State is { } state ? words[$"lists.state.{state}"] : null, query with { State = null });
        Add(
            query.Language?.Split(':') is [var behind, ContentQuery.StaleState] ? StaleName(words, behind)
                : query.Language?.Split(':') is [var language, var how] && Enum.TryParse<LanguageState>(how, true, out var of) ? $"{words.Ui.NameOfLanguage(language)}: {words[$"content.state.{of}"]}" : null,
            query with { Language = null });
        Add(query.Person is { } person ? words.With("lists.chosen.person", ("name", NameOf(people, person))) : null, query with { Person = null });
        Add(
            query.Section is { } section ? Guid.TryParse(section, out var home) ? titles.GetValueOrDefault(home, words["content.untitled"]) : words["sections.site"] : null,
            query with { Section = null });
        Add(query.Below is { } below ? words.With("lists.chosen.below", ("title", titles.GetValueOrDefault(below, words["content.untitled"]))) : null, query with { Below = null });
        return chosen;
    }

    private static IReadOnlyList<ColumnHead> Columns(ContentQuery query, AdminWords words)
    {
        ColumnHead Head(string name, string? sort) => new(
            words[name], sort is null ? null : query.By(sort).UrlOn(Path), sort == query.Sort ? (query.Descending ? "descending" : "ascending") : null);
        return
        [
            Head("content.column.title", ContentQuery.ByTitle), Head("lists.column.type", ContentQuery.ByType), Head("content.column.languages", null),
            Head("content.column.saved", ContentQuery.BySaving), Head("lists.column.person", ContentQuery.ByPerson),
        ];
    }

    /// <summary>Rows of documents, in the order of their ids here.</summary>
    private static async Task<IReadOnlyList<ContentRow>> RowsAsync(HttpContext http, IReadOnlyList<Guid> ids, SiteSettings settings, IReadOnlyDictionary<string, string> people)
    {
        var words = http.Words();
        var documents = (await OverseenAsync(http, ids)).ToDictionary(d => d.Document.Id);
        var parents = documents.Values.ToDictionary(d => d.Document.Id, d => DocumentFacts.Read(KindOf(d), d.Draft.Body).Parent);
        var homes = documents.Values.ToDictionary(d => d.Document.Id, d => d.Document.Type == nameof(Section) ? null : SectionOf.Body(TypeOf(d), d.Document.Id, d.Draft.Body));
        var titles = await TitlesAsync(http, [.. parents.Values.Concat(homes.Values).OfType<Guid>().Distinct()], settings);
        var reviews = (await Desk(http).ReviewsAsync(http.Node().Tenant, http.RequestAborted)).ToLookup(r => r.Review.Document, r => r.Review);
        return
        [
            .. ids.Where(documents.ContainsKey).Select(id => documents[id]).Select(d => new ContentRow(
                d.Document.Id, NameOfType(words, d.Document.Type), TitleOf(d, settings) ?? words["content.untitled"], PathOf(d.Document.Type, d.Document.Id),
                parents[d.Document.Id] is { } above ? titles.GetValueOrDefault(above) : null,
                Reviewed(LanguageStates.Marks(KindOf(d), d, settings.Languages), reviews[d.Document.Id]),
                words.At(d.Draft.At), NameOf(people, d.Draft.Author), homes[d.Document.Id] is { } home ? titles.GetValueOrDefault(home) : null)),
        ];
    }

    public static Task<IReadOnlyList<ContentRow>> OwnRowsAsync(HttpContext http, IReadOnlyList<Guid> ids, SiteSettings settings) =>
        RowsAsync(http, ids, settings, new Dictionary<string, string>());

    private static DocumentKind KindOf(OverseenDocument document) => TypeOf(document).Kind;

    // Only documents of these types are overseen.
    internal static DocumentType TypeOf(OverseenDocument document) => Fori.Content.ContentModule.Types.First(t => t.Name == document.Document.Type);

    private static string? TitleOf(OverseenDocument document, SiteSettings settings) => TitleOf(TypeOf(document), document.Draft.Body, settings);

    /// <summary>Documents of the types that people write.</summary>
    internal static async Task<IReadOnlyList<OverseenDocument>> OverseenAsync(HttpContext http, IReadOnlyCollection<Guid> ids) =>
        [.. (await http.RequestServices.GetRequiredService<Node>().Database.ReadAsync(
            http.Node().Tenant.Id, session => session.OverseenAsync(ids, http.RequestAborted), http.RequestAborted))
            .Where(d => Fori.Content.ContentModule.Types.Any(t => t.Name == d.Document.Type))];

    private static async Task<IReadOnlyDictionary<Guid, string>> TitlesAsync(HttpContext http, IReadOnlyCollection<Guid> ids, SiteSettings settings) =>
        ids.Count == 0 ? new Dictionary<Guid, string>()
        : (await OverseenAsync(http, ids)).ToDictionary(d => d.Document.Id, d => TitleOf(d, settings) ?? http.Words()["content.untitled"]);

    /// <summary>The same question as a file, all of its rows.</summary>
    private static async Task<IResult> ExportAsync(HttpContext http)
    {
        var types = VisibleTypes(http);
        if (types.Count == 0)
        {
            await http.MayAsync(ContentAction.View, Fori.Content.ContentModule.Types[0].Name, null, null, true, http.Request.Path);
            return await AdminAnswers.RefusedAsync(http, ContentAction.View);
        }

        var (words, settings, people, query) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await PeopleAsync(http), ContentQuery.Read(http.Request.Query) with { Sight = SightOf(http) });
        var ids = await http.Node().AskStaffAsync(index => query.Find(index, words.Language, types, Ranks(words, people), 0, int.MaxValue).Hits.Select(h => h.Id).ToList(), http.RequestAborted);
        return ids is null ? await ListAsync(http, query, "", []) : Results.Stream(WriteAsync, "text/csv; charset=utf-8", words["lists.csv.name"] + ".csv");

        async Task WriteAsync(Stream to)
        {
            // Spreadsheets take a file for UTF-8 by its mark.
            await using var file = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await file.WriteAsync(CsvLine([
                words["content.column.title"], words["lists.column.type"], words["lists.column.above"], words["sections.column"], .. settings.Languages.Select(words.Ui.NameOfLanguage),
                words["content.column.saved"], words["lists.column.person"], words["lists.column.address"], "id",
            ]));
            foreach (var some in ids.Chunk(ExportedAtOnce))
            {
                foreach (var row in await RowsAsync(http, some, settings, people))
                {
                    await file.WriteAsync(CsvLine([
                        row.Title, row.Type, row.Above ?? "", row.Section ?? "", .. row.Languages.Select(m => words[$"content.state.{m.State}"]), row.SavedAt, row.SavedBy,
                        $"{http.Request.Scheme}://{http.Request.Host}{row.Url}", row.Id.ToString(),
                    ]));
                }
            }
        }
    }

    /// <summary>A line as RFC 4180 has it. What a spreadsheet would take for a formula is kept a text by an apostrophe.</summary>
    internal static string CsvLine(IEnumerable<string> cells) =>
        string.Join(',', cells.Select(c => c.Length > 0 && "=+-@\t\r".Contains(c[0], StringComparison.Ordinal) ? "'" + c : c)
            .Select(c => c.AsSpan().ContainsAny("\",\r\n") ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c)) + "\r\n";
}
