using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Web.Hosting;

namespace Fori.Web.Mail;

/// <summary>Sends what is in the outboxes, of every municipality. Without a mail server, and in the demonstration, letters are kept to be read.</summary>
internal sealed partial class MailService : BackgroundService
{
    private const int AtOnce = 20;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    private readonly Node _node;
    private readonly Outbox _outbox;
    private readonly Dictionary<string, ILetterWriter> _writers;
    private readonly SmtpPost? _post;
    private readonly ILogger<MailService> _logger;
    private readonly SemaphoreSlim _pass = new(1, 1);
    private readonly SemaphoreSlim _queued = new(0, 1);

    public MailService(Node node, Outbox outbox, IEnumerable<ILetterWriter> writers, ForiSettings settings, TimeProvider clock, ILogger<MailService> logger)
    {
        _node = node;
        _outbox = outbox;
        _writers = writers.ToDictionary(w => w.Kind, StringComparer.Ordinal);
        _post = settings is { Demonstration: false, Mail.Server: not null } ? new SmtpPost(settings.Mail, clock) : null;
        _logger = logger;
        outbox.Queued += Wake;
    }

    /// <summary>False: nothing is sent, and letters stay to be read.</summary>
    public bool Sends => _post is not null;

    /// <summary>Sends all that is due now. Whoever calls while another pass runs waits for it and then makes one of their own.</summary>
    public async Task PassAsync(CancellationToken ct)
    {
        await _pass.WaitAsync(ct);
        try
        {
            foreach (var tenant in await _node.Database.TenantsAsync(ct))
            {
                while (await _outbox.TakeAsync(tenant.Id, AtOnce, ct) is { Count: > 0 } due)
                {
                    foreach (var row in due)
                    {
                        await HandleAsync(tenant, row, ct);
                    }
                }
            }
        }
        finally
        {
            _pass.Release();
        }
    }

    public override void Dispose()
    {
        _outbox.Queued -= Wake;
        base.Dispose();
        _pass.Dispose();
        _queued.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PassAsync(stoppingToken);
                foreach (var tenant in await _node.Database.TenantsAsync(stoppingToken))
                {
                    await _outbox.TidyAsync(tenant.Id, stoppingToken);
                }

                await _queued.WaitAsync(LookEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailure(e);
                await Task.Delay(LookEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HandleAsync(Tenant tenant, MailRow row, CancellationToken ct)
    {
        if (row.State == MailState.Asked)
        {
            await (_writers.GetValueOrDefault(row.Kind) ?? throw new InvalidOperationException($"Nobody writes letters of the kind {row.Kind}.")).WriteAsync(tenant, row, ct);
            return;
        }

        if (_outbox.TextOf(row) is not { } text)
        {
            await _outbox.FailedAsync(tenant.Id, row, "The text is gone: its time was over, or the keys of this installation are others.", isFinal: true, ct);
        }
        else if (_post is null)
        {
            await _outbox.KeptAsync(tenant.Id, row, ct);
        }
        else if (await _post.SendAsync(row, text, await NameOfAsync(tenant, row.Language, ct), ct) is var (error, isFinal))
        {
            await _outbox.FailedAsync(tenant.Id, row, error, isFinal, ct);
            LogUnsent(row.Id, row.Kind, tenant.Name, row.Attempts, isFinal || row.Attempts >= Outbox.MostAttempts, error);
        }
        else
        {
            await _outbox.SentAsync(tenant.Id, row, ct);
        }
    }

    private async Task<string> NameOfAsync(Tenant tenant, string language, CancellationToken ct)
    {
        var settings = await SiteSettings.LoadAsync(_node.Open(tenant), ct);
        return settings.NameIn(settings.Languages.Contains(language) ? language : settings.Languages[0]);
    }

    private void Wake()
    {
        try
        {
            _queued.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The outboxes could not be worked on; trying again.")]
    private partial void LogFailure(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Letter {Letter} ({Kind}) of {Tenant} was not taken at attempt {Attempt} (given up: {GivenUp}): {Error}")]
    private partial void LogUnsent(Guid letter, string kind, string tenant, int attempt, bool givenUp, string error);
}
