namespace Fori.Admin;

/// <param name="Used">When it was last signed in with.</param>
public sealed record PasskeyItem(Guid Id, string Name, string Host, string Since, string Used);

/// <summary>One passkey of the own account, to be named or removed.</summary>
/// <param name="IsFresh">The person has just signed in, and is not asked for the password.</param>
public sealed record PasskeyView(PasskeyItem Passkey, string Email, bool IsFresh) : AdminView;
