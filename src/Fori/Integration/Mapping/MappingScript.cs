using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Store;
using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Runtime;

namespace Fori.Integration.Mapping;

/// <summary>
/// The JavaScript of a mapping, for what expressions cannot say. Each call has an engine of its own, so that a record
/// cannot see another and the order of records changes nothing; it reaches no .NET, file, network, clock or chance.
/// </summary>
/// <remarks>
/// Limits for each call: 100,000 statements, 64 calls deep, 16 MB allocated, one second, lists of 100,000 items. The
/// count of statements is what normally stops a loop, since it is the same on every machine; time is the last resort.
/// Thread-safe.
/// </remarks>
internal sealed class MappingScript
{
    /// <summary>So many records in a row stopped by a limit, with none that passed, end a run.</summary>
    public const int HopelessAfter = 20;

    private const int MaxStatements = 100_000;
    private const int MaxRecursion = 64;
    private const long MaxBytes = 16_000_000;
    private const uint MaxItems = 100_000;
    private const int MaxResultDepth = 32;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    // Buffers allocate outside of the engine's accounts; time and chance would make two runs differ.
    private static readonly string[] Removed =
        ["ArrayBuffer", "SharedArrayBuffer", "DataView", "Atomics", "Uint8Array", "Int8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array", "Promise", "WeakRef", "FinalizationRegistry", "ShadowRealm"];

    private readonly Prepared<Acornima.Ast.Script> _script;
    private readonly HashSet<string> _functions;
    private int _stoppedInARow;
    private bool _anyPassed;

    private MappingScript(Prepared<Acornima.Ast.Script> script, HashSet<string> functions)
    {
        _script = script;
        _functions = functions;
    }

    /// <summary>Every record so far was stopped by a limit: going on is of no use.</summary>
    public bool Hopeless => !Volatile.Read(ref _anyPassed) && Volatile.Read(ref _stoppedInARow) >= HopelessAfter;

    public bool Has(string function) => _functions.Contains(function);

    public static Outcome<MappingScript> Compile(string source)
    {
        try
        {
            var script = Engine.PrepareScript(source, strict: true);
            var functions = script.Program!.Body.OfType<Acornima.Ast.FunctionDeclaration>() // Prepared a line above.
                .Select(f => f.Id?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
            return functions.Count > 0
                ? new MappingScript(script, functions)
                : Problem.Of("mapping.script", "script", ("detail", "the script declares no function; declare map(record, body) or what a call step names"));
        }
        catch (Exception e) when (e is ScriptPreparationException or Acornima.ParseErrorException)
        {
            return Problem.Of("mapping.script", "script", ("detail", e.InnerException?.Message ?? e.Message));
        }
    }

    /// <returns>What the function gives; null for undefined and null, and when it failed, which the context is told.</returns>
    public JsonNode? Call(string function, string path, RecordContext context, params string[] arguments)
    {
        try
        {
            using var engine = MakeEngine();
            engine.Execute(_script);
            var parser = new JsonParser(engine);
            var result = Read(engine.Invoke(function, [.. arguments.Select(a => (object)parser.Parse(a))]), 0);
            Volatile.Write(ref _anyPassed, true);
            return result;
        }
        catch (Exception e) when (LimitOf(e) is { } limit)
        {
            Interlocked.Increment(ref _stoppedInARow);
            context.Fail("script.limit", path, ("function", function), ("limit", limit.Name), ("max", limit.Max), ("remedy", "the function loops, allocates or calls itself without end for this record"));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a script provokes in its engine is the script's fault, and this record's only.
            Volatile.Write(ref _anyPassed, true);
            context.Fail("script.failed", path, ("function", function), ("detail", FieldValue.Shortened(e.Message)));
        }

        return null;
    }

    private static Engine MakeEngine()
    {
        var engine = new Engine(options =>
        {
            options.Strict();
            options.DisableStringCompilation();
            options.MaxStatements(MaxStatements);
            options.LimitRecursion(MaxRecursion);
            options.LimitMemory(MaxBytes);
            options.TimeoutInterval(MaxTime);
            options.Constraints.MaxArraySize = MaxItems;
            options.Constraints.RegexTimeout = TimeSpan.FromMilliseconds(200);
            // Without it a deeply nested value overflows the native stack and ends the process.
            options.Constraints.StackOverflowGuard = true;
        });
        foreach (var name in Removed)
        {
            engine.Global.Delete(name);
        }

        engine.Global.Get("Math").AsObject().Delete("random");
        engine.Global.Delete("Date");
        return engine;
    }

    private static (string Name, string Max)? LimitOf(Exception e) => e switch
    {
        StatementsCountOverflowException => ("statements", "100000"),
        MemoryLimitExceededException or OutOfMemoryException => ("memory", "16 MB"),
        TimeoutException or System.Text.RegularExpressions.RegexMatchTimeoutException => ("time", "1 s"),
        RecursionDepthOverflowException or InsufficientExecutionStackException => ("recursion", "64"),
        JavaScriptException { Message: "Maximum call stack size exceeded" } => ("recursion", "64"),
        JavaScriptException { Message: "Invalid string length" } => ("memory", "16 MB"),
        _ => null,
    };

    private static JsonNode? Read(JsValue value, int depth)
    {
        if (depth > MaxResultDepth)
        {
            throw new InsufficientExecutionStackException("The result is nested deeper than 32 levels.");
        }

        if (value.IsString())
        {
            return JsonValue.Create(value.AsString());
        }

        if (value.IsBoolean())
        {
            return JsonValue.Create(value.AsBoolean());
        }

        if (value.IsNumber())
        {
            var figure = value.AsNumber();
            return !double.IsFinite(figure) ? null : figure == Math.Truncate(figure) && Math.Abs(figure) < 1e15 ? JsonValue.Create((long)figure) : JsonValue.Create(figure);
        }

        if (value.IsArray())
        {
            return new JsonArray([.. value.AsArray().Select(item => Read(item, depth + 1))]);
        }

        if (value.IsUndefined() || value.IsNull())
        {
            return null;
        }

        if (!value.IsObject() || value.AsObject() is Jint.Native.Function.Function)
        {
            throw new JsonException("a function must give texts, figures, lists or objects");
        }

        var result = new JsonObject();
        foreach (var (key, property) in value.AsObject().GetOwnProperties())
        {
            if (property.Enumerable && key.IsString())
            {
                result[key.AsString()] = Read(value.AsObject().Get(key), depth + 1);
            }
        }

        return result;
    }
}
