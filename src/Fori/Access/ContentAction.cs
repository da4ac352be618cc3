namespace Fori.Access;

/// <summary>What a person may want to do. Those before <see cref="ManageMenus"/> are done to a document of a type.</summary>
public enum ContentAction
{
    /// <summary>Sees drafts, history and what is asked of the document.</summary>
    View,
    Create,

    /// <summary>Saves a draft; nothing public changes.</summary>
    Edit,
    Submit,
    SendBack,
    Publish,

    /// <summary>An alert of the severity Emergency.</summary>
    PublishEmergency,
    Withdraw,
    Archive,
    Restore,
    Delete,

    ManageMenus,
    ManageTerms,

    /// <summary>Which types a section may hold.</summary>
    ManageTypes,
    ManageLook,

    /// <summary>Who works in a section.</summary>
    ManageMembers,
    ManageSettings,
    ManageUsers,

    /// <summary>Who was let in, and who looked at what.</summary>
    ReadAccessLog,
}
