using Fori.Documents;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Types.Positions;

/// <summary>What a position asks beyond its fields.</summary>
internal static class PositionRules
{
    public static DocumentBody Fill(DocumentBody body, Filling filling)
    {
        if (body is not Position position)
        {
            return body;
        }

        LocalizedText Named<T>(Ref<T>? reference)
            where T : class => RefKey.Of(reference) is { } key ? filling.Names.GetValueOrDefault(key, LocalizedText.Empty) : LocalizedText.Empty;

        var (person, organ) = (Named(position.Person), position.Body is null ? position.BodyName : Named(position.Body));
        return position with
        {
            Label = new LocalizedText(filling.Languages.Select(l => KeyValuePair.Create(
                l, string.Join(", ", new[] { person, organ }.Select(n => n.In([l, .. filling.Languages])?.Text).OfType<string>())))),
        };
    }

    /// <returns>Codes <c>position.body-missing</c>, <c>position.ends-before</c> and <c>position.own-deputy</c>.</returns>
    public static Task<IReadOnlyList<Problem>> CheckAsync(PublishingCheck check, CancellationToken ct)
    {
        var position = (Position)check.Body;
        var problems = new List<Problem>();
        if (position.Body is null && position.BodyName.IsEmpty)
        {
            problems.Add(Problem.Of("position.body-missing", "body"));
        }

        if (position.Until < position.From)
        {
            problems.Add(Problem.Of("position.ends-before", "until"));
        }

        if (position.DeputyOf is { } member && member == position.Person)
        {
            problems.Add(Problem.Of("position.own-deputy", "deputyOf"));
        }

        return Task.FromResult<IReadOnlyList<Problem>>(problems);
    }
}
