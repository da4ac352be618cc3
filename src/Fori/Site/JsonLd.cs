using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Fori.Content.Types.Alerts;
using Fori.Content.Types.Directories;
using Fori.Content.Types.News;
using Fori.Content.Types.People;
using Fori.Content.Types.TopicPages;

namespace Fori.Site;

/// <summary>
/// What a page tells machines in schema.org's words, as JSON that may stand inside a script element: the encoder
/// writes &lt;, &gt;, &amp; and quotes as escapes, so no text can close the element.
/// </summary>
public static class JsonLd
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>GovernmentOrganization and WebSite with its SearchAction.</summary>
    public static IReadOnlyList<string> Of(FrontPageView view) =>
        [Write(json => Organization(json, view.Frame)), Write(json => WebSite(json, view.Frame))];

    public static IReadOnlyList<string> Of(ServiceDirectoryView view) => [.. Breadcrumb(view.Frame)];

    public static IReadOnlyList<string> Of(PlaceDirectoryView view) => [.. Breadcrumb(view.Frame)];

    /// <summary>BreadcrumbList, and ItemList of what the page shows.</summary>
    public static IReadOnlyList<string> Of(DirectoryView view) =>
        [.. Breadcrumb(view.Frame), Write(json => Items(json, view)), .. Asked(view)];

    /// <summary>BreadcrumbList, and the thing itself: a LocalBusiness, schema.org's word for what has an address and hours, else an Organization.</summary>
    public static IReadOnlyList<string> Of(DirectoryEntryView view) =>
        [.. Breadcrumb(view.Frame), Write(json => Place(json, view, view.Addresses.Count > 0 || view.Point is not null || view.Hours is not null ? "LocalBusiness" : "Organization", view.Picture?.Url))];

    public static IReadOnlyList<string> Of(ContentPageView view) => [.. Breadcrumb(view.Frame), .. Asked(view)];

    public static IReadOnlyList<string> Of(TopicPageView view) => [.. Breadcrumb(view.Frame), .. Asked(view)];

    public static IReadOnlyList<string> Of(NewsListView view) => [.. Breadcrumb(view.Frame)];

    /// <summary>BreadcrumbList, and a SpecialAnnouncement for each alert that is not over.</summary>
    public static IReadOnlyList<string> Of(AlertsPageView view) =>
        [.. Breadcrumb(view.Frame), .. view.Current.Concat(view.Coming).Select(a => Write(json => Announcement(json, view.Frame, a)))];

    /// <summary>BreadcrumbList and NewsArticle.</summary>
    public static IReadOnlyList<string> Of(NewsItemView view) =>
        [.. Breadcrumb(view.Frame), Write(json => News(json, view)), .. Asked(view)];

    public static IReadOnlyList<string> Of(ChannelPageView view) => [.. Breadcrumb(view.Frame)];

    /// <summary>BreadcrumbList and GovernmentService with a ServiceChannel for each way of using it.</summary>
    public static IReadOnlyList<string> Of(ServicePageView view) =>
        [.. Breadcrumb(view.Frame), Write(json => Service(json, view))];

    /// <summary>BreadcrumbList and Place with address, point and hours.</summary>
    public static IReadOnlyList<string> Of(PlacePageView view) =>
        [.. Breadcrumb(view.Frame), Write(json => Place(json, view, "Place", view.Photo?.Url))];

    /// <summary>BreadcrumbList and GovernmentOrganization of the unit.</summary>
    public static IReadOnlyList<string> Of(OrganizationPageView view) =>
        [.. Breadcrumb(view.Frame), Write(json => Unit(json, view))];

    public static IReadOnlyList<string> Of(PeopleDirectoryView view) => [.. Breadcrumb(view.Frame)];

    /// <summary>BreadcrumbList and Person, with what that person opened to everybody.</summary>
    public static IReadOnlyList<string> Of(PersonView view) =>
        [.. Breadcrumb(view.Frame), Write(json => Person(json, view))];

    /// <summary>The municipality with a ContactPoint for each whom one may ask about the page.</summary>
    private static IEnumerable<string> Asked(PageView view)
    {
        var contacts = view.Contacts.Where(c => c.Phones.Count > 0 || c.Email is not null).ToList();
        if (contacts.Count > 0)
        {
            yield return Write(json =>
            {
                Type(json, "GovernmentOrganization");
                json.WriteString("name", view.Frame.TenantName);
                json.WriteString("url", view.Frame.Absolute(view.Frame.HomeUrl));
                json.WriteStartArray("contactPoint");
                foreach (var contact in contacts)
                {
                    json.WriteStartObject();
                    json.WriteString("@type", "ContactPoint");
                    json.WriteString("name", contact.Name.Text);
                    Text(json, "contactType", contact.Role?.Text);
                    Text(json, "telephone", contact.Phones.Count > 0 ? Telephone(contact.Phones[0]) : null);
                    Text(json, "email", contact.Email);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }
    }

    private static void Person(Utf8JsonWriter json, PersonView view)
    {
        var frame = view.Frame;
        Type(json, "Person");
        json.WriteString("name", view.Name.Text);
        json.WriteString("url", frame.Canonical);
        Text(json, "jobTitle", view.JobTitle?.Text);
        Text(json, "email", view.Email);
        if (view.Phones.Count > 0)
        {
            json.WriteString("telephone", Telephone(view.Phones[0]));
        }

        Text(json, "image", view.Portrait is { } portrait ? frame.Absolute(portrait.Url) : null);
        if (view.JobTitle is not null || view.Unit is not null)
        {
            Organization(json, "worksFor", view.Unit?.Name.Text ?? frame.TenantName, frame.Absolute(view.Unit?.Url ?? frame.HomeUrl));
        }

        if (view.Positions.Count > 0)
        {
            json.WriteStartArray("memberOf");
            foreach (var position in view.Positions)
            {
                json.WriteStartObject();
                json.WriteString("@type", "OrganizationRole");
                json.WriteString("roleName", position.Role);
                Text(json, "startDate", position.From?.ToString("yyyy-MM-dd", null));
                Organization(json, "memberOf", position.Body.Text, position.BodyUrl is { } url ? frame.Absolute(url) : null);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void Organization(Utf8JsonWriter json, string member, string name, string? url)
    {
        json.WriteStartObject(member);
        json.WriteString("@type", "GovernmentOrganization");
        json.WriteString("name", name);
        Text(json, "url", url);
        json.WriteEndObject();
    }

    private static void News(Utf8JsonWriter json, NewsItemView view)
    {
        Type(json, "NewsArticle");
        json.WriteString("headline", view.Name.Text);
        json.WriteString("url", view.Frame.Canonical);
        json.WriteString("inLanguage", view.Name.Language ?? view.Frame.Language);
        json.WriteString("datePublished", view.PublishedAt.ToUniversalTime());
        Text(json, "description", view.Lead?.Text);
        json.WriteStartObject("publisher");
        json.WriteString("@type", "GovernmentOrganization");
        json.WriteString("name", view.Frame.TenantName);
        json.WriteString("url", view.Frame.Absolute(view.Frame.HomeUrl));
        json.WriteEndObject();
    }

    private static void Organization(Utf8JsonWriter json, SiteFrame frame)
    {
        Type(json, "GovernmentOrganization");
        json.WriteString("name", frame.TenantName);
        json.WriteString("url", frame.Absolute(frame.HomeUrl));
        Text(json, "email", frame.Footer.Email);
        Text(json, "telephone", frame.Footer.Phone?.Display);
        Text(json, "logo", frame.Logo is { } logo ? frame.Absolute(logo.Url) : null);
    }

    private static void WebSite(Utf8JsonWriter json, SiteFrame frame)
    {
        Type(json, "WebSite");
        json.WriteString("name", frame.TenantName);
        json.WriteString("url", frame.Absolute(frame.HomeUrl));
        json.WriteString("inLanguage", frame.Language);
        if (frame.Search is { } search)
        {
            json.WriteStartObject("potentialAction");
            json.WriteString("@type", "SearchAction");
            json.WriteString("target", $"{frame.Absolute(search.Url)}?{search.Parameter}={{query}}");
            json.WriteString("query-input", "required name=query");
            json.WriteEndObject();
        }
    }

    private static void Announcement(Utf8JsonWriter json, SiteFrame frame, AlertEntry entry)
    {
        Type(json, "SpecialAnnouncement");
        json.WriteString("name", entry.Alert.Title.Text);
        Text(json, "text", entry.Alert.Message?.Text);
        json.WriteString("inLanguage", entry.Alert.Title.Language ?? frame.Language);
        json.WriteString("url", $"{frame.Absolute(frame.Url)}#{entry.Anchor}");
        json.WriteString("datePosted", entry.PublishedAt);
        if (entry.Until is { } until)
        {
            json.WriteString("expires", until);
        }

        json.WriteStartObject("spatialCoverage");
        json.WriteString("@type", "AdministrativeArea");
        json.WriteString("name", frame.TenantName);
        json.WriteEndObject();
        Text(json, "webFeed", frame.Absolute(frame.Feeds[0].Url));
    }

    private static IEnumerable<string> Breadcrumb(SiteFrame frame)
    {
        if (frame.Breadcrumb.Count < 2)
        {
            yield break;
        }

        yield return Write(json =>
        {
            Type(json, "BreadcrumbList");
            json.WriteStartArray("itemListElement");
            for (var i = 0; i < frame.Breadcrumb.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("@type", "ListItem");
                json.WriteNumber("position", i + 1);
                json.WriteString("name", frame.Breadcrumb[i].Name.Text);
                json.WriteString("item", frame.Absolute(frame.Breadcrumb[i].Url));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static void Service(Utf8JsonWriter json, ServicePageView view)
    {
        var frame = view.Frame;
        Type(json, "GovernmentService");
        json.WriteString("name", view.Name.Text);
        json.WriteString("url", frame.Canonical);
        json.WriteString("inLanguage", view.Name.Language ?? frame.Language);
        Text(json, "description", view.Lead?.Text);
        if (view.AlternativeNames.Count > 0)
        {
            Texts(json, "alternateName", view.AlternativeNames.Select(n => n.Text));
        }

        if (view.Classes.Count > 0)
        {
            Texts(json, "serviceType", view.Classes.Select(c => c.Name.Text));
        }

        json.WriteStartObject("provider");
        json.WriteString("@type", "GovernmentOrganization");
        json.WriteString("name", view.Responsible?.Name.Text ?? frame.TenantName);
        json.WriteString("url", frame.Absolute(view.Responsible?.Url ?? frame.HomeUrl));
        json.WriteEndObject();
        Text(json, "areaServed", view.Area?.Text ?? frame.TenantName);

        json.WriteStartArray("availableChannel");
        foreach (var online in view.Online)
        {
            json.WriteStartObject();
            json.WriteString("@type", "ServiceChannel");
            json.WriteString("name", online.Name.Text);
            json.WriteString("serviceUrl", frame.Absolute(online.Url));
            json.WriteEndObject();
        }

        foreach (var phone in view.Phones)
        {
            foreach (var number in phone.Numbers)
            {
                json.WriteStartObject();
                json.WriteString("@type", "ServiceChannel");
                json.WriteString("name", phone.Name.Text);
                json.WriteStartObject("servicePhone");
                json.WriteString("@type", "ContactPoint");
                json.WriteString("telephone", Telephone(number));
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }

        foreach (var place in view.Visits)
        {
            json.WriteStartObject();
            json.WriteString("@type", "ServiceChannel");
            json.WriteStartObject("serviceLocation");
            json.WriteString("@type", "Place");
            json.WriteString("name", place.Name.Text);
            json.WriteString("url", frame.Absolute(place.Url));
            Text(json, "address", place.Address?.Text);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Place(Utf8JsonWriter json, LocatedView view, string type, string? picture)
    {
        var frame = view.Frame;
        Type(json, type);
        json.WriteString("name", view.Name.Text);
        json.WriteString("url", frame.Canonical);
        Text(json, "description", view.Lead?.Text);
        if (view.Addresses.Count > 0)
        {
            PostalAddress(json, view.Addresses[0]);
        }

        if (view.Point is { } point)
        {
            json.WriteStartObject("geo");
            json.WriteString("@type", "GeoCoordinates");
            json.WriteNumber("latitude", Math.Round(point.Latitude, 6));
            json.WriteNumber("longitude", Math.Round(point.Longitude, 6));
            json.WriteEndObject();
        }

        if (view.Phones.Count > 0)
        {
            json.WriteString("telephone", Telephone(view.Phones[0]));
        }

        if (picture is not null)
        {
            json.WriteString(type == "Place" ? "photo" : "image", frame.Absolute(picture));
        }

        if (view.Hours is { Spans.Count: > 0 } hours)
        {
            json.WriteStartArray("openingHoursSpecification");
            foreach (var span in hours.Spans)
            {
                Span(json, span);
            }

            json.WriteEndArray();
        }
    }

    private static void Items(Utf8JsonWriter json, DirectoryView view)
    {
        Type(json, "ItemList");
        json.WriteString("name", view.Heading.Text);
        json.WriteString("url", view.Frame.Canonical);
        json.WriteNumber("numberOfItems", view.Total);
        json.WriteStartArray("itemListElement");
        for (var i = 0; i < view.Places.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("@type", "ListItem");
            json.WriteNumber("position", view.Before + i + 1);
            json.WriteString("name", view.Places[i].Name.Text);
            json.WriteString("url", view.Frame.Absolute(view.Places[i].Url));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Unit(Utf8JsonWriter json, OrganizationPageView view)
    {
        Type(json, "GovernmentOrganization");
        json.WriteString("name", view.Name.Text);
        json.WriteString("url", view.Frame.Canonical);
        Text(json, "description", view.Lead?.Text);
        if (view.Phones.Count > 0)
        {
            json.WriteString("telephone", Telephone(view.Phones[0]));
        }

        if (view.Emails.Count > 0)
        {
            json.WriteString("email", view.Emails[0].Address);
        }

        if (view.Addresses.Count > 0)
        {
            PostalAddress(json, view.Addresses[0]);
        }

        if (view.Parent is { } parent)
        {
            json.WriteStartObject("parentOrganization");
            json.WriteString("@type", "GovernmentOrganization");
            json.WriteString("name", parent.Name.Text);
            json.WriteString("url", view.Frame.Absolute(parent.Url));
            json.WriteEndObject();
        }
    }

    private static void PostalAddress(Utf8JsonWriter json, AddressView address)
    {
        json.WriteStartObject("address");
        json.WriteString("@type", "PostalAddress");
        json.WriteString("streetAddress", address.Street ?? string.Join(", ", address.Lines.Select(l => l.Text)));
        Text(json, "postalCode", address.PostalCode);
        Text(json, "addressLocality", address.Locality);
        json.WriteString("addressCountry", "FI");
        json.WriteEndObject();
    }

    private static void Span(Utf8JsonWriter json, HoursSpan span)
    {
        json.WriteStartObject();
        json.WriteString("@type", "OpeningHoursSpecification");
        if (span.Day is { } day)
        {
            json.WriteString("dayOfWeek", $"https://schema.org/{day}");
        }

        // A day closed is told as opening and closing at midnight (schema.org's guidance for special days);
        // 00:00 as the end of the day would read the same, so that end is written 23:59.
        json.WriteString("opens", Clock(span.Opens ?? TimeOnly.MinValue));
        json.WriteString("closes", span is { Opens: not null, Closes: { } closes } && closes == TimeOnly.MinValue ? "23:59" : Clock(span.Opens is null ? TimeOnly.MinValue : span.Closes ?? TimeOnly.MaxValue));
        Text(json, "validFrom", span.ValidFrom?.ToString("yyyy-MM-dd", null));
        Text(json, "validThrough", span.ValidTo?.ToString("yyyy-MM-dd", null));
        json.WriteEndObject();
    }

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static string Telephone(PhoneView phone) => phone.Href?.Replace("tel:", "", StringComparison.Ordinal) ?? phone.Display;

    private static void Type(Utf8JsonWriter json, string type)
    {
        json.WriteString("@context", "https://schema.org");
        json.WriteString("@type", type);
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream(1024);
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
