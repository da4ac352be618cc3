using System.Net.Sockets;
using Fori.Store.Sql;
using Fori.Tests.Testing;
using Fori.Web.CommandLine;
using Fori.Web.Hosting;
using Fori.Web.Ownership;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Ownership;

public sealed class HandOverTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_runs_in_the_server_that_owns_the_folder_and_answers_as_if_run_here()
    {
        using var folder = new DataFolder();
        var (server, address) = await ForiProgram.ServeAsync(folder);
        using var _ = server;

        var added = await ForiProgram.RunAsync(folder, "tenant", "add", "kaislaranta", "--data", folder.Path, "--json");
        var refused = await ForiProgram.RunAsync(folder, "tenant", "add", "kaislaranta", "--data", folder.Path);
        var wrong = await ForiProgram.RunAsync(folder, "tenant", "add", "Not A Name", "--data", folder.Path);

        added.Exit.ShouldBe(0, added.Err);
        added.Json.GetProperty("name").GetString().ShouldBe("kaislaranta");
        refused.Exit.ShouldBe(1);
        refused.Out.ShouldBeEmpty();
        refused.Err.ShouldContain("There is a municipality kaislaranta already.");
        wrong.Exit.ShouldBe(2);
        using var http = new HttpClient();
        (await http.GetStringAsync(address, Stop)).ShouldContain("kaislaranta.localhost");
        (await server.StopAsync()).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task Paths_in_a_handed_command_start_where_the_caller_stands()
    {
        using var folder = new DataFolder();
        using var elsewhere = new DataFolder();
        var (server, _) = await ForiProgram.ServeAsync(folder);
        using var running = server;

        var answer = await ForiProgram.RunAsync(elsewhere, "backup", "copy", "--data", folder.Path);

        answer.Exit.ShouldBe(0, answer.Err);
        File.Exists(elsewhere["copy/backup.json"]).ShouldBeTrue();
    }

    [Fact]
    public async Task After_kill_9_the_folder_is_free_and_its_data_is_there()
    {
        using var folder = new DataFolder();
        var (server, _) = await ForiProgram.ServeAsync(folder);
        using var running = server;
        (await ForiProgram.RunAsync(folder, "tenant", "add", "kaislaranta", "--data", folder.Path)).Exit.ShouldBe(0);

        server.Kill();

        File.Exists(folder[DataFolderLock.SocketName]).ShouldBeTrue("the killed server cannot have removed its socket");
        var list = await ForiProgram.RunAsync(folder, "tenant", "list", "--data", folder.Path, "--json");
        list.Exit.ShouldBe(0, list.Err);
        list.Json[0].GetProperty("name").GetString().ShouldBe("kaislaranta");
    }

    [Fact]
    public async Task A_second_server_on_a_folder_says_who_owns_it_and_fails()
    {
        using var folder = new DataFolder();
        var (server, address) = await ForiProgram.ServeAsync(folder);
        using var running = server;

        var second = await ForiProgram.RunAsync(folder, "serve", "--port", "0", "--data", folder.Path);

        second.Exit.ShouldBe(1);
        second.Out.ShouldBeEmpty();
        second.Err.ShouldContain($"process {server.Id}, {address.GetLeftPart(UriPartial.Authority)}");
    }

    [Fact]
    public async Task Commands_side_by_side_on_a_free_folder_wait_for_each_other()
    {
        using var folder = new DataFolder();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ForiProgram.RunAsync(folder, "tenant", "add", $"town-{i}", "--data", folder.Path)));

        answers.ShouldAllBe(a => a.Exit == 0);
        (await ForiProgram.RunAsync(folder, "tenant", "list", "--data", folder.Path, "--json")).Json.GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task Cancelling_at_the_caller_cancels_the_work_at_the_server()
    {
        var cancelled = new TaskCompletionSource();
        await using var server = await SocketServer.StartAsync(async (_, _, output, _, ct) =>
        {
            await output.WriteLineAsync("begun");
            await Task.Delay(Timeout.Infinite, ct).ContinueWith(_ => cancelled.TrySetResult(), CancellationToken.None);
            return ExitCode.Failed;
        });
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var line in HandOver.RunAsync(server.Socket, new HandedCommand(["import"], "/"), caller.Token))
            {
                line.Out.ShouldBe("begun");
                await caller.CancelAsync();
            }
        });

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    [Fact]
    public async Task Output_comes_in_order_line_by_line_while_the_work_goes_on()
    {
        var read = new TaskCompletionSource();
        await using var server = await SocketServer.StartAsync(async (command, _, output, errors, ct) =>
        {
            await output.WriteAsync("one\ntw");
            await output.WriteLineAsync("o");
            await read.Task.WaitAsync(TimeSpan.FromSeconds(10), ct);
            await errors.WriteLineAsync(string.Join(' ', command.Arguments));
            await output.WriteAsync("no end");
            return ExitCode.DoneWithRejected;
        });

        var lines = new List<string>();
        await foreach (var line in HandOver.RunAsync(server.Socket, new HandedCommand(["a", "b c"], "/"), Stop))
        {
            lines.Add($"{line.Out}|{line.Err}|{line.Exit}");
            if (line.Out == "two")
            {
                read.SetResult();
            }
        }

        lines.ShouldBe(["one||", "two||", "|a b c|", "no end||", "||3"]);
    }

    [Fact]
    public async Task The_private_socket_is_its_owners_alone_and_shows_nothing_of_the_site()
    {
        await using var server = await SocketServer.StartAsync((_, _, _, _, _) => Task.FromResult(ExitCode.Done));

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(server.Socket).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, ct) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(server.Socket), ct);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
        (await client.GetAsync(new Uri("http://localhost/health/live"), Stop)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        using var open = new HttpClient();
        (await open.PostAsync(new Uri(server.Address, HandOver.Path), null, Stop)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    private sealed class SocketServer(DataFolder folder, Microsoft.AspNetCore.Builder.WebApplication app, string socket, Uri address) : IAsyncDisposable
    {
        public string Socket => socket;

        public Uri Address => address;

        public static async Task<SocketServer> StartAsync(HandedCommandRunner runner)
        {
            var folder = new DataFolder();
            var socket = folder["fori.sock"];
            var settings = new ForiSettings { Data = folder.Path, Blobs = folder["blobs"], Port = 0, Production = false, Log = new LogSettings(Serilog.Events.LogEventLevel.Fatal, Json: false) };
            var app = SiteHost.Build(settings, socket, services => services.AddSingleton(runner));
            (await SchemaGate.PassAsync(app.Services.GetRequiredService<StoreDatabase>(), Stop)).Succeeded.ShouldBeTrue();
            await app.StartAsync(Stop);
            return new SocketServer(folder, app, socket, new Uri(SiteHost.AddressOf(app, settings)));
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
            folder.Dispose();
        }
    }
}
