using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.OwnFields;
using Fori.Content.Types;
using Fori.Documents;
using Fori.Site.Building;
using Fori.Store;
using Fori.Tenants;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.WebUtilities;

namespace Fori.Web.Content;

/// <summary>Where the municipality adds fields to types of content by itself, changes their names and removes them.</summary>
internal static class OwnFieldPages
{
    public const string Path = SettingsPages.Path + "/fields";
    private const int LargestOrder = 999;

    public static void Map(RouteGroupBuilder staff)
    {
        var settings = staff.MapGroup("").AddEndpointFilter(new MayFilter(ContentAction.ManageSettings));
        settings.MapPage("/settings/fields", ShowAsync);
        settings.MapForm("/settings/fields", SaveAsync);
        settings.MapPage("/settings/fields/remove", ConfirmAsync);
        settings.MapForm("/settings/fields/remove", RemoveAsync);
    }

    private static IReadOnlyList<DocumentType> Types { get; } = [.. Fori.Content.ContentModule.Types.Where(t => t.Body.IsAssignableTo(typeof(ContentBody)))];

    private static async Task<IResult> ShowAsync(HttpContext http)
    {
        var settings = await SiteSettings.LoadAsync(http.Node(), http.RequestAborted);
        var field = Find(settings, http.Request.Query["type"].ToString(), http.Request.Query["key"].ToString());
        return await PageAsync(http, settings, field is null ? new OwnFieldTyped("", "", new Dictionary<string, string>(), nameof(OwnFieldKind.Text), new Dictionary<string, string>(), false, false, "") : new OwnFieldTyped(
            field.Key, field.Type, field.Name, field.Kind.ToString(), settings.Languages.ToDictionary(l => l, l => string.Join('\n', field.Choices.Select(c => c.Name.Exactly(l) ?? ""))), field.Required, field.Internal,
            field.Order.ToString(CultureInfo.InvariantCulture)), []);
    }

    private static async Task<IResult> SaveAsync(HttpContext http)
    {
        var (words, settings, form) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await http.Request.ReadFormAsync(http.RequestAborted));
        var typed = new OwnFieldTyped(
            form.Field("existing"), form.Field("type"), settings.Languages.ToDictionary(l => l, l => form.Field($"name.{l}").Trim()), form.Field("kind"),
            settings.Languages.ToDictionary(l => l, l => form.Field($"choices.{l}").ReplaceLineEndings("\n").Trim('\n')), form.Field("required") == "on", form.Field("internal") == "on", form.Field("order").Trim());
        var before = Find(settings, typed.Type, typed.Existing);
        var problems = new List<FieldProblem>();
        if (Types.All(t => t.Name != typed.Type) || (typed.Existing.Length > 0 && before is null) || !Enum.TryParse<OwnFieldKind>(typed.Kind, out var kind) || !Enum.IsDefined(kind))
        {
            return AdminAnswers.SeeOther(Path);
        }

        kind = before?.Kind ?? kind;
        foreach (var language in settings.Languages.Where(l => typed.Names[l].Length > OwnField.LongestName || (l == settings.Languages[0] && typed.Names[l].Length == 0)))
        {
            problems.Add(new FieldProblem($"name.{language}", words.With("own-fields.name.missing", ("max", words.Ui.Number(OwnField.LongestName)))));
        }

        var order = 0;
        if (typed.Order.Length > 0 && !(int.TryParse(typed.Order, NumberStyles.None, CultureInfo.InvariantCulture, out order) && order <= LargestOrder))
        {
            problems.Add(new FieldProblem("order", words.With("own-fields.order.wrong", ("max", words.Ui.Number(LargestOrder)))));
        }

        var choices = kind == OwnFieldKind.Choice ? ChoicesOf(typed, settings.Languages, before) : [];
        if (kind == OwnFieldKind.Choice && choices.Count is 0 or > OwnField.MostChoices)
        {
            problems.Add(new FieldProblem("choices", words.With("own-fields.choices.missing", ("max", words.Ui.Number(OwnField.MostChoices)))));
        }

        if (problems.Count > 0)
        {
            return await PageAsync(http, settings, typed, problems);
        }

        // The key is chosen where it is kept: of two who add fields of one name at once each gets its own.
        Outcome<Municipality> Kept(Municipality municipality)
        {
            var taken = municipality.OwnFields.Where(f => f.Type == typed.Type).Select(f => f.Key).ToList();
            if (before is null && taken.Count >= OwnField.MostOfType)
            {
                return Problem.Of("field.too-many", "", ("max", OwnField.MostOfType.ToString(CultureInfo.InvariantCulture)));
            }

            var field = new OwnField
            {
                Type = typed.Type, Key = before?.Key ?? FreeKey(typed.Names[settings.Languages[0]], taken), Name = new LocalizedText(typed.Names), Kind = kind, Choices = choices, Required = typed.Required,
                Internal = before?.Internal ?? typed.Internal, Order = order,
            };
            return municipality with { OwnFields = [.. municipality.OwnFields.Where(f => f.Type != field.Type || f.Key != field.Key), field] };
        }

