using System.Text.Json.Nodes;
using Fori.Store;

namespace Fori.Integration.Mapping;

/// <summary>
/// Records of one key as one: lists are joined without repeats, in the order of arrival; of other fields the first
/// value stays, and a later one that differs is a warning. Holds every grouped record of the run in memory.
/// </summary>
internal sealed class RecordGroup
{
    private readonly Dictionary<(RecordMapping, string), Member> _byKey = [];
    private readonly List<Member> _inOrder = [];

    public void Add(DraftRecord draft)
    {
        if (!_byKey.TryGetValue((draft.Mapping, draft.Key), out var member))
        {
            member = new Member(draft);
            _byKey.Add((draft.Mapping, draft.Key), member);
            _inOrder.Add(member);
            return;
        }

        member.Join(draft);
    }

    public IEnumerable<DraftRecord> Members() => _inOrder.Select(m => m.Whole());

    private sealed class Member(DraftRecord first)
    {
        private readonly List<Problem> _problems = [.. first.Problems];
        private DateTimeOffset? _changedAt = first.ChangedAt;
        private bool _published = first.Published;

        public void Join(DraftRecord other)
        {
            _changedAt = other.ChangedAt > _changedAt || _changedAt is null ? other.ChangedAt ?? _changedAt : _changedAt;
            _published |= other.Published;
            foreach (var (name, value) in other.Body.ToList())
            {
                var existing = first.Body[name];
                if (existing is null)
                {
                    other.Body.Remove(name);
                    first.Body[name] = value;
                }
                else if (existing is JsonArray items && value is JsonArray added)
                {
                    foreach (var item in added.ToList().Where(item => !items.Any(i => JsonNode.DeepEquals(i, item))))
                    {
                        added.Remove(item);
                        items.Add(item);
                    }
                }
                else if (!JsonNode.DeepEquals(existing, value))
                {
                    _problems.Add(Problem.Warn("record.group-differs", name, ("key", first.Key)));
                }
            }
        }

        public DraftRecord Whole() => first with { ChangedAt = _changedAt, Published = _published, Problems = _problems };
    }
}
