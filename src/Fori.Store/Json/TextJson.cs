using System.Text.Json.Serialization;

namespace Fori.Store.Json;

/// <summary>Reading and writing of single texts without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class TextJson : JsonSerializerContext;