        var saved = await http.RequestServices.GetRequiredService<MunicipalityDesk>().ChangeAsync(http.Node().Tenant, Kept, http.Staff().Actor, http.RequestAborted);
        return saved.Succeeded
            ? ContentPages.Written(http, saved.Value, Path + "?saved")
            : await PageAsync(http, settings, typed, [.. saved.Problems.Select(p => new FieldProblem("", ProblemText.Say(p with { Path = "" }, words.Language)))]);
    }

    private static async Task<IResult> ConfirmAsync(HttpContext http)
    {
        var (words, settings) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        if (Find(settings, http.Request.Query["type"].ToString(), http.Request.Query["key"].ToString()) is not { } field)
        {
            return AdminAnswers.SeeOther(Path);
        }

        var documents = await Desk(http).DocumentsWithAsync(http.Node().Tenant, field, http.RequestAborted);
        return AdminAnswers.Page<OwnFieldRemovalPage, OwnFieldRemovalView>(
            new OwnFieldRemovalView(NameOf(field, words, settings), field.Type, field.Key, documents.Count) { Frame = await http.FrameAsync(words["own-fields.remove"]) });
    }

    private static async Task<IResult> RemoveAsync(HttpContext http)
    {
        var (words, settings, form, ct, tenant) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await http.Request.ReadFormAsync(http.RequestAborted), http.RequestAborted, http.Node().Tenant);
        if (Find(settings, form.Field("type"), form.Field("key")) is not { } field)
        {
            return AdminAnswers.SeeOther(Path);
        }

        // First the texts: as long as the field is declared, what was cut off is seen and removed again.
        var documents = await Desk(http).DocumentsWithAsync(tenant, field, ct);
        var sequence = await Desk(http).ForgetFieldAsync(tenant, field, documents, words.With("own-fields.remove.note", ("name", NameOf(field, words, settings))), http.Staff().Actor, ct);
        var saved = await http.RequestServices.GetRequiredService<MunicipalityDesk>().ChangeAsync(
            tenant, m => m with { OwnFields = [.. m.OwnFields.Where(f => f.Type != field.Type || f.Key != field.Key)] }, http.Staff().Actor, ct);
        return saved.Succeeded
            ? ContentPages.Written(http, Math.Max(sequence, saved.Value), $"{Path}?removed={documents.Count.ToString(CultureInfo.InvariantCulture)}")
            : await ShowAsync(http);
    }

    private static async Task<IResult> PageAsync(HttpContext http, SiteSettings settings, OwnFieldTyped typed, IReadOnlyList<FieldProblem> problems)
    {
        var words = http.Words();
        string Address(string path, OwnField f) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?> { ["type"] = f.Type, ["key"] = f.Key });
        return AdminAnswers.Page<OwnFieldsPage, OwnFieldsView>(new OwnFieldsView
        {
            Frame = await http.FrameAsync(words["own-fields.heading"]),
            Rows =
            [
                .. settings.Municipality.OwnFields.OrderBy(f => words[$"content.type.{f.Type}"], StringComparer.Create(words.Ui.Culture, ignoreCase: true)).ThenBy(f => f.Order).Select(f => new OwnFieldRow(
                    NameOf(f, words, settings), words[$"content.type.{f.Type}"], words[$"own-fields.kind.{f.Kind}"],
                    [.. (f.Required ? [words["own-fields.mark.required"]] : Array.Empty<string>()).Append(words[f.Internal ? "own-fields.mark.internal" : "own-fields.mark.public"])],
                    Address(Path, f), Address(Path + "/remove", f))),
            ],
            Form = typed,
            Types = [.. Types.Select(t => new Choice(t.Name, words[$"content.type.{t.Name}"], t.Name == typed.Type))],
            Kinds = [.. Enum.GetNames<OwnFieldKind>().Select(k => new Choice(k, words[$"own-fields.kind.{k}"], k == typed.Kind))],
            Languages = [.. settings.Languages.Select(l => (l, words.Ui.NameOfLanguage(l)))],
            Problems = problems,
            Done = http.Request.Query.ContainsKey("saved") ? words["own-fields.saved"]
                : http.Request.Query["removed"] is [{ Length: < 9 } count, ..] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var removed) ? words.With("own-fields.removed", ("count", words.Ui.Number(removed)))
                : null,
        });
    }

    // By the lines of each language, in their order; a choice that was there keeps its key.
    private static List<OwnChoice> ChoicesOf(OwnFieldTyped typed, IReadOnlyList<string> languages, OwnField? before)
    {
        var lines = languages.ToDictionary(l => l, l => typed.Choices[l].Split('\n').Select(t => t.Trim()).ToList());
        var choices = new List<OwnChoice>();
        for (var i = 0; i < lines[languages[0]].Count; i++)
        {
            var name = new LocalizedText(languages.Where(l => i < lines[l].Count && lines[l][i].Length is > 0 and <= OwnField.LongestName).Select(l => KeyValuePair.Create(l, lines[l][i])));
            if (name.Exactly(languages[0]) is { } main)
            {
                var known = before?.Choices.FirstOrDefault(c => c.Name.Exactly(languages[0]) == main)?.Key;
                choices.Add(new OwnChoice(known ?? FreeKey(main, choices.Select(c => c.Key).Concat(before?.Choices.Select(c => c.Key) ?? [])), name));
            }
        }

        return choices;
    }

    private static string FreeKey(string name, IEnumerable<string> taken)
    {
        var slug = Slug.From(name).TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-');
        slug = slug.Length == 0 ? "field" : slug[..Math.Min(slug.Length, OwnField.LongestKey - 4)].TrimEnd('-');
        var all = taken.ToHashSet();
        return Enumerable.Range(1, OwnField.MostChoices + OwnField.MostOfType + 1).Select(n => n == 1 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{n}")).First(k => !all.Contains(k));
    }

    private static string NameOf(OwnField field, AdminWords words, SiteSettings settings) => field.Name.In([words.Language, .. settings.Languages])?.Text ?? field.Key;

    private static OwnField? Find(SiteSettings settings, string type, string key) => settings.Municipality.OwnFields.FirstOrDefault(f => f.Type == type && f.Key == key);

    private static EditorDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<EditorDesk>();
}
