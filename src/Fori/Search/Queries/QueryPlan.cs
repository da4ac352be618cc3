using Fori.Search.Index;
using Lucene.Net.Util;

namespace Fori.Search.Queries;

/// <summary>One term to look up, with how much a match is worth beside the word itself (1).</summary>
/// <param name="Language">Index language, or <see cref="IndexFields.ConceptLanguage"/>.</param>
/// <param name="Bytes">The term with its mark.</param>
/// <param name="Weight">0–1.</param>
/// <param name="IsOwn">A form of the query's own word; false for words that only mean something near.</param>
/// <param name="InRunningText">Whether it is also looked for in summary and body; weak hints are only worth it in names, and so is the word as written, as its base form finds the same texts.</param>
internal sealed record PlanTerm(string Language, BytesRef Bytes, float Weight, bool IsOwn, bool InRunningText);

/// <summary>What stands for one word of the query: any of its terms.</summary>
/// <param name="Word">As written, in lower case.</param>
/// <param name="Weight">1, or less for a word that says little.</param>
/// <param name="IsWanted">A hit should match it; light words are not wanted by themselves.</param>
/// <param name="Terms">Own ones first.</param>
internal sealed record PlanGroup(string Word, float Weight, bool IsWanted, IReadOnlyList<PlanTerm> Terms);

/// <summary>A query taken apart: one group for each of its words that says something.</summary>
internal sealed record QueryPlan(IReadOnlyList<PlanGroup> Groups)
{
    /// <summary>The most words that a query may have; later ones are passed over.</summary>
    public const int MostGroups = 8;

    /// <summary>The most terms that stand for one word. Each costs a look into every segment, so long queries get fewer for each.</summary>
    public static int MostTerms(int words) => words switch { <= 1 => 36, 2 => 24, 3 => 18, _ => 12 };
}
