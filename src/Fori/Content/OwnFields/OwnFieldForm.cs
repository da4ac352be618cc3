using System.Globalization;
using Fori.Content.Editing;
using Fori.Content.Types;
using Fori.Documents;
using Fori.Store;

namespace Fori.Content.OwnFields;

/// <summary>
/// The own fields of a type on its form, and what they ask of a document: the same values by name as all other fields, drawn by the same
/// shapes (ADR 0010). Pure functions.
/// </summary>
/// <remarks>Inputs are called <c>extra.KEY</c>, or <c>extra.KEY.fi</c> where a field has languages; so are the paths of problems.</remarks>
public static class OwnFieldForm
{
    private const string Prefix = "extra";

    private static readonly HashSet<string> Members =
        [.. new[] { nameof(ContentBody.Extra), nameof(ContentBody.ExtraTexts), nameof(ContentBody.InternalExtra), nameof(ContentBody.InternalExtraTexts) }.Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>Does a member of a body hold the values of own fields? People write them, though no field of the type does.</summary>
    public static bool Holds(string member) => Members.Contains(member);

    /// <summary>The fields of a type in their order.</summary>
    public static IReadOnlyList<OwnField> Of(IReadOnlyList<OwnField> all, string type) => [.. all.Where(f => f.Type == type).OrderBy(f => f.Order).ThenBy(f => f.Key, StringComparer.Ordinal)];

    public static string NameOf(OwnField field) => $"{Prefix}.{field.Key}";

    /// <summary>The part of the form.</summary>
    public static IReadOnlyList<OwnEditField> Draw(IReadOnlyList<OwnField> fields, IReadOnlyDictionary<string, string> values, IReadOnlyList<string> languages) =>
    [
        .. fields.Select(f => new OwnEditField(
            f,
            f.HasLanguages
                ? new EditLanguages(NameOf(f), languages.ToDictionary(l => l, EditNode (l) => Cell($"{NameOf(f)}.{l}", f, values)))
                : Cell(NameOf(f), f, values))),
    ];

    /// <summary>What the inputs hold for a stored body.</summary>
    public static void Write(IReadOnlyList<OwnField> fields, DocumentBody body, IReadOnlyList<string> languages, Dictionary<string, string> values)
    {
        foreach (var field in body is ContentBody ? fields : [])
        {
            var content = (ContentBody)body;
            if (field.HasLanguages)
            {
                foreach (var language in languages)
                {
                    values[$"{NameOf(field)}.{language}"] = TextOf(content, field, language) ?? "";
                }

                continue;
            }

            values[NameOf(field)] = ValueOf(content, field) is not { } value ? "" : field.Kind switch
            {
                OwnFieldKind.Number => value.Number?.ToString(CultureInfo.InvariantCulture) ?? "",
                OwnFieldKind.Date => value.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                OwnFieldKind.YesNo => value.Flag == true ? EditForm.True : "",
                OwnFieldKind.Choice => value.Choice ?? "",
                _ => value.Url ?? "",
            };
        }
    }

    /// <summary>The body with what was sent. What was not sent, since the person may not change it, stays; so does what no field is declared for.</summary>
    /// <returns>Refused with <c>field.number</c>, <c>field.date</c>, <c>link.invalid</c>, <c>field.shape</c>, <c>text.too-long</c>.</returns>
    public static Outcome<byte[]> Read(DocumentType type, IReadOnlyList<OwnField> fields, byte[] body, IReadOnlyDictionary<string, string> sent, IReadOnlyList<string> languages)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (fields.Count == 0 || type.Read(body) is not ContentBody content || !sent.Keys.Any(k => k.StartsWith(Prefix + ".", StringComparison.Ordinal)))
        {
            return body;
        }

        var problems = new List<Problem>();
        foreach (var field in fields)
        {
            content = field.HasLanguages
                ? languages.Where(l => sent.ContainsKey($"{NameOf(field)}.{l}")).Aggregate(content, (c, l) => WithText(c, field, l, sent[$"{NameOf(field)}.{l}"], problems))
                : sent.TryGetValue(NameOf(field), out var typed) ? WithValue(content, field, typed.Trim(), problems) : content;
        }

        return problems.Count > 0 ? Outcome<byte[]>.Refused(problems) : type.Write(content);
    }

    /// <summary>What is missing before languages go out.</summary>
    /// <returns>Code <c>field.required</c>.</returns>
    public static IReadOnlyList<Problem> Check(IReadOnlyList<OwnField> fields, DocumentBody body, IReadOnlyCollection<string> languages) => body is not ContentBody content ? [] :
    [
        .. fields.Where(f => f.Required).SelectMany(f => f.HasLanguages
            ? languages.Where(l => TextOf(content, f, l) is null).Select(l => Problem.Of("field.required", $"{NameOf(f)}.{l}"))
            : ValueOf(content, f) is null ? [Problem.Of("field.required", NameOf(f))] : Array.Empty<Problem>()),
    ];

    /// <summary>A body without what was written in a field.</summary>
    /// <returns>The same when there was nothing.</returns>
    public static DocumentBody Without(DocumentBody body, OwnField field) => body is not ContentBody content ? body
        : content.Extra.Concat(content.InternalExtra).All(v => v.Field != field.Key) && Languages(content, field).All(l => TextOf(content, field, l) is null) ? body
        : Languages(content, field).Aggregate(With(content, field, null), (c, l) => With(c, field, l, null));

