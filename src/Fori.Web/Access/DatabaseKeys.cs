using System.Xml.Linq;
using Fori.Store.Sql;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Fori.Web.Access;

/// <summary>The framework's keys for cookies and secrets, in the database: every node reads what any has made, and a restart forgets none.</summary>
internal sealed class DatabaseKeys(StoreDatabase database) : IXmlRepository
{
    // The framework asks without waiting, a few times a day and never in a request that has a key already.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Task.Run(() => database.ProtectionKeysAsync(CancellationToken.None)).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => database.AddProtectionKeyAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None)).GetAwaiter().GetResult();
}
