using System.Globalization;
using Fori.Content.Editing;
using Fori.Content.Types.MediaItems;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.MediaLibrary.Intake;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Files;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.MediaLibrary;

/// <summary>Takes files into the library, changes and removes them. Who may is asked before, by the caller.</summary>
public sealed class MediaDesk(Node node, EditorDesk desk, EditedDocuments edited, BlobFolder blobs, FileIntake intake)
{
    private const string Origin = "editor";
    private static readonly IReadOnlyList<string> NoLanguages = [];

    private DocumentType Type => node.Types[nameof(Media)];

    public IntakeLimits Limits => intake.Limits;

    /// <summary>Keeps a file that was sent, as a draft whose title is the file's name.</summary>
    /// <param name="id">Given by the form, so that a form sent twice makes one.</param>
    /// <param name="languages">Of the municipality; the title is written in each.</param>
    /// <param name="said">What was told of it with the file.</param>
    /// <returns>Refused as <see cref="FileIntake.CheckAsync"/> does, and with <c>file.too-large</c>.</returns>
    public async Task<Outcome<EditorSave>> UploadAsync(Tenant tenant, Guid id, Stream content, string name, IReadOnlyList<string> languages, Guid? section, SaidOfFile said, string actor, CancellationToken ct)
    {
        var taken = await TakeAsync(tenant, content, name, ct);
        if (!taken.Succeeded)
        {
            return Outcome<EditorSave>.Refused(taken.Problems);
        }

        var title = Path.GetFileNameWithoutExtension(taken.Value.File.Name);
        var media = new Media { Title = new LocalizedText(languages.ToDictionary(l => l, _ => title)), File = taken.Value.File, Kind = taken.Value.Kind, Section = section is { } home ? new Ref<Section> { Id = home } : null };
        media = media with { Alt = said.Alt, Decorative = said.IsDecorative ? true : null, Author = said.Author };
        return await SaveAsync(tenant, id, 0, media, actor, ct);
    }

    /// <summary>Puts another content in place of the present one. What refers to the document shows it from then on, when it is public.</summary>
    /// <param name="publishes">The person may publish it: the new file goes out at once where the old one is public.</param>
    /// <returns>Refused as <see cref="UploadAsync"/>, and with <c>media.other-kind</c> and <c>document.version-conflict</c>.</returns>
    public async Task<Outcome<EditorSave>> ReplaceAsync(
        Tenant tenant, EditedDocument found, int expected, Stream content, string name, bool publishes, string actor, CancellationToken ct)
    {
        var taken = await TakeAsync(tenant, content, name, ct);
        if (!taken.Succeeded)
        {
            return Outcome<EditorSave>.Refused(taken.Problems);
        }

        var media = (Media)Type.Read(found.Draft.Body);
        return media.Kind != taken.Value.Kind
            ? Problem.Of("media.other-kind")
            : await GoOutAsync(tenant, found, await SaveAsync(tenant, found.Document.Id, expected, media with { File = taken.Value.File }, actor, ct), publishes, actor, ct);
    }

    /// <summary>Says what must stay in sight when the picture is cropped.</summary>
    /// <param name="publishes">As in <see cref="ReplaceAsync"/>.</param>
    public async Task<Outcome<EditorSave>> FocusAsync(Tenant tenant, EditedDocument found, int expected, FocusPoint focus, bool publishes, string actor, CancellationToken ct)
    {
        var media = (Media)Type.Read(found.Draft.Body);
        var rounded = new FocusPoint { X = Math.Round(Math.Clamp(focus.X, 0, 1), 2), Y = Math.Round(Math.Clamp(focus.Y, 0, 1), 2) };
        return await GoOutAsync(tenant, found, await SaveAsync(tenant, found.Document.Id, expected, media with { Focus = rounded }, actor, ct), publishes, actor, ct);
    }

