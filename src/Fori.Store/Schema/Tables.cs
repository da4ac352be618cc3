using Fori.Store.Editing;
using static Fori.Store.Schema.ColumnType;

namespace Fori.Store.Schema;

/// <summary>Every table that holds rows of tenants. A test compares them with what the migrations made.</summary>
internal static class Tables
{
    public static readonly Table<HeadRow> Heads = new("heads", 0,
        [new("epoch", Int), new("head", Long), new("mark", Long), new("at", Instant)],
        r => [r.Epoch, r.Head, r.Mark, r.At],
        r => new HeadRow(r.Int(), r.Long(), r.Long(), r.Instant()));

    public static readonly Table<DocumentRow> Documents = new("documents", 1,
        [new("id", ColumnType.Guid), new("type", Text), new("state", Text), new("draft", Int), new("published", Int, true), new("merged_into", ColumnType.Guid, true)],
        r => [r.Id, r.Type, r.State.ToString(), r.Draft, r.Published, r.MergedInto],
        r => new DocumentRow(r.Guid(), r.Text(), r.Choice<DocumentState>(), r.Int(), r.IntOrNull(), r.GuidOrNull()));

    public static readonly Table<VersionRow> Versions = new("versions", 2,
        [
            new("id", ColumnType.Guid), new("version", Int), new("schema", Int), new("body", ColumnType.Json), new("provenance", ColumnType.Json, true),
            new("author", Text), new("origin", Text), new("at", Instant), new("note", Text, true), new("rules", Int),
        ],
        r => [r.Id, r.Version, r.Schema, r.Body, r.Provenance, r.Author, r.Origin, r.At, r.Note, r.Rules],
        r => new VersionRow(r.Guid(), r.Int(), r.Int(), r.Bytes(), r.BytesOrNull(), r.Text(), r.Text(), r.Instant(), r.TextOrNull(), r.Int()));

    public static readonly Table<PublicationRow> Publications = new("publications", 2,
        [
            new("id", ColumnType.Guid), new("from_sequence", Long), new("version", Int), new("languages", Words),
            new("from_at", Instant), new("to_sequence", Long, true), new("to_at", Instant, true),
        ],
        r => [r.Id, r.FromSequence, r.Version, r.Languages, r.FromAt, r.ToSequence, r.ToAt],
        r => new PublicationRow(r.Guid(), r.Long(), r.Int(), r.Words(), r.Instant(), r.LongOrNull(), r.InstantOrNull()));

    public static readonly Table<ChangeRow> Changes = new("changes", 1,
        [
            new("sequence", Long), new("id", ColumnType.Guid), new("type", Text), new("operation", Text), new("version", Int), new("fields", Words),
            new("actor", Text), new("origin", Text), new("at", Instant), new("mark", Long), new("merged_into", ColumnType.Guid, true),
        ],
        r => [r.Sequence, r.Id, r.Type, r.Operation.ToString(), r.Version, r.Fields, r.Actor, r.Origin, r.At, r.Mark, r.MergedInto],
        r => new ChangeRow(
            r.Long(), r.Guid(), r.Text(), r.Choice<ChangeOperation>(), r.Int(), r.Words(), r.Text(), r.Text(), r.Instant(), r.Long(), r.GuidOrNull()));

    public static readonly Table<ContributionRow> Contributions = new("contributions", 3,
        [
            new("source", Text), new("key", Text), new("version", Int), new("latest", Flag), new("document", ColumnType.Guid), new("home", ColumnType.Guid),
            new("type", Text), new("body", ColumnType.Json, true), new("live", Flag), new("hash", Long), new("received_at", Instant),
            new("changed_at", Instant, true), new("run", ColumnType.Guid, true),
        ],
        r => [r.Source, r.Key, r.Version, r.Latest, r.Document, r.Home, r.Type, r.Body, r.Live, r.Hash, r.ReceivedAt, r.ChangedAt, r.Run],
        r => new ContributionRow(
            r.Text(), r.Text(), r.Int(), r.Flag(), r.Guid(), r.Guid(), r.Text(), r.BytesOrNull(), r.Flag(), r.Long(), r.Instant(), r.InstantOrNull(), r.GuidOrNull()));

