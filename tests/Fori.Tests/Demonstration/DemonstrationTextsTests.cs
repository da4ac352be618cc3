using System.Text.RegularExpressions;
using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Services;
using static Fori.Tests.Demonstration.DemonstrationData;

namespace Fori.Tests.Demonstration;

/// <summary>The texts of the invented towns read well on a page, in the languages in which their town promises them.</summary>
public sealed partial class DemonstrationTextsTests
{
    private static readonly string[] AllLanguages = ["en", "fi", "sv"];

    [Fact]
    public void The_coastal_town_and_the_region_speak_three_languages_everywhere()
    {
        foreach (var (record, texts) in Written().Where(w => w.Record.Tenant != "kuurakoski"))
        {
            texts.Where(t => !t.Text.Keys.SequenceEqual(AllLanguages)).Select(t => t.Field).ShouldBeEmpty(record.ToString());
        }
    }

    [Fact]
    public void The_inland_town_speaks_Finnish_everywhere_and_leaves_a_few_texts_untranslated_on_purpose()
    {
        var written = Written().Where(w => w.Record.Tenant == "kuurakoski").ToList();

        written.Where(w => w.Texts.Any(t => !t.Text.ContainsKey("fi"))).Select(w => w.Record).ShouldBeEmpty();
        // One set of languages within a record: a fallback is seen on whole pages, not as a patchwork.
        written.Where(w => w.Texts.Select(t => string.Join(',', t.Text.Keys)).Distinct().Count() > 1).Select(w => w.Record).ShouldBeEmpty();
        var services = Of<Service>("kuurakoski").Select(s => s.Body.Name).ToList();
        services.Count(n => !n.ContainsKey("en")).ShouldBeInRange(2, 6);
        services.Count(n => !n.ContainsKey("sv")).ShouldBeInRange(1, 3);
    }

    [Fact]
    public void Every_service_tells_what_it_is_how_to_use_it_and_by_which_words_it_is_sought()
    {
        foreach (var (record, service) in Of<Service>())
        {
            foreach (var language in service.Name.Keys)
            {
                service.Summary.ContainsKey(language).ShouldBeTrue(record.Key);
                service.Description.ContainsKey(language).ShouldBeTrue(record.Key);
                service.UserInstruction.ContainsKey(language).ShouldBeTrue(record.Key);
                service.Keywords.ShouldContain(k => k.Language == language, record.Key);
            }

            if (service.ChargeType == ServiceChargeType.Chargeable)
            {
                service.ChargeInfo.ShouldNotBeEmpty($"{record.Key} costs something but does not say what");
            }
        }
    }

    [Fact]
    public void Summaries_fit_in_150_characters_and_say_more_than_the_name()
    {
        foreach (var (record, name, summary) in Named().Where(n => n.Record.Source != "demo-libraries"))
        {
            summary.Keys.ShouldBe(name.Keys, record.ToString());
            foreach (var (language, text) in summary)
            {
                text.Length.ShouldBeInRange(15, 150, $"{record} {language}");
                text.ShouldNotBe(name[language], record.ToString());
            }
        }
    }

    [Fact]
    public void No_two_records_say_the_same()
    {
        foreach (var language in AllLanguages)
        {
            // A service point repeats the words of its place by design: it is the same place in another register.
            var summaries = Named().Where(n => n.Record.Source != "demo-libraries" && n.Record.Body is not ServiceChannel { ChannelType: ChannelType.ServiceLocation })
                .Select(n => n.Summary.Exactly(language)).OfType<string>();
            Twice(summaries).ShouldBeEmpty();
            Twice(Of<Service>().SelectMany(s => new[] { s.Body.Description, s.Body.UserInstruction }).Select(t => t.Exactly(language)).OfType<string>()
                .SelectMany(t => Sentence().Split(RichText.ToPlain(t))).Where(s => s.Length > 40)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Names_are_unique_within_a_town_and_type()
    {
        foreach (var group in Named().GroupBy(n => (n.Record.Tenant, n.Record.Source, n.Record.Body.GetType())))
        {
            foreach (var language in AllLanguages)
            {
                Twice(group.Select(n => n.Name.Exactly(language)).OfType<string>()).ShouldBeEmpty(group.Key.ToString());
            }
        }
    }

    [Fact]
    public void Rich_text_is_clean_and_holds_only_paragraphs_lists_links_and_emphasis()
    {
        foreach (var (record, body) in Records.Select(r => (r, r.Body)))
        {
            foreach (var (field, text) in TextsOf(body).Where(t => t.Field is "Description" or "UserInstruction" or "Requirements"))
            {
                foreach (var html in text.Values.Where(v => v.Contains('<')))
                {
                    Tag().Matches(html).Select(m => m.Groups[1].Value).Except(["p", "ul", "li", "a", "strong"]).ShouldBeEmpty($"{record} {field}");
                    RichText.Sanitise(html).ShouldBe(html, $"{record} {field}");
                }
            }
        }
    }

    [Fact]
    public void Descriptions_of_services_are_whole_thoughts_and_not_a_line()
    {
        foreach (var (record, service) in Of<Service>())
        {
            service.Description.Where(t => RichText.ToPlain(t.Value).Length < 90).ShouldBeEmpty(record.Key);
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> texts) =>
        texts.GroupBy(t => t.Trim(), StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key);

    // What an editor writes. Streets and post offices have names in the national languages only; the choice of a name is no text.
    private static IEnumerable<(DemonstrationRecord Record, List<(string Field, LocalizedText Text)> Texts)> Written() =>
        Records.Where(r => r.Source != "demo-libraries").Select(r => (r, TextsOf(r.Body)
            .Where(t => !t.Text.IsEmpty && t.Field is not ("Street" or "PostOffice" or "DisplayNameType" or "AdditionalInformation" or "Receiver" or "Group"))
            .ToList()));

    private static IEnumerable<(DemonstrationRecord Record, LocalizedText Name, LocalizedText Summary)> Named() => Records
        .Select(r => r.Body switch
        {
            Service s => (r, s.Name, s.Summary),
            ServiceChannel c => (r, c.Name, c.Summary),
            Place p => (r, p.Name, p.Summary),
            Organization o => (r, o.Name, o.Summary),
            _ => (r, LocalizedText.Empty, LocalizedText.Empty),
        })
        .Where(n => !n.Item2.IsEmpty);

    [GeneratedRegex("""</?([a-z0-9]+)""")]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<=[.!?])\s+|\n""")]
    private static partial Regex Sentence();
}
