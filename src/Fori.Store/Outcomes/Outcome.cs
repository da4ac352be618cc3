using System.Diagnostics.CodeAnalysis;

namespace Fori.Store;

/// <summary>Either a value or the problems that refused it. Never both; a refusal has at least one problem.</summary>
public sealed class Outcome<T> : IRefusable
{
    private Outcome(T? value, IReadOnlyList<Problem> problems)
    {
        Value = value;
        Problems = problems;
    }

    /// <summary>Null when refused.</summary>
    public T? Value { get; }

    /// <summary>Why it was refused; empty when it was not.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Problems.Count == 0;

    bool IRefusable.Refused => !Succeeded;

    public TResult Match<TResult>(Func<T, TResult> succeeded, Func<IReadOnlyList<Problem>, TResult> refused) =>
        Succeeded ? succeeded(Value) : refused(Problems);

    public static implicit operator Outcome<T>(T value) => new(value, []);

    public static implicit operator Outcome<T>(Problem problem) => new(default, [problem]);

    /// <summary>For values whose type is an interface, which convert by no operator.</summary>
    public static Outcome<T> Of(T value) => new(value, []);

    /// <exception cref="ArgumentException">No problem was given: a refusal must say why.</exception>
    public static Outcome<T> Refused(IReadOnlyList<Problem> problems) =>
        problems.Count > 0 ? new(default, problems) : throw new ArgumentException("A refusal needs a problem.", nameof(problems));
}

/// <summary>An answer that may be a refusal; the writer drops what a refused operation gathered.</summary>
public interface IRefusable
{
    bool Refused { get; }
}