    public static readonly Table<DecisionRow> Decisions = new("decisions", 1,
        [
            new("id", ColumnType.Guid), new("kind", Text), new("document", ColumnType.Guid, true), new("body", ColumnType.Json), new("actor", Text), new("at", Instant),
            new("withdrawn_at", Instant, true), new("withdrawn_by", Text, true),
        ],
        r => [r.Id, r.Kind, r.Document, r.Body, r.Actor, r.At, r.WithdrawnAt, r.WithdrawnBy],
        r => new DecisionRow(r.Guid(), r.Text(), r.GuidOrNull(), r.Bytes(), r.Text(), r.Instant(), r.InstantOrNull(), r.TextOrNull()));

    public static readonly Table<ExternalIdRow> ExternalIds = new("external_ids", 2,
        [new("system", Text), new("key", Text), new("document", ColumnType.Guid)],
        r => [r.System, r.Key, r.Document],
        r => new ExternalIdRow(r.Text(), r.Text(), r.Guid()));

    public static readonly Table<RouteRow> Routes = new("routes", 3,
        [new("space", Text), new("language", Text), new("slug", Text), new("document", ColumnType.Guid), new("kind", Text), new("since", Instant)],
        r => [r.Space, r.Language, r.Slug, r.Document, r.Kind.ToString(), r.Since],
        r => new RouteRow(r.Text(), r.Text(), r.Text(), r.Guid(), r.Choice<RouteKind>(), r.Instant()));

    public static readonly Table<ReferenceRow> References = new("refs", 3,
        [new("document", ColumnType.Guid), new("field", Text), new("ordinal", Int), new("system", Text, true), new("key", Text, true), new("target", ColumnType.Guid, true)],
        r => [r.Document, r.Field, r.Ordinal, r.System, r.Key, r.Target],
        r => new ReferenceRow(r.Guid(), r.Text(), r.Int(), r.TextOrNull(), r.TextOrNull(), r.GuidOrNull()));

    public static readonly Table<RunRow> Runs = new("runs", 1,
        [
            new("id", ColumnType.Guid), new("source", Text), new("kind", Text), new("state", Text), new("started_at", Instant),
            new("ended_at", Instant, true), new("body", ColumnType.Json),
        ],
        r => [r.Id, r.Source, r.Kind, r.State.ToString(), r.StartedAt, r.EndedAt, r.Body],
        r => new RunRow(r.Guid(), r.Text(), r.Text(), r.Choice<RunState>(), r.Instant(), r.InstantOrNull(), r.Bytes()));

    public static readonly Table<QuarantineRow> Quarantine = new("quarantine", 3,
        [
            new("run", ColumnType.Guid), new("ordinal", Long), new("part", Int, Absent: 0), new("source", Text), new("key", Text, true), new("raw", ColumnType.Bytes),
            new("mapped", ColumnType.Json, true), new("problems", ColumnType.Json), new("at", Instant), new("settled_at", Instant, true),
        ],
        r => [r.Run, r.Ordinal, r.Part, r.Source, r.Key, r.Raw, r.Mapped, r.Problems, r.At, r.SettledAt],
        r => new QuarantineRow(r.Guid(), r.Long(), r.Int(), r.Text(), r.TextOrNull(), r.Bytes(), r.BytesOrNull(), r.Bytes(), r.Instant(), r.InstantOrNull()));

    public static readonly Table<CursorRow> Cursors = new("cursors", 1,
        [new("name", Text), new("epoch", Int), new("sequence", Long), new("mark", Long), new("fence", Long)],
        r => [r.Name, r.Epoch, r.Sequence, r.Mark, r.Fence],
        r => new CursorRow(r.Text(), r.Int(), r.Long(), r.Long(), r.Long()));

