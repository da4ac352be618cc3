using Fori.Store.Schema;
using Fori.Store.Sql;

namespace Fori.Store.Writing;

/// <summary>Saved views of people of the staff: not documents and not in the log.</summary>
public static class SavedViewWrites
{
    private static readonly IReadOnlyList<(string, ColumnType)> ById = [("id", ColumnType.Guid)];

    /// <summary>A person's views by name.</summary>
    public static Task<List<SavedViewRow>> SavedViewsAsync(this StoreSession session, Guid person, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.SavedViews.ColumnNames} from saved_views where tenant = @tenant and person = @person order by name, id",
            Tables.SavedViews.Read, ct, ("@person", person));

    public static void Keep(this TenantUnit unit, SavedViewRow view) => unit.Upsert(Tables.SavedViews, view);

    public static void ForgetSavedView(this TenantUnit unit, Guid id) =>
        unit.Change("delete from saved_views where tenant = @tenant and id in (select id from {keys})", ById, [[id]]);
}
