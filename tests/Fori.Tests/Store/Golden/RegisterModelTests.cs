using CsCheck;
using Fori.Store.Golden;
using static Fori.Tests.Store.Golden.GoldenGen;

namespace Fori.Tests.Store.Golden;

public sealed class RegisterModelTests
{
    private const int Times = 600;

    private static readonly string[] Fields = ["name", "words", "phone"];
    private static readonly string[] Keys = ["1", "2", "3"];

    /// <summary>Every text carries a mark of who wrote it, so that an erased one can be told anywhere: no two people write the same.</summary>
    private static readonly Gen<RegisterCommand> Import =
        from source in Gen.OneOf("ptv", "place", "mds")
        from key in Gen.OneOf(Keys)
        from body in BodyBy("")
        from match in Gen.Int[0, 20]
        select (RegisterCommand)new RegisterCommand.Import(source, key, body.Replace("#", $"#{source}{key}-", StringComparison.Ordinal), match < 8 ? match : null);

    private static readonly Gen<RegisterCommand> Vanish =
        from source in Gen.OneOf("ptv", "place", "mds")
        from key in Gen.OneOf(Keys)
        select (RegisterCommand)new RegisterCommand.Vanish(source, key);

    private static readonly Gen<RegisterCommand> Merging = Gen.OneOf(
        from absorbed in Gen.Int[0, 8]
        from survivor in Gen.Int[0, 8]
        select (RegisterCommand)new RegisterCommand.Merge(absorbed, survivor),
        Gen.Int[0, 8].Select(m => (RegisterCommand)new RegisterCommand.Unmerge(m)));

    private static readonly Gen<RegisterCommand> Authority = Gen.Frequency(
        (2, from member in Gen.OneOf("*", "name", "phone", "words")
            from language in Gen.OneOf("*", "fi")
            from source in Gen.OneOf(Sources)
            select (RegisterCommand)new RegisterCommand.SetAuthority(new AuthorityRule("Thing", member, language, [source]))),
        (1, Gen.Const<RegisterCommand>(new RegisterCommand.WithdrawAuthority())));

    private static readonly Gen<RegisterCommand> ByHand =
        from document in Gen.Int[0, 8]
        from number in Gen.Int[0, int.MaxValue]
        from body in BodyBy("hand")
        from languages in Gen.OneOf<string[]>(["fi"], ["sv"], ["fi", "sv"])
        from shared in Gen.Bool
        from command in Gen.OneOf<RegisterCommand>(
            new RegisterCommand.Create(Marked(body, number)),
            new RegisterCommand.Edit(document, Marked(body, number)),
            new RegisterCommand.Publish(document, languages, shared),
            new RegisterCommand.SetPin(document, new Pin("name", "fi", Canonical($"\"#pin{number}\""), null)),
            new RegisterCommand.SetPin(document, new Pin("phone", "*", null, "ptv")),
            new RegisterCommand.SetPin(document, new Pin("words", "*", Canonical($"[\"#pin{number}\"]"), null)),
            new RegisterCommand.ReleasePins(document))
        select command;

    private static readonly Gen<RegisterCommand> Erase =
        from document in Gen.Int[0, 8]
        from member in Gen.OneOf(Fields)
        from language in Gen.OneOf("*", "fi")
        select (RegisterCommand)new RegisterCommand.Erase(document, member, member == "name" ? language : "*");

    private static readonly Gen<RegisterCommand[]> Life =
        Gen.Frequency((6, Import), (1, Vanish), (3, Merging), (1, Authority), (4, ByHand), (1, Erase)).Array[1, 40];

    [Fact]
    public void At_every_step_each_document_is_what_contributions_and_decisions_make_of_it() => Life.Sample(
        commands =>
        {
            var model = new RegisterModel();
            foreach (var command in commands)
            {
                model.Apply(command);
                foreach (var document in model.Documents)
                {
                    var (state, golden, _) = model.Function(document);
                    document.Versions[^1].State.ShouldBe(state);
                    TextOf(document.Versions[^1].Body).ShouldBe(TextOf(golden?.Body));
                    TextOf(document.Provenance).ShouldBe(TextOf(golden?.Provenance));
                }
            }
        },
        iter: Times);