    public static readonly Table<ApiKeyRow> ApiKeys = new("api_keys", 1,
        [
            new("id", ColumnType.Guid), new("name", Text), new("hash", ColumnType.Bytes), new("role", Text), new("source", Text),
            new("created_at", Instant), new("revoked_at", Instant, true),
        ],
        r => [r.Id, r.Name, r.Hash, r.Role, r.Source, r.CreatedAt, r.RevokedAt],
        r => new ApiKeyRow(r.Guid(), r.Text(), r.Bytes(), r.Text(), r.Text(), r.Instant(), r.InstantOrNull()));

    public static readonly Table<AccessRow> AccessLog = new("access_log", 1,
        [
            new("id", ColumnType.Guid), new("at", Instant), new("actor", Text), new("action", Text), new("subject", Text), new("allowed", Flag),
        ],
        r => [r.Id, r.At, r.Actor, r.Action, r.Subject, r.Allowed],
        r => new AccessRow(r.Guid(), r.Instant(), r.Text(), r.Text(), r.Text(), r.Flag()));

    public static readonly Table<AnsweredRequestRow> AnsweredRequests = new("answered_requests", 2,
        [
            new("api_key", ColumnType.Guid), new("key", ColumnType.Bytes), new("request", ColumnType.Bytes), new("status", Int),
            new("document", ColumnType.Guid), new("sequence", Long), new("at", Instant),
        ],
        r => [r.ApiKey, r.Key, r.Request, r.Status, r.Document, r.Sequence, r.At],
        r => new AnsweredRequestRow(r.Guid(), r.Bytes(), r.Bytes(), r.Int(), r.Guid(), r.Long(), r.Instant()));

    public static readonly Table<UserRow> Users = new("users", 1,
        [
            new("id", ColumnType.Guid), new("email", Text), new("name", Text), new("password_hash", Text, true), new("must_change", Flag),
            new("stamp", Text), new("authenticator", ColumnType.Bytes, true), new("two_factor", Flag), new("last_step", Long, true), new("recovery_codes", Words),
            new("failures", Int), new("locked_until", Instant, true), new("grants", ColumnType.Json), new("created_at", Instant), new("disabled_at", Instant, true),
            new("revision", Int), new("mapped_grants", ColumnType.Json, true),
        ],
        r =>
        [
            r.Id, r.Email, r.Name, r.PasswordHash, r.MustChange, r.Stamp, r.Authenticator, r.TwoFactor, r.LastStep, r.RecoveryCodes,
            r.Failures, r.LockedUntil, r.Grants, r.CreatedAt, r.DisabledAt, r.Revision, r.Mapped,
        ],
        r => new UserRow(
            r.Guid(), r.Text(), r.Text(), r.TextOrNull(), r.Flag(), r.Text(), r.BytesOrNull(), r.Flag(), r.LongOrNull(), r.Words(),
            r.Int(), r.InstantOrNull(), r.Bytes(), r.Instant(), r.InstantOrNull(), r.Int(), r.BytesOrNull()));

    public static readonly Table<AutosaveRow> Autosaves = new("autosaves", 3,
        [
            new("person", ColumnType.Guid), new("document", ColumnType.Guid), new("tab", ColumnType.Guid), new("type", Text), new("expected", Int),
            new("body", ColumnType.Json), new("at", Instant),
        ],
        r => [r.Person, r.Document, r.Tab, r.Type, r.Expected, r.Body, r.At],
        r => new AutosaveRow(r.Guid(), r.Guid(), r.Guid(), r.Text(), r.Int(), r.Bytes(), r.Instant()));

