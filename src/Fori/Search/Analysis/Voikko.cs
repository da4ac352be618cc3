using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Fori.Search.Analysis;

/// <summary>
/// The morphology of Finnish, by the library <c>libvoikko</c> when the machine has it with a Finnish dictionary.
/// </summary>
/// <remarks>
/// A handle of the library serves one thread at a time, so handles are lent from a pool. The library is native code
/// and a fault there would end the process: it is given only words of letters, of at most
/// <see cref="Words.LongestWord"/> characters, and every answer is freed by the call that the library names for it.
/// Source: voikko.h of libvoikko 4.3.
/// </remarks>
internal sealed class Voikko
{
    private static readonly Lazy<Voikko?> Shared = new(Load);
    private static readonly byte[] BaseForm = "BASEFORM\0"u8.ToArray();
    private static readonly byte[] WordBases = "WORDBASES\0"u8.ToArray();
    private static readonly byte[] Structure = "STRUCTURE\0"u8.ToArray();

    // Inflected, derived and compound words over the whole range of the dictionary's classes.
    private static readonly string[] Probes =
    [
        "kirjastopalvelut", "uimaan", "rakentamassa", "linja-auton", "terveysasemalle", "päiväkodissa", "varhaiskasvatukseen", "hyvinvointialueen",
        "pysäköintivirhemaksut", "omaishoitajana", "äänestäisin", "kolmansien", "vanhemmillemme", "työnhakijoita", "salibandya", "kierrättämään",
    ];

    private readonly ConcurrentBag<nint> _idle = [];
    private readonly string _version;
    private readonly Init _init;
    private readonly AnalyzeWord _analyze;
    private readonly ReadValue _value;
    private readonly Free _free;
    private readonly Free _freeValue;

    private Voikko(nint library)
    {
        _version = Marshal.PtrToStringUTF8(Function<ReadVersion>(library, "voikkoGetVersion")()) ?? "";
        _init = Function<Init>(library, "voikkoInit");
        _analyze = Function<AnalyzeWord>(library, "voikkoAnalyzeWordCstr");
        _value = Function<ReadValue>(library, "voikko_mor_analysis_value_cstr");
        _free = Function<Free>(library, "voikko_free_mor_analysis");
        _freeValue = Function<Free>(library, "voikko_free_mor_analysis_value_cstr");
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint ReadVersion();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Init(ref nint error, byte[] language, nint path);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint AnalyzeWord(nint handle, byte[] word);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint ReadValue(nint analysis, byte[] key);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Free(nint value);

    /// <summary>One answer for a word.</summary>
    /// <param name="BaseForm">As <c>uimaranta</c>.</param>
    /// <param name="WordBases">As <c>+uima+ranta(ranta)</c>; empty when the library gives none.</param>
    /// <param name="Structure">As <c>=pppp=ppppp</c>, over the letters of the word: = begins a part.</param>
    public readonly record struct Reading(string BaseForm, string WordBases, string Structure);

    /// <summary>Names the library and its dictionary, by what they say of some words: the dictionary's own version cannot be asked for.</summary>
    public string Fingerprint => field ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        _version + string.Concat(Probes.SelectMany(Read)))).AsSpan(0, 4));

    /// <returns>False where the library or its Finnish dictionary is not installed.</returns>
    public static bool TryGet([NotNullWhen(true)] out Voikko? voikko)
    {
        voikko = Shared.Value;
        return voikko is not null;
    }

    /// <summary>Every reading of a word; none for a word that the dictionary does not know or that is no word.</summary>
    public List<Reading> Read(string word)
    {
        var readings = new List<Reading>(2);
        if (word.Length is 0 or > Words.LongestWord || !word.All(c => char.IsLetter(c) || c == '-') || !TryRent(out var handle))
        {
            return readings;
        }

        try
        {
            var analyses = _analyze(handle, Encoding.UTF8.GetBytes(word + '\0'));
            if (analyses == 0)
            {
                return readings;
            }

            for (var i = 0; Marshal.ReadIntPtr(analyses, i * nint.Size) is var analysis && analysis != 0; i++)
            {
                if (Value(analysis, BaseForm) is { Length: > 0 } baseForm)
                {
                    readings.Add(new Reading(baseForm, Value(analysis, WordBases), Value(analysis, Structure)));
                }
            }

            _free(analyses);
        }
        finally
        {
            _idle.Add(handle);
        }

        return readings;
    }

    private static Voikko? Load()
    {
        foreach (var name in (string[])["libvoikko.so.1", "libvoikko.1.dylib", "libvoikko-1.dll"])
        {
            if (NativeLibrary.TryLoad(name, out var library) && NativeLibrary.TryGetExport(library, "voikko_mor_analysis_value_cstr", out _))
            {
                var voikko = new Voikko(library);
                if (voikko.TryRent(out var handle))
                {
                    voikko._idle.Add(handle);
                    return voikko;
                }
            }
        }

        return null;
    }

    private bool TryRent(out nint handle)
    {
        if (_idle.TryTake(out handle))
        {
            return true;
        }

        nint error = 0;
        handle = _init(ref error, "fi\0"u8.ToArray(), 0);
        return handle != 0;
    }

    private string Value(nint analysis, byte[] key)
    {
        var value = _value(analysis, key);
        if (value == 0)
        {
            return "";
        }

        var text = Marshal.PtrToStringUTF8(value) ?? "";
        _freeValue(value);
        return text;
    }

    private static T Function<T>(nint library, string name)
        where T : Delegate =>
        Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
}
