using Fori.Access;
using Fori.Admin;
using Fori.Nodes;
using Fori.Search;
using Fori.Site.Building;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>
/// In the work list, by language: how many texts are behind their original, for whoever may write the language; and for translators how
/// many public ones lack it. One line each: the list behind it says which.
/// </summary>
internal sealed class TranslationWork : IWorkListSource
{
    public async Task<IReadOnlyList<WorkListPart>> PartsAsync(HttpContext http, CancellationToken ct)
    {
        var (words, user) = (http.Words(), http.Staff());
        var settings = await SiteSettings.LoadAsync(http.Node(), ct);
        var types = Fori.Content.ContentModule.Types.Select(t => t.Name).Where(t => Rights.SectionsOf(user, ContentAction.View, t) is null or { Count: > 0 }).ToList();
        var items = new List<WorkItem>();
        foreach (var language in settings.Languages.Skip(1))
        {
            var isTranslator = user.Grants.Any(g => g.Role == Role.Translator && g.Languages?.Contains(language, StringComparer.OrdinalIgnoreCase) != false);
            if (types.Count == 0 || (!isTranslator && !types.Exists(t => Rights.MaySomewhere(user, ContentAction.Edit, t) && user.Grants.Any(g => Rights.May(user, ContentAction.Edit, t, language, g.Section, true)))))
            {
                continue;
            }

            await AddAsync("translation.work.stale", new ContentQuery { Language = $"{language}:{ContentQuery.StaleState}" });
            if (isTranslator)
            {
                await AddAsync("translation.work.missing", new ContentQuery { Language = $"{language}:missing", State = StaffFacets.Published });
            }

            async Task AddAsync(string sentence, ContentQuery query)
            {
                var asked = query with { Sight = ContentPages.SightOf(http) };
                var found = await http.Node().AskStaffAsync(index => asked.Find(index, words.Language, types, _ => new Dictionary<string, int>(), 0, 0), ct);
                if (found is { Total: > 0 })
                {
                    items.Add(new WorkItem(
                        words.With(sentence, ("language", words.Ui.NameOfLanguage(language)), ("count", words.Ui.Number(found.Total))), null, words["translation.work.open"], query.UrlOn(ContentPages.Path)));
                }
            }
        }

        return items.Count == 0 ? [] : [new WorkListPart(words["translation.work"], items)];
    }
}
