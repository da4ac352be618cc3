using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;

namespace Fori.Web.Access;

/// <summary>A claim that the directory gives at its user info endpoint (OpenID Connect Core 1.0 §5.3), if the token did not say it already; of a list each.</summary>
internal sealed class SaidOfPerson(string claim) : ClaimAction(claim, ClaimValueTypes.String)
{
    public override void Run(JsonElement userData, ClaimsIdentity identity, string issuer)
    {
        // The token is signed; it wins.
        if (identity.HasClaim(c => c.Type == ClaimType) || userData.ValueKind != JsonValueKind.Object || !userData.TryGetProperty(ClaimType, out var said))
        {
            return;
        }

        foreach (var one in said.ValueKind == JsonValueKind.Array ? said.EnumerateArray().ToList() : [said])
        {
            if (one.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False)
            {
                identity.AddClaim(new Claim(ClaimType, one.ToString(), ClaimValueTypes.String, issuer));
            }
        }
    }
}