    /// <summary>Takes it out of the library; its history and content stay until they are erased.</summary>
    /// <returns>Refused with <c>media.in-use</c> while anything refers to it, and with <c>document.version-conflict</c>.</returns>
    public Task<Outcome<EditorSave>> DeleteAsync(Tenant tenant, Guid id, int expected, string actor, CancellationToken ct) =>
        node.Writer.WriteAsync(
            tenant.Id, WriteLane.People,
            async (unit, stop) =>
            {
                if (await MediaUse.UsersAsync(unit.Session, node.Types, id, stop) is { Count: > 0 } users)
                {
                    return MediaUse.InUse(users);
                }

                var outcome = await edited.ArchiveAsync(unit, id, expected, new WriteOrigin(actor, Origin), stop);
                return outcome.Succeeded ? new EditorSave(outcome.Value, unit.Cursor.Sequence) : Outcome<EditorSave>.Refused(outcome.Problems);
            },
            ct);

    public Task<IReadOnlyList<MediaUser>> UsersAsync(Tenant tenant, Guid id, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => MediaUse.UsersAsync(session, node.Types, id, ct), ct);

    /// <summary>Those of the ids that something uses.</summary>
    public Task<HashSet<Guid>> UsedAsync(Tenant tenant, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => MediaUse.UsedAsync(session, ids, ct), ct);

    private async Task<Outcome<(MediaFile File, MediaKind Kind)>> TakeAsync(Tenant tenant, Stream content, string name, CancellationToken ct)
    {
        using var received = await blobs.ReceiveAsync(content, intake.Limits.Bytes, ct);
        if (received is null)
        {
            return TooLarge(intake.Limits);
        }

        string? made = null;
        try
        {
            var looked = await intake.CheckAsync(received.Path, name, () => made = blobs.NewIncomingPath(), ct);
            if (!looked.Succeeded)
            {
                return Outcome<(MediaFile, MediaKind)>.Refused(looked.Problems);
            }

            var (kind, named, path, width, height) = looked.Value;
            using var clean = path == received.Path ? null : await ReceiveCleanAsync(path, ct);
            var kept = clean ?? received;
            await node.Writer.WriteAsync(
                tenant.Id, WriteLane.People,
                (unit, _) =>
                {
                    unit.Keep(blobs, kept);
                    return Task.FromResult(true);
                },
                ct);
            return (new MediaFile { Hash = kept.Hash.Value, Name = named, MediaType = kind.MediaType, Bytes = kept.Bytes, Width = width, Height = height }, kind.Kind);
        }
        finally
        {
            if (made is not null)
            {
                File.Delete(made);
            }
        }
    }

    /// <summary>The refusal that names the limit.</summary>
    public static Problem TooLarge(IntakeLimits limits) =>
        Problem.Of("file.too-large", "", ("max", string.Create(CultureInfo.InvariantCulture, $"{limits.Bytes / (1024 * 1024)} MB")));

    private async Task<IncomingFile> ReceiveCleanAsync(string path, CancellationToken ct)
    {
        await using var stream = File.OpenRead(path);
        return await blobs.ReceiveAsync(stream, long.MaxValue, ct) ?? throw new InvalidOperationException("A file has more bytes than there are numbers.");
    }

    private async Task<Outcome<EditorSave>> SaveAsync(Tenant tenant, Guid id, int expected, Media media, string actor, CancellationToken ct)
    {
        var body = Type.Write(media);
        return body.Succeeded
            ? await desk.SaveAsync(tenant, new DraftSave(id, Type.Name, expected, body.Value, null), actor, ct)
            : Outcome<EditorSave>.Refused(body.Problems);
    }

    // Texts stay as they were shown: only what the languages share goes out.
    private async Task<Outcome<EditorSave>> GoOutAsync(Tenant tenant, EditedDocument found, Outcome<EditorSave> saved, bool publishes, string actor, CancellationToken ct) =>
        saved.Succeeded && publishes && found.Document.Published is not null
            ? await desk.PublishAsync(tenant, new PublishingOrder(found.Document.Id, saved.Value.State.Draft, NoLanguages, true, null), actor, ct)
            : saved;
}
