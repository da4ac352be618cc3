namespace Fori.Tests.Site.Building;

/// <summary>A handful of invented records: a library with its card, and what is joined to it.</summary>
internal static class SiteTownRecords
{
    public const string Library = """
        {"identifiers":[{"system":"ptv","value":"library"}],"name":{"fi":"Lautturilan kirjasto","sv":"Färjby bibliotek"},"summary":{"fi":"Kirjoja ja lukurauhaa."},
         "placeTypes":[{"scheme":"place-type","value":"library"}],"organization":{"system":"ptv","key":"culture"},
         "addresses":[{"use":"Visiting","kind":"Street","street":{"fi":"Lauttatie","sv":"Färjvägen"},"number":"3","postalCode":"99990","postOffice":{"fi":"Lautturila","sv":"Färjby"}}],
         "point":{"latitude":61.04,"longitude":24.047},"phones":[{"kind":"Phone","prefix":"+358","number":"401234567","language":"fi"}],
         "hours":{"timeZone":"Europe/Helsinki","rules":[{"kind":"Weekly","items":[{"dayFrom":"Monday","dayTo":"Friday","from":"09:00:00","to":"15:00:00"}]},
                  {"kind":"Holiday","holiday":"IndependenceDay","state":"Closed"}]},
         "entrances":[{"name":{"fi":"Pääovi"},"isMain":true,"sentences":[{"group":{"fi":"Reitti"},"sentences":[{"fi":"Ovi on leveä."}]}]}],
         "languages":["fi","sv"]}
        """;

    public const string Card = """
        {"identifiers":[{"system":"ptv","value":"card"}],"serviceType":"Service","name":{"fi":"Kirjastokortti","sv":"Bibliotekskort"},"alternativeName":{"fi":"Lainakortti"},
         "summary":{"fi":"Kortilla lainaat kirjoja.","sv":"Med kortet lånar du böcker."},"description":{"fi":"<p>Kortin saa <strong>heti</strong>.<script>alert(1)</script></p>"},
         "chargeType":"FreeOfCharge","mainResponsible":{"system":"ptv","key":"culture"},"languages":["fi","sv"],
         "serviceClasses":[{"scheme":"ptv-service-class","value":"P25"}],"lifeEvents":[{"scheme":"ptv-life-event","value":"KE1"}],
         "generalDescription":{"system":"ptv","key":"general"}}
        """;

    public static async Task FillAsync(SiteTown town)
    {
        await town.SayAsync("Organization", "town", """{"identifiers":[{"system":"ptv","value":"town"}],"name":{"fi":"Lautturilan kunta","sv":"Färjby kommun","en":"Lautturila"},"businessCode":"1234567-1"}""");
        await town.SayAsync("Organization", "culture", """{"identifiers":[{"system":"ptv","value":"culture"}],"name":{"fi":"Kulttuuripalvelut","sv":"Kulturtjänster","en":"Culture"},"parent":{"system":"ptv","key":"town"},"phones":[{"kind":"Phone","prefix":"+358","number":"291234567"}],"emails":[{"value":"kulttuuri@lautturila.example"}]}""");
        await town.SayAsync("GeneralDescription", "general", """{"identifiers":[{"system":"ptv","value":"general"}],"name":{"fi":"Kirjastopalvelut"},"description":{"fi":"<p>Valtakunnallinen.</p>"},"userInstruction":{"fi":"<p>Kysy kirjastosta.</p>"}}""");
        await town.SayAsync("Place", "library", Library);
        await town.SayAsync("Place", "beach", """{"identifiers":[{"system":"ptv","value":"beach"}],"name":{"fi":"Uimaranta","sv":"Badstrand","en":"Beach"},"placeTypes":[{"scheme":"place-type","value":"beach"}],"point":{"latitude":61.10,"longitude":24.20},"phones":[],"addresses":[{"use":"Visiting","kind":"Street","street":{"fi":"=HYPERLINK(1)"},"number":"1"}]}""");
        await town.SayAsync("Service", "card", Card);
        await town.SayAsync("Service", "swim", """{"identifiers":[{"system":"ptv","value":"swim"}],"name":{"fi":"Uimakoulu","sv":"Simskola","en":"Swimming school"},"chargeType":"Chargeable","serviceClasses":[{"scheme":"ptv-service-class","value":"P27"}]}""");
        await town.SayAsync("Service", "club", """{"identifiers":[{"system":"ptv","value":"club"}],"name":{"fi":"Lukupiiri"},"serviceClasses":[{"scheme":"ptv-service-class","value":"P25"}]}""");
        await town.SayAsync("ServiceChannel", "web", """{"identifiers":[{"system":"ptv","value":"web"}],"channelType":"EChannel","name":{"fi":"Korttihakemus verkossa","sv":"Kortansökan på nätet"},"webPage":{"fi":"https://kortti.example/"},"requiresAuthentication":true}""");
        await town.SayAsync("ServiceChannel", "phone", """{"identifiers":[{"system":"ptv","value":"phone"}],"channelType":"Phone","name":{"fi":"Kirjaston puhelin"},"phones":[{"kind":"Phone","prefix":"+358","number":"407654321"}]}""");
        await town.SayAsync("ServiceChannel", "trap", """{"identifiers":[{"system":"ptv","value":"trap"}],"channelType":"WebPage","name":{"fi":"Ansa"},"webPage":{"fi":"javascript:alert(1)"}}""");
        await town.SayAsync("ServiceChannel", "desk", """{"identifiers":[{"system":"ptv","value":"desk"}],"channelType":"ServiceLocation","name":{"fi":"Kirjaston tiski"},"place":{"system":"ptv","key":"library"}}""");
        foreach (var channel in (string[])["web", "phone", "trap", "desk"])
        {
            await town.SayAsync("Connection", $"card/{channel}", $$$"""{"identifiers":[{"system":"ptv","value":"card/{{{channel}}}"}],"service":{"system":"ptv","key":"card"},"channel":{"system":"ptv","key":"{{{channel}}}"}}""");
        }

        await town.SayAsync("ServiceOffer", "club-library", """{"identifiers":[{"system":"ptv","value":"club-library"}],"service":{"system":"ptv","key":"club"},"place":{"system":"ptv","key":"library"},"fee":{"fi":"Maksuton"}}""");
    }
}
