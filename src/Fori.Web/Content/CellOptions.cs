using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.Alerts;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.Nodes;
using Fori.Search;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>What may be chosen in the inputs of a form: documents and items of codelists, listed when they are few and looked for when not.</summary>
internal sealed class CellOptions(HttpContext http, DocumentTypes types, EditorDesk desk, SiteSettings settings, AdminWords words)
{
    private const int MostListed = 100;
    private const int MostFound = 20;
    private const int MostTicked = 40;
    private const int DeepestPlace = 12;
    private const string PlaceParting = " › ";
    private readonly Dictionary<(string Types, bool IsParent, Guid Own), IReadOnlyList<(string Value, string Text)>?> _lists = [];
    private readonly Dictionary<Guid, EditedDocument?> _above = [];

    private readonly Dictionary<string, IReadOnlyList<(string Value, string Text)>> _offers = [];

    private TenantNode Tenant => http.Node();

    /// <param name="own">The document of the form: it is not offered to itself.</param>
    /// <param name="sought">The input whose words are to be looked for now; null for none.</param>
    public async Task<IReadOnlyDictionary<string, CellChoices>> OfAsync(
        IReadOnlyList<EditField> fields, IReadOnlyDictionary<string, string> values, Guid own, string? sought, CancellationToken ct)
    {
        var choices = new Dictionary<string, CellChoices>();
        foreach (var cell in fields.SelectMany(f => EditForm.CellsOf(f.Node)).Where(c => c.Control is EditControl.Code or EditControl.Reference or EditControl.Offered))
        {
            var text = values.GetValueOrDefault(EditForm.SoughtOf(cell.Name), "").Trim();
            var asked = cell.Name == sought && text.Length > 0 ? text : null;
            choices[cell.Name] = cell.Shape switch
            {
                CodeShape { Scheme: AlertTarget.Sections } => Named(cell, SiteSection.All.Where(s => s != SiteSection.Channels).Select(s => (s.Key, SiteWords.Say(s.Key, words.Language)))),
                CodeShape { Scheme: AlertTarget.Types } => Named(cell, Fori.Content.ContentModule.All.Where(t => t.Page is not null).Select(t => (t.Name, words[$"content.type.{t.Name}"]))),
                CodeShape { Scheme: { } scheme } => Codes(cell, scheme, text, asked),
                ReferenceShape reference => await DocumentsAsync(cell, reference, own, text, asked, ct),
                OfferedShape offered => await OfferedAsync(cell, offered.Offer, text, asked, ct),
                FacetValueShape offered => await OfferedAsync(cell, offered.Offer, text, asked, ct),
                _ => new CellChoices(cell.Value, []),
            };
        }

        foreach (var cell in fields.SelectMany(f => EditForm.CellsOf(f.Node)).Where(c => c.Control == EditControl.Point && c.Name == sought))
        {
            choices[cell.Name] = await PointsAsync(values.GetValueOrDefault(EditForm.SoughtOf(cell.Name), "").Trim(), ct);
        }

        foreach (var set in fields.Select(f => f.Node).OfType<EditRows>())
        {
            if (set.Set is { } item && await TicksAsync(set, item, own, ct) is { } ticks)
            {
                choices[set.Name] = ticks;
            }
        }

        return choices;
    }

    // Null when there are too many to see at once: they are then chosen one by one.
    private async Task<CellChoices?> TicksAsync(EditRows set, ValueShape item, Guid own, CancellationToken ct)
    {
        var offered = item switch
        {
            ReferenceShape reference => await ListedAsync(reference, own, ct),
            OfferedShape { Offer: var offer } => await OfferAsync(offer, ct),
            ChoiceShape choice => [.. Enum.GetNames(choice.Choices).Select(name => (name, EditWords.Choice(words, choice.Choices, name)))],
            _ => null,
        };
        if (offered is not { Count: <= MostTicked } list)
        {
            return null;
        }

        // However it came there, what is chosen is offered: a form that did not would take it away.
        var others = new List<(string Value, string Text)>();
        foreach (var value in set.Values.Where(v => list.All(o => o.Value != v)).Distinct())
        {
            others.Add((value, await ShownAsync(value, ct) ?? value));
        }

        return new CellChoices(null, [.. list, .. others]);
    }

    // Few, and no codelist: parts of the site and kinds of its pages.
    private static CellChoices Named(EditCell cell, IEnumerable<(string Value, string Text)> all) =>
        new(cell.Value.Length > 0 ? all.FirstOrDefault(o => o.Value == cell.Value).Text ?? cell.Value : null, [.. all]);