    [Fact]
    public void Replaying_the_commands_gives_the_same_register() => Life.Sample(
        commands => RegisterModel.Run(commands).Dump() == RegisterModel.Run(commands).Dump(),
        iter: Times);

    [Fact]
    public void The_same_import_twice_changes_nothing_the_second_time() => Gen.Select(Life, Import).Sample(
        (commands, import) => RegisterModel.Run([.. commands, import]).Dump() == RegisterModel.Run([.. commands, import, import]).Dump(),
        iter: Times);

    [Fact]
    public void Un_merging_restores_both_documents_to_the_byte() => Gen.Select(Life, Gen.Int[0, 8], Gen.Int[0, 8]).Sample(
        (commands, absorbed, survivor) =>
        {
            var model = RegisterModel.Run(commands);
            var merges = model.Aliases.Count;
            var before = Shown(model);
            model.Apply(new RegisterCommand.Merge(absorbed, survivor));
            if (model.Aliases.Count > merges)
            {
                model.Apply(new RegisterCommand.Unmerge(merges));
            }

            Shown(model).ShouldBe(before);
        },
        iter: Times);

    [Fact]
    public void When_all_merges_are_withdrawn_in_any_order_it_is_as_if_none_had_been() =>
        Gen.Select(Gen.Frequency((5, Import.Select(Unmatched)), (1, Vanish), (3, Merging), (1, Authority)).Array[1, 30], Gen.Int).Sample(
            (commands, seed) =>
            {
                var merged = RegisterModel.Run(commands);
                var order = Enumerable.Range(0, merged.Aliases.Count).ToArray();
                new Random(seed).Shuffle(order);
                foreach (var merge in order)
                {
                    merged.Apply(new RegisterCommand.Unmerge(merge));
                }

                Shown(merged).ShouldBe(Shown(RegisterModel.Run(
                    commands.Where(c => c is not (RegisterCommand.Merge or RegisterCommand.Unmerge)))));
            },
            iter: Times);

    [Fact]
    public void What_was_erased_is_nowhere_and_no_later_step_brings_it_back() => Gen.Select(Life, Erase, Life).Sample(
        (before, erase, after) =>
        {
            var model = RegisterModel.Run([.. before, erase]);
            NothingErasedIsLeft(model);
            foreach (var command in after)
            {
                model.Apply(command);
            }

            // A person who writes the text again means it.
            model.Erased.RemoveWhere(t => after.Any(c => Written(c)?.Contains($"\"{t}\"", StringComparison.Ordinal) == true));
            NothingErasedIsLeft(model);
        },
        iter: Times);

    [Fact]
    public void A_version_is_made_only_when_state_or_bytes_are_new() => Life.Sample(
        commands =>
        {
            var model = RegisterModel.Run(commands.Where(c => c is not RegisterCommand.Erase));
            return model.Documents.All(d => d.Versions.Zip(d.Versions.Skip(1)).All(v =>
                v.First.State != v.Second.State || !v.First.Body.AsSpan().SequenceEqual(v.Second.Body)));
        },
        iter: Times);

    [Fact]
    public void A_record_that_vanishes_archives_its_document_and_revives_the_same_when_it_returns()
    {
        var model = RegisterModel.Run([Ptv("1", "a"), new RegisterCommand.Edit(0, """{"phone":"1"}"""), PublishAll(0)]);
        var before = model.Documents[0].Shown;

        model.Apply(new RegisterCommand.Vanish("ptv", "1"));
        model.Documents[0].Shown.ShouldBe("Archived");
        model.Apply(Ptv("1", "a"));

        model.Documents.Count.ShouldBe(1);
        model.Documents[0].Shown.ShouldBe(before);
    }

    [Fact]
    public void When_one_of_two_sources_vanishes_the_other_supplies_the_fields()
    {
        var model = RegisterModel.Run([Ptv("1", "a"), new RegisterCommand.Import("place", "9", """{"name":{"fi":"b"}}""", 0)]);

        model.Documents[0].Shown.ShouldBe("""{"name":{"fi":"b"}}""");
        model.Apply(new RegisterCommand.Vanish("place", "9"));
        model.Documents[0].Shown.ShouldBe("""{"name":{"fi":"a"}}""");
    }

