using System.Globalization;
using System.Net;
using Fori.Content.Editing;
using Fori.Tests.Admin;

namespace Fori.Tests.Content.Types.Alerts;

/// <summary>Alerts written in the admin, over HTTP without scripts.</summary>
internal static class AlertTown
{
    public static string In(this AdminTown town, TimeSpan time) => MunicipalTime.WriteMoment(town.Clock.GetUtcNow() + time);

    /// <returns>The path of the new alert in the admin.</returns>
    public static Task<string> AlertAsync(this Visitor visitor, AdminTown town, string severity, string title, params (string Name, string Value)[] fields) =>
        visitor.AlertAsync(town, 0, null, severity, title, fields);

    public static async Task<string> AlertAsync(this Visitor visitor, AdminTown town, int expected, string? form, string severity, string title, params (string Name, string Value)[] fields)
    {
        form ??= "/admin/content/Alert/" + Guid.CreateVersion7();
        await visitor.GetAsync("/admin/content/Alert/new");
        var answer = await visitor.PostAsync(
            form,
            [
                ("expected", expected.ToString(CultureInfo.InvariantCulture)), ("act", "publish:fi"), ("severity", severity), ("title.fi", title), ("message.fi", "Keitä juomavesi."),
                .. fields.Any(f => f.Name == "until") ? [] : new[] { ("until", town.In(TimeSpan.FromHours(6))) }, .. fields,
            ]);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        return form;
    }
}
