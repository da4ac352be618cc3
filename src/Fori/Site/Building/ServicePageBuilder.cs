using Fori.Content.Layers;
using Fori.Content.Types.Contacts;
using Fori.Content.Types.ServicePages;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers;
using Fori.Registers.Organizations;
using Fori.Registers.Services;
using Fori.Registers.Vocabularies;
using Fori.Search;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>One service with everything that the registers join to it.</summary>
internal static class ServicePageBuilder
{
    private const int MostRelated = 6;

    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var service = document.As<Service>();
        await scope.ResolveAsync(
        [
            RefKey.Of(service.GeneralDescription), RefKey.Of(service.MainResponsible), .. service.OtherResponsible.Select(RefKey.Of),
            .. service.Producers.SelectMany(p => p.Organizations).Select(RefKey.Of),
        ], ct);
        var national = scope.Target(service.GeneralDescription);
        var general = national?.As<GeneralDescription>() ?? new GeneralDescription();
        var classes = OwnOr(service.ServiceClasses, general.ServiceClasses);
        var channels = await ServiceChannels.OfAsync(scope, document, ct);
        var lead = ServiceDirectoryBuilder.SummaryOf(scope, service) ?? scope.Say(general.Summary);
        var chargeType = service.ChargeType ?? general.ChargeType;
        var inherited = new Inheritance(scope);
        var layer = await EditorLayers.FindAsync<ServicePage>(scope, document, ct);
        var own = layer ?? new ServicePage();
        var joined = new JoinedTexts(scope, layer is not null, layer is null || scope.AsOf is not null ? FieldSources.None : await SourcesOfDocument.OfFieldsAsync(scope, document, ct));
        var steps = EditorLayers.InOneLanguage(scope, own.Steps);
        await scope.ResolveAsync(own.Related.Select(RefKey.Of), ct);
        var picked = own.Related.Select(scope.Target).OfType<LoadedDocument>().Where(d => d.Type.RouteSpace is not null).ToList();
        var processing = joined.Of(scope.Plain(own.ProcessingTime), inherited.Plain(service.ProcessingTime, general.ProcessingTime), "processingTime");
        var view = new ServicePageView
        {
            Frame = FrameBuilder.OfDocument(scope, document, SiteSection.Services, lead?.Text, [.. ClassCrumb(scope, classes)]),
            Name = scope.NameOf(document),
            AlternativeNames = scope.Say(service.AlternativeName) is { } other ? [other] : [],
            Kind = (service.ServiceType ?? general.ServiceType) is { } kind and not ServiceType.Service ? SiteWords.Say($"service.{kind}", scope.Language) : null,
            Lead = lead,
            Description = joined.Of(scope.Rich(own.WhatYouGet), inherited.Rich(service.Description, general.Description), "description"),
            WhoFor = scope.Rich(own.WhoFor),
            Requirements = joined.Of(scope.Rich(own.Conditions), inherited.Rich(service.Requirements, general.Requirements), "requirements"),
            WhatYouNeed = scope.Rich(own.WhatYouNeed),
            UserInstruction = joined.Of(scope.Rich(own.HowTo), inherited.Rich(service.UserInstruction, general.UserInstruction), "userInstruction"),
            Steps = [.. steps.Rows.Select(s => StepOf(s, steps.Language))],
            SpecialCases = scope.Rich(own.SpecialCases),
            ChargeWord = chargeType is { } charge ? SiteWords.Say($"charge.{charge}", scope.Language) : null,
            ChargeInformation = joined.Of(scope.Plain(own.Costs), inherited.Plain(service.ChargeInfo, general.ChargeInfo), "chargeInfo"),
            Deadline = inherited.Plain(service.Deadline, general.Deadline),
            ProcessingTime = processing,
            ProcessingShort = processing is null ? null : new Phrase(RichText.FirstSentence(processing.Html), processing.Language),
            ValidityTime = inherited.Plain(service.ValidityTime, general.ValidityTime),
            Online = channels.Online,
            Forms = channels.Forms,
            Phones = channels.Phones,
            Visits = channels.Visits,
            WebPages = channels.WebPages,
            Contacts = await ContactViews.OfAsync(scope, own.Contacts, ct),
            Responsible = scope.Target(service.MainResponsible) is { } main ? scope.Link(main) : null,
            OtherResponsible = [.. service.OtherResponsible.Select(scope.Target).OfType<LoadedDocument>().DistinctBy(d => d.Id).Select(scope.Link)],
            Producers = [.. service.Producers.Select(p => Producer(scope, p)).OfType<Phrase>().Distinct()],
            Area = Area(scope, service.AreaType, service.Areas),
            ServiceLanguages = Languages(scope, service.Languages),
            Classes = Terms(scope, classes, FacetParameter.Class),
            TargetGroups = Terms(scope, OwnOr(service.TargetGroups, general.TargetGroups), FacetParameter.TargetGroup),
            LifeEvents = Terms(scope, OwnOr(service.LifeEvents, general.LifeEvents), FacetParameter.LifeEvent),
            Legislation = [.. OwnOr(service.Legislation, general.Legislation).SelectMany(l => Law(scope, l))],
            Vouchers = [.. ContactParts.InOneLanguage(scope, service.Vouchers.Where(v => ContactParts.WebUrl(v.Url) is not null), v => v.Language).Select(v => Voucher(v))],
            Related = picked.Count > 0 ? [.. picked.Select(scope.Link)] : await RelatedAsync(scope, document, classes, ct),
            Provenance = scope.AsOf is null ? await SourcesOfDocument.OfAsync(scope, document, ct) : [],
            UpdatedOn = LocalDays.DayOf(document.Row.At),
        };
        return view with { GeneralDescription = view.IsInherited && national is not null ? scope.Say(national.Title) : null };
    }

    /// <summary>Where something reaches, in words; null when that says nothing or its codes are not known here.</summary>
    public static Phrase? Area(PageScope scope, AreaType? type, IReadOnlyList<Area> areas)
    {
        if (type is AreaType.Nationwide or AreaType.NationwideExceptAlandIslands)
        {
            return SiteWords.Say($"area.{type}", scope.Language);
        }

        var names = areas.SelectMany(a => a.Codes.Select(code => SchemeOf(a.Kind) is { } scheme ? scope.Label(new Code(scheme, code)) : null)).OfType<string>().Distinct().ToList();
        return names.Count > 0 ? new Phrase(string.Join(", ", names)) : null;
    }

    public static string? Languages(PageScope scope, IReadOnlyList<string> languages) =>
        languages.Count > 0 ? string.Join(", ", languages.Distinct().Select(scope.NameOfLanguage)) : null;

    private static ServiceStepView StepOf(ServiceStep step, string? language) => new(new Phrase(step.Title, language))
    {
        Text = RichText.FromPlain(step.Text ?? "") is { Length: > 0 } html ? new RichPhrase(html, language) : null,
        Duration = string.IsNullOrWhiteSpace(step.Duration) ? null : new Phrase(step.Duration, language),
    };

    private static string? SchemeOf(string? kind) => kind switch
    {
        "Municipality" => VocabularyScheme.Municipality,
        "Region" or "Province" => VocabularyScheme.Region,
        "BusinessSubRegion" => VocabularyScheme.BusinessRegion,
        "HospitalDistrict" => VocabularyScheme.HospitalDistrict,
        "WellbeingServiceCounties" => VocabularyScheme.WellbeingCounty,
        _ => null,
    };

    private static IReadOnlyList<T> OwnOr<T>(IReadOnlyList<T> own, IReadOnlyList<T> general) => own.Count > 0 ? own : general;

    private static NamedLink? ClassLink(PageScope scope, Code code, FacetParameter facet) => scope.LabelOf(code) is { } name
        ? new NamedLink(name, SiteSection.Services.PathIn(scope.Language) + SiteQuery.Empty.With(facet.Parameter, facet.Shown($"{code.Scheme}:{scope.Node.Vocabularies.Find(code)!.Code}"))) // It has a label.
        : null;

    private static IReadOnlyList<NamedLink> Terms(PageScope scope, IReadOnlyList<Code> codes, FacetParameter facet) =>
        [.. codes.Select(c => ClassLink(scope, c, facet)).OfType<NamedLink>().DistinctBy(l => l.Url)];

    private static IEnumerable<NamedLink> ClassCrumb(PageScope scope, IReadOnlyList<Code> classes) =>
        classes.Select(c => ClassLink(scope, c, FacetParameter.Class)).OfType<NamedLink>().Take(1);

    private static Phrase? Producer(PageScope scope, ServiceProducer producer)
    {
        var names = producer.Organizations.Select(o => scope.Target(o) is { } known ? scope.NameOf(known).Text : o.Name).Where(n => !string.IsNullOrEmpty(n)).Distinct().ToList();
        return producer.Provision switch
        {
            ProvisionType.SelfProducedServices when names.Count > 0 => SiteWords.Say("producer.SelfProducedServices", scope.Language, ("names", string.Join(", ", names))),
            ProvisionType.SelfProducedServices => SiteWords.Say("producer.self", scope.Language),
            ProvisionType.ProcuredServices when names.Count > 0 => SiteWords.Say("producer.ProcuredServices", scope.Language, ("names", string.Join(", ", names))),
            ProvisionType.ProcuredServices => scope.Say(producer.AdditionalInformation) ?? SiteWords.Say("producer.procured", scope.Language),
            _ => scope.Say(producer.AdditionalInformation) ?? (names.Count > 0 ? string.Join(", ", names) : (Phrase?)null),
        };
    }

    private static IEnumerable<NamedLink> Law(PageScope scope, Legislation law)
    {
        var links = ContactParts.Links(scope, law.WebPages);
        return links.Take(1).Select(l => scope.Say(law.Name) is { } name ? l with { Name = name } : l);
    }

    private static NamedLink Voucher(ServiceVoucher voucher) =>
        new(voucher.Name is { Length: > 0 } name ? name : voucher.Url!, voucher.Url!) { Note = voucher.AdditionalInformation is { Length: > 0 } more ? new Phrase(more) : null }; // Filtered by its address.

    private static async Task<IReadOnlyList<NamedLink>> RelatedAsync(PageScope scope, LoadedDocument document, IReadOnlyList<Code> classes, CancellationToken ct)
    {
        if (classes.Count == 0 || scope.AsOf is not null)
        {
            return [];
        }

        // A new service of the class says nothing of this one, so the page hangs on all services.
        scope.Tag(Tags.List(nameof(Service)));
        var found = Listing.Window(
            scope.Request.Tenant.Index,
            new SearchQuery
            {
                Types = [nameof(Service)],
                Language = scope.Language,
                Filters = new Dictionary<string, FacetFilter>
                {
                    [FacetParameter.Class.Field] = new([.. classes.Select(c => $"{c.Scheme}:{scope.Node.Vocabularies.Find(c)?.Code ?? c.Value}")]),
                },
            },
            0,
            MostRelated + 1);
        return [.. (await scope.LoadAsync([.. found.Hits.Select(h => h.Id).Where(id => id != document.Id).Take(MostRelated)], ct)).Select(scope.Link)];
    }

    /// <summary>Shows the national text where the municipality has written nothing, and says so.</summary>
    private sealed class Inheritance(PageScope scope)
    {
        public RichPhrase? Rich(LocalizedText own, LocalizedText general) => Own(scope.Rich(own), () => scope.Rich(general));

        public RichPhrase? Plain(LocalizedText own, LocalizedText general) => Own(scope.Plain(own), () => scope.Plain(general));

        private static RichPhrase? Own(RichPhrase? own, Func<RichPhrase?> general) => own ?? (general() is { } national ? national with { IsInherited = true } : null);
    }
}