    public static string? TextOf(ContentBody body, OwnField field, string language) =>
        TextsOf(body, field).GetValueOrDefault(language)?.FirstOrDefault(t => t.Field == field.Key)?.Text is { Length: > 0 } text ? text : null;

    public static OwnValue? ValueOf(ContentBody body, OwnField field) => (field.Internal ? body.InternalExtra : body.Extra).FirstOrDefault(v => v.Field == field.Key);

    private static EditCell Cell(string name, OwnField field, IReadOnlyDictionary<string, string> values) => new(
        name, values.GetValueOrDefault(name, ""),
        field.Kind switch
        {
            OwnFieldKind.LongText => EditControl.Paragraph,
            OwnFieldKind.Number => EditControl.Number,
            OwnFieldKind.Date => EditControl.Date,
            OwnFieldKind.YesNo => EditControl.Flag,
            OwnFieldKind.Choice => EditControl.Offered,
            _ => EditControl.Line,
        },
        field.Kind switch
        {
            OwnFieldKind.Number => new NumberShape(IsWhole: false),
            OwnFieldKind.Date => new DateShape(),
            OwnFieldKind.YesNo => new FlagShape(IsOptional: true),
            OwnFieldKind.Choice => new OfferedShape("own-fields"),
            OwnFieldKind.Link => new TextShape(false, FieldKind.Url, OwnField.LongestLine, false),
            OwnFieldKind.LongText => new TextShape(false, FieldKind.Text, OwnField.LongestText, true),
            _ => new TextShape(false, FieldKind.Text, OwnField.LongestLine, false),
        },
        null);

    private static ContentBody WithText(ContentBody body, OwnField field, string language, string typed, List<Problem> problems)
    {
        var text = field.Kind == OwnFieldKind.LongText ? typed.ReplaceLineEndings("\n").Trim() : typed.ReplaceLineEndings(" ").Trim();
        var most = field.Kind == OwnFieldKind.LongText ? OwnField.LongestText : OwnField.LongestLine;
        if (text.Length > most)
        {
            problems.Add(Problem.Of(
                "text.too-long", $"{NameOf(field)}.{language}", ("max", most.ToString(CultureInfo.InvariantCulture)), ("length", text.Length.ToString(CultureInfo.InvariantCulture))));
            return body;
        }

        return With(body, field, language, text.Length == 0 ? null : new OwnText { Field = field.Key, Text = text });
    }

    private static ContentBody WithValue(ContentBody body, OwnField field, string word, List<Problem> problems)
    {
        if (word.Length == 0)
        {
            return With(body, field, null);
        }

        OwnValue? Refuse(Problem problem)
        {
            problems.Add(problem);
            return null;
        }

        var plain = new OwnValue { Field = field.Key };
        var value = field.Kind switch
        {
            OwnFieldKind.Number => decimal.TryParse(word.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? plain with { Number = number } : Refuse(Problem.Of("field.number", NameOf(field), ("text", word))),
            OwnFieldKind.Date => DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? plain with { Date = day } : Refuse(Problem.Of("field.date", NameOf(field), ("text", word))),
            OwnFieldKind.YesNo => plain with { Flag = word == EditForm.True },
            OwnFieldKind.Choice => field.Choices.Any(c => c.Key == word) || ValueOf(body, field)?.Choice == word ? plain with { Choice = word } : Refuse(Problem.Of("field.shape", NameOf(field))),
            _ => word.Length <= OwnField.LongestLine && WebAddress.IsAllowed(word) ? plain with { Url = word } : Refuse(Problem.Of("link.invalid", NameOf(field), ("url", word.Length > 100 ? word[..100] + "…" : word))),
        };
        return value is null ? body : With(body, field, value);
    }

    private static ContentBody With(ContentBody body, OwnField field, OwnValue? value)
    {
        var others = (field.Internal ? body.InternalExtra : body.Extra).Where(v => v.Field != field.Key);
        IReadOnlyList<OwnValue> all = [.. (value is null ? others : others.Append(value)).OrderBy(v => v.Field, StringComparer.Ordinal)];
        return field.Internal ? body with { InternalExtra = all } : body with { Extra = all };
    }

    private static ContentBody With(ContentBody body, OwnField field, string language, OwnText? text)
    {
        var texts = TextsOf(body, field).ToDictionary(t => t.Key, t => t.Value);
        var others = texts.GetValueOrDefault(language, []).Where(t => t.Field != field.Key);
        texts[language] = [.. (text is null ? others : others.Append(text)).OrderBy(t => t.Field, StringComparer.Ordinal)];
        if (texts[language].Count == 0)
        {
            texts.Remove(language);
        }

        return field.Internal ? body with { InternalExtraTexts = texts } : body with { ExtraTexts = texts };
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<OwnText>> TextsOf(ContentBody body, OwnField field) => field.Internal ? body.InternalExtraTexts : body.ExtraTexts;

    private static IEnumerable<string> Languages(ContentBody body, OwnField field) => TextsOf(body, field).Keys;
}

/// <summary>An own field on a form.</summary>
public sealed record OwnEditField(OwnField Field, EditNode Node);
