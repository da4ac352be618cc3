using System.Text.Json.Nodes;

namespace Fori.Registers.Ptv;

/// <summary>
/// One part of an answer that its body does not hold: a word outside the model, the name of a joined record, the hour
/// of a day. With it the answer can be written back whole while the body still says what it said then.
/// The path is in the answer, as <c>areas[0].municipalities</c>; received is what the answer had there and written what
/// the body alone writes there (null = nothing): the part is stale once that has changed.
/// </summary>
public sealed record PtvRemnant(string Path, JsonNode? Received, JsonNode? Written);
