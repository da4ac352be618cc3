using Fori.Registers.Vocabularies;
using Fori.Tests.Registers.Vocabularies;

namespace Fori.Tests.Registers.Ptv;

/// <summary>The national codelists as a catalogue.</summary>
internal static class NationalLists
{
    public static VocabularyCatalogue Load(params string[] names)
    {
        var reading = VocabularyReader.ReadAll(names.Select(name => (name, SharedData.Read("ptv", "codelists", name))));
        return VocabularyCatalogue.Of(reading.Vocabularies);
    }
}
