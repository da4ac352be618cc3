using System.CommandLine;
using System.Globalization;
using Fori.Access;
using Fori.Store;
using Fori.Web.Access;
using Fori.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace Fori.Web.CommandLine;

/// <summary>The staff of a municipality, who sign in to its admin.</summary>
internal sealed class UserCommand : ICommandModule
{
    public static Command Create(CommandContext context) => new("user", "People of the staff who sign in to the admin")
    {
        Add(context), List(context), Grant(context), Password(context), Disable(context), Enable(context), Remove(context),
    };

    private static Command Add(CommandContext context)
    {
        var tenant = TenantOption();
        var email = EmailOption();
        var name = new Option<string>("--name") { Description = "As colleagues know the person", HelpName = "NAME", Required = true };
        var roles = RolesOption();
        var fromInput = FromInputOption();
        var command = new Command("add", "Add a person; without a password of their own, one is made and shown once") { tenant, email, name, roles, fromInput };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            var grants = Grants(parse.GetValue(roles) ?? []);
            var (address, called) = (StaffRegister.Normal(parse.GetRequiredValue(email)), parse.GetRequiredValue(name));
            var password = PasswordOf(context, parse.GetValue(fromInput), address, called);
            if (ProblemsOf(found, grants, password) is { Count: > 0 } problems)
            {
                return Outcome<CommandAnswer>.Refused(problems);
            }

            var (secret, isOnce) = password.Value;
            var added = await Register(installation).AddAsync(
                Of(found).Id, address, called, Of(grants), Hash(installation, secret), mustChange: isOnce, ct);
            return added.Succeeded
                ? Shown(added.Value, isOnce ? secret : null, $"Added {called} ({address}).")
                : Outcome<CommandAnswer>.Refused(added.Problems);
        });
        return command;
    }

    private static Command List(CommandContext context)
    {
        var tenant = TenantOption();
        var command = new Command("list", "List the people with their roles") { tenant };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            var people = (await Register(installation).ListAsync(found.Value.Id, ct)).ConvertAll(StaffUser.Of);
            return CommandAnswer.Of(people.Select(Told), [.. people.Select(Line)]);
        });
        return command;
    }

    private static Command Grant(CommandContext context)
    {
        var roles = RolesOption();
        return OnPerson(context, new Command("grant", "Give these roles instead of those that the person has; without any, take all") { roles }, parse =>
        {
            var grants = Grants(parse.GetValue(roles) ?? []);
            return grants.Succeeded
                ? Outcome<Func<UserRow, DateTimeOffset, UserRow>>.Of((row, _) => StaffRegister.WithGrants(row, grants.Value))
                : Outcome<Func<UserRow, DateTimeOffset, UserRow>>.Refused(grants.Problems);
        });
    }

    private static Command Disable(CommandContext context) => OnPerson(
        context, new Command("disable", "Close the account; sessions end at their next request"),
        _ => Outcome<Func<UserRow, DateTimeOffset, UserRow>>.Of((row, now) => row.DisabledAt is null ? row with { DisabledAt = now, Stamp = StaffRegister.NewStamp() } : row));

    private static Command Enable(CommandContext context) => OnPerson(
        context, new Command("enable", "Open a closed or locked account again"),
        _ => Outcome<Func<UserRow, DateTimeOffset, UserRow>>.Of((row, _) => row with { DisabledAt = null, LockedUntil = null, Failures = 0 }));

    private static Command Remove(CommandContext context)
    {
        var tenant = TenantOption();
        var email = EmailOption();
        var command = new Command("remove", "Remove a person for good; what the person made stays, and history says that it was a former person") { tenant, email };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            var address = parse.GetRequiredValue(email);
            if (await Register(installation).FindByEmailAsync(found.Value.Id, address, ct) is not { } row)
            {
                return Problem.Of("access.user-unknown", "", ("email", StaffRegister.Normal(address)), ("tenant", found.Value.Name));
            }

            var removed = await installation.Services.GetRequiredService<StaffPeople>().RemoveAsync(found.Value, row.Id, "operator", ct);
            return removed.Succeeded ? CommandAnswer.Of(new { row.Id, removed = true }, $"Removed {row.Email}.") : Outcome<CommandAnswer>.Refused(removed.Problems);
        });
        return command;
    }

    private static Command Password(CommandContext context)
    {
        var tenant = TenantOption();
        var email = EmailOption();
        var fromInput = FromInputOption();
        var withoutCode = new Option<bool>("--switch-off-two-step") { Description = "Also forget the authenticator app, when phone and recovery codes are lost" };
        var command = new Command("password", "Give a new password and end the sessions; without one of their own, one is made and shown once") { tenant, email, fromInput, withoutCode };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            var address = parse.GetRequiredValue(email);
            var password = PasswordOf(context, parse.GetValue(fromInput), address, "");
            if (ProblemsOf(found, password) is { Count: > 0 } problems)
            {
                return Outcome<CommandAnswer>.Refused(problems);
            }

            var (secret, isOnce) = password.Value;
            var hash = Hash(installation, secret);
            var changed = await ChangeAsync(
                installation, Of(found), address,
                (row, _) => (parse.GetValue(withoutCode) ? row with { TwoFactor = false, Authenticator = null, LastStep = null, RecoveryCodes = [] } : row) with
                {
                    PasswordHash = hash, MustChange = isOnce, Stamp = StaffRegister.NewStamp(), LockedUntil = null, Failures = 0,
                },
                ct);
            return changed.Succeeded ? Shown(changed.Value, isOnce ? secret : null, $"{changed.Value.Email} has a new password.") : Outcome<CommandAnswer>.Refused(changed.Problems);
        });
        return command;
    }

    private static Command OnPerson(CommandContext context, Command command, Func<ParseResult, Outcome<Func<UserRow, DateTimeOffset, UserRow>>> change)
    {
        var tenant = TenantOption();
        var email = EmailOption();
        command.Options.Add(tenant);
        command.Options.Add(email);
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            var asked = change(parse);
            if (ProblemsOf(found, asked) is { Count: > 0 } problems)
            {
                return Outcome<CommandAnswer>.Refused(problems);
            }

            var changed = await ChangeAsync(installation, Of(found), parse.GetRequiredValue(email), Of(asked), ct);
            return changed.Succeeded ? CommandAnswer.Of(Told(StaffUser.Of(changed.Value)), Line(StaffUser.Of(changed.Value))) : Outcome<CommandAnswer>.Refused(changed.Problems);
        });
        return command;
    }

    private static async Task<Outcome<UserRow>> ChangeAsync(
        Installation installation, Tenant tenant, string email, Func<UserRow, DateTimeOffset, UserRow> change, CancellationToken ct) =>
        await Register(installation).FindByEmailAsync(tenant.Id, email, ct) is { } row && await Register(installation).ChangeAsync(tenant.Id, row.Id, change, ct) is { } changed
            ? await OpenedAsync(installation, tenant, changed, ct)
            : Problem.Of("access.user-unknown", "", ("email", StaffRegister.Normal(email)), ("tenant", tenant.Name));

    // Whoever has a new password, or an account that is opened again, does not wait for what was tried before.
    private static async Task<UserRow> OpenedAsync(Installation installation, Tenant tenant, UserRow row, CancellationToken ct)
    {
        if (row is { LockedUntil: null, DisabledAt: null })
        {
            await installation.Services.GetRequiredService<SignInAttempts>().ForgetAsync(tenant.Id, row.Email, ct);
        }

        return row;
    }

    // A one-time password is strong by itself; one that was typed is held to the rules.
    private static Outcome<(string Password, bool IsOnce)> PasswordOf(CommandContext context, bool fromInput, string email, string name)
    {
        if (!fromInput)
        {
            return (StaffPasswords.New(), true);
        }

        var typed = context.ReadLine() ?? "";
        return StaffPasswords.FaultOf(typed, email, name) is { } fault ? Problem.Of("access.password-weak", "", ("fault", fault), ("min", "12"), ("max", "128")) : (typed, false);
    }

    private static Outcome<IReadOnlyList<Grant>> Grants(string[] roles)
    {
        var read = roles.Select(GrantText.Parse).ToList();
        return read.SelectMany(r => r.Problems).ToList() is { Count: > 0 } problems
            ? Outcome<IReadOnlyList<Grant>>.Refused(problems)
            : Outcome<IReadOnlyList<Grant>>.Of([.. read.Select(r => r.Value).OfType<Grant>()]);
    }

    private static List<Problem> ProblemsOf<TA, TB>(Outcome<TA> a, Outcome<TB> b) => [.. a.Problems, .. b.Problems];

    private static List<Problem> ProblemsOf<TA, TB, TC>(Outcome<TA> a, Outcome<TB> b, Outcome<TC> c) => [.. a.Problems, .. b.Problems, .. c.Problems];

    private static T Of<T>(Outcome<T> outcome) => outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"Refused: {outcome.Problems[0].Code}");

    private static CommandAnswer Shown(UserRow row, string? password, string said)
    {
        var user = StaffUser.Of(row);
        return password is null
            ? CommandAnswer.Of(Told(user), said)
            : CommandAnswer.Of(
                new { user.Id, user.Email, user.Name, roles = Words(user), user.CreatedAt, user.DisabledAt, twoStep = user.TwoFactor, password },
                password, $"{said} This is the password, shown now and never again; it is to be changed at the first sign-in.");
    }

    private static object Told(StaffUser user) =>
        new { user.Id, user.Email, user.Name, roles = Words(user), user.CreatedAt, user.DisabledAt, twoStep = user.TwoFactor };

    private static IEnumerable<string> Words(StaffUser user) => user.Grants.Select(GrantText.Write);

    private static string Line(StaffUser user) =>
        $"{user.Email,-36} {user.Name,-24} {string.Join(' ', Words(user))}{(user.DisabledAt is { } at ? $"  (closed {at.ToString("u", CultureInfo.InvariantCulture)})" : "")}";

    private static string Hash(Installation installation, string password) =>
        installation.Services.GetRequiredService<IPasswordHasher<StaffAccount>>().HashPassword(null!, password); // The framework's own hasher does not look at the person.

    private static Option<string> TenantOption() => new("--tenant") { Description = "The municipality", HelpName = "NAME", Required = true };

    private static Option<string> EmailOption() => new("--email") { Description = "By which the person signs in", HelpName = "EMAIL", Required = true };

    private static Option<string[]> RolesOption() => new("--role")
    {
        Description = "A role, as editor or editor:types=Page,NewsItem:languages=fi:section=ID; may be given several times", HelpName = "ROLE[:…]", AllowMultipleArgumentsPerToken = true,
    };

    private static Option<bool> FromInputOption() => new(CommandContext.PasswordFromInput) { Description = "Read the password from the first line of standard input" };

    private static StaffRegister Register(Installation installation) => installation.Services.GetRequiredService<StaffRegister>();
}
