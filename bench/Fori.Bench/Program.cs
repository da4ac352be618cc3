using Fori.Bench;

return args switch
{
    ["search", ..] => SearchBench.Run(args),
    ["import", ..] => await ImportBench.RunAsync(args),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("fori bench NAME, with NAME one of: search import");
    return 2;
}
