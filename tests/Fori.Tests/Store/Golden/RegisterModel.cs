using System.Text;
using Fori.Store.Golden;
using static Fori.Tests.Store.Golden.GoldenGen;

namespace Fori.Tests.Store.Golden;

/// <summary>
/// A whole register in memory: the reference for what a store has to do. It keeps what the store keeps, re-merges only
/// the documents that a command touches, and can say at any time what they should be from contributions and decisions alone.
/// </summary>
internal sealed class RegisterModel
{
    private static readonly string[] Order = ["local", "place", "ptv", "mds"];

    private readonly Dictionary<(string Source, string Key), Record> _records = [];
    private readonly List<Document> _documents = [];
    private readonly List<Alias> _aliases = [];
    private readonly List<AuthorityRule> _rules = [];
    private readonly List<(string Source, string Key, Suppression Suppression)> _suppressions = [];

    public enum State
    {
        Live,
        Archived,
        Merged,
    }

    public IReadOnlyList<Document> Documents => _documents;

    public IReadOnlyList<Alias> Aliases => _aliases;

    /// <summary>Texts that an erasure removed and nobody wrote again since.</summary>
    public HashSet<string> Erased { get; } = [];

    public static RegisterModel Run(IEnumerable<RegisterCommand> commands)
    {
        var model = new RegisterModel();
        foreach (var command in commands)
        {
            model.Apply(command);
        }

        return model;
    }

    public void Apply(RegisterCommand command)
    {
        switch (command)
        {
            case RegisterCommand.Import import:
                Import(import);
                break;
            case RegisterCommand.Vanish vanish when _records.TryGetValue((vanish.Source, vanish.Key), out var record):
                Contribute(record, null);
                break;
            case RegisterCommand.Create create:
                Contribute(OwnRecordOf(Begin(madeByHand: true)), Canonical(create.Body));
                break;
            case RegisterCommand.SetAuthority set:
                _rules.Add(set.Rule);
                _documents.ForEach(Refresh);
                break;
            case RegisterCommand.WithdrawAuthority when _rules.Count > 0:
                _rules.RemoveAt(_rules.Count - 1);
                _documents.ForEach(Refresh);
                break;
            case RegisterCommand.Unmerge unmerge when _aliases.Count > 0:
                Unmerge(_aliases[unmerge.Number % _aliases.Count]);
                break;
            case RegisterCommand.Edit edit when _documents.Count > 0:
                Survivor(edit.Document).Draft = Canonical(edit.Body);
                break;
            case RegisterCommand.Publish publish when _documents.Count > 0:
                Publish(Survivor(publish.Document), publish);
                break;
            case RegisterCommand.Merge merge when _documents.Count > 0:
                Merge(Survivor(merge.Absorbed), Survivor(merge.Survivor));
                break;
            case RegisterCommand.SetPin set when _documents.Count > 0:
                Survivor(set.Document).Pins.Add(set.Pin);
                Refresh(Survivor(set.Document));
                break;
            case RegisterCommand.ReleasePins release when _documents.Count > 0:
                Survivor(release.Document).Pins.Clear();
                Refresh(Survivor(release.Document));
                break;
            case RegisterCommand.Erase erase when _documents.Count > 0:
                Erase(Survivor(erase.Document), new Suppression("", erase.Field, erase.Language));
                break;
        }
    }

    /// <summary>What a document should be: a function of contributions and decisions, without its past.</summary>
    public (State State, GoldenRecord? Golden, List<Record> MadeFrom) Function(Document document)
    {
        if (SurvivorOf(document).Survivor != document)
        {
            return (State.Merged, null, []);
        }

        var records = _records.Values.Where(r => SurvivorOf(r.Home).Survivor == document && r.Versions[^1] is not null).ToList();

        // A correction of what a source says does not keep the document when the source has let it go.
        if (!records.Exists(r => r.Source != MergeDecisions.ManualSource || r.Home.MadeByHand))
        {
            return (State.Archived, null, []);
        }

        var contributions = records.ConvertAll(r => new SourceContribution(
            r.Source, r.Key, r.Versions.Count, DateTimeOffset.UnixEpoch, r.Versions[^1]) { Distance = SurvivorOf(r.Home).Distance });
        var suppressions = _suppressions.ConvertAll(s => s.Suppression);
        return (State.Live, GoldenMerge.Merge(Shape, contributions, new MergeDecisions(_rules, [], document.Pins, Order, suppressions)), records);
    }