    public static readonly Table<RemarkRow> Remarks = new("remarks", 1,
        [
            new("id", ColumnType.Guid), new("document", ColumnType.Guid), new("version", Int), new("kind", Text), new("languages", Words),
            new("actor", Text), new("at", Instant), new("text", Text, true),
        ],
        r => [r.Id, r.Document, r.Version, r.Kind.ToString(), r.Languages, r.Actor, r.At, r.Text],
        r => new RemarkRow(r.Guid(), r.Guid(), r.Int(), r.Choice<RemarkKind>(), r.Words(), r.Text(), r.Instant(), r.TextOrNull()));

    public static readonly Table<ReviewRow> Reviews = new("reviews", 2,
        [
            new("document", ColumnType.Guid), new("language", Text), new("state", Text), new("version", Int), new("submitted_by", Text), new("remark", ColumnType.Guid),
        ],
        r => [r.Document, r.Language, r.State.ToString(), r.Version, r.SubmittedBy, r.Remark],
        r => new ReviewRow(r.Guid(), r.Text(), r.Choice<ReviewState>(), r.Int(), r.Text(), r.Guid()));

    public static readonly Table<ScheduleRow> Schedules = new("schedules", 3,
        [
            new("document", ColumnType.Guid), new("language", Text), new("act", Text), new("version", Int), new("due_at", Instant), new("scheduled_by", Text),
            new("with_shared", Flag), new("remark", ColumnType.Guid), new("failed_at", Instant, true),
        ],
        r => [r.Document, r.Language, r.Act.ToString(), r.Version, r.DueAt, r.ScheduledBy, r.WithShared, r.Remark, r.FailedAt],
        r => new ScheduleRow(
            r.Guid(), r.Text(), r.Choice<ScheduledAct>(), r.Int(), r.Instant(), r.Text(), r.Flag(), r.Guid(), r.InstantOrNull()));

    public static readonly Table<PreviewLinkRow> PreviewLinks = new("preview_links", 1,
        [
            new("id", ColumnType.Guid), new("document", ColumnType.Guid), new("hash", ColumnType.Bytes), new("created_by", Text), new("created_at", Instant),
            new("expires_at", Instant), new("revoked_at", Instant, true),
        ],
        r => [r.Id, r.Document, r.Hash, r.CreatedBy, r.CreatedAt, r.ExpiresAt, r.RevokedAt],
        r => new PreviewLinkRow(r.Guid(), r.Guid(), r.Bytes(), r.Text(), r.Instant(), r.Instant(), r.InstantOrNull()));

    public static readonly Table<BinnedRow> Binned = new("binned", 1,
        [new("document", ColumnType.Guid), new("binned_by", Text), new("at", Instant)],
        r => [r.Document, r.BinnedBy, r.At],
        r => new BinnedRow(r.Guid(), r.Text(), r.Instant()));

