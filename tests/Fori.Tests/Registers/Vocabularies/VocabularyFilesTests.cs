using System.Text.Json;
using Fori.Documents;
using Fori.Registers.Vocabularies;

namespace Fori.Tests.Registers.Vocabularies;

public sealed class VocabularyFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fori-vocabularies-").FullName;

    [Fact]
    public void What_is_saved_is_loaded_again_whole()
    {
        var files = new VocabularyFiles(_folder);
        var saved = Vocabulary.Of("place-type",
        [
            new VocabularyItem
            {
                Code = "library", Uri = "https://kaislaranta.fi/library", OldUris = ["https://kaislaranta.fi/kirjasto"], SameAs = ["https://kuurakoski.fi/k"],
                Labels = LocalizedText.Of(("fi", "Kirjasto"), ("sv", "Bibliotek")), AlternativeLabels = [new VocabularyLabel("fi", "kirjat")],
                Notes = LocalizedText.Of(("fi", "Lainaa ja palauta")), Parents = ["culture"], ValidFrom = new DateOnly(2020, 1, 1), ValidTo = new DateOnly(2030, 1, 1),
                Retired = true, ReplacedBy = "new-library", Facts = new(StringComparer.Ordinal) { ["colour"] = "blue" },
            },
        ]);

        var loaded = files.Load(files.Save(saved)).Value!;

        JsonSerializer.Serialize(loaded.Items).ShouldBe(JsonSerializer.Serialize(saved.Items));
    }

    [Fact]
    public void The_same_content_has_the_same_name_and_other_content_another()
    {
        var files = new VocabularyFiles(_folder);

        var first = files.Save(PlaceTypes("library", "school"));
        var again = files.Save(PlaceTypes("school", "library"));
        var other = files.Save(PlaceTypes("library"));

        again.ShouldBe(first);
        other.Hash.ShouldNotBe(first.Hash);
        files.List().Count.ShouldBe(2);
    }

    [Fact]
    public void A_damaged_file_is_told_and_not_loaded()
    {
        var files = new VocabularyFiles(_folder);
        var version = files.Save(PlaceTypes("library"));
        var path = Path.Combine(_folder, version.FileName);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x55;
        File.WriteAllBytes(path, bytes);

        files.Load(version).Problems.Single().Code.ShouldBe("vocabulary.damaged");
    }

    [Fact]
    public void A_version_that_is_not_there_is_told() =>
        new VocabularyFiles(_folder).Load(new VocabularyVersion("yso", "00", 0)).Problems.Single().Code.ShouldBe("vocabulary.not-found");

    [Fact]
    public void A_scheme_cannot_lead_out_of_the_folder() =>
        Should.Throw<ArgumentException>(() => new VocabularyFiles(_folder).Save(Vocabulary.Of("../evil", [])));

    [Fact]
    public void The_newest_version_of_each_scheme_makes_the_catalogue()
    {
        var files = new VocabularyFiles(_folder);
        var old = files.Save(PlaceTypes("library"));
        File.SetLastWriteTimeUtc(Path.Combine(_folder, old.FileName), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        files.Save(PlaceTypes("library", "school"));

        var (catalogue, _, problems) = files.LoadNewest();

        problems.ShouldBeEmpty();
        catalogue.Count("place-type").ShouldBe(2);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Vocabulary PlaceTypes(params string[] codes) => Vocabulary.Of("place-type", codes.Select(c => new VocabularyItem { Code = c }));
}
