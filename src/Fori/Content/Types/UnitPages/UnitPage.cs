using Fori.Content.Layers;
using Fori.Registers.Organizations;

namespace Fori.Content.Types.UnitPages;

/// <summary>What editors tell of a unit of the organisation, beside its contacts and services (Finnish: yksikön sivu).</summary>
public sealed record UnitPage : PresentingLayer<Organization>;
