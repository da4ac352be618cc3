using Fori.Store.Golden;

namespace Fori.Tests.Store.Golden;

/// <summary>What can happen to a register. Documents are named by their number of arrival, wrapped around what there is.</summary>
public abstract record RegisterCommand
{
    /// <summary>A source sends a record; a new one makes a document unless it matches one.</summary>
    public sealed record Import(string Source, string Key, string Body, int? Matches = null) : RegisterCommand;

    /// <summary>A complete run of the source was without the record.</summary>
    public sealed record Vanish(string Source, string Key) : RegisterCommand;

    /// <summary>A person makes a document.</summary>
    public sealed record Create(string Body) : RegisterCommand;

    /// <summary>A person saves a draft over what sources say.</summary>
    public sealed record Edit(int Document, string Body) : RegisterCommand;

    public sealed record Publish(int Document, IReadOnlyList<string> Languages, bool WithSharedFields) : RegisterCommand;

    public sealed record Merge(int Absorbed, int Survivor) : RegisterCommand;

    public sealed record Unmerge(int Number) : RegisterCommand;

    public sealed record SetPin(int Document, Pin Pin) : RegisterCommand;

    public sealed record ReleasePins(int Document) : RegisterCommand;

    public sealed record SetAuthority(AuthorityRule Rule) : RegisterCommand;

    public sealed record WithdrawAuthority : RegisterCommand;

    /// <summary>Text about a person is removed from a field, everywhere and for good.</summary>
    public sealed record Erase(int Document, string Field, string Language) : RegisterCommand;
}
