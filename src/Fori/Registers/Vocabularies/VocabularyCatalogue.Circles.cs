using Fori.Store;

namespace Fori.Registers.Vocabularies;

/// <content>Items whose parents lead back to them: no list from the top down would ever come to them.</content>
public sealed partial class VocabularyCatalogue
{
    /// <summary>A message does not repeat a flood.</summary>
    private const int CodesShown = 8;

    /// <summary>A warning <c>vocabulary.circle</c> for each circle of a scheme, of the first of its codes.</summary>
    public IReadOnlyList<Problem> Circles(string scheme) => _held.TryGetValue(scheme, out var held)
        ? [.. held.Value.Circles.Select(circle => Problem.Warn("vocabulary.circle", "", ("code", circle[0]), ("circle", Way(circle))))]
        : [];

    private static string Way(IReadOnlyList<string> circle) =>
        string.Join(" → ", [.. circle.Take(CodesShown), .. circle.Count > CodesShown ? (string[])["…"] : [], circle[0]]);

    private sealed partial class HeldVocabulary
    {
        private readonly IReadOnlyList<int[]> _circles;

        /// <summary>Codes from item to parent.</summary>
        public IEnumerable<IReadOnlyList<string>> Circles => _circles.Select(circle => (IReadOnlyList<string>)[.. circle.Select(row => this[row].Code)]);

        /// <param name="parents">Of each row; a row that is its own parent is among them.</param>
        /// <returns>A row stands in one at most; rows that only lead into a circle are in none.</returns>
        private static List<int[]> CirclesOf(int[][] parents)
        {
            const int OnTheWay = 1;
            const int Done = 2;
            var circles = new List<int[]>();
            var state = new int[parents.Length];
            var told = new HashSet<int>();
            var way = new List<(int Row, int Next)>();
            for (var start = 0; start < parents.Length; start++)
            {
                Enter(start);
                while (way.Count > 0)
                {
                    var (row, next) = way[^1];
                    if (next == parents[row].Length)
                    {
                        state[row] = Done;
                        way.RemoveAt(way.Count - 1);
                        continue;
                    }

                    way[^1] = (row, next + 1);
                    var above = parents[row][next];
                    if (state[above] == OnTheWay)
                    {
                        int[] circle = [.. way[way.FindIndex(step => step.Row == above)..].Select(step => step.Row)];
                        if (!circle.Any(told.Contains))
                        {
                            told.UnionWith(circle);
                            circles.Add(circle);
                        }
                    }
                    else
                    {
                        Enter(above);
                    }
                }
            }

            return circles;

            void Enter(int row)
            {
                if (state[row] == 0)
                {
                    state[row] = OnTheWay;
                    way.Add((row, 0));
                }
            }
        }
    }
}
