namespace Fori.Store.Golden;

/// <summary>The order of a document's contributions for a field and language, by the rules of authority.</summary>
/// <remarks>Orders are kept per scope that some rule names; all other fields share one.</remarks>
internal sealed class AuthorityOrder
{
    private readonly IReadOnlyList<SourceContribution> _contributions;
    private readonly List<(AuthorityRule Rule, int Weight)> _rules = [];
    private readonly IReadOnlyList<string> _defaultOrder;
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _languages = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Field, string Language), int[]> _orders = [];

    /// <summary>The contributions must stand by source, then distance, then key.</summary>
    public AuthorityOrder(string type, IReadOnlyList<SourceContribution> contributions, MergeDecisions decisions)
    {
        _contributions = contributions;
        _defaultOrder = decisions.DefaultOrder;
        Take(decisions.Rules, 0);
        Take(decisions.DocumentRules, 8);

        void Take(IReadOnlyList<AuthorityRule> rules, int weight)
        {
            foreach (var rule in rules)
            {
                if (rule.Type != type && rule.Type != MergeDecisions.Every)
                {
                    continue;
                }

                var field = rule.Field != MergeDecisions.Every;
                var language = rule.Language != MergeDecisions.Every;
                _rules.Add((rule, weight + (rule.Type == type ? 4 : 0) + (field ? 2 : 0) + (language ? 1 : 0)));
                if (field)
                {
                    _fields.Add(rule.Field);
                }

                if (language)
                {
                    _languages.Add(rule.Language);
                }
            }
        }
    }

    /// <summary>Indexes of the contributions, the strongest first.</summary>
    public int[] Of(string field, string language)
    {
        var scope = (
            Field: _fields.Contains(field) ? field : MergeDecisions.Every,
            Language: _languages.Contains(language) ? language : MergeDecisions.Every);
        if (!_orders.TryGetValue(scope, out var order))
        {
            order = Sort(scope.Field, scope.Language);
            _orders.Add(scope, order);
        }

        return order;
    }

    // A source stands where the default order names it, else by the longest beginning of it ("tenant:*"), else at "*".
    private long PlaceOf(string source)
    {
        var (place, length) = ((long)int.MaxValue, -1);
        for (var i = 0; i < _defaultOrder.Count; i++)
        {
            var named = _defaultOrder[i];
            if (named == source)
            {
                return i + 1;
            }

            if (named.EndsWith(MergeDecisions.Every, StringComparison.Ordinal) && named.Length - 1 > length && source.StartsWith(named[..^1], StringComparison.Ordinal))
            {
                (place, length) = (i + 1, named.Length - 1);
            }
        }

        return source == MergeDecisions.ManualSource ? 0 : place;
    }

    private int[] Sort(string field, string language)
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        var fitting = _rules
            .Where(r => Fits(r.Rule.Field, field) && Fits(r.Rule.Language, language))
            .Reverse() // The sort is stable: of one weight the later rule comes first.
            .OrderByDescending(r => r.Weight);
        foreach (var (rule, _) in fitting)
        {
            Rank(rule.Sources);
        }

        // Stable: within a rank the contributions keep their order by source, distance and key.
        return [.. Enumerable.Range(0, _contributions.Count).OrderBy(i => RankOf(_contributions[i].Source))];

        long RankOf(string source) => ranks.TryGetValue(source, out var rank) ? rank : ranks.Count + PlaceOf(source);

        void Rank(IReadOnlyList<string> sources)
        {
            foreach (var source in sources)
            {
                ranks.TryAdd(source, ranks.Count);
            }
        }

        static bool Fits(string ruled, string asked) => ruled == MergeDecisions.Every || ruled == asked;
    }
}
