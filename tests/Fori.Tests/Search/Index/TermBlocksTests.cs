using CsCheck;
using Fori.Search.Index.TermBlocks;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Codecs;
using Lucene.Net.Codecs.Lucene46;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Fori.Tests.Search.Index;

/// <summary>Lucene's own dictionary of terms is the measure: whatever is asked, both answer the same.</summary>
public sealed class TermBlocksTests
{
    // Few letters, so that terms share their beginnings, and one of two bytes.
    private static readonly Gen<string> Word = Gen.Char["abkä"].Array[1, 9].Select(letters => new string(letters));

    [Fact]
    public void All_terms_and_their_documents_are_those_of_Lucenes_own_dictionary() =>
        Gen.Select(Texts, Gen.Int[1, 40]).Sample((texts, segment) =>
        {
            using var ours = Indexed(texts, segment, TermBlockFormat.Codec);
            using var lucenes = Indexed(texts, segment, new Lucene46Codec());

            Terms(ours).ShouldBe(Terms(lucenes));
        }, iter: 60);

    [Fact]
    public void Any_order_of_seeking_and_going_on_leads_to_the_same_terms() =>
        Gen.Select(Texts, Word.Array[1, 60], Gen.Int[0, 3].Array[1, 60]).Sample((texts, sought, acts) =>
        {
            using var ours = Indexed(texts, texts.Length, TermBlockFormat.Codec);
            using var lucenes = Indexed(texts, texts.Length, new Lucene46Codec());

            Walk(ours, sought, acts).ShouldBe(Walk(lucenes, sought, acts));
        }, iter: 200);

    [Fact]
    public void Near_words_are_found_as_in_Lucenes_own_dictionary() =>
        Gen.Select(Texts, Word).Sample((texts, word) =>
        {
            using var ours = Indexed(texts, texts.Length, TermBlockFormat.Codec);
            using var lucenes = Indexed(texts, texts.Length, new Lucene46Codec());

            Near(ours, word).ShouldBe(Near(lucenes, word));
        }, iter: 60);

    [Fact]
    public void Segments_of_both_dictionaries_merge_into_one()
    {
        string[][] texts = [.. Enumerable.Range(0, 300).Select(n => new[] { $"yhteinen{n % 7}", $"oma{n}" })];
        using var directory = new RAMDirectory();
        foreach (var codec in new[] { new Lucene46Codec(), TermBlockFormat.Codec })
        {
            using var writer = new IndexWriter(directory, Settings(codec));
            Add(writer, texts);
        }

        using (var writer = new IndexWriter(directory, Settings(TermBlockFormat.Codec)))
        {
            writer.ForceMerge(1);
        }

        new CheckIndex(directory).DoCheckIndex().Clean.ShouldBeTrue();
        using var reader = DirectoryReader.Open(directory);
        var terms = reader.Leaves.ShouldHaveSingleItem().AtomicReader.GetTerms("words");
        terms.Count.ShouldBe(307);
        reader.DocFreq(new Term("words", "yhteinen6")).ShouldBe(2 * 42);
        reader.DocFreq(new Term("words", "oma299")).ShouldBe(2);
    }

    private static Gen<string[][]> Texts => Word.Array[0, 30].Array[1, 120];

    // What is merged, and when, must not hang on sizes or threads: both are to number their documents alike.
    private static IndexWriterConfig Settings(Codec codec) => new(LuceneVersion.LUCENE_48, new WhitespaceAnalyzer(LuceneVersion.LUCENE_48))
    {
        Codec = codec,
        MergePolicy = new LogDocMergePolicy(),
        MergeScheduler = new SerialMergeScheduler(),
    };

    private static DirectoryReader Indexed(string[][] texts, int segment, Codec codec)
    {
        var directory = new RAMDirectory();
        using (var writer = new IndexWriter(directory, Settings(codec)))
        {
            foreach (var some in texts.Chunk(segment))
            {
                Add(writer, some);
                writer.Flush(triggerMerge: true, applyAllDeletes: true);
            }

            writer.ForceMerge(2);
        }

        new CheckIndex(directory).DoCheckIndex().Clean.ShouldBeTrue();
        return DirectoryReader.Open(directory);
    }

    private static void Add(IndexWriter writer, string[][] texts)
    {
        foreach (var words in texts)
        {
            writer.AddDocument([new TextField("words", string.Join(' ', words), Field.Store.NO), .. words.Select(w => new StringField("whole", w, Field.Store.NO))]);
        }
    }

    private static List<string> Terms(DirectoryReader reader)
    {
        var told = new List<string>();
        foreach (var leaf in reader.Leaves)
        {
            foreach (var field in leaf.AtomicReader.Fields)
            {
                var all = leaf.AtomicReader.GetTerms(field);
                told.Add($"{field} {all.Count} {all.SumDocFreq} {all.SumTotalTermFreq} {all.DocCount} {all.HasFreqs} {all.HasPositions}");
                for (var terms = all.GetEnumerator(); terms.MoveNext();)
                {
                    told.Add($"{terms.Term.Utf8ToString()} {terms.DocFreq} {terms.TotalTermFreq} {Documents(terms)}");
                }
            }
        }

        return told;
    }

    private static string Documents(TermsEnum terms)
    {
        var told = new List<string>();
        for (var documents = terms.Docs(null, null, DocsFlags.FREQS); documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS;)
        {
            told.Add($"{documents.DocID}×{documents.Freq}");
        }

        return string.Join(' ', told);
    }

    private static List<string> Walk(DirectoryReader reader, string[] sought, int[] acts)
    {
        var told = new List<string>();
        foreach (var leaf in reader.Leaves)
        {
            if (leaf.AtomicReader.GetTerms("words")?.GetEnumerator() is not { } terms)
            {
                continue;
            }

            (BytesRef Term, TermState State)? kept = null;
            var stands = false;
            foreach (var (word, act) in sought.Zip(acts))
            {
                switch (act)
                {
                    case 0:
                        stands = terms.SeekExact(new BytesRef(word));
                        break;
                    case 1:
                        stands = terms.SeekCeil(new BytesRef(word)) != TermsEnum.SeekStatus.END;
                        break;
                    case 2 when kept is var (term, state):
                        terms.SeekExact(term, state);
                        stands = true;
                        break;
                    case 3 when stands:
                        stands = terms.MoveNext();
                        break;
                }

                if (stands)
                {
                    told.Add($"{terms.Term.Utf8ToString()} {terms.DocFreq} {terms.TotalTermFreq} {Documents(terms)}");
                    kept = (BytesRef.DeepCopyOf(terms.Term), terms.GetTermState());
                }
                else
                {
                    told.Add("–");
                }
            }
        }

        return told;
    }

    private static List<string> Near(DirectoryReader reader, string word)
    {
        var told = new List<string>();
        foreach (var leaf in reader.Leaves)
        {
            if (leaf.AtomicReader.GetTerms("words") is { } terms)
            {
                for (var near = new FuzzyTermsEnum(terms, new AttributeSource(), new Term("words", word), 2, 1, true); near.MoveNext();)
                {
                    told.Add($"{near.Term.Utf8ToString()} {near.DocFreq}");
                }
            }
        }

        return told;
    }
}