    public static readonly Table<ReviewDayRow> ReviewDays = new("review_days", 1,
        [new("document", ColumnType.Guid), new("due_on", Text), new("set_by", Text, true), new("at", Instant)],
        r => [r.Document, r.DueOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), r.SetBy, r.At],
        r => new ReviewDayRow(
            r.Guid(), DateOnly.ParseExact(r.Text(), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), r.TextOrNull(), r.Instant()));

    public static readonly Table<OwnerRow> Owners = new("owners", 1,
        [new("document", ColumnType.Guid), new("owner", Text), new("set_by", Text), new("at", Instant)],
        r => [r.Document, r.Owner, r.SetBy, r.At],
        r => new OwnerRow(r.Guid(), r.Text(), r.Text(), r.Instant()));

    public static readonly Table<TranslationBasisRow> TranslationBases = new("translation_bases", 2,
        [new("document", ColumnType.Guid), new("language", Text), new("version", Int)],
        r => [r.Document, r.Language, r.Version],
        r => new TranslationBasisRow(r.Guid(), r.Text(), r.Int()));

    public static readonly Table<LinkCheckRow> LinkChecks = new("link_checks", 1,
        [
            new("address", Text), new("state", Text), new("seen", Text), new("failures", Int), new("checked_at", Instant, true), new("next_at", Instant), new("documents", Words),
        ],
        r => [r.Address, r.State.ToString(), r.Seen, r.Failures, r.CheckedAt, r.NextAt, r.Documents],
        r => new LinkCheckRow(r.Text(), r.Choice<LinkState>(), r.Text(), r.Int(), r.InstantOrNull(), r.Instant(), r.Words()));

    public static readonly Table<Writing.MissedSearchRow> MissedSearches = new("missed_searches", 2,
        [new("language", Text), new("words", Text), new("count", Int), new("last_at", Instant)],
        r => [r.Language, r.Words, r.Count, r.LastAt],
        r => new Writing.MissedSearchRow(r.Text(), r.Text(), r.Int(), r.Instant()));

    public static readonly Table<SavedViewRow> SavedViews = new("saved_views", 1,
        [new("id", ColumnType.Guid), new("person", ColumnType.Guid), new("name", Text), new("query", Text), new("created_at", Instant)],
        r => [r.Id, r.Person, r.Name, r.Query, r.CreatedAt],
        r => new SavedViewRow(r.Guid(), r.Guid(), r.Text(), r.Text(), r.Instant()));

    public static readonly Table<MailRow> Outbox = new("outbox", 1,
        [
            new("id", ColumnType.Guid), new("kind", Text), new("user_id", ColumnType.Guid, true), new("recipient", Text), new("language", Text), new("subject", Text),
            new("body", ColumnType.Bytes, true), new("body_until", Instant, true), new("state", Text), new("attempts", Int), new("next_at", Instant),
            new("error", Text, true), new("created_at", Instant), new("sent_at", Instant, true),
        ],
        r => [r.Id, r.Kind, r.User, r.Recipient, r.Language, r.Subject, r.Body, r.BodyUntil, r.State.ToString(), r.Attempts, r.NextAt, r.Error, r.CreatedAt, r.SentAt],
        r => new MailRow(
            r.Guid(), r.Text(), r.GuidOrNull(), r.Text(), r.Text(), r.Text(), r.BytesOrNull(), r.InstantOrNull(), r.Choice<MailState>(), r.Int(), r.Instant(),
            r.TextOrNull(), r.Instant(), r.InstantOrNull()));

    public static readonly Table<UserLinkRow> UserLinks = new("user_links", 1,
        [new("hash", ColumnType.Bytes), new("user_id", ColumnType.Guid), new("kind", Text), new("created_at", Instant), new("expires_at", Instant)],
        r => [r.Hash, r.User, r.Kind, r.CreatedAt, r.ExpiresAt],
        r => new UserLinkRow(r.Bytes(), r.Guid(), r.Text(), r.Instant(), r.Instant()));

    public static readonly Table<SessionRow> Sessions = new("sessions", 1,
        [
            new("id", ColumnType.Guid), new("user_id", ColumnType.Guid), new("created_at", Instant), new("seen_at", Instant), new("device", Text), new("origin", Text),
        ],
        r => [r.Id, r.User, r.CreatedAt, r.SeenAt, r.Device, r.Origin],
        r => new SessionRow(r.Guid(), r.Guid(), r.Instant(), r.Instant(), r.Text(), r.Text()));

    public static readonly Table<AttemptRow> SignInAttempts = new("sign_in_attempts", 1,
        [
            new("key", ColumnType.Bytes), new("failures", Int), new("locks", Int), new("last_at", Instant), new("locked_until", Instant, true), new("known_until", Instant, true),
        ],
        r => [r.Key, r.Failures, r.Locks, r.LastAt, r.LockedUntil, r.KnownUntil],
        r => new AttemptRow(r.Bytes(), r.Int(), r.Int(), r.Instant(), r.InstantOrNull(), r.InstantOrNull()));

    public static readonly Table<PasskeyRow> Passkeys = new("passkeys", 1,
        [
            new("credential", ColumnType.Bytes), new("id", ColumnType.Guid), new("user_id", ColumnType.Guid), new("public_key", ColumnType.Bytes), new("sign_count", Long),
            new("name", Text), new("host", Text), new("transports", Words), new("backup_eligible", Flag), new("backed_up", Flag), new("created_at", Instant),
            new("used_at", Instant, true),
        ],
        r => [r.Credential, r.Id, r.User, r.PublicKey, r.SignCount, r.Name, r.Host, r.Transports, r.BackupEligible, r.BackedUp, r.CreatedAt, r.UsedAt],
        r => new PasskeyRow(
            r.Bytes(), r.Guid(), r.Guid(), r.Bytes(), r.Long(), r.Text(), r.Text(), r.Words(), r.Flag(), r.Flag(), r.Instant(), r.InstantOrNull()));

    public static readonly Table<AnsweredChallengeRow> AnsweredChallenges = new("answered_challenges", 1,
        [new("hash", ColumnType.Bytes), new("at", Instant)],
        r => [r.Hash, r.At],
        r => new AnsweredChallengeRow(r.Bytes(), r.Instant()));

    public static readonly Table<IdentityProviderRow> IdentityProviders = new("identity_providers", 1,
        [new("name", Text), new("body", ColumnType.Json), new("changed_at", Instant), new("changed_by", Text), new("revision", Int)],
        r => [r.Name, r.Body, r.ChangedAt, r.ChangedBy, r.Revision],
        r => new IdentityProviderRow(r.Text(), r.Bytes(), r.Instant(), r.Text(), r.Int()));

    public static readonly Table<LinkedIdentityRow> LinkedIdentities = new("linked_identities", 1,
        [new("key", ColumnType.Bytes), new("issuer", Text), new("user_id", ColumnType.Guid, true), new("linked_at", Instant), new("used_at", Instant)],
        r => [r.Key, r.Issuer, r.User, r.LinkedAt, r.UsedAt],
        r => new LinkedIdentityRow(r.Bytes(), r.Text(), r.GuidOrNull(), r.Instant(), r.Instant()));

    public static readonly Table<FileRow> Files = new("files", 1,
        [new("hash", Text), new("bytes", Long), new("touched_at", Instant), new("marked_at", Instant, true)],
        r => [r.Hash, r.Bytes, r.TouchedAt, r.MarkedAt],
        r => new FileRow(r.Text(), r.Long(), r.Instant(), r.InstantOrNull()));

    public static IReadOnlyList<Table> All { get; } =
    [
        Heads, Documents, Versions, Publications, Changes, Contributions, Decisions, ExternalIds, Routes, References,
        Runs, Quarantine, Cursors, ApiKeys, AccessLog, AnsweredRequests, Users, Outbox, UserLinks, Sessions, SignInAttempts, Passkeys, AnsweredChallenges,
        IdentityProviders, LinkedIdentities, Autosaves,
        Remarks, Reviews, Schedules, PreviewLinks, Binned, ReviewDays, Owners, TranslationBases, SavedViews, Files, LinkChecks, MissedSearches,
    ];

    /// <summary>What leaves with a tenant: people with their secrets and unsaved forms, cursors and answers of this installation stay; rows of files are made again from the files.</summary>
    public static IReadOnlyList<Table> Exported { get; } =
    [
        Documents, Versions, Publications, Changes, Contributions, Decisions, ExternalIds, Routes, References, Runs, Quarantine,
        Remarks, Reviews, Schedules, Binned, ReviewDays, Owners, TranslationBases, SavedViews,
    ];

    /// <summary>Of <see cref="Exported"/>, those that older archives do not have: there they are empty.</summary>
    public static IReadOnlyList<Table> ExportedLater { get; } = [Remarks, Reviews, Schedules, Binned, ReviewDays, Owners, TranslationBases, SavedViews];
}
