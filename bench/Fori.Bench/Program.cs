using Fori.Bench;

return args switch
{
    ["search", ..] when args.Contains("--served") => await ServedQuality.RunAsync(args),
    ["search", ..] => SearchBench.Run(args),
    ["import", ..] => await ImportBench.RunAsync(args),
    ["write", ..] => await WriteBench.RunAsync(args),
    ["edit", ..] => await EditBench.RunAsync(args),
    ["http", ..] => await HttpBench.RunAsync(args),
    ["visible", ..] => await VisibilityBench.RunAsync(args),
    ["start", ..] => await StartBench.RunAsync(args),
    ["staff", ..] => await StaffBench.RunAsync(args),
    ["site", ..] => await SiteBench.RunAsync(args),
    ["alert", ..] => await AlertBench.RunAsync(args),
    ["bare", ..] => await BareServer.RunAsync(args),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("fori bench NAME, with NAME one of: import write edit http visible start search staff site alert (see docs/performance.md)");
    return 2;
}
