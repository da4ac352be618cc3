using System.Globalization;
using System.Text.Encodings.Web;

namespace Fori.Web.Tenants;

/// <summary>The index on a host of no municipality: names with links, no words that would need a language.</summary>
internal static class TenantIndex
{
    public static async Task<IResult> ShowAsync(HttpContext context, TenantHosts hosts)
    {
        if (context.Tenant() is not null)
        {
            return TypedResults.NotFound();
        }

        var port = context.Request.Host.Port is { } number ? ":" + number.ToString(CultureInfo.InvariantCulture) : "";
        var links = (await hosts.AllAsync(context.RequestAborted)).Select(entry =>
        {
            var host = entry.Hosts.Count > 0 ? entry.Hosts[0] : $"{entry.Tenant.Name}.localhost{port}";
            return $"<li><a href=\"{HtmlEncoder.Default.Encode($"{context.Request.Scheme}://{host}/")}\">{HtmlEncoder.Default.Encode(entry.Tenant.Name)}</a></li>";
        });
        return TypedResults.Content(
            $"<!doctype html><html lang=\"fi\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Föri</title></head><body><main><h1>Föri</h1><ul>{string.Concat(links)}</ul></main></body></html>",
            "text/html; charset=utf-8");
    }
}
