namespace Fori.Tests.Testing;

/// <summary>The long form of the proofs, asked for by <c>./test --full</c>.</summary>
internal static class FullRun
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("FORI_TEST_FULL") == "1";
}