    private CellChoices Codes(EditCell cell, string scheme, string text, string? asked)
    {
        var catalogue = http.RequestServices.GetRequiredService<Node>().Vocabularies;
        var shown = cell.Value.Length > 0 ? catalogue.Label(new Code(scheme, cell.Value), [words.Language, .. settings.Languages]) ?? cell.Value : null;
        (string, string) Named(Registers.Vocabularies.VocabularyItem item) => (item.Code, item.Labels.In([words.Language, .. settings.Languages])?.Text ?? item.Code);
        var compare = StringComparer.Create(words.Ui.Culture, ignoreCase: true);
        if (catalogue.Count(scheme) <= MostListed)
        {
            return new CellChoices(shown, [.. catalogue.Items(scheme).Select(Named).OrderBy(o => o.Item2, compare)]);
        }

        var found = asked is null ? [] : catalogue.Items(scheme).Select(Named)
            .Where(o => words.Ui.Culture.CompareInfo.IndexOf(o.Item2, asked, CompareOptions.IgnoreCase) >= 0).OrderBy(o => o.Item2.Length).Take(MostFound).ToList();
        return new CellChoices(shown, found, IsSearched: true, text);
    }

    private async Task<CellChoices> OfferedAsync(EditCell cell, string offer, string text, string? asked, CancellationToken ct)
    {
        var all = await OfferAsync(offer, ct);

        // What is chosen and offered no more stays until somebody takes it away.
        var shown = cell.Value.Length == 0 ? null : all.FirstOrDefault(o => o.Value == cell.Value).Text ?? cell.Value;
        if (all.Count <= MostListed)
        {
            var listed = cell.Value.Length == 0 || all.Any(o => o.Value == cell.Value) ? all : [.. all, (cell.Value, cell.Value)];
            return new CellChoices(shown, listed);
        }

        var found = asked is null ? [] : all.Where(o => words.Ui.Culture.CompareInfo.IndexOf(o.Text, asked, CompareOptions.IgnoreCase) >= 0).OrderBy(o => o.Text.Length).Take(MostFound).ToList();
        return new CellChoices(shown, found, IsSearched: true, text);
    }

    // Where an address or a place of the register lies; what is only looked for was not chosen.
    private async Task<CellChoices> PointsAsync(string text, CancellationToken ct) => new(
        null,
        text.Length > 0 && await NearPoint.FindAsync(Scope(), text, ct) is { } found ? [(Fori.Geography.PointText.Write(found.Point.Latitude, found.Point.Longitude), found.Name)] : [],
        IsSearched: true, text);

    private PageScope Scope()
    {
        var node = http.RequestServices.GetRequiredService<Node>();
        return new PageScope(node, new SiteRequest { Tenant = Tenant, Origin = "", Path = "/", Now = node.Clock.GetUtcNow() }, settings, words.Language);
    }

    private async Task<IReadOnlyList<(string Value, string Text)>> OfferAsync(string offer, CancellationToken ct)
    {
        if (!_offers.TryGetValue(offer, out var all))
        {
            all = await Fori.Content.ContentModule.Offers[offer](Scope(), desk, ct);
            _offers[offer] = all = [.. all.OrderBy(o => o.Text, StringComparer.Create(words.Ui.Culture, ignoreCase: true))];
        }

        return all;
    }

    private async Task<CellChoices> DocumentsAsync(EditCell cell, ReferenceShape reference, Guid own, string text, string? asked, CancellationToken ct)
    {
        var list = await ListedAsync(reference, own, ct);
        var shown = reference.IsParent && Guid.TryParse(cell.Value, out var chosen) && await AboveAsync(chosen, ct) is { } parent ? await PlaceAsync(parent, ct) : await ShownAsync(cell.Value, ct);
        if (list is not null)
        {
            // However it came there, what is chosen is offered: a form that did not would take it away.
            return new CellChoices(shown, cell.Value.Length == 0 || list.Any(o => o.Value == cell.Value) ? list : [.. list, (cell.Value, shown ?? cell.Value)]);
        }

        return new CellChoices(shown, asked is null ? [] : await FoundAsync([.. types.All.Where(reference.MayLeadTo)], asked, reference.IsParent, own, ct), IsSearched: true, text);
    }

    // Null when there are too many to list.
    private async Task<IReadOnlyList<(string Value, string Text)>?> ListedAsync(ReferenceShape reference, Guid own, CancellationToken ct)
    {
        var allowed = types.All.Where(reference.MayLeadTo).ToList();
        var key = (string.Join(',', allowed.Select(t => t.Name)), reference.IsParent, own);
        if (!_lists.TryGetValue(key, out var list))
        {
            _lists[key] = list = await ListAsync(allowed, reference.IsParent, own, ct);
        }

        return list;
    }

    private async Task<IReadOnlyList<(string Value, string Text)>?> ListAsync(List<DocumentType> allowed, bool isParent, Guid own, CancellationToken ct)
    {
        var all = new List<(string Value, string Text)>();
        foreach (var type in allowed)
        {
            if (type.Kind.IsEdited)
            {
                // One more for the document itself. Where there are many, not even a hundred are looked at.
                if (await desk.CountAsync(Tenant.Tenant, type, MostListed + 2, ct) > MostListed + 1)
                {
                    return null;
                }

                var drafts = await desk.ListAsync(Tenant.Tenant, type, MostListed + 2, ct);
                foreach (var draft in drafts.Where(d => IsOpen(type, d)))
                {
                    _above[draft.Document.Id] = draft;
                }

                all.AddRange(drafts.Where(d => d.Document.Id != own && IsOpen(type, d)).Select(d => (d.Document.Id.ToString(), TitleOf(type, d))));
            }
            else
            {
                var found = Listing.Window(Tenant.Index, new SearchQuery { Types = [type.Name], Language = settings.Languages[0], Sort = SearchSort.Title }, 0, MostListed + 1);
                all.AddRange(await NamedAsync(found, ct));
            }

            if (all.Count > MostListed)
            {
                return null;
            }
        }

        for (var i = 0; isParent && i < all.Count; i++)
        {
            all[i] = (all[i].Value, Guid.TryParse(all[i].Value, out var id) && await AboveAsync(id, ct) is { } document ? await PlaceAsync(document, ct) : all[i].Text);
        }

        var compare = StringComparer.Create(words.Ui.Culture, ignoreCase: true);
        return [.. all.OrderBy(o => o.Text, compare)];
    }

