using System.Globalization;
using Fori.Tests.Testing;

namespace Fori.Tests.Admin;

/// <summary>Ten editors type, save and publish while the server is killed at any moment: what they were told is kept, is kept.</summary>
public sealed class KilledEditorsTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const int Editors = 10;

    private static int Kills => FullRun.IsAsked ? 20 : 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task On_SQLite_no_acknowledged_save_kept_text_or_publication_is_lost() => SurviveAsync(null);

    [Fact]
    public Task On_PostgreSQL_no_acknowledged_save_kept_text_or_publication_is_lost()
    {
        Assert.SkipUnless(FullRun.IsAsked, "in the full check; the short one kills on SQLite");
        return SurviveAsync(postgres.ConnectionString);
    }

    private static async Task SurviveAsync(string? database)
    {
        using var folder = new DataFolder();
        string[] on = database is null ? [] : ["--database", database];
        await EditorsOfProgram.PrepareAsync(folder, database, Editors, Stop);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        Say($"{database ?? "SQLite"}, seed {seed}");
        WritingEditor[] editors = [.. Enumerable.Range(0, Editors).Select(i => new WritingEditor(i, new Random(seed + i + 1)))];
        for (var kill = 0; kill < Kills; kill++)
        {
            var (server, address) = await ForiProgram.ServeAsync(folder, on);
            using var running = server;
            using var client = NewClient(address);
            await Task.WhenAll(editors.Select(e => e.OpenAsync(client, $"seed {seed}, before kill {kill + 1}")));
            var before = editors.Sum(e => e.Acknowledged);
            var left = random.Next(Editors * 3, Editors * 25);
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void Told()
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    reached.SetResult();
                }
            }

            List<Task> work = [.. editors.Select(e => e.WriteUntilCutOffAsync(Told))];
            await Task.WhenAny([reached.Task, .. work]);
            RunningProgram.Kill(server);
            await Task.WhenAll(work);
            var verified = await ForiProgram.RunAsync(folder, ["verify", .. on, "--data", folder.Path]);
            verified.Exit.ShouldBe(0, $"seed {seed}, after kill {kill + 1}: {verified.Out}{verified.Err}");
            Say($"kill {kill + 1}: {editors.Sum(e => e.Acknowledged) - before} acknowledged, {verified.Out.Trim()}");
        }

        var (last, end) = await ForiProgram.ServeAsync(folder, on);
        using var serving = last;
        using var reader = NewClient(end);
        await Task.WhenAll(editors.Select(e => e.OpenAsync(reader, $"seed {seed}, at the end")));
        Say($"{editors.Sum(e => e.Saves)} saves, {editors.Sum(e => e.Keeps)} kept texts and {editors.Sum(e => e.Publications)} publications were acknowledged, and none is lost; {editors.Sum(e => e.Offers)} times a kept text was offered after a kill");
    }

    private static HttpClient NewClient(Uri address) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };

    private static void Say(FormattableString line) => TestContext.Current.SendDiagnosticMessage(line.ToString(CultureInfo.InvariantCulture));
}
