using System.CommandLine;
using System.Globalization;
using Fori.Store;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.CommandLine;

/// <summary>Keys by which machines use the interfaces.</summary>
internal sealed class KeyCommand : ICommandModule
{
    private const int LongestName = 100;

    public static Command Create(CommandContext context) => new("key", "Keys of machines that use the interfaces")
    {
        Add(context), List(context), Revoke(context),
    };

    private static Command Add(CommandContext context)
    {
        var tenant = TenantOption();
        var name = new Argument<string>("name") { Description = "For whom or what it is" };
        name.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.Tokens[0].Value.Trim().Length is 0 or > LongestName)
            {
                result.AddError($"A key's name has 1 to {LongestName} characters.");
            }
        });
        var role = new Option<string>("--role") { Description = "What it may do", HelpName = "ROLE", DefaultValueFactory = _ => "reader" };
        var source = new Option<string?>("--source") { Description = "The source in whose name it writes (default: its name)", HelpName = "SOURCE" };
        var command = new Command("add", "Add a key and show it, once") { name, tenant, role, source };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            var called = parse.GetRequiredValue(name).Trim();
            var (row, key) = await Keys(installation).AddAsync(
                found.Value.Id, called, parse.GetRequiredValue(role), parse.GetValue(source) ?? called, ct);
            return CommandAnswer.Of(
                new { row.Id, row.Name, row.Role, row.Source, row.CreatedAt, key },
                key, $"This is the key {row.Id}, shown now and never again. Send it as \"Authorization: Bearer …\".");
        });
        return command;
    }

    private static Command List(CommandContext context)
    {
        var tenant = TenantOption();
        var command = new Command("list", "List the keys, without their secrets") { tenant };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            var keys = await Keys(installation).ListAsync(found.Value.Id, ct);
            return CommandAnswer.Of(
                keys.Select(k => new { k.Id, k.Name, k.Role, k.Source, k.CreatedAt, k.RevokedAt }),
                [.. keys.Select(k => $"{k.Id}  {k.Role,-12} {k.Name}{(k.RevokedAt is { } at ? $"  (revoked {at.ToString("u", CultureInfo.InvariantCulture)})" : "")}")]);
        });
        return command;
    }

    private static Command Revoke(CommandContext context)
    {
        var tenant = TenantOption();
        var id = new Argument<Guid>("id") { Description = "As `key list` shows it" };
        var command = new Command("revoke", "Revoke a key") { id, tenant };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            var key = parse.GetRequiredValue(id);
            var revoked = await Keys(installation).RevokeAsync(found.Value.Id, key, ct);
            return revoked is null
                ? Problem.Of("key.unknown", "id", ("key", key.ToString()), ("tenant", found.Value.Name))
                : CommandAnswer.Of(new { revoked.Id, revoked.Name, revoked.RevokedAt }, $"Revoked {revoked.Name} ({revoked.Id})");
        });
        return command;
    }

    private static Option<string> TenantOption() => new("--tenant") { Description = "The municipality", HelpName = "NAME", Required = true };

    private static ApiKeys Keys(Installation installation) => installation.Services.GetRequiredService<ApiKeys>();
}
