using System.Globalization;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;

namespace Fori.Content.Types.Alerts;

/// <summary>What a message says of an alert: <c>msgType</c> of CAP 1.2 §3.2.1.</summary>
public enum AlertMessageKind
{
    /// <summary>It went out, for the first time or again after it was withdrawn.</summary>
    Alert,

    /// <summary>It went out with changes.</summary>
    Update,

    /// <summary>It was withdrawn before it had ended.</summary>
    Cancel,
}

/// <summary>One message about an alert, as those who follow alerts by programs have it. It never changes once it was sent.</summary>
/// <param name="Number">1 for the first about the alert.</param>
/// <param name="SentAt">Whole seconds: CAP knows no parts of them, and later messages name it.</param>
/// <param name="Languages">In which it was public.</param>
/// <param name="IsFirst">Nothing sent before is meant by it.</param>
internal sealed record AlertMessage(Guid Document, int Number, AlertMessageKind Kind, DateTimeOffset SentAt, Alert Alert, IReadOnlyList<string> Languages, bool IsFirst)
{
    public string Identifier => string.Create(CultureInfo.InvariantCulture, $"{Document}.{Number}");

    public DateTimeOffset BeginsAt => Alert.From is { } from && from > SentAt ? from : SentAt;

    public bool IsInForce(DateTimeOffset now) => Kind != AlertMessageKind.Cancel && BeginsAt <= now && !(Alert.Until <= now);

    public bool IsOver(DateTimeOffset now) => Kind == AlertMessageKind.Cancel || Alert.Until <= now;

    /// <summary>When nobody needed it any more; null while it is in force or to come.</summary>
    public DateTimeOffset? EndedAt(DateTimeOffset now) => Kind == AlertMessageKind.Cancel ? SentAt : Alert.Until is { } until && until <= now ? until : null;
}

/// <summary>All messages about one alert, read from its publications: each publication is a message, and so is a withdrawal.</summary>
/// <remarks>Publications are only added, so a message keeps its number and its address for ever.</remarks>
internal sealed record AlertSeries(Guid Document, IReadOnlyList<AlertMessage> Messages)
{
    private const int MostAlerts = 100;

    public AlertMessage Latest => Messages[^1];

    /// <summary>Those that a message changes or takes back, oldest first.</summary>
    public IReadOnlyList<AlertMessage> Before(AlertMessage message) =>
        message.IsFirst ? [] : [.. Messages.Take(message.Number - 1).Skip(Messages.Take(message.Number - 1).Last(m => m.IsFirst).Number - 1)];

    /// <summary>Alerts that were public at some time, last saved first.</summary>
    public static async Task<IReadOnlyList<AlertSeries>> AllAsync(PageScope scope, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Alert)));
        return await scope.ReadAsync(
            async session =>
            {
                var all = new List<AlertSeries>();
                foreach (var document in await session.EditedAsync(nameof(Alert), MostAlerts, ct))
                {
                    if (await OfAsync(scope, session, document.Document.Id, ct) is { } series)
                    {
                        all.Add(series);
                    }
                }

                return all;
            },
            ct);
    }

    /// <returns>Null when it is no alert, or was never public.</returns>
    public static async Task<AlertSeries?> FindAsync(PageScope scope, Guid id, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Alert)));
        return await scope.ReadAsync(
            async session => (await session.DocumentsAsync([id], ct)).Any(d => d.Type == nameof(Alert)) ? await OfAsync(scope, session, id, ct) : null, ct);
    }

    private static async Task<AlertSeries?> OfAsync(PageScope scope, StoreSession session, Guid id, CancellationToken ct)
    {
        var messages = new List<AlertMessage>();
        var publications = await session.PublicationsOfAsync(id, ct);
        foreach (var (publication, index) in publications.Select((p, i) => (p, i)))
        {
            if (await session.VersionAsync(id, publication.Version, ct) is not { } version || scope.Node.Types[nameof(Alert)].TryRead(version.Body, out _) is not Alert alert)
            {
                continue; // Its texts were removed from the bin.
            }

            var goesOn = messages is [.., { Kind: not AlertMessageKind.Cancel }];
            messages.Add(new AlertMessage(
                id, messages.Count + 1, goesOn ? AlertMessageKind.Update : AlertMessageKind.Alert, Whole(publication.FromAt), alert, publication.Languages, IsFirst: !goesOn));
            var isFollowed = index + 1 < publications.Count && publications[index + 1].FromSequence == publication.ToSequence;
            if (publication.ToAt is { } endedAt && !isFollowed && !(alert.Until <= endedAt))
            {
                messages.Add(messages[^1] with { Number = messages.Count + 1, Kind = AlertMessageKind.Cancel, SentAt = Whole(endedAt), IsFirst = false });
            }
        }

        return messages.Count == 0 ? null : new AlertSeries(id, messages);
    }

    private static DateTimeOffset Whole(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
