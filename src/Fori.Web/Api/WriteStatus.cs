using Fori.Store;
using Fori.Web.Hosting;

namespace Fori.Web.Api;

/// <summary>Which status a refused write has: 400 when what was sent has not the shape of a record, 422 when a rule says no.</summary>
internal static class WriteStatus
{
    public static int Of(IReadOnlyList<Problem> problems) => problems[0].Code switch
    {
        "body.not-an-object" or "query.profile" or "field.shape" or "field.unknown" or "idempotency.key-unreadable" => StatusCodes.Status400BadRequest,
        ['j', 's', 'o', 'n', '.', ..] => StatusCodes.Status400BadRequest,
        "document.unknown" or "decision.unknown" => StatusCodes.Status404NotFound,
        "idempotency.in-flight" => StatusCodes.Status409Conflict,
        "document.version-conflict" => StatusCodes.Status412PreconditionFailed,
        "body.too-large" => StatusCodes.Status413PayloadTooLarge,
        "request.media-type" => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>The refusal as problem details.</summary>
    public static IResult ToRefusal(this IReadOnlyList<Problem> problems) => problems.ToHttp(Of(problems));
}
