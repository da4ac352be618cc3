using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace Fori.Ui;

/// <summary>A file of the look: stylesheet, script, sprite or picture, inside the program.</summary>
/// <remarks>
/// Name: As <c>site.css</c>.<br/>
/// Hash: First twelve hexadecimal digits of its SHA-256; changes with the content.<br/>
/// Compressed: The content in gzip.
/// </remarks>
public sealed record UiAsset(string Name, string MediaType, string Hash, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Compressed)
{
    /// <summary>Address with the hash: it may be kept by browsers for ever.</summary>
    public string Url { get; } = $"{UiAssets.Root}{Name}?v={Hash}";
}

/// <summary>
/// The files that pages ask for, served under <see cref="Root"/>. They lie in the program, so pages and stylesheets
/// are always of one version and a published folder has nothing to lose.
/// </summary>
public static class UiAssets
{
    /// <summary>Path under which the host serves them.</summary>
    public const string Root = "/assets/";

    private const string Prefix = "Fori.Ui.Assets/";

    private static readonly FrozenDictionary<string, UiAsset> Files = Read();

    public static IReadOnlyCollection<UiAsset> All => Files.Values;

    /// <returns>Null when there is no such file.</returns>
    public static UiAsset? Find(string name) => Files.GetValueOrDefault(name);

    /// <summary>Address of a file that must be there.</summary>
    /// <exception cref="InvalidOperationException">There is no such file: we are wrong.</exception>
    public static string Url(string name) =>
        Find(name)?.Url ?? throw new InvalidOperationException($"There is no asset \"{name}\".");

    private static FrozenDictionary<string, UiAsset> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new Dictionary<string, UiAsset>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!; // The name came from the assembly itself.
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var name = resource[Prefix.Length..];
            files[name] = new UiAsset(
                name, MediaTypeOf(name), Convert.ToHexStringLower(SHA256.HashData(content))[..12], content, Compress(content));
        }

        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static byte[] Compress(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return target.ToArray();
    }

    private static string MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".txt" => "text/plain; charset=utf-8",
        ".woff2" => "font/woff2",
        var other => throw new InvalidOperationException($"No media type is known for {other}."),
    };
}
