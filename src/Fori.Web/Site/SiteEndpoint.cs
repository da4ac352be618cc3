using System.Data.Common;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.Site;

/// <summary>
/// Every page of every municipality, by one endpoint behind all others. A page that is kept is sent as it is: its bytes
/// were made, compressed and tagged once. On a host of no municipality: the list of them.
/// </summary>
internal static partial class SiteEndpoint
{
    public static void AddSitePages(this IServiceCollection services)
    {
        services.AddSingleton<SiteRouter>();
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<PageMaking>();
        services.AddSingleton<MissedSearchLog>();
        services.AddHostedService(s => s.GetRequiredService<MissedSearchLog>());
    }

    public static void MapSitePages(this WebApplication app)
    {
        var answering = new Answering(
            app.Services.GetRequiredService<Node>(),
            app.Services.GetRequiredService<SiteRouter>(),
            app.Services.GetRequiredService<PageMaking>(),
            app.Services.GetRequiredService<TenantHosts>(),
            app.Services.GetRequiredService<MissedSearchLog>(),
            app.Services.GetRequiredService<ForiSettings>().Demonstration,
            app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Fori.Web.Site"));
        app.Map("/{**path}", answering.AnswerAsync).WithOrder(int.MaxValue).WithDisplayName("Pages");
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private sealed partial class Answering(Node node, SiteRouter router, PageMaking making, TenantHosts hosts, MissedSearchLog missed, bool isDemonstration, ILogger log)
    {
        public Task AnswerAsync(HttpContext context)
        {
            var request = context.Request;
            if (!IsRead(request))
            {
                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                context.Response.Headers.Allow = "GET, HEAD";
                return Task.CompletedTask;
            }

            if (AssetResponse.Find(request) is { } asset)
            {
                return AssetResponse.WriteAsync(context, asset);
            }

            return PageRequest.OriginOf(request) is not { } origin ? RefuseAsync(context)
                : context.Tenant() is { } entry ? PageAsync(context, node.Open(entry.Tenant), origin)
                : IndexAsync(context, origin);
        }

        private async Task PageAsync(HttpContext context, TenantNode tenant, string origin)
        {
            var request = context.Request;
            var query = request.QueryString.HasValue ? SiteQuery.Parse(request.QueryString.Value) : SiteQuery.Empty;
            var follows = await PageRequest.FollowsAsync(tenant, request, context.RequestAborted);
            var key = PageRequest.KeyOf(origin, request, query);
            var closed = DismissedAlerts.Of(request);
            CachedPage page;
            try
            {
                page = await FindOrMakeAsync(key, DismissedAlerts.None);

                // What stands on the page says what of the cookie counts: a cookie makes no page that nobody needs.
                if (closed.Count > 0 && page.Dismissible.Where(closed.Contains).ToHashSet(StringComparer.Ordinal) is { Count: > 0 } here)
                {
                    page = await FindOrMakeAsync($"{key}\n{string.Join(' ', here.Order(StringComparer.Ordinal))}", here);
                }
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception e)
            {
                page = await FailedAsync(context, tenant, origin, e);
            }

            if (page.Missed is var (language, words) && HttpMethods.IsGet(request.Method))
            {
                missed.Note(tenant.Tenant.Id, language, words);
            }

            await PageResponse.WriteAsync(context, page);

            async ValueTask<CachedPage> FindOrMakeAsync(string wanted, IReadOnlySet<string> dismissed) =>
                follows && tenant.Pages.Find(wanted) is { } kept ? kept : await MakeAsync(context, tenant, origin, wanted, query, follows, dismissed);
        }

        // The visible state is noted before the first read, so nothing is kept that was evicted while it was made.
        private async Task<CachedPage> MakeAsync(HttpContext context, TenantNode tenant, string origin, string key, SiteQuery query, bool follows, IReadOnlySet<string> dismissed)
        {
            var ct = context.RequestAborted;
            var isWhole = tenant.CaughtUp.IsCompleted || await Task.WhenAny(tenant.CaughtUp, Task.Delay(PageRequest.Patience, ct)) == tenant.CaughtUp;
            var noted = tenant.Pages.Note();
            var asked = new SiteRequest
            {
                Tenant = tenant,
                Origin = origin,
                Section = context.Section(),
                Path = context.Request.Path.Value is { Length: > 0 } path ? path : "/",
                Query = query,
                AcceptLanguage = context.Request.Headers.AcceptLanguage,
                Now = node.Clock.GetUtcNow(),
                IsFresh = !follows,
                Dismissed = dismissed,
            };
            var answer = await router.AnswerAsync(asked.Section is null ? asked : asked with { MainOrigin = asked.OriginWith(context.MainHost()!) }, ct); // The section's host is of a municipality.
            var page = await making.MakeAsync(answer);

            // Redirects are cheap and some depend on the visitor's language; pages of wrong addresses are endless.
            if (follows && isWhole && !answer.NoStore && answer.Location is null)
            {
                tenant.Pages.TryPut(key, page, answer.Tags, PageMaking.WeightOf(key, page), noted, answer.Until);
            }

            return page;
        }

        private async Task IndexAsync(HttpContext context, string origin)
        {
            var answer = await InstallationIndex.AnswerAsync(context.Request, origin, node, await hosts.AllAsync(context.RequestAborted), isDemonstration, context.RequestAborted);
            await PageResponse.WriteAsync(context, await making.MakeAsync(answer));
        }

        // The page says that the fault is ours and by which number we find it; never what it was.
        private async Task<CachedPage> FailedAsync(HttpContext context, TenantNode tenant, string origin, Exception failure)
        {
            var path = context.Request.Path.Value ?? "/";
            LogFailure(log, failure, tenant.Tenant.Name, path, context.TraceIdentifier);
            var isAway = failure is DbException or IOException or TimeoutException;
            var language = SiteRouter.LanguageWithoutStore(tenant, path, context.Request.Headers.AcceptLanguage);
            var page = await making.MakeAsync(new SiteAnswer
            {
                Status = isAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
                View = new ErrorView { Frame = FrameBuilder.Bare(origin, language, SiteWords.Say("error", language), "/"), Reference = context.TraceIdentifier },
                NoStore = true,
                Language = language,
                VariesByLanguage = true,
            });
            if (isAway)
            {
                context.Response.Headers.RetryAfter = "10";
            }

            return page;
        }

        private static Task RefuseAsync(HttpContext context)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        [LoggerMessage(Level = LogLevel.Error, Message = "A page of {Tenant} could not be made: {Path} ({Request})")]
        private static partial void LogFailure(ILogger log, Exception failure, string tenant, string path, string request);
    }
}
