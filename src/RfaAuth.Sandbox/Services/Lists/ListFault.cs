namespace RfaAuth.Sandbox.Services.Lists;

/// <summary>Faults in the paging of the generated lists.</summary>
public enum ListFault
{
    None,

    /// <summary>Each page says that there are more, and those after the end are empty.</summary>
    AlwaysMore,

    /// <summary>Each page has the same cursor and says that there are more.</summary>
    SameCursor,

    /// <summary>Each page begins at the start of the list.</summary>
    IgnoresStart,

    /// <summary>A page of more than <c>listCap</c> entries is refused, as by HotChocolate.</summary>
    RefusesSize,
}
