namespace Fori.Web.Api;

/// <summary>The open interface of a tenant's registers: reading for all, writing with a key. Table of contents.</summary>
internal static class ApiModule
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").AddEndpointFilter<TenantFilter>().AddEndpointFilter<QueryParametersFilter>();
        OpenApiDocument.Map(api);
        SearchDocuments.Map(api);
        ReadChanges.Map(api);
        Decide.Map(api);
        ReadDecisions.Map(api);
        ListDocuments.Map(api);
        ReadDocument.Map(api);
        WriteDocument.Map(api);
        UnknownAddress.Map(app);
    }
}
