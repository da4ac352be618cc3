namespace Fori.Content.Types.Pages;

/// <summary>Lasting information in the tree of the site (KADA: page).</summary>
public sealed record Page : TreeBody;
