using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fori.Tests.Admin;

/// <summary>A device that keeps one passkey, as WebAuthn describes it: ES256, no attestation.</summary>
internal sealed class DeviceKey : IDisposable
{
    private const byte Present = 0x01;
    private const byte Verified = 0x04;
    private const byte WithKey = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(16);
    private uint _count;
    private string _person = "";

    /// <summary>The device has asked for finger, face or code.</summary>
    public bool IsVerified { get; set; } = true;

    /// <summary>Makes the key known.</summary>
    public string Attest(JsonElement options, string origin)
    {
        _person = options.GetProperty("user").GetProperty("id").GetString().ShouldNotBeNull();
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        // COSE (RFC 9053): an EC2 key, ES256, on P-256.
        byte[] cose = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X.ShouldNotBeNull(), 0x22, 0x58, 0x20, .. point.Y.ShouldNotBeNull()];
        byte[] data = [.. Data(origin, WithKey), .. new byte[16], 0, (byte)_id.Length, .. _id, .. cose];
        byte[] attestation = [0xa3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xa0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Told(new JsonObject
        {
            ["clientDataJSON"] = Text(Client("webauthn.create", options, origin)), ["attestationObject"] = Text(attestation), ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Answers a challenge.</summary>
    public string Assert(JsonElement options, string origin)
    {
        var (client, data) = (Client("webauthn.get", options, origin), Data(origin, 0));
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Told(new JsonObject { ["clientDataJSON"] = Text(client), ["authenticatorData"] = Text(data), ["signature"] = Text(signature), ["userHandle"] = _person });
    }

    public void Dispose() => _key.Dispose();

    private static byte[] Client(string type, JsonElement options, string origin) =>
        Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["challenge"] = options.GetProperty("challenge").GetString(), ["origin"] = origin, ["crossOrigin"] = false }.ToJsonString());

    private byte[] Data(string origin, byte flags)
    {
        var count = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(count, ++_count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(new Uri(origin).Host)), (byte)(flags | Present | (IsVerified ? Verified : 0)), .. count];
    }

    private string Told(JsonObject response) => new JsonObject
    {
        ["id"] = Text(_id), ["rawId"] = Text(_id), ["type"] = "public-key", ["clientExtensionResults"] = new JsonObject(), ["response"] = response,
    }.ToJsonString();

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
