namespace Fori.Admin;

/// <summary>A form that was sent after the session had ended, as it was typed, to be looked through and sent again.</summary>
/// <param name="Url">Where the form goes.</param>
/// <param name="From">The page on which it stood; null when the browser did not say.</param>
/// <param name="At">When it was sent.</param>
/// <param name="HasFiles">It had files, which are not kept: then it is only shown.</param>
public sealed record KeptFormView(Guid Id, string Url, string? From, string At, bool HasFiles) : AdminView
{
    public IReadOnlyList<KeptFormField> Fields { get; init; } = [];
}

/// <param name="Label">Null for what people do not read: it goes along as it was.</param>
public sealed record KeptFormField(string Name, string Value, string? Label);
