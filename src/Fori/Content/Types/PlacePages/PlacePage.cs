using Fori.Content.Layers;
using Fori.Registers.Places;

namespace Fori.Content.Types.PlacePages;

/// <summary>What editors tell of a place, beside its addresses, hours and services (Finnish: toimipisteen sivu).</summary>
public sealed record PlacePage : PresentingLayer<Place>;
