using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fori.Tests.Api;
using Fori.Tests.Testing;

namespace Fori.Tests.Nodes;

/// <summary>
/// Readers race against writers: an answer that began after a change was visible on its node never shows the text from
/// before. Visible on a node is what its stream of changes has told. The texts hold words that count the changes of each
/// record, as "s1v17".
/// </summary>
public sealed partial class StaleAnswersTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const int ReadersOfNode = 4;
    private const int Writers = 2;
    private const int FewChanges = 30;

    private static readonly string[] Organizations = ["o1", "o2"];
    private static readonly string[] Services = ["s1", "s2", "s3", "s4"];
    private static readonly string[] Places = ["p1", "p2"];
    private static readonly string[] Records = [.. Organizations, .. Services, .. Places];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Null: as many changes as are quick to make.</summary>
    private static TimeSpan? Duration =>
        Environment.GetEnvironmentVariable("FORI_TEST_RACE_SECONDS") is { Length: > 0 } seconds ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))
        : FullRun.IsAsked ? TimeSpan.FromSeconds(60)
        : null;

    [Fact]
    public Task On_one_node_no_answer_is_older_than_what_was_visible_when_it_began() => RaceAsync(1, []);

    [Fact]
    public Task On_two_nodes_no_answer_is_older_than_what_was_visible_there_when_it_began() => RaceAsync(2, ["--database", postgres.ConnectionString]);

    private static async Task RaceAsync(int nodes, string[] on)
    {
        using var folder = new DataFolder();
        string[] where = [.. on, "--data", folder.Path];
        (await ForiProgram.RunAsync(folder, ["tenant", "add", Race.Town, .. where])).Exit.ShouldBe(0);
        var key = (await ForiProgram.RunAsync(folder, ["key", "add", Race.Town, "--tenant", Race.Town, "--role", "writer", "--json", .. where])).Json.GetProperty("key").GetString()!; // The command shows it.
        var folders = Enumerable.Range(0, nodes).Select(i => i == 0 ? folder : new DataFolder()).ToList();
        var race = new Race(key);
        try
        {
            foreach (var own in folders)
            {
                var (server, address) = await ForiProgram.ServeAsync(own, on);
                race.Nodes.Add(new RacedNode(race.Nodes.Count + 1, server, address));
            }

            await race.RunAsync();
            TestContext.Current.SendDiagnosticMessage("{0} nodes: {1} answers beside {2} changes, none stale", nodes, race.Answers, race.Changes);
        }
        finally
        {
            race.Nodes.ForEach(n => n.Dispose());
            folders.Skip(1).ToList().ForEach(f => f.Dispose());
        }
    }

    /// <summary>Every way in which what a record says is shown: pages and lists of pages, items, lists and searches of the interface.</summary>
    private static IEnumerable<Question> Questions(string record, int number)
    {
        var type = record[0] switch { 's' => "Service", 'o' => "Organization", _ => "Place" };
        string[] all = record[0] switch { 's' => Services, 'o' => Organizations, _ => Places };
        yield return new Question($"/api/v1/{type}/by/{Race.Town}/{record}", [record]);
        yield return new Question($"/api/v1/{type}?limit=50", all);
        yield return new Question($"/api/v1/{type}?sort=changed&limit=50", all);
        yield return new Question($"/api/v1/{type}?q={record}v{number}", [], (record, number));
        yield return new Question($"/api/v1/search?q={record}v{number}", [], (record, number));
        switch (record[0])
        {
            case 's':
                yield return new Question($"/fi/palvelut/palvelu-{record}", [record, OrganizationOf(record)]);
                yield return new Question("/fi/palvelut", Services);
                yield return new Question("/fi/haku?q=palvelu", Services);
                yield return new Question("/api/v1/search?q=palvelu&type=Service", Services);
                break;
            case 'p':
                yield return new Question($"/fi/paikat/paikka-{record}", [record]);
                yield return new Question("/fi/paikat", Places);
                break;
            default:
                foreach (var service in Services.Where(s => OrganizationOf(s) == record))
                {
                    yield return new Question($"/fi/palvelut/palvelu-{service}", [service, record]);
                }

                break;
        }
    }

    private static string OrganizationOf(string service) => Organizations[service[1] % Organizations.Length];

    [GeneratedRegex(@"\b([sop]\d)v(\d+)\b")]
    private static partial Regex Words();

    /// <param name="Shows">Records whose words must be in the answer.</param>
    /// <param name="Word">What is searched for: the record must be found by its newest word.</param>
    private sealed record Question(string Path, IReadOnlyList<string> Shows, (string Record, int Number)? Word = null);

    private sealed class Race(string key)
    {
        public const string Town = "race";
        private readonly ConcurrentDictionary<string, int> _begun = new(Records.Select(r => KeyValuePair.Create(r, 1)));
        private readonly long _started = Stopwatch.GetTimestamp();
        private int _changes;
        private int _answers;

        public List<RacedNode> Nodes { get; } = [];

        public int Changes => _changes;

        public int Answers => _answers;

        private bool IsOver => Duration is { } duration ? Stopwatch.GetElapsedTime(_started) > duration : Volatile.Read(ref _changes) >= FewChanges;

        public async Task RunAsync()
        {
            var ids = new Dictionary<Guid, string>();
            foreach (var record in Records)
            {
                ids[(await Nodes[0].PutAsync(record, 1, key)).Id] = record;
            }

            using var race = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var following = Nodes.Select(node => node.FollowAsync(ids, race.Token)).ToList();
            await Task.WhenAll(Nodes.SelectMany(node => Records.Select(record => node.ToldAsync(record, 1))));
            var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync([.. Records.Where((_, i) => i % Writers == writer)], race.Token), Stop)).ToList();
            var reading = Nodes.SelectMany(node => Enumerable.Range(0, ReadersOfNode).Select(reader => Task.Run(() => ReadAsync(node, reader, race.Token), Stop))).ToList();
            await await Task.WhenAny(Task.WhenAll(writing), Task.WhenAny(reading)); // A reader ends before only when it finds a fault.
            await race.CancelAsync();
            await Task.WhenAll([.. reading, .. following, .. writing]);
        }

        private async Task WriteAsync(string[] records, CancellationToken race)
        {
            for (var turn = 0; !IsOver && !race.IsCancellationRequested; turn++)
            {
                var record = records[turn % records.Length];
                var number = _begun.AddOrUpdate(record, 0, (_, n) => n + 1);
                var sequence = (await Nodes[turn % Nodes.Count].PutAsync(record, number, key)).Sequence;
                Interlocked.Increment(ref _changes);
                foreach (var node in Nodes)
                {
                    var questions = Questions(record, number).ToList();
                    await AskAsync(node, questions[turn % questions.Count], (record, number), sequence);

                    // Nothing that was made too early has been kept: all is asked when the change is visible.
                    await node.ToldAsync(record, number);
                    foreach (var question in questions)
                    {
                        await AskAsync(node, question);
                    }
                }
            }
        }

        private async Task ReadAsync(RacedNode node, int seed, CancellationToken race)
        {
            var random = new Random(seed);
            while (!race.IsCancellationRequested)
            {
                // Also the word that comes next: an empty answer must not be kept when it has come.
                var record = Records[random.Next(Records.Length)];
                Question[] questions = [.. Questions(record, _begun[record] + random.Next(2))];
                await AskAsync(node, questions[random.Next(questions.Length)]);
            }
        }

        /// <param name="written">What the asker has written and sends back: it is to be seen, whether the node has told of it or not.</param>
        private async Task AskAsync(RacedNode node, Question question, (string Record, int Number)? written = null, string? sequence = null)
        {
            var visible = node.Visible();
            if (written is { } own)
            {
                visible[own.Record] = own.Number;
            }

            var asked = Stopwatch.GetTimestamp();
            var text = await node.GetAsync(question.Path, sequence);
            Interlocked.Increment(ref _answers);
            if (written is null || Stopwatch.GetElapsedTime(asked) < TimeSpan.FromSeconds(1.9))
            {
                Judge($"node {node.Number}, {question.Path}", question, text, visible);
            }
        }

        private void Judge(string what, Question question, string text, Dictionary<string, int> visible)
        {
            // A searched word may be told again beside what was found.
            var told = question.Word is null ? text : JsonElement.Parse(text).GetProperty("items").GetRawText();
            var shown = Words().Matches(told).Select(m => (Record: m.Groups[1].Value, Number: int.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture))).ToList();
            foreach (var (record, number) in shown)
            {
                number.ShouldBeGreaterThanOrEqualTo(visible[record], $"{what}: stale, shows {record}v{number}");
            }

            question.Shows.Except(shown.Select(s => s.Record)).ShouldBeEmpty($"{what}: not shown");
            if (question.Word is { } word && visible[word.Record] == word.Number && _begun[word.Record] == word.Number)
            {
                shown.Select(s => s.Record).ShouldContain(word.Record, $"{what}: not found");
            }
        }
    }

    /// <summary>A server, and what its stream of changes has told.</summary>
    private sealed class RacedNode : IDisposable
    {
        private readonly RunningProgram _server;
        private readonly HttpClient _client;
        private readonly Dictionary<string, int> _told = Records.ToDictionary(r => r, _ => 0);
        private readonly List<(string Record, int Number, TaskCompletionSource Done)> _waiting = [];

        public RacedNode(int number, RunningProgram server, Uri address)
        {
            Number = number;
            _server = server;
            _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
            _client.DefaultRequestHeaders.Host = Race.Town + ".localhost";
        }

        public int Number { get; }

        public Dictionary<string, int> Visible()
        {
            lock (_told)
            {
                return new Dictionary<string, int>(_told);
            }
        }

        public Task ToldAsync(string record, int number)
        {
            lock (_told)
            {
                if (_told[record] >= number)
                {
                    return Task.CompletedTask;
                }

                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((record, number, done));
                return done.Task.WaitAsync(TimeSpan.FromSeconds(60), Stop);
            }
        }

        public async Task FollowAsync(Dictionary<Guid, string> ids, CancellationToken race)
        {
            using var stream = await ChangeStream.OpenAsync(_client, Race.Town + ".localhost", null);
            try
            {
                while (true)
                {
                    var (_, id) = await stream.NextAsync(race);
                    lock (_told)
                    {
                        var (record, number) = (ids[id], ++_told[ids[id]]); // Every change of a record counts one on.
                        foreach (var waiting in _waiting.Where(w => w.Record == record && w.Number <= number).ToList())
                        {
                            waiting.Done.SetResult();
                            _waiting.Remove(waiting);
                        }
                    }
                }
            }
            catch (OperationCanceledException) when (race.IsCancellationRequested)
            {
                // The race is over.
            }
        }

        public async Task<string> GetAsync(string path, string? sequence)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (sequence is not null)
            {
                request.Headers.Add("Fori-Sequence", sequence);
            }

            using var answer = await _client.SendAsync(request, Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"node {Number}, {path}: {text}");
            return text;
        }

        public async Task<(Guid Id, string Sequence)> PutAsync(string record, int number, string key)
        {
            var word = $"{record}v{number}";
            var (type, body) = record[0] switch
            {
                's' => ("Service", $$$"""{"name":{"fi":"Palvelu {{{record}}}"},"summary":{"fi":"Sana {{{word}}}."},"mainResponsible":{"system":"{{{Race.Town}}}","key":"{{{OrganizationOf(record)}}}"}}"""),
                'o' => ("Organization", $$$"""{"name":{"fi":"Yksikkö {{{word}}}"}}"""),
                _ => ("Place", $$$"""{"name":{"fi":"Paikka {{{record}}}"},"summary":{"fi":"Sana {{{word}}}."}}"""),
            };
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/{type}/by/{Race.Town}/{record}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await _client.SendAsync(request, Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            answer.IsSuccessStatusCode.ShouldBeTrue(text);
            return (JsonElement.Parse(text).GetProperty("id").GetGuid(), answer.Headers.GetValues("Fori-Sequence").Single());
        }

        public void Dispose()
        {
            _client.Dispose();
            _server.Dispose();
        }
    }
}
