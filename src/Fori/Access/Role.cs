namespace Fori.Access;

/// <summary>What a person of the staff is trusted with. What each may do stands in <see cref="Rights"/>, once.</summary>
/// <remarks>A guest by link is no person of the staff and has no role.</remarks>
public enum Role
{
    /// <summary>Drafts in own sections and submits (Finnish: kirjoittaja).</summary>
    Contributor,

    /// <summary>Besides that publishes and archives own content, and keeps media (julkaisija).</summary>
    Author,

    /// <summary>Answers for all content of own sections, their menus and terms (toimittaja).</summary>
    Editor,

    /// <summary>Edits one language of any document (kääntäjä).</summary>
    Translator,

    /// <summary>News, blogs, feeds, front page, redirects, alerts below emergency (viestintä).</summary>
    Communications,

    /// <summary>Any alert, also an emergency (kriisiviestintä).</summary>
    EmergencyPublisher,

    /// <summary>Official notices, meetings and decisions (kirjaaja).</summary>
    Registrar,

    /// <summary>Local facts of services, places and people; what is the same thing (tietovastaava).</summary>
    RegisterSteward,

    /// <summary>Members, look, menu and types of a section (osion vastuuhenkilö).</summary>
    SectionManager,

    /// <summary>All content, vocabularies, settings and users (pääkäyttäjä).</summary>
    SiteManager,

    /// <summary>Reads everything, history and access log too, and changes nothing (tarkastaja).</summary>
    Auditor,
}
