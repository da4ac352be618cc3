using System.Runtime.InteropServices;
using Fori.Search.Analysis;
using Fori.Search.Index;

namespace Fori.Search.Queries;

/// <summary>
/// Widens the words of a query: base forms, parts and relatives of the word; its concepts with their names in every
/// language; everyday synonyms and the topics under which a municipality offers the thing.
/// </summary>
internal sealed class QueryExpansion(SearchKnowledge knowledge, IReadOnlySet<string> languages)
{
    private const float Lemma = 0.95f;
    private const float AsPart = 0.6f;
    private const float Root = 0.6f;
    private const float Folded = 0.35f;
    private const float Derived = 0.75f;
    private const float Joined = 0.6f;
    private const float OnePart = 0.35f;
    private const float OnePartOfUnknown = 0.6f;
    private const float LeastSureForEveryday = 0.4f;
    private const float InnerPart = 0.3f;
    private const float Named = 0.85f;
    private const float Translated = 0.8f;
    private const float OtherConcept = 0.3f;
    private const float Synonym = 0.8f;
    private const float Topic = 0.45f;
    // What is only near has relatives that are far: sport, to move, business.
    private const float LeastWithFamily = 0.6f;
    private const float OtherLanguage = 0.5f;

    private readonly string _languagesKey = string.Join(' ', languages.Order(StringComparer.Ordinal));

    public QueryPlan Plan(string text, string language)
    {
        var main = IndexFields.LanguageOf(language);
        var words = Words.Of(text, most: 60).ToList();
        var telling = words.Where(w => !IsEmpty(main, w.Text)).DistinctBy(w => w.Text).ToList();
        if (telling.Count == 0)
        {
            telling = [.. words.DistinctBy(w => w.Text)];
        }

        // The joined form of linja-auto stands beside its pieces and only adds to them.
        var groups = telling
            .GroupBy(w => w.Position)
            .Take(QueryPlan.MostGroups)
            .Select(place => place.Select(w => knowledge.Groups.GetOrAdd((w.Text, main, _languagesKey), _ => Group(w.Text, main))).Aggregate(Join))
            .ToList();
        AddNames(groups, telling, main);
        if (groups.TrueForAll(g => !g.IsWanted))
        {
            groups = [.. groups.Select(g => g with { IsWanted = true, Weight = 1 })];
        }

        var most = QueryPlan.MostTerms(groups.Count(g => g.IsWanted));
        return new QueryPlan([.. groups.Select(g => g.Terms.Count <= most ? g : g with { Terms = Bounded(g.Terms.OrderByDescending(t => t.IsOwn).ThenByDescending(t => t.Weight), most) })]);
    }

