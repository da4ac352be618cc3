using Fori.Admin;
using Fori.Content;
using Fori.Content.Admin;
using Fori.Content.Blocks;
using Fori.Documents;
using Fori.Ui;

namespace Fori.Tests.Content;

/// <summary>What every type of content and every block owes to the people who write with it.</summary>
public sealed class ContentTypesTests
{
    // They stand in every form beside the fields of the type.
    private static readonly string[] FormNames = ["act", "expected", "note", "form-token", "version"];

    public static TheoryData<string> Languages => [.. AdminWords.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_field_part_and_choice_has_its_words(string language)
    {
        var words = AdminWords.For(language);
        foreach (var type in ContentModule.Types)
        {
            foreach (var field in type.Fields.Where(f => !f.Rule.ByMachine))
            {
                EditWords.Label(words, type.Name, field.Name).ShouldNotBeEmpty();
                Named(words, field.Name, field.Shape, []);
            }
        }

        foreach (var block in BlockTypes.All)
        {
            words[$"content.block.{block.Name}"].ShouldNotBeEmpty();
            Named(words, "block." + block.Name, block.Shape, []);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_type_says_what_it_is_and_when_to_use_it(string language)
    {
        var words = AdminWords.For(language);

        ContentModule.Types.ShouldAllBe(t =>
            words[$"content.type.{t.Name}"].Length > 0 && words[$"content.create.{t.Name}"].Length > 0 && words[$"content.when.{t.Name}"].Length > 0);
    }

    [Fact]
    public void No_field_is_called_as_an_input_that_every_form_has() =>
        ContentModule.Types.SelectMany(t => t.Fields).Select(f => f.Name).Intersect(FormNames).ShouldBeEmpty();

    [Fact]
    public void Every_icon_is_in_the_sprite()
    {
        var sprite = System.Text.Encoding.UTF8.GetString(UiAssets.All.Single(a => a.Name == "icons.svg").Content.Span);

        ContentModule.All.Select(t => t.Icon).Concat(BlockTypes.All.Select(b => b.Icon)).Distinct().Where(i => !sprite.Contains($"id=\"{i}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static void Named(AdminWords words, string path, ValueShape shape, HashSet<Type> seen)
    {
        switch (shape)
        {
            case ByLanguageShape by:
                Named(words, path, by.Item, seen);
                break;
            case RowsShape rows:
                EditWords.Item(words, path).ShouldNotBeNull(path);
                Named(words, path, rows.Item, seen);
                break;
            case PartsShape parts when seen.Add(parts.Type):
                foreach (var part in parts.Parts)
                {
                    EditWords.Label(words, path, part.Name).ShouldNotBeEmpty();
                    Named(words, $"{path}.{part.Name}", part.Shape, seen);
                }

                break;
            case ChoiceShape choice:
                Enum.GetNames(choice.Choices).ShouldAllBe(n => EditWords.Choice(words, choice.Choices, n).Length > 0);
                break;
        }
    }
}