    /// <summary>All that the register holds, to compare two of them.</summary>
    public string Dump()
    {
        var dump = new StringBuilder();
        foreach (var document in _documents)
        {
            dump.AppendLine(document.Id)
                .AppendJoin('\n', document.Versions.Select(v => $" {v.State} {TextOf(v.Body)}")).AppendLine()
                .Append(" provenance ").AppendLine(TextOf(document.Provenance))
                .Append(" draft ").AppendLine(TextOf(document.Draft))
                .AppendJoin('\n', document.Pins.Select(p => $" pin {p.Field}.{p.Language} {p.Source} {TextOf(p.Value ?? default)}")).AppendLine();
        }

        foreach (var record in _records.Values)
        {
            dump.Append(record.Source).Append(' ').Append(record.Key)
                .AppendJoin(' ', record.Versions.Select(v => v is null ? "gone" : TextOf(v))).AppendLine();
        }

        return dump.ToString();
    }

    private void Import(RegisterCommand.Import import)
    {
        if (!_records.TryGetValue((import.Source, import.Key), out var record))
        {
            var home = import.Matches is { } match && _documents.Count > 0 ? Survivor(match) : Begin(madeByHand: false);
            record = new Record(import.Source, import.Key, home);
            _records.Add((import.Source, import.Key), record);
        }

        // Stripped before it is kept: a suppression at merging alone would leave the text in the contributions.
        var suppressions = _suppressions.Where(s => s.Source == import.Source && s.Key == import.Key).Select(s => s.Suppression).ToList();
        Contribute(record, Suppressing.Strip(Shape, Canonical(import.Body), suppressions));
    }

    private void Contribute(Record record, byte[]? body)
    {
        if (record.Versions.Count > 0 && (record.Versions[^1] ?? []).AsSpan().SequenceEqual(body ?? []))
        {
            return;
        }

        record.Versions.Add(body);
        Refresh(SurvivorOf(record.Home).Survivor);
    }

    private void Publish(Document document, RegisterCommand.Publish publish)
    {
        if (document.Draft is null)
        {
            return;
        }

        var own = OwnRecordOf(document);
        ReadOnlyMemory<byte>? last = own.Versions is [.., { } published] ? published : null;
        Contribute(own, Publishing.Compose(last, document.Draft, Shape, publish.Languages, publish.WithSharedFields));
    }

    private void Merge(Document absorbed, Document survivor)
    {
        if (absorbed == survivor)
        {
            return;
        }

        _aliases.Add(new Alias(absorbed, survivor));
        Refresh(absorbed);
        Refresh(survivor);
    }

    private void Unmerge(Alias alias)
    {
        alias.Withdrawn = true;
        Refresh(alias.Absorbed);
        Refresh(SurvivorOf(alias.Survivor).Survivor);
    }

