using CsCheck;
using Fori.Store.Golden;
using Fori.Store.Json;
using static Fori.Tests.Store.Golden.GoldenGen;

namespace Fori.Tests.Store.Golden;

public sealed class PublishingTests
{
    private static readonly string[] Languages = ["sv", "fi", "en"];

    [Fact]
    public void Publishing_a_language_takes_its_texts_and_the_shared_fields_and_leaves_the_rest_as_shown() => TextOf(Publishing.Compose(
        Canonical("""{"name":{"fi":"vanha","sv":"gammal"},"summary":{"fi":"s"},"phone":"1"}"""),
        Canonical("""{"name":{"fi":"uusi","sv":"ny","en":"new"},"phone":"2","words":["a"]}"""),
        Shape,
        ["fi"])).ShouldBe("""{"name":{"fi":"uusi","sv":"gammal"},"phone":"2","words":["a"]}""");

    [Fact]
    public void Shared_fields_stay_when_the_publisher_may_not_change_what_all_languages_show() => TextOf(Publishing.Compose(
        Canonical("""{"name":{"sv":"gammal"},"phone":"1"}"""),
        Canonical("""{"name":{"sv":"ny"},"phone":"2","words":["a"]}"""),
        Shape,
        ["sv"],
        withSharedFields: false)).ShouldBe("""{"name":{"sv":"ny"},"phone":"1"}""");

    [Fact]
    public void The_first_publishing_shows_the_chosen_languages_only() => TextOf(Publishing.Compose(
        null, Canonical("""{"name":{"fi":"a","sv":"b"},"phone":"1"}"""), Shape, ["sv"])).ShouldBe("""{"name":{"sv":"b"},"phone":"1"}""");

    [Fact]
    public void Publishing_twice_is_publishing_once() => Gen.Select(Body, Body, Chosen, Gen.Bool).Sample(
        (shown, draft, languages, shared) =>
        {
            var once = Publishing.Compose(shown, draft, Shape, languages, shared);
            return CanonicalJson.IsCanonical(once)
                && Publishing.Compose(once, draft, Shape, languages, shared).AsSpan().SequenceEqual(once);
        },
        iter: 5_000);

    [Fact]
    public void Publishing_every_language_one_by_one_gives_the_draft() => Gen.Select(Body, Body).Sample(
        (shown, draft) =>
        {
            byte[] published = shown;
            foreach (var language in Languages)
            {
                published = Publishing.Compose(published, draft, Shape, [language]);
            }

            return published.AsSpan().SequenceEqual(draft);
        },
        iter: 5_000);

    [Fact]
    public void No_text_of_another_language_is_let_out() => Gen.Select(Body, Body, Chosen, Gen.Bool).Sample(
        (shown, draft, languages, shared) =>
        {
            var after = Publishing.Compose(shown, draft, Shape, languages, shared);
            return GoldenMerge.Compare(Shape, shown, after)
                .All(f => f.Split('.') is [_, var language] ? languages.Contains(language) : shared);
        },
        iter: 5_000);

    private static Gen<string[]> Chosen => Gen.OneOf<string[]>([], ["fi"], ["sv", "en"], ["fi", "sv", "en"]);
}
