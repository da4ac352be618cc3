using System.Text;
using CsCheck;
using Fori.Registers.Vocabularies;
using Fori.Store;

namespace Fori.Tests.Registers.Vocabularies;

/// <summary>The open forms of vocabularies, and files that are not what they seem.</summary>
public sealed class VocabularyReaderTests
{
    private static readonly string[] FileNames = ["a.json", "a.csv", "a-fi.tsv", "a.nt", "a.rdf", "a.ndjson", "a"];

    private const string Triples = """
        # two concepts of a small ontology
        <http://www.yso.fi/onto/koko/p1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2004/02/skos/core#Concept> .
        <http://www.yso.fi/onto/koko/p1> <http://www.w3.org/2004/02/skos/core#prefLabel> "veneet"@fi .
        <http://www.yso.fi/onto/koko/p1> <http://www.w3.org/2004/02/skos/core#prefLabel> "b\u00E5tar"@sv .
        <http://www.yso.fi/onto/koko/p1> <http://www.w3.org/2004/02/skos/core#altLabel> "paatit \"puiset\""@fi .
        <http://www.yso.fi/onto/koko/p1> <http://www.w3.org/2004/02/skos/core#broader> <http://www.yso.fi/onto/koko/p2> .
        <http://www.yso.fi/onto/koko/p2> <http://www.w3.org/2004/02/skos/core#prefLabel> "kulkuneuvot"@fi .
        <http://www.yso.fi/onto/koko/p3> <http://www.w3.org/2004/02/skos/core#prefLabel> "proomut"@fi .
        <http://www.yso.fi/onto/koko/p3> <http://www.w3.org/2002/07/owl#deprecated> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
        <http://www.yso.fi/onto/koko/p3> <http://purl.org/dc/terms/isReplacedBy> <http://www.yso.fi/onto/koko/p1> .
        """;

    private const string RdfXml = """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
                 xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:dct="http://purl.org/dc/terms/">
          <skos:ConceptScheme rdf:about="http://www.yso.fi/onto/koko/"><skos:prefLabel xml:lang="fi">KOKO</skos:prefLabel></skos:ConceptScheme>
          <skos:Concept rdf:about="http://www.yso.fi/onto/koko/p1">
            <skos:prefLabel xml:lang="fi">veneet</skos:prefLabel>
            <skos:prefLabel xml:lang="sv">båtar</skos:prefLabel>
            <skos:altLabel xml:lang="fi">paatit "puiset"</skos:altLabel>
            <skos:broader><skos:Concept rdf:about="http://www.yso.fi/onto/koko/p2"><skos:prefLabel xml:lang="fi">kulkuneuvot</skos:prefLabel></skos:Concept></skos:broader>
          </skos:Concept>
          <rdf:Description rdf:about="http://www.yso.fi/onto/koko/p3">
            <skos:prefLabel xml:lang="fi">proomut</skos:prefLabel>
            <owl:deprecated>true</owl:deprecated>
            <dct:isReplacedBy rdf:resource="http://www.yso.fi/onto/koko/p1"/>
          </rdf:Description>
        </rdf:RDF>
        """;

    [Theory]
    [InlineData("koko.nt", Triples)]
    [InlineData("koko.rdf", RdfXml)]
    public void Both_forms_of_SKOS_give_the_same_concepts(string fileName, string text)
    {
        var reading = Read(text, fileName).Value!;

        reading.Problems.ShouldBeEmpty();
        var vocabulary = reading.Vocabularies.Single();
        vocabulary.Scheme.ShouldBe(VocabularyScheme.Koko);
        vocabulary.Items.Select(i => i.Labels["fi"]).ShouldBe(["veneet", "kulkuneuvot", "proomut"]);
        var boats = vocabulary.Items[0];
        boats.Labels["sv"].ShouldBe("båtar");
        boats.AlternativeLabels!.Single().Text.ShouldBe("paatit \"puiset\"");
        boats.Parents.ShouldBe(["http://www.yso.fi/onto/koko/p2"]);
        vocabulary.Items[2].Retired.ShouldBeTrue();
        vocabulary.Items[2].ReplacedBy.ShouldBe("http://www.yso.fi/onto/koko/p1");
    }

