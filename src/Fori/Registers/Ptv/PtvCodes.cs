using Fori.Documents;
using Fori.Registers.Vocabularies;
using Fori.Store;

namespace Fori.Registers.Ptv;

/// <summary>
/// Names classes by the code of their list. An answer gives a code, a URI of today or one of former years; what the
/// catalogue knows becomes its code, what it does not know keeps its URI with the warning <c>code.unknown</c>, and while
/// a list is not loaded the answer's own code is taken.
/// </summary>
public static class PtvCodes
{
    /// <summary>Null when neither code nor URI is given.</summary>
    public static Code? Normalise(VocabularyCatalogue vocabularies, string scheme, string? code, string? uri, string path, ICollection<Problem> problems)
    {
        if ((uri ?? code) is not { } given)
        {
            return null;
        }

        if (!vocabularies.Has(scheme))
        {
            return new Code(scheme, code ?? given);
        }

        // The URI before the code: codes have been given anew to other classes over the years, URIs never.
        var item = (uri is null ? null : vocabularies.Find(scheme, uri)) ?? (code is null ? null : vocabularies.Find(scheme, code));
        if (item is not null)
        {
            return new Code(scheme, item.Code);
        }

        problems.Add(Problem.Warn("code.unknown", path, ("scheme", scheme), ("code", given)));
        return new Code(scheme, given);
    }

    /// <summary>The scheme of an ontology's concept, by its URI: KOKO unless it says otherwise.</summary>
    public static string OntologyOf(string? uri) => VocabularyScheme.OfUri(uri) ?? VocabularyScheme.Koko;

    internal static IReadOnlyList<Code> Read(PtvObject record, string name, string scheme)
    {
        var codes = new List<Code>();
        foreach (var item in record.RealList(name))
        {
            if (Normalise(record.Report.Options.Vocabularies, scheme, item.Text("code"), item.Text("uri"), item.Path, record.Report.Problems) is { } code && !codes.Contains(code))
            {
                codes.Add(code);
            }
        }

        return codes;
    }

    /// <summary>Concepts are named by their URI and taken as they come: nobody holds all ontologies.</summary>
    internal static IReadOnlyList<Code> ReadOntologyTerms(PtvObject record) =>
        [.. record.RealList("ontologyTerms")
            .Select(item => (item.Text("uri") ?? item.Text("code")) is { } uri ? new Code(OntologyOf(uri), uri) : null)
            .OfType<Code>().Distinct()];
}
