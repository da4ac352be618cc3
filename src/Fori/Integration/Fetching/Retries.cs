using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Fori.Integration.Fetching;

/// <summary>When a fetch is tried again: where repeating is harmless and may help, and never inside of this machine.</summary>
internal static class Retries
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(2);

    public static ResiliencePipeline<HttpResponseMessage> Pipeline(FetchLimits limits, TimeProvider time)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (limits.Retries > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = limits.Retries,
                Delay = limits.RetryPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldRetryAfterHeader = false,
                DelayGenerator = attempt => ValueTask.FromResult(RetryAfter(attempt.Outcome.Result, time)),
                ShouldHandle = attempt => ValueTask.FromResult(
                    InnerOf<InternalAddressException>(attempt.Outcome.Exception) is null
                    && HttpClientResiliencePredicates.IsTransient(attempt.Outcome)
                    && !(attempt.Outcome.Result?.Headers.RetryAfter is not null && RetryAfter(attempt.Outcome.Result, time) is null)),
            });
        }

        return pipeline.AddTimeout(new HttpTimeoutStrategyOptions { Timeout = limits.AnswerTime }).Build();
    }

    public static T? InnerOf<T>(Exception? e)
        where T : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Null when the other side does not say, or wants longer than a run waits.</summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time)
    {
        var wanted = response?.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null;
        return wanted >= TimeSpan.Zero && wanted <= LongestRetryAfter ? wanted : null;
    }
}

/// <summary>A connection would have gone inside.</summary>
internal sealed class InternalAddressException(string host) : Exception($"{host} is an internal address")
{
    public string Host { get; } = host;
}
