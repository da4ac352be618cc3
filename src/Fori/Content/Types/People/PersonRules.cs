using Fori.Documents;

namespace Fori.Content.Types.People;

/// <summary>What a person has beyond the fields.</summary>
public static class PersonRules
{
    /// <summary>A name is the same in every language.</summary>
    public static DocumentBody Fill(DocumentBody body, Filling filling)
    {
        ArgumentNullException.ThrowIfNull(filling);
        return body is Person person ? person with { Title = new LocalizedText(filling.Languages.Select(l => KeyValuePair.Create(l, person.Name ?? ""))) } : body;
    }
}
