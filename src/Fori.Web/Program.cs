// The same binary is the host and the tool: `fori serve` and all other commands.
return await Fori.Web.CommandLine.ForiCommandLine.RunAsync(args);
