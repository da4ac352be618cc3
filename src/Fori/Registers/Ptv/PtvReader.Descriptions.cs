using Fori.Documents;
using Fori.Registers.Services;
using Fori.Registers.Vocabularies;
using Fori.Store;

namespace Fori.Registers.Ptv;

public static partial class PtvReader
{
    /// <summary>PTV v11's limit for a summary; a longer one is told, not cut.</summary>
    private const int MaxSummary = 150;

    /// <summary>A general description as the Open API gives it.</summary>
    private static List<PtvDocument> ReadGeneralDescription(PtvObject record, string id)
    {
        const string Texts = "descriptions";
        var body = new GeneralDescription
        {
            Identifiers = Identifiers(id, record.Text("sourceId")),
            Name = Name(record, "names"),
            AlternativeName = AlternativeName(record, "names"),
            DescriptionType = record.Text("generalDescriptionType"),
            ServiceType = ServiceTypeOf(record, "type"),
            Summary = Summary(record, Texts),
            Description = Description(record, Texts),
            BackgroundDescription = PtvText.FromPlain(record.Localized(Texts, "BackgroundDescription")),
            UserInstruction = PtvText.FromPlain(record.Localized(Texts, "UserInstruction", "ServiceUserInstruction")),
            Requirements = PtvText.FromPlain(record.Localized("requirements")),
            Deadline = record.Localized(Texts, "DeadLine", "DeadLineAdditionalInfo"),
            ProcessingTime = record.Localized(Texts, "ProcessingTime", "ProcessingTimeAdditionalInfo"),
            ValidityTime = record.Localized(Texts, "ValidityTime", "ValidityTimeAdditionalInfo"),
            ChargeType = ChargeTypeOf(record, "serviceChargeType"),
            ChargeInfo = record.Localized(Texts, "ChargeTypeAdditionalInfo"),
            ServiceClasses = PtvCodes.Read(record, "serviceClasses", VocabularyScheme.ServiceClass),
            OntologyTerms = PtvCodes.ReadOntologyTerms(record),
            TargetGroups = PtvCodes.Read(record, "targetGroups", VocabularyScheme.TargetGroup),
            LifeEvents = PtvCodes.Read(record, "lifeEvents", VocabularyScheme.LifeEvent),
            IndustrialClasses = PtvCodes.Read(record, "industrialClasses", VocabularyScheme.IndustrialClass),
            Legislation = Legislation(record),
            Keywords = Keywords(record, "keywords"),
        };
        FlagLongSummaries(record, body.Summary);
        return [Document(record, nameof(GeneralDescription), id, body)];
    }

    /// <summary>
    /// A general description as the national collection publishes it: texts as {Lang, Label}, long ones as the JSON of
    /// the editor Draft.js, classes as {Key: uri}.
    /// </summary>
    private static List<PtvDocument> ReadNationalDescription(PtvObject record, string id)
    {
        var body = new GeneralDescription
        {
            Identifiers = Identifiers(id, null),
            ReferenceCode = record.Text("ReferenceCode"),
            Name = Labels("Name"),
            ServiceType = ServiceTypeOf(record, "ServiceType"),
            Summary = Labels("ShortDescription"),
            Description = RichLabels("Description"),
            BackgroundDescription = RichLabels("BackgroundDescription"),
            UserInstruction = RichLabels("UserInstructions"),
            Requirements = RichLabels("ServiceRestrictions"),
            Deadline = PlainLabels("DeadLineAdditionalInfo"),
            ProcessingTime = PlainLabels("ProcessingTimeAdditionalInfo"),
            ValidityTime = PlainLabels("ValidityTimeAdditionalInfo"),
            ChargeType = ChargeTypeOf(record, "ChargeType"),
            ChargeInfo = PlainLabels("ChargeTypeAdditionalInfo"),
            ServiceClasses = Classes("ServiceClass", VocabularyScheme.ServiceClass),
            OntologyTerms = [.. Uris("OntologyTerm").Select(t => new Code(PtvCodes.OntologyOf(t.Uri), t.Uri)).Distinct()],
            TargetGroups = Classes("TargetGroup", VocabularyScheme.TargetGroup),
            LifeEvents = Classes("LifeEvent", VocabularyScheme.LifeEvent),
            IndustrialClasses = Classes("IndustrialClass", VocabularyScheme.IndustrialClass),
            Legislation = [.. record.List("Laws").Select(law => new Legislation
            {
                Name = LabelsOf(law, "Names"),
                WebPages = [.. LabelsOf(law, "Links").Select(l => new WebLink { Url = l.Value, Language = l.Key })],
            })],
        };
        FlagLongSummaries(record, body.Summary);
        return [Document(record, nameof(GeneralDescription), id, body)];

        LocalizedText Labels(string name) => LabelsOf(record, name);

        LocalizedText RichLabels(string name) => Labels(name).Select((_, text) => DraftText.ToHtml(text) ?? PtvText.FromPlain(text));

        LocalizedText PlainLabels(string name) => Labels(name).Select((_, text) => DraftText.ToHtml(text) is { } html ? PtvText.ToPlain(html) : text);

        IEnumerable<(string Uri, string Path)> Uris(string name) =>
            record.List(name).Select(c => (Uri: c.Text("Key"), c.Path)).Where(c => c.Uri is not null).Select(c => (c.Uri!, c.Path)); // Just seen not to be null.

        IReadOnlyList<Code> Classes(string name, string scheme) =>
            [.. Uris(name)
                .Select(c => PtvCodes.Normalise(record.Report.Options.Vocabularies, scheme, null, c.Uri, c.Path, record.Report.Problems))
                .OfType<Code>().Distinct()];
    }

    private static LocalizedText LabelsOf(PtvObject record, string name) =>
        new(record.List(name)
            .Select(l => (Language: l.Text("Lang"), Text: l.Text("Label")))
            .Where(l => l.Language is not null && l.Text is not null)
            .Select(l => KeyValuePair.Create(l.Language!, l.Text!))); // The line above left the nulls out.

    private static void FlagLongSummaries(PtvObject record, LocalizedText summary)
    {
        foreach (var (language, text) in summary)
        {
            if (text.Length > MaxSummary)
            {
                record.Report.Problems.Add(Problem.Warn("text.too-long", $"summary.{language}", ("max", "150"), ("length", $"{text.Length}")));
            }
        }
    }
}
