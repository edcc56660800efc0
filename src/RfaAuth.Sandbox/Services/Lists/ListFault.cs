namespace RfaAuth.Sandbox.Services.Lists;

/// <summary>How a service pages its generated lists badly.</summary>
public enum ListFault
{
    None,

    /// <summary>It always says that there is more, at the end with pages that are empty.</summary>
    AlwaysMore,

    /// <summary>It gives the same cursor with each page, and says that there is more.</summary>
    SameCursor,

    /// <summary>It takes no notice of where a page is to begin.</summary>
    IgnoresStart,

    /// <summary>It refuses a page of more than <c>listCap</c> entries, as HotChocolate does.</summary>
    RefusesSize,
}
