using Fori.Store;

namespace Fori.Integration.Mapping;

/// <summary>One record on its way through a mapping: what went wrong so far, and where we are.</summary>
internal sealed class RecordContext(RecordMapping mapping, MappingScript? script)
{
    private readonly List<Problem> _problems = [];
    private int _lenient;

    public RecordMapping Mapping => mapping;

    public MappingScript? Script => script;

    public IReadOnlyList<Problem> Problems => _problems;

    public bool Failed => _problems.Exists(p => p.Severity == Severity.Error);

    public void Fail(string code, string path, params (string Name, string Value)[] arguments) =>
        _problems.Add(_lenient > 0 ? Problem.Warn(code, path, arguments) : Problem.Of(code, path, arguments));

    public void Warn(string code, string path, params (string Name, string Value)[] arguments) =>
        _problems.Add(Problem.Warn(code, path, arguments));

    /// <summary>Within a lenient field, what goes wrong is a warning and the field is left out.</summary>
    public void EnterLenient() => _lenient++;

    public void LeaveLenient() => _lenient--;
}
