using System.CommandLine;
using System.Text.RegularExpressions;
using Fori.Web.Tenants;

namespace Fori.Web.CommandLine;

/// <summary>The municipalities of the installation.</summary>
internal sealed partial class TenantCommand : ICommandModule
{
    public static Command Create(CommandContext context) => new("tenant", "Municipalities of this installation")
    {
        Add(context), List(context), Remove(context), TenantTransfer.Export(context), TenantTransfer.Import(context),
    };

    private static Command Add(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "Lower-case letters, digits and hyphens; its address is NAME.localhost" };
        name.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !NamePattern().IsMatch(result.Tokens[0].Value))
            {
                result.AddError($"\"{result.Tokens[0].Value}\" is not a name: 2 to 40 lower-case letters, digits and hyphens, beginning with a letter.");
            }
        });
        var languages = Listed("--languages", "Languages, the main one first (default fi)", "fi,sv,en", LanguagePattern(), "a language as fi, sv or en");
        var hosts = Listed("--host", "A host name of its site; may be given many times", "HOST", HostPattern(), "a host name in lower case, without port");
        var command = new Command("add", "Add a municipality") { name, languages, hosts };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var added = await Register(installation).AddAsync(
                parse.GetRequiredValue(name),
                parse.GetValue(languages) is { Length: > 0 } chosen ? [.. chosen.Distinct()] : ["fi"],
                [.. (parse.GetValue(hosts) ?? []).Distinct()], ct);
            installation.Services.GetRequiredService<TenantHosts>().Forget();
            return added.Succeeded
                ? CommandAnswer.Of(Json(added.Value), $"Added {Line(added.Value)}")
                : Store.Outcome<CommandAnswer>.Refused(added.Problems);
        });
        return command;
    }

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "List the municipalities");
        context.OnInstallation(command, async (_, installation, ct) =>
        {
            var all = await Register(installation).ListAsync(ct);
            return CommandAnswer.Of(all.Select(Json), [.. all.Select(Line)]);
        });
        return command;
    }

    private static Command Remove(CommandContext context)
    {
        var name = new Argument<string>("name");
        var command = new Command("remove", "Remove a municipality with all of its data; only a backup brings it back") { name };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var removed = await Register(installation).RemoveAsync(parse.GetRequiredValue(name), ct);
            installation.Services.GetRequiredService<TenantHosts>().Forget();
            return removed.Succeeded
                ? CommandAnswer.Of(Json(removed.Value), $"Removed {removed.Value.Tenant.Name}")
                : Store.Outcome<CommandAnswer>.Refused(removed.Problems);
        });
        return command;
    }

    private static ITenantRegister Register(Hosting.Installation installation) => installation.Services.GetRequiredService<ITenantRegister>();

    private static object Json(TenantEntry entry) => new
    {
        entry.Tenant.Name,
        entry.Languages,
        entry.Hosts,
        entry.Tenant.CreatedAt,
    };

    private static string Line(TenantEntry entry) =>
        $"{entry.Tenant.Name,-24} {string.Join(',', entry.Languages),-12} {string.Join(' ', entry.Hosts.Prepend(entry.Tenant.Name + ".localhost"))}";

    private static Option<string[]> Listed(string name, string description, string example, Regex pattern, string allowed)
    {
        var option = new Option<string[]>(name)
        {
            Description = description,
            HelpName = example,
            CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        };
        option.Validators.Add(result =>
        {
            foreach (var value in result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries)).Where(v => !pattern.IsMatch(v)))
            {
                result.AddError($"\"{value}\" for {name} is not {allowed}.");
            }
        });
        return option;
    }

    [GeneratedRegex("^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,39}$")]
    private static partial Regex NamePattern();

    // BCP 47, as far as languages of sites need it: fi, sv, en, smn, fi-x-selko.
    [GeneratedRegex("^[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}$")]
    private static partial Regex LanguagePattern();

    // RFC 1123 §2.1; international names in their ASCII form.
    [GeneratedRegex("^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$")]
    private static partial Regex HostPattern();
}