    // Two pages of one name are told apart by what they stand below. The whole way is said, and not shown by spaces: a list that
    // is read aloud, or found by its first letters, has no left side.
    private async Task<string> PlaceAsync(EditedDocument document, CancellationToken ct)
    {
        var names = new List<string>();
        var met = new HashSet<Guid>();
        for (var at = document; at is not null && met.Add(at.Document.Id) && names.Count < DeepestPlace;)
        {
            var type = types[at.Document.Type];
            names.Insert(0, TitleOf(type, at));
            at = DocumentFacts.Read(type.Kind, at.Draft.Body).Parent is { } parent ? await AboveAsync(parent, ct) : null;
        }

        return string.Join(PlaceParting, names);
    }

    /// <returns>Null for what is not there, and for what the person may not see.</returns>
    private async Task<EditedDocument?> AboveAsync(Guid id, CancellationToken ct)
    {
        if (!_above.TryGetValue(id, out var found))
        {
            found = await desk.FindAsync(Tenant.Tenant, id, ct);
            _above[id] = found = found is not null && IsOpen(types[found.Document.Type], found) ? found : null;
        }

        return found;
    }

    // What editors write is found in drafts too, by the index of the staff; the registers by that of the public.
    private async Task<IReadOnlyList<(string Value, string Text)>> FoundAsync(List<DocumentType> allowed, string asked, bool isParent, Guid own, CancellationToken ct)
    {
        var found = new List<(string Value, string Text)>();

        // A place and the channel of a service there often have one name.
        string OfKind(string title, string type) => allowed.Count > 1 && SiteWords.Find($"type.{type}", words.Language) is { } kind ? $"{title} ({kind})" : title;
        if (allowed.Where(t => t.Kind.IsEdited).Select(t => t.Name).ToList() is { Count: > 0 } edited)
        {
            var hits = await Tenant.AskStaffAsync(index => new ContentQuery { Text = asked, Sort = ContentQuery.ByFit }.Find(index, words.Language, edited, _ => new Dictionary<string, int>(), 0, MostFound), ct);
            foreach (var hit in hits?.Hits ?? [])
            {
                if (hit.Id != own && await desk.FindAsync(Tenant.Tenant, hit.Id, ct) is { } document && IsOpen(types[document.Document.Type], document))
                {
                    found.Add((hit.Id.ToString(), isParent ? await PlaceAsync(document, ct) : OfKind(TitleOf(types[document.Document.Type], document), document.Document.Type)));
                }
            }
        }

        if (allowed.Where(t => !t.Kind.IsEdited).Select(t => t.Name).ToList() is { Count: > 0 } registers)
        {
            found.AddRange(await NamedAsync(Listing.Window(Tenant.Index, new SearchQuery { Text = asked, Types = registers, Language = words.Language }, 0, MostFound), ct, OfKind));
        }

        return found;
    }

    // Who may write in a section only is offered what is public, and drafts of that section.
    private bool IsOpen(DocumentType type, EditedDocument document) =>
        document.Document.Published is not null || Rights.May(http.Staff(), ContentAction.View, type.Name, null, SectionOf.Body(type, document.Document.Id, document.Draft.Body), false);

    private async Task<IEnumerable<(string Value, string Text)>> NamedAsync(SearchPage found, CancellationToken ct, Func<string, string, string>? name = null)
    {
        var ids = found.Hits.Select(h => h.Id).ToList();
        var loaded = await Tenant.LoadAsync(ids, ct);
        return ids.Where(loaded.ContainsKey).Select(id => (id.ToString(), loaded[id].Title.In([words.Language, .. settings.Languages])?.Text is not { } title ? id.ToString()
            : name is null ? title : name(title, loaded[id].Type.Name)));
    }

    private async Task<string?> ShownAsync(string value, CancellationToken ct)
    {
        if (!Guid.TryParse(value, out var id))
        {
            return value.Length == 0 ? null : value;
        }

        var found = await desk.FindAsync(Tenant.Tenant, id, ct);
        return found is not null && types[found.Document.Type] is var type && IsOpen(type, found) ? TitleOf(type, found) : value;
    }

    private string TitleOf(DocumentType type, EditedDocument document) =>
        type.TryRead(document.Draft.Body, out _) is { } read && type.Title?.ValueOf(read) is LocalizedText title && title.In([words.Language, .. settings.Languages])?.Text is { } text
            ? text
            : words["content.untitled"];
}
