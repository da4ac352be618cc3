using Fori.Registers.Channels;
using Fori.Registers.Services;
using Fori.Store;

namespace Fori.Registers.Connections;

/// <summary>PTV's rules of a connection that take its service and channel to judge.</summary>
public static class ConnectionRules
{
    /// <summary>
    /// Hours and contacts only with a ServiceLocation, EChannel or Phone; service and channel share a language of service.
    /// </summary>
    public static IReadOnlyList<Problem> Check(Connection connection, Service service, ServiceChannel channel)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(channel);
        var problems = new List<Problem>();
        if (channel.ChannelType is ChannelType.WebPage or ChannelType.PrintableForm)
        {
            problems.AddRange(Own(connection).Select(field => Problem.Of(ProblemCodes.ConnectionContacts, field)));
        }

        if (service.Languages.Count > 0 && channel.Languages.Count > 0
            && !service.Languages.Intersect(channel.Languages, StringComparer.OrdinalIgnoreCase).Any())
        {
            problems.Add(Problem.Of(ProblemCodes.ConnectionCommonLanguage));
        }

        return problems;
    }

    private static IEnumerable<string> Own(Connection connection) =>
        new (string Field, bool Present)[]
        {
            ("hours", connection.Hours is { Rules.Count: > 0 }),
            ("phones", connection.Phones.Count > 0),
            ("emails", connection.Emails.Count > 0),
            ("webPages", connection.WebPages.Count > 0),
            ("addresses", connection.Addresses.Count > 0),
        }.Where(field => field.Present).Select(field => field.Field);
}