    [Fact]
    public void After_a_merge_what_people_wrote_on_the_survivor_wins_over_what_they_wrote_on_the_absorbed()
    {
        var model = RegisterModel.Run([
            new RegisterCommand.Create("""{"name":{"fi":"older"}}"""),
            new RegisterCommand.Create("""{"name":{"fi":"newer"}}"""),
            new RegisterCommand.Merge(0, 1)]);

        model.Documents[1].Shown.ShouldBe("""{"name":{"fi":"newer"}}""");
        model.Documents[0].Shown.ShouldBe("Merged");
    }

    [Fact]
    public void Of_two_merges_in_a_row_the_first_can_be_withdrawn_alone()
    {
        var model = RegisterModel.Run([
            Ptv("1", "a"), Ptv("2", "b"), Ptv("3", "c"), new RegisterCommand.Merge(0, 1), new RegisterCommand.Merge(1, 2), new RegisterCommand.Unmerge(0)]);

        model.Documents.Select(d => d.Shown).ShouldBe(["""{"name":{"fi":"a"}}""", "Merged", """{"name":{"fi":"c"}}"""]);
    }

    [Fact]
    public void An_import_shows_through_a_draft_that_is_not_published()
    {
        var model = RegisterModel.Run([
            Ptv("1", "a"),
            new RegisterCommand.Edit(0, """{"name":{"fi":"mine","sv":"min"}}"""),
            new RegisterCommand.Publish(0, ["sv"], false),
            Ptv("1", "b")]);

        model.Documents[0].Shown.ShouldBe("""{"name":{"fi":"b","sv":"min"}}""");
        model.Apply(PublishAll(0));
        model.Documents[0].Shown.ShouldBe("""{"name":{"fi":"mine","sv":"min"}}""");
    }

    [Fact]
    public void After_an_erasure_the_next_import_is_silent_but_a_person_may_write_another_text()
    {
        var model = RegisterModel.Run([Ptv("1", "#secret"), new RegisterCommand.Erase(0, "name", "*"), Ptv("1", "#secret"), Ptv("1", "#other")]);
        model.Documents[0].Shown.ShouldBe("{}");

        model.Apply(new RegisterCommand.Edit(0, """{"name":{"fi":"new"}}"""));
        model.Apply(PublishAll(0));
        model.Documents[0].Shown.ShouldBe("""{"name":{"fi":"new"}}""");
    }

    private static RegisterCommand.Import Ptv(string key, string name) => new("ptv", key, $$"""{"name":{"fi":"{{name}}"} }""");

    private static RegisterCommand.Publish PublishAll(int document) => new(document, ["fi", "sv", "en"], true);

    private static RegisterCommand Unmatched(RegisterCommand import) => ((RegisterCommand.Import)import) with { Matches = null };

    private static string Shown(RegisterModel model) =>
        string.Join('\n', model.Documents.Select(d => $"{d.Id} {d.Shown} {TextOf(d.Provenance)}"));

    private static void NothingErasedIsLeft(RegisterModel model)
    {
        var dump = model.Dump();
        foreach (var text in model.Erased)
        {
            dump.ShouldNotContain($"\"{text}\"");
        }
    }

    private static string? Written(RegisterCommand command) => command switch
    {
        RegisterCommand.Create create => create.Body,
        RegisterCommand.Edit edit => edit.Body,
        RegisterCommand.SetPin { Pin.Value: { } value } => TextOf(value),
        _ => null,
    };

    private static string Marked(string body, int number) => body.Replace("#", $"#{number}", StringComparison.Ordinal);

    private static Gen<string> BodyBy(string who) =>
        from fi in Gen.Int[0, 3]
        from sv in Gen.Int[0, 2]
        from phone in Gen.Int[0, 2]
        from word in Gen.Int[0, 2]
        select $$"""{"name":{"fi":{{Told(who, "n", fi)}},"sv":{{Told(who, "m", sv)}}},"phone":{{Told(who, "p", phone)}},"words":[{{(word == 0 ? "" : Told(who, "w", word))}}]}""";

    private static string Told(string who, string what, int number) => number == 0 ? "null" : $"\"#{who}{what}{number}\"";
}