    private void Erase(Document document, Suppression erasure)
    {
        Suppression[] all = [erasure];
        var records = _records.Values.Where(r => SurvivorOf(r.Home).Survivor == document).ToList();
        foreach (var record in records)
        {
            Erased.UnionWith(record.Versions.OfType<byte[]>().SelectMany(v => Taken(v, all)));
            record.Versions = [.. record.Versions.Select(v => v is null ? null : Suppressing.Strip(Shape, v, all))];

            // Nothing imports what people write by hand, and they must be able to write another text.
            if (record.Source != MergeDecisions.ManualSource)
            {
                _suppressions.Add((record.Source, record.Key, erasure with { Source = record.Source, Key = record.Key }));
            }
        }

        // Absorbed documents keep drafts and pins of their own, which an un-merge would bring back.
        foreach (var each in _documents.Where(d => SurvivorOf(d).Survivor == document))
        {
            if (each.Draft is not null)
            {
                Erased.UnionWith(Taken(each.Draft, all));
                each.Draft = Suppressing.Strip(Shape, each.Draft, all);
            }

            foreach (var pin in each.Pins.Where(p => p.Field == erasure.Field && p.Value is not null).ToList())
            {
                Erased.UnionWith(Texts(pin.Value!.Value));
                each.Pins.Remove(pin);
            }
        }

        // Past versions of every document that once showed one of the records, also of those it has left since.
        foreach (var each in _documents)
        {
            foreach (var version in each.Versions.Where(v => each == document || SurvivorOf(each).Survivor == document || v.MadeFrom.Overlaps(records)))
            {
                version.Body = version.Body is null ? null : Suppressing.Strip(Shape, version.Body, all);
            }

            Refresh(each);
        }
    }

    private static IEnumerable<string> Taken(byte[] body, Suppression[] erasure) =>
        Texts(body).Except(Texts(Suppressing.Strip(Shape, body, erasure)));

    /// <summary>Every text in a value that a command wrote; these are told apart by their mark.</summary>
    private static IEnumerable<string> Texts(ReadOnlyMemory<byte> value) =>
        TextOf(value).Split('"').Where(t => t.Contains('#', StringComparison.Ordinal));

    private void Refresh(Document document)
    {
        var (state, golden, madeFrom) = Function(document);
        document.Provenance = golden?.Provenance;
        var last = document.Versions.LastOrDefault();
        if (last is not null && last.State == state && (golden is null || golden.Body.AsSpan().SequenceEqual(last.Body)))
        {
            return;
        }

        document.Versions.Add(new Version(state, golden?.Body, [.. madeFrom]));
    }

    private Document Begin(bool madeByHand)
    {
        var document = new Document($"D{_documents.Count:D3}", madeByHand);
        _documents.Add(document);
        return document;
    }

    private Record OwnRecordOf(Document document)
    {
        if (!_records.TryGetValue((MergeDecisions.ManualSource, document.Id), out var record))
        {
            record = new Record(MergeDecisions.ManualSource, document.Id, document);
            _records.Add((record.Source, record.Key), record);
        }

        return record;
    }

    private Document Survivor(int number) => SurvivorOf(_documents[number % _documents.Count]).Survivor;

    private (Document Survivor, int Distance) SurvivorOf(Document document)
    {
        for (var distance = 0; ; distance++)
        {
            if (_aliases.Find(a => a.Absorbed == document && !a.Withdrawn) is not { } alias)
            {
                return (document, distance);
            }

            document = alias.Survivor;
        }
    }

    /// <summary>A source's record with all its versions (null: tombstone), and the document that it was taken to for good.</summary>
    internal sealed class Record(string source, string key, Document home)
    {
        public string Source { get; } = source;

        public string Key { get; } = key;

        public Document Home { get; } = home;

        public List<byte[]?> Versions { get; set; } = [];
    }

    internal sealed class Document(string id, bool madeByHand)
    {
        public string Id { get; } = id;

        public bool MadeByHand { get; } = madeByHand;

        public List<Version> Versions { get; } = [];

        public List<Pin> Pins { get; } = [];

        public byte[]? Draft { get; set; }

        public byte[]? Provenance { get; set; }

        public string Shown => Versions[^1].Body is { } body ? TextOf(body) : Versions[^1].State.ToString();
    }

    internal sealed class Version(State state, byte[]? body, HashSet<Record> madeFrom)
    {
        public State State { get; } = state;

        public byte[]? Body { get; set; } = body;

        public HashSet<Record> MadeFrom { get; } = madeFrom;
    }

    /// <summary>The decision that one document is another.</summary>
    internal sealed class Alias(Document absorbed, Document survivor)
    {
        public Document Absorbed { get; } = absorbed;

        public Document Survivor { get; } = survivor;

        public bool Withdrawn { get; set; }
    }
}
