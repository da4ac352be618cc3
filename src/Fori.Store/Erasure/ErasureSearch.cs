using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Schema;
using Fori.Store.Sql;
using static Fori.Store.Golden.MergeDecisions;

namespace Fori.Store.Erasure;

/// <summary>Goes through all that a tenant holds, row by row, for what an erasure asks.</summary>
internal sealed class ErasureSearch(StoreSession session, DocumentKinds kinds, EraseRequest request)
{
    private readonly ErasedText? _text = request.Text is { } text ? new ErasedText(text) : null;
    private readonly List<ErasedContribution> _contributions = [];
    private readonly List<ErasedArrival> _arrivals = [];
    private readonly List<ErasedVersion> _versions = [];
    private readonly List<ErasedNote> _notes = [];
    private readonly HashSet<ErasedAddress> _addresses = [];
    private readonly HashSet<ErasedName> _names = [];

    public async Task<Outcome<ErasedParts>> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (await FindContributionsAsync(ct) is { } refusal)
        {
            return refusal;
        }

        var (users, isUser) = await UsersAsync(ct);
        if (isUser is not null)
        {
            return isUser;
        }

        await FindVersionsAsync(ct);
        await FindNamesAsync(ct);
        return new ErasedParts
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            Contributions = _contributions,
            Arrivals = _arrivals,
            Versions = _versions,
            Notes = _notes,
            Names = [.. _names],
            Addresses = [.. _addresses],
            Quarantine = await QuarantineAsync(ct),
            Decisions = await DecisionsAsync(ct),
            Remarks = _text is null ? [] : await IdsAsync(
                "select id, document, text from remarks where tenant = @tenant and text is not null", r => (r.Guid(), (Document: r.Guid(), Text: r.Text())),
                r => (request.Document is null || request.Document == r.Document) && request.Source is null && _text.IsIn(r.Text), ct),
            Runs = _text is null ? [] : await IdsAsync("select id, body from runs where tenant = @tenant", r => (r.Guid(), r.Bytes()), b => _text.IsIn(b), ct),
            Accesses = _text is null ? [] : await IdsAsync("select id, subject from access_log where tenant = @tenant", r => (r.Guid(), r.Text()), s => _text.IsIn(s), ct),
            Autosaves = await AutosavesAsync(ct),
            Users = users,
            Letters = _text is null
                ? []
                : await IdsAsync("select id, recipient, subject from outbox where tenant = @tenant", r => (r.Guid(), (r.Text(), r.Text())), l => _text.IsIn(l.Item1) || _text.IsIn(l.Item2), ct),
        };
    }

    // Who still works here is not erased by the way: the account is closed first, by somebody who means it.
    private async Task<(IReadOnlyList<Guid> Closed, Problem? Open)> UsersAsync(CancellationToken ct)
    {
        if (_text is null)
        {
            return ([], null);
        }

        var found = (await session.UsersAsync(ct)).Where(u => _text.IsIn(u.Email) || _text.IsIn(u.Name)).ToList();
        return found.Find(u => u.DisabledAt is null) is { } open ? ([], Problem.Of("erase.is-user", "", ("email", open.Email))) : ([.. found.Select(u => u.Id)], null);
    }

    private async Task<Problem?> FindContributionsAsync(CancellationToken ct)
    {
        (string Source, string Key)? settled = null;
        await foreach (var row in session.StreamAsync(
            $"select {Tables.Contributions.ColumnNames} from contributions where tenant = @tenant order by source, key, version desc", Tables.Contributions.Read, ct))
        {
            if (!IsAsked(row.Source, row.Key) || (request.Document is { } asked && asked != row.Document && asked != row.Home))
            {
                continue;
            }

            if (_text?.IsIn(row.Key) == true)
            {
                // It could be kept neither from the register nor from the next import; the source must give another key.
                return Problem.Of("erase.in-key", "", ("source", row.Source), ("document", row.Document.ToString()));
            }

            if (row.Body is null)
            {
                continue;
            }

            // What the source said last it will say again; what it has itself taken back it will not.
            var isLast = settled != (row.Source, row.Key);
            settled = (row.Source, row.Key);
            foreach (var (field, language) in Hits(row.Type, row.Body))
            {
                _contributions.Add(new ErasedContribution(row.Source, row.Key, row.Version, field, language));
                if (isLast && row.Source != Contribution.Local)
                {
                    _arrivals.Add(new ErasedArrival(row.Source, row.Key, field, language));
                }
            }
        }

        return null;
    }

    private async Task FindVersionsAsync(CancellationToken ct)
    {
        var said = new HashSet<Guid>();
        if (request.Source is not null || request.Key is not null)
        {
            var keys = _contributions.Select(c => (c.Source, c.Key)).Distinct().ToList();
            foreach (var row in await session.ContributionsAsync(keys, ct))
            {
                said.Add(row.Document);
                said.Add(row.Home);
            }
        }

        await foreach (var (id, version, type, body, note) in session.StreamAsync(
            "select v.id, v.version, d.type, v.body, v.note from versions v join documents d on d.tenant = @tenant and d.id = v.id where v.tenant = @tenant",
            r => (r.Guid(), r.Int(), r.Text(), r.Bytes(), r.TextOrNull()), ct))
        {
            if ((request.Source is not null || request.Key is not null ? !said.Contains(id) : request.Document is { } asked && asked != id))
            {
                continue;
            }

            foreach (var (field, language) in Hits(type, body))
            {
                _versions.Add(new ErasedVersion(id, version, field, language));
                if (kinds.Find(type) is { } kind && (field == kind.TitleMember || field == kind.SlugMember))
                {
                    _addresses.Add(new ErasedAddress(id, language));
                }
            }

            if (note is not null && _text?.IsIn(note) == true)
            {
                _notes.Add(new ErasedNote(id, version));
            }
        }
    }

    private async Task FindNamesAsync(CancellationToken ct)
    {
        if (_text is null)
        {
            return;
        }

        await foreach (var (document, system, key) in session.StreamAsync(
            "select document, system, key from external_ids where tenant = @tenant", r => (r.Guid(), r.Text(), r.Text()), ct))
        {
            if (_text.IsIn(key))
            {
                _names.Add(new ErasedName(document, system));
            }
        }

        await foreach (var (document, language, slug) in session.StreamAsync(
            "select document, language, slug from routes where tenant = @tenant", r => (r.Guid(), r.Text(), r.Text()), ct))
        {
            if (_text.IsInSlug(slug))
            {
                _addresses.Add(new ErasedAddress(document, language));
            }
        }
    }

    private async Task<IReadOnlyList<ErasedQuarantine>> QuarantineAsync(CancellationToken ct)
    {
        var found = new List<ErasedQuarantine>();
        await foreach (var row in session.StreamAsync($"select {Tables.Quarantine.ColumnNames} from quarantine where tenant = @tenant", Tables.Quarantine.Read, ct))
        {
            var asked = request.Source is null || (request.Source == row.Source && (request.Key is null || row.Key is null || request.Key == row.Key));
            var hit = _text is null
                ? request.Source is not null
                : _text.IsInRaw(row.Raw) || (row.Mapped is { } mapped && _text.IsIn(mapped)) || _text.IsIn(row.Problems) || (row.Key is { } key && _text.IsIn(key));
            if (asked && hit)
            {
                found.Add(new ErasedQuarantine(row.Run, row.Ordinal));
            }
        }

        return found;
    }

    // A field of a document goes from what is shown; a form that somebody has open would bring it back.
    private async Task<IReadOnlyList<ErasedAutosave>> AutosavesAsync(CancellationToken ct)
    {
        var found = new List<ErasedAutosave>();
        await foreach (var row in session.StreamAsync($"select {Tables.Autosaves.ColumnNames} from autosaves where tenant = @tenant", Tables.Autosaves.Read, ct))
        {
            var asked = request.Document is null || request.Document == row.Document;
            if (asked && (_text is null ? request.Document is not null : _text.IsIn(row.Body)))
            {
                found.Add(new ErasedAutosave(row.Person, row.Document, row.Tab));
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<Guid>> DecisionsAsync(CancellationToken ct)
    {
        var found = new List<Guid>();
        await foreach (var row in session.StreamAsync(
            $"select {Tables.Decisions.ColumnNames} from decisions where tenant = @tenant and kind = '{DecisionKinds.Pin}'", Tables.Decisions.Read, ct))
        {
            var pin = DecisionBodies.Read(row);
            var asked = (request.Document is null || request.Document == row.Document) && (request.Field is null || request.Field == pin.Field)
                && (request.Language is null || pin.Language == request.Language || pin.Language == Every);
            if (asked && pin.Value is not null && (_text is null ? request.Document is not null : _text.IsIn(row.Body)))
            {
                found.Add(row.Id);
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<Guid>> IdsAsync<T>(string sql, Func<RowReader, (Guid, T)> read, Func<T, bool> hit, CancellationToken ct)
    {
        var found = new List<Guid>();
        await foreach (var (id, value) in session.StreamAsync(sql, read, ct))
        {
            if (hit(value))
            {
                found.Add(id);
            }
        }

        return found;
    }

    private bool IsAsked(string source, string key) =>
        (request.Source is null || request.Source == source) && (request.Key is null || request.Key == key);

    private List<(string Field, string Language)> Hits(string type, byte[] body)
    {
        var hits = new List<(string, string)>();
        var kind = kinds.Find(type);
        var shape = kind?.Shape;
        foreach (var member in JsonBody.Members(body))
        {
            var field = JsonBody.ReadName(member.Name);
            if (request.Field is { } asked && asked != field)
            {
                continue;
            }

            if (shape?.Of(field) != MemberShape.Localized || !JsonBody.IsObject(member.Value))
            {
                if (_text is null || _text.IsIn(member.Value) || _text.IsIn(field))
                {
                    hits.Add((field, Every));
                }

                continue;
            }

            foreach (var text in JsonBody.Members(member.Value))
            {
                var language = JsonBody.ReadName(text.Name);
                if ((request.Language is null || request.Language == language) && (_text is null || _text.IsIn(text.Value) || (field == kind?.SlugMember && _text.IsInSlug(Slug.From(System.Text.Encoding.UTF8.GetString(text.Value))))))
                {
                    hits.Add((field, language));
                }
            }
        }

        return hits;
    }
}