    [Fact]
    public void The_form_is_known_without_a_name()
    {
        Read(Triples, "download").Value!.Vocabularies.Single().Items.Count.ShouldBe(3);
        Read("""<?xml version="1.0"?>""" + RdfXml, "download").Value!.Vocabularies.Single().Items.Count.ShouldBe(3);
    }

    [Fact]
    public void A_broken_line_is_told_with_its_number_and_the_rest_is_read()
    {
        var reading = Read(Triples + "\n<http://www.yso.fi/onto/koko/p4> \"no property\" .", "koko.nt").Value!;

        reading.Problems.Single().Path.ShouldBe("line 11");
        reading.Vocabularies.Single().Items.Count.ShouldBe(3);
    }

    [Fact]
    public void A_document_type_with_entities_is_refused() =>
        Read("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">&a;</rdf:RDF>", "evil.rdf")
            .Problems.Single().Code.ShouldBe("vocabulary.unreadable");

    [Fact]
    public void Nodes_nested_without_end_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<skos:Concept rdf:about=\"x\"><skos:broader>", 60)) + string.Concat(Enumerable.Repeat("</skos:broader></skos:Concept>", 60));

        Read($"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">{deep}</rdf:RDF>", "deep.rdf")
            .Problems.Single().Code.ShouldBe("vocabulary.unreadable");
    }

    [Fact]
    public void A_table_of_labels_without_a_language_asks_for_it_and_takes_it_from_the_loader()
    {
        const string Table = "<http://www.yso.fi/onto/yso/p1>\tveneet\nnot a line\n";

        Read(Table, "labels.tsv").Problems.Single().Code.ShouldBe("vocabulary.language-unknown");
        var reading = VocabularyReader.Read(Encoding.UTF8.GetBytes(Table), "labels.tsv", new VocabularyReadOptions { Language = "fi" }).Value!;
        reading.Vocabularies.Single().Items.Single().Labels["fi"].ShouldBe("veneet");
        reading.Problems.Single().Path.ShouldBe("line 2");
    }

    [Fact]
    public void A_byte_order_mark_is_passed_by() =>
        Read("\uFEFF[{\"code\": \"KR1\", \"name\": \"Kansalaiset\"}]", "x.json").Value!.Vocabularies.Single().Scheme.ShouldBe(VocabularyScheme.TargetGroup);

    [Fact]
    public void A_list_that_nothing_names_asks_for_its_scheme() =>
        Read("[{\"code\": \"x\", \"name\": \"y\"}]", "x.json").Problems.Single().Code.ShouldBe("vocabulary.scheme-unknown");

    [Fact]
    public void An_expired_code_is_readable_and_not_choosable()
    {
        var item = Read("{\"scheme\": \"municipality\", \"items\": [{\"code\": \"475\", \"labels\": {\"fi\": \"Vanhala\"}, \"validTo\": \"2020-12-31\"}]}", "x.json")
            .Value!.Vocabularies.Single().Items.Single();

        item.IsChoosable(new DateOnly(2020, 12, 31)).ShouldBeTrue();
        item.IsChoosable(new DateOnly(2021, 1, 1)).ShouldBeFalse();
        item.Labels["fi"].ShouldBe("Vanhala");
    }

    [Fact]
    public void Whatever_the_bytes_are_they_are_read_or_refused() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, FileNames.Length - 1].Select(i => FileNames[i]))
            .Sample((bytes, name) =>
            {
                var outcome = VocabularyReader.Read(bytes, name);
                return outcome.Succeeded || outcome.Problems.Count > 0;
            });

    private static Outcome<VocabularyReading> Read(string text, string fileName) => VocabularyReader.Read(Encoding.UTF8.GetBytes(text), fileName);
}
