namespace Fori.Integration.Importing;

/// <summary>Reads a kind of source of its own into records of the registers. Thread-safe.</summary>
public interface ISourceImporter
{
    /// <summary>As <c>gpx</c>.</summary>
    string Kind { get; }

    /// <param name="name">Of the file or part, for messages.</param>
    /// <param name="content">As it was fetched, unpacked; hostile until shown otherwise.</param>
    /// <returns>
    /// One item for each record: what is wrong with it goes along with it and leaves the others alone. A source that cannot be read
    /// to its end says so by a last item that <see cref="ImportItem.EndsEarly"/>.
    /// </returns>
    IAsyncEnumerable<ImportItem> ReadAsync(string name, Stream content, CancellationToken ct);
}
