using System.Text;
using Fori.Access;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Erasure;
using Fori.Store.Schema;
using Fori.Store.Writing;
using Fori.Tests.Testing;

namespace Fori.Tests.Store.Editing;

/// <summary>What is promised of forms as they are being written, on every database.</summary>
public abstract class AutosavesContract(DatabaseProduct product) : IAsyncDisposable
{
    private static readonly Guid Document = Guid.CreateVersion7();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_newest_form_of_a_tab_is_kept_and_read_as_written()
    {
        await using var town = await product.TownAsync();
        var (person, tab) = (await PersonAsync(town, "aino"), Guid.CreateVersion7());
        var head = await HeadAsync(town);

        await KeepAsync(town, person, Document, tab, "eka");
        await KeepAsync(town, person, Document, tab, "toka", expected: 3);

        var kept = (await OfAsync(town, person)).ShouldHaveSingleItem();
        (kept.Person, kept.Document, kept.Tab, kept.Type, kept.Expected).ShouldBe((person, Document, tab, "Page", 3));
        Encoding.UTF8.GetString(kept.Body).ShouldBe("{\"title.fi\":\"toka\"}");
        (await HeadAsync(town)).ShouldBe(head, "a form that is being written is in no log");
    }

    [Fact]
    public async Task Tabs_stand_beside_each_other_and_only_the_five_newest_stay()
    {
        await using var town = await product.TownAsync();
        var person = await PersonAsync(town, "aino");
        for (var i = 0; i < 7; i++)
        {
            await KeepAsync(town, person, Document, Guid.CreateVersion7(), $"{i}");
        }

        (await OfAsync(town, person)).Select(a => Encoding.UTF8.GetString(a.Body)).ShouldBe(Enumerable.Range(2, 5).Reverse().Select(i => $"{{\"title.fi\":\"{i}\"}}"));
    }

    [Fact]
    public async Task Nobody_reads_the_forms_of_another_or_of_another_municipality()
    {
        await using var town = await product.TownAsync();
        var (aino, eero) = (await PersonAsync(town, "aino"), await PersonAsync(town, "eero"));
        var other = (await town.Database.AddTenantAsync("other", Stop)).ShouldNotBeNull().Id;
        await KeepAsync(town, aino, Document, Guid.CreateVersion7(), "oma");

        (await OfAsync(town, eero)).ShouldBeEmpty();
        (await town.Database.ReadAsync(other, session => session.AutosavesAsync(aino, Document, Stop), Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_saved_form_goes_and_what_was_written_after_stays()
    {
        await using var town = await product.TownAsync();
        var (person, tab) = (await PersonAsync(town, "aino"), Guid.CreateVersion7());
        await KeepAsync(town, person, Document, tab, "eka");
        var at = (await OfAsync(town, person))[0].At;

        await ForgetAsync(town, person, tab, at.AddMicroseconds(-1));
        (await OfAsync(town, person)).ShouldHaveSingleItem();
        await ForgetAsync(town, person, tab, at);
        (await OfAsync(town, person)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_nobody_came_back_for_goes_after_thirty_days()
    {
        await using var town = await product.TownAsync();
        var (aino, eero) = (await PersonAsync(town, "aino"), await PersonAsync(town, "eero"));
        await KeepAsync(town, aino, Document, Guid.CreateVersion7(), "vanha");
        await KeepAsync(town, aino, Guid.CreateVersion7(), Guid.CreateVersion7(), "toinen");
        var old = Instants.ToMicroseconds((await OfAsync(town, aino))[0].At - Autosaves.Kept - TimeSpan.FromMinutes(1));
        await product.ExecuteAsync(town.Database, FormattableString.Invariant($"update autosaves set at = {old} where document = {product.Literal(Document)}"));

        await KeepAsync(town, eero, Guid.CreateVersion7(), Guid.CreateVersion7(), "uusi");

        (await OfAsync(town, aino)).ShouldBeEmpty();
        (await town.Database.ReadAsync(town.Tenant, session => session.UnsavedAsync(aino, 10, Stop), Stop)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Forms_go_with_the_person()
    {
        await using var town = await product.TownAsync();
        var person = await PersonAsync(town, "aino");
        await KeepAsync(town, person, Document, Guid.CreateVersion7(), "oma");

        await town.Writer.WriteAsync(town.Tenant, WriteLane.People, async (unit, stop) =>
            await unit.Session.ExecuteAsync("delete from users where tenant = @tenant and id = @id", stop, ("@id", person)), Stop);

        (await OfAsync(town, person)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_not_kept()
    {
        await using var town = await product.TownAsync();
        var person = await PersonAsync(town, "aino");

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => KeepAsync(town, person, Document, Guid.CreateVersion7(), new string('x', Autosaves.Largest)));
    }

    [Fact]
    public async Task An_erasure_takes_the_forms_that_hold_the_text_or_the_document()
    {
        await using var town = await product.TownAsync();
        var person = await PersonAsync(town, "aino");
        var folder = Directory.CreateTempSubdirectory("fori-autosaves-").FullName;
        await KeepAsync(town, person, Document, Guid.CreateVersion7(), "Soita: Mäkeläinen");
        await KeepAsync(town, person, Document, Guid.CreateVersion7(), "Soita keskukseen");

        var erased = await town.Writer.WriteAsync(town.Tenant, WriteLane.People, (unit, stop) => town.Golden.EraseAsync(
            unit, new EraseRequest { Text = "mäkeläinen" }, ErasureRegister.In(folder), "town", StoreTown.Aino, stop), Stop);

        erased.Value.ShouldNotBeNull().Autosaves.ShouldHaveSingleItem();
        Encoding.UTF8.GetString((await OfAsync(town, person)).ShouldHaveSingleItem().Body).ShouldContain("keskukseen");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Guid> PersonAsync(StoreTown town, string name) =>
        (await new StaffRegister(town.Database, town.Writer).AddAsync(town.Tenant, $"{name}@town.example", name, [], null, false, Stop)).Value.ShouldNotBeNull().Id;

    private static Task KeepAsync(StoreTown town, Guid person, Guid document, Guid tab, string title, int expected = 0) =>
        town.Writer.WriteAsync(town.Tenant, WriteLane.People, async (unit, stop) =>
        {
            await unit.KeepAutosaveAsync(new AutosaveRow(person, document, tab, "Page", expected, Encoding.UTF8.GetBytes($"{{\"title.fi\":\"{title}\"}}"), unit.Now), stop);
            return true;
        }, Stop);

    private static Task ForgetAsync(StoreTown town, Guid person, Guid tab, DateTimeOffset until) =>
        town.Writer.WriteAsync(town.Tenant, WriteLane.People, (unit, _) =>
        {
            unit.ForgetAutosave(person, Document, tab, until);
            return Task.FromResult(true);
        }, Stop);

    private static Task<List<AutosaveRow>> OfAsync(StoreTown town, Guid person) =>
        town.Database.ReadAsync(town.Tenant, session => session.AutosavesAsync(person, Document, Stop), Stop);

    private static Task<long> HeadAsync(StoreTown town) =>
        town.Writer.WriteAsync(town.Tenant, WriteLane.People, (unit, _) => Task.FromResult(unit.Head), Stop);
}

public sealed class SqliteAutosaves() : AutosavesContract(new SqliteProduct());

public sealed class PostgresAutosaves() : AutosavesContract(new PostgresProduct());
