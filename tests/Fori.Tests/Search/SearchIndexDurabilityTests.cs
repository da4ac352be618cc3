using Fori.Search;

namespace Fori.Tests.Search;

public sealed class SearchIndexDurabilityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fori-search").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_committed_index_opens_again_with_its_cursor_and_documents()
    {
        var service = Given.Service("Kirjastopalvelut") with { Version = 7 };
        using (var index = SearchIndex.Open(_folder, Given.Knowledge))
        {
            index.Cursor.ShouldBeNull();
            index.Apply([service], []);
            index.Commit("1:42:ab");
        }

        using var again = SearchIndex.Open(_folder, Given.Knowledge);

        again.Cursor.ShouldBe("1:42:ab");
        again.Entries().ShouldBe([(service.Id, 7L)]);
        again.Ask(new SearchQuery { Text = "kirjasto" }).Total.ShouldBe(1);
    }

    [Fact]
    public void What_was_not_committed_is_gone_with_the_process_and_the_cursor_says_so()
    {
        using (var index = SearchIndex.Open(_folder, Given.Knowledge))
        {
            index.Apply([Given.Service("Yksi")], []);
            index.Commit("1");
            index.Apply([Given.Service("Kaksi")], []);
            index.Refresh();
            index.Count.ShouldBe(2);
        }

        using var again = SearchIndex.Open(_folder, Given.Knowledge);

        (again.Cursor, again.Count).ShouldBe(("1", 1));
    }

    [Fact]
    public void Applied_documents_are_seen_after_refreshing_and_not_before()
    {
        using var index = SearchIndex.Open(_folder, Given.Knowledge);
        var service = Given.Service("Yksi");
        index.Apply([service], []);
        index.Count.ShouldBe(0);
        index.Refresh();
        index.Count.ShouldBe(1);

        index.Apply([service with { Version = 2 }], []);
        index.Refresh();
        index.Entries().ShouldBe([(service.Id, 2L)]);

        index.Apply([], [service.Id, Guid.NewGuid()]);
        index.Refresh();
        index.Count.ShouldBe(0);
    }

    [Fact]
    public void The_cursor_moves_though_nothing_else_did()
    {
        using (var index = SearchIndex.Open(_folder, Given.Knowledge))
        {
            index.Apply([Given.Service("Yksi")], []);
            index.Commit("1");
            index.Commit("2");
        }

        using var again = SearchIndex.Open(_folder, Given.Knowledge);

        again.Cursor.ShouldBe("2");
    }

    [Theory]
    [InlineData("*.cfs")]
    [InlineData("segments_*")]
    [InlineData("*.si")]
    public void A_damaged_index_is_emptied_and_says_that_it_must_be_filled(string file)
    {
        Fill();
        var path = Directory.GetFiles(_folder, file)[0];
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0xFF;
        File.WriteAllBytes(path, bytes);

        using var again = SearchIndex.Open(_folder, Given.Knowledge);

        (again.Cursor, again.Count).ShouldBe((null, 0));
        again.Apply([Given.Service("Kaksi")], []);
        again.Refresh();
        again.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("*.cfs")]
    [InlineData("segments_*")]
    public void A_cut_or_missing_file_empties_the_index(string file)
    {
        Fill();
        File.WriteAllBytes(Directory.GetFiles(_folder, file)[0], []);
        using (var cut = SearchIndex.Open(_folder, Given.Knowledge))
        {
            (cut.Cursor, cut.Count).ShouldBe((null, 0));
        }

        Fill();
        File.Delete(Directory.GetFiles(_folder, file)[0]);
        using var missing = SearchIndex.Open(_folder, Given.Knowledge);
        (missing.Cursor, missing.Count).ShouldBe((null, 0));
    }

    [Fact]
    public void An_index_of_other_rules_or_another_vocabulary_is_emptied()
    {
        Fill();

        using var again = SearchIndex.Open(_folder, Given.SnowballKnowledge);

        (again.Cursor, again.Count).ShouldBe(Given.Knowledge.HasVoikko ? (null, 0) : ("1", 1));
    }

    [Fact]
    public void Purging_leaves_nothing_of_a_deleted_document_in_the_files()
    {
        using var index = SearchIndex.Open(_folder, Given.Knowledge);
        var person = Given.Service("Salanimi Kätkö");
        index.Apply([person, Given.Service("Kirjasto")], []);
        index.Commit("1");
        FilesHold("salanimi").ShouldBeTrue();

        index.Apply([], [person.Id]);
        index.Purge();
        index.Refresh();
        index.Commit("2");

        FilesHold("salanimi").ShouldBeFalse();
    }

    [Fact]
    public async Task Searches_run_beside_writing_and_see_whole_documents()
    {
        using var index = SearchIndex.Open(_folder, Given.Knowledge);
        var services = Enumerable.Range(0, 50).Select(i => Given.Service($"Palvelu {i}")).ToList();
        index.Apply(services, []);
        index.Refresh();
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    index.Ask(new SearchQuery { Text = "palvelu", Limit = 100 }).Total.ShouldBe(50);
                }
            },
            TestContext.Current.CancellationToken)).ToList();

        for (var round = 1; round <= 20; round++)
        {
            index.Apply([.. services.Select(s => s with { Version = round })], []);
            index.Refresh();
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        index.Entries().ShouldAllBe(e => e.Version == 20);
    }

    private void Fill()
    {
        using var index = SearchIndex.Open(_folder, Given.Knowledge);
        index.Apply([Given.Service("Yksi")], []);
        index.Commit("1");
    }

    private bool FilesHold(string word) => Directory.GetFiles(_folder).Any(f =>
    {
        using var stream = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(word)) >= 0;
    });
}
