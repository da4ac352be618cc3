using System.CommandLine;
using System.Globalization;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Files;
using Fori.Store.Verification;

namespace Fori.Web.CommandLine;

/// <summary>The invariants of the store, looked at from outside the code that writes it.</summary>
internal sealed class VerifyCommand : ICommandModule
{
    public static Command Create(CommandContext context)
    {
        var tenant = new Option<string?>("--tenant") { Description = "Only this municipality", HelpName = "NAME" };
        var command = new Command("verify", "Check that the store and what is derived from it are whole") { tenant };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var name = parse.GetValue(tenant);
            Tenant? only = null;
            if (name is not null)
            {
                var found = await installation.TenantAsync(name, ct);
                if (!found.Succeeded)
                {
                    return Outcome<CommandAnswer>.Refused(found.Problems);
                }

                only = found.Value;
            }

            var report = await StoreVerifier.VerifyAsync(installation.Database, installation.Node.Types.Kinds(), only?.Id, ct);
            var problems = report.Problems.ToList();
            var looked = report.Checked;
            foreach (var each in (await installation.Database.TenantsAsync(ct)).Where(t => only is null || t.Id == only.Id))
            {
                var index = await NodeVerification.VerifyAsync(installation.Node, each, ct);
                problems.AddRange(index.Problems);
                looked += index.Checked;
                var files = await FileVerification.VerifyAsync(installation.Database, installation.Node.Types.Kinds(), installation.Services.GetRequiredService<BlobFolder>(), each, ct);
                problems.AddRange(files.Problems);
                looked += files.Checked;
            }

            if (only is null)
            {
                var (_, kept, damaged) = installation.Node.VocabularyFiles.LoadNewest();
                problems.AddRange(damaged.Select(d => new VerificationProblem(d.Code, null, null, Sentences.Of(d))));
                looked += kept.Count;
            }

            report = new VerificationReport(problems, looked);
            return CommandAnswer.Of(
                new { ok = report.Problems.Count == 0, problems = report.Problems.Select(p => new { p.Check, p.Tenant, p.Document, p.Message }), report.Checked },
                [
                    .. report.Problems.Select(p => $"{p.Check}  {p.Tenant}  {p.Document}  {p.Message}"),
                    report.Problems.Count == 0
                        ? string.Create(CultureInfo.InvariantCulture, $"All is well: {report.Checked} rows checked")
                        : string.Create(CultureInfo.InvariantCulture, $"{report.Problems.Count} problems in {report.Checked} rows"),
                ])
                with { Exit = report.Problems.Count == 0 ? ExitCode.Done : ExitCode.Failed };
        });
        return command;
    }
}