    // Each language has a number of its own: else one document in a second language would take room from the words of all others.
    private static IReadOnlyList<PlanTerm> Bounded(IEnumerable<PlanTerm> bestFirst, int most)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. bestFirst.Where(t => ++CollectionsMarshal.GetValueRefOrAddDefault(taken, t.Language, out _) <= most)];
    }

    // "income support" is one thing: its names stand for each of its words.
    private void AddNames(List<PlanGroup> groups, List<Word> words, string language)
    {
        var places = words.DistinctBy(w => w.Position).Take(QueryPlan.MostGroups).ToList();
        var lemmas = places.Select(w => knowledge.Analysis(language).Analyze(w.Text).Lemma).ToList();
        foreach (var (start, length, concept) in knowledge.Concepts.NamesIn(language, lemmas).ToList())
        {
            if (places[start + length - 1].Position != places[start].Position + length - 1)
            {
                continue;
            }

            var terms = new TermSet(languages);
            AddConcept(terms, concept, language, Named);
            for (var i = start; i < start + length; i++)
            {
                groups[i] = groups[i] with { IsWanted = true, Weight = 1, Terms = [.. groups[i].Terms, .. terms.Best()] };
            }
        }
    }

    private static PlanGroup Join(PlanGroup one, PlanGroup other) =>
        one with { IsWanted = one.IsWanted && other.IsWanted, Terms = [.. one.Terms, .. other.Terms] };

    // Any form of such a word is as empty: haluaisinkohan is haluta.
    private bool IsEmpty(string language, string word) =>
        FunctionWords.IsEmpty(language, word) || (language == "fi" && knowledge.Analysis(language).Analyze(word).Lemmas.All(l => FunctionWords.IsEmpty(language, l)));

    private bool IsLight(string language, string word) =>
        FunctionWords.IsLight(language, word) || knowledge.Analysis(language).Analyze(word).Lemmas.Any(l => FunctionWords.IsLight(language, l));

    private PlanGroup Group(string word, string main)
    {
        var terms = new TermSet(languages);
        var light = IsLight(main, word);
        foreach (var language in IndexFields.Languages)
        {
            AddOwn(terms, word, language, language == main || main == IndexFields.OtherLanguage ? 1 : OtherLanguage);
        }

        if (!light)
        {
            AddMeanings(terms, word, main);
        }

        return new PlanGroup(word, light ? 0.25f : 1, !light, terms.Best());
    }

    private void AddOwn(TermSet terms, string word, string language, float weight)
    {
        var forms = knowledge.Analysis(language).Analyze(word);
        terms.Add(language, word, weight, own: true);
        foreach (var lemma in forms.Lemmas)
        {
            terms.Add(language, IndexFields.LemmaMark + lemma, Lemma * weight, own: true);
        }

        // A reader without ä on the keyboard; a word with marks was written with care and is not loosened.
        if (Words.Fold(word) == word && !knowledge.Concepts.Knows(language, forms.Lemma))
        {
            terms.Add(language, IndexFields.FoldMark + word, Folded * weight, own: true);
            terms.Add(language, IndexFields.FoldMark + forms.Lemma, Folded * weight, own: true);
        }
    }

    private void AddMeanings(TermSet terms, string word, string language)
    {
        var forms = knowledge.Analysis(language).Analyze(word);
        AddFamily(terms, forms, language, 1);
        AddParts(terms, forms, language);
        if (forms.Parts.Count == 0 || !forms.IsKnown)
        {
            AddNear(terms, forms, language, 1);
        }

        foreach (var lemma in Family(forms, language).Append(word).Distinct().ToList())
        {
            AddConcepts(terms, lemma, language);
            AddEveryday(terms, lemma, language, forms.Lemmas.Contains(lemma) ? 1 : Derived);
        }
    }

    private void AddNear(TermSet terms, WordForms forms, string language, float weight)
    {
        if (Array.Exists(Family(forms, language), w => knowledge.Concepts.Knows(language, w)))
        {
            return;
        }

        var found = knowledge.Concepts.Near(language, forms.Lemma);
        foreach (var (near, nearness) in found.Count > 0 ? found : knowledge.Concepts.Near(language, forms.Word))
        {
            // What only begins as the word for half of all services do (palvelu…) is not near to any of them.
            if (SaysLittle(language, near) || FunctionWords.IsEmpty(language, near))
            {
                continue;
            }

            AddWord(terms, near, language, nearness * weight);
            AddConcepts(terms, near, language, nearness * weight);
            AddEveryday(terms, near, language, nearness * weight);
        }
    }

    // The parts of a compound that the documents may name alone: päivähoitopaikka → päivähoito, hoitopaikka, hoito.
    private void AddParts(TermSet terms, WordForms forms, string language)
    {
        var parts = forms.Parts;
        foreach (var concept in knowledge.Concepts.Named(language, string.Join(' ', parts)).Take(4))
        {
            AddConcept(terms, concept, language, Named);
        }

        // Of a compound that no vocabulary has, the parts are all there is to go by.
        var onePart = knowledge.Concepts.Knows(language, forms.Lemma) ? OnePart : OnePartOfUnknown;
        for (var first = 0; first < parts.Count; first++)
        {
            for (var last = first; last < parts.Count; last++)
            {
                var length = last - first + 1;
                var whole = string.Concat(parts.Skip(first).Take(length));
                if (length == parts.Count || (length == 1 && SaysLittle(language, whole)))
                {
                    continue;
                }

                var isThing = length == parts.Count - 1 && first == 0 && SaysLittle(language, parts[^1]);
                var weight = isThing ? Named : length > 1 ? Joined : onePart;
                AddWord(terms, whole, language, weight);
                AddConcepts(terms, whole, language, weight);
                AddEveryday(terms, whole, language, weight);
            }
        }

        foreach (var inner in forms.Inner.Where(i => !GenericHeads.Contains(i)))
        {
            AddWord(terms, inner, language, InnerPart);
        }
    }

    // Päivähoitopaikka, alkoholiongelma: what is meant stands before.
    private static bool SaysLittle(string language, string part) => GenericHeads.Contains(part) || FunctionWords.IsLight(language, part);

    private void AddConcepts(TermSet terms, string lemma, string language, float weight = 1)
    {
        foreach (var concept in knowledge.Concepts.Named(language, lemma).Take(4))
        {
            AddConcept(terms, concept, language, Named * weight);
            foreach (var other in knowledge.Concepts.Narrower(concept).Take(10).Concat(knowledge.Concepts.Broader(concept).Take(3)))
            {
                AddConcept(terms, other, language, OtherConcept * weight);
            }
        }

        AddTranslations(terms, lemma, language, Translated * weight);
    }

    private void AddConcept(TermSet terms, int concept, string language, float weight)
    {
        terms.Add(IndexFields.ConceptLanguage, IndexFields.ConceptTerm(knowledge.Concepts.Uri(concept)), weight, own: false);
        foreach (var target in SearchKnowledge.Languages.Where(languages.Contains))
        {
            foreach (var name in knowledge.Concepts.OneWordNames(concept, target))
            {
                AddWord(terms, name, target, weight);
                if (target == "fi" && language != "fi")
                {
                    AddEveryday(terms, name, target, weight);
                }
            }
        }
    }

    private void AddTranslations(TermSet terms, string lemma, string language, float weight)
    {
        foreach (var target in SearchKnowledge.Languages)
        {
            if (target == language || !languages.Contains(target))
            {
                continue;
            }

            foreach (var (word, strength) in knowledge.Concepts.Translate(lemma, language, target, most: 3))
            {
                var sure = weight * Math.Min(1, strength * 1.5f);
                AddWord(terms, word, target, sure);
                if (target == "fi" && strength >= LeastSureForEveryday)
                {
                    AddEveryday(terms, word, target, sure);
                }
            }
        }
    }

    private void AddEveryday(TermSet terms, string lemma, string language, float weight)
    {
        foreach (var synonym in knowledge.Everyday.Synonyms(language, lemma))
        {
            AddWord(terms, synonym, language, weight * Synonym);
            AddAcross(terms, synonym, language, weight * Synonym);
        }

        foreach (var topic in knowledge.Everyday.Topics(language, lemma))
        {
            AddWord(terms, topic, language, weight * Topic);
            AddAcross(terms, topic, language, weight * Topic);
        }
    }

    // An everyday word in the languages of the documents; within the query's own language it would go round.
    private void AddAcross(TermSet terms, string lemma, string language, float weight)
    {
        if (language == "fi")
        {
            return;
        }

        var known = knowledge.Concepts.Knows(language, lemma) ? [(lemma, 1f)] : knowledge.Concepts.Near(language, lemma);
        foreach (var (word, nearness) in known)
        {
            foreach (var concept in knowledge.Concepts.Named(language, word).Take(4))
            {
                AddConcept(terms, concept, language, Named * weight * nearness);
            }

            AddTranslations(terms, word, language, Translated * weight * nearness);
        }
    }

    private void AddWord(TermSet terms, string lemma, string language, float weight)
    {
        var forms = knowledge.Analysis(language).Analyze(lemma);
        terms.Add(language, IndexFields.LemmaMark + lemma, weight, own: false);
        AddFamily(terms, forms, language, weight);
        if (forms.Parts.Count > 1 && GenericHeads.Contains(forms.Parts[^1]))
        {
            var thing = string.Concat(forms.Parts.SkipLast(1));
            terms.Add(language, IndexFields.LemmaMark + thing, weight, own: false);
            terms.Add(language, IndexFields.PartMark + thing, AsPart * weight, own: false);
        }
    }

    private void AddFamily(TermSet terms, WordForms forms, string language, float weight)
    {
        foreach (var lemma in forms.Lemmas)
        {
            terms.Add(language, IndexFields.PartMark + lemma, AsPart * weight, own: false);
            terms.Add(language, IndexFields.RootMark + lemma, Root * weight, own: false);
        }

        if (weight < LeastWithFamily)
        {
            return;
        }

        foreach (var relative in Family(forms, language).Except(forms.Lemmas))
        {
            terms.Add(language, IndexFields.LemmaMark + relative, Derived * weight, own: false);
            terms.Add(language, IndexFields.PartMark + relative, Derived * AsPart * weight, own: false);
        }
    }

    // The word's base forms, what it is derived from and what is derived from it: uida, uima, uinti.
    private string[] Family(WordForms forms, string language) =>
        knowledge.Families.GetOrAdd((language, forms.Word), _ => [.. MakeFamily(forms, language)]);

    private IEnumerable<string> MakeFamily(WordForms forms, string language)
    {
        var family = new List<string>(forms.Lemmas);
        if (language == "sv")
        {
            family.AddRange(SwedishForms.FromVerb(forms.Lemma).Select(w => knowledge.Analysis("sv").Analyze(w).Lemma).Where(w => knowledge.Concepts.Knows("sv", w)));
        }

        if (language != "fi")
        {
            return family.Distinct();
        }

        // Olematon is not about olla: every text has such a verb, and a word made of it has left it behind.
        var roots = forms.Roots.Where(r => !FunctionWords.IsEmpty(language, r)).ToList();
        family.AddRange(roots.Where(r => !FunctionWords.IsLight(language, r)));
        foreach (var verb in forms.Lemmas.Concat(roots).Where(FinnishDerivation.MayBeVerb).Distinct())
        {
            family.AddRange(FinnishDerivation.FromVerb(verb).Where(w => knowledge.Concepts.Knows(language, w)));
        }

        return family.Distinct();
    }

    /// <summary>Terms of one word, each with the greatest weight that it was given.</summary>
    private sealed class TermSet(IReadOnlySet<string> languages)
    {
        private const float LeastInRunningText = 0.4f;
        private readonly Dictionary<(string Language, string Term), (float Weight, bool IsOwn)> _terms = [];

        public void Add(string language, string term, float weight, bool own)
        {
            if (!languages.Contains(language))
            {
                return;
            }

            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_terms, (language, term), out _);
            known = (Math.Max(known.Weight, weight), known.IsOwn || own);
        }

        public IReadOnlyList<PlanTerm> Best() => Bounded(
            _terms
                .OrderByDescending(t => t.Value.IsOwn)
                .ThenByDescending(t => t.Value.Weight)
                .ThenBy(t => t.Key.Language, StringComparer.Ordinal)
                .ThenBy(t => t.Key.Term, StringComparer.Ordinal)
                .Where(t => t.Value.IsOwn || t.Value.Weight >= 0.1f)
                .Select(t => new PlanTerm(
                    t.Key.Language, new Lucene.Net.Util.BytesRef(t.Key.Term), t.Value.Weight, t.Value.IsOwn, char.IsLetterOrDigit(t.Key.Term[0]) ? t.Key.Language == IndexFields.ConceptLanguage : t.Value.IsOwn || t.Value.Weight >= LeastInRunningText)),
            QueryPlan.MostTerms(1));
    }
}
