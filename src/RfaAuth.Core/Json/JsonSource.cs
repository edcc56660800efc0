namespace RfaAuth.Core.Json;

/// <summary>Whose JSON it is: a service's must not be lost to what a reader can mend, a user's is better sent back.</summary>
internal enum JsonSource
{
    /// <summary>Of two members of one name the last one stands, and half of a surrogate pair becomes U+FFFD.</summary>
    Service,

    /// <summary>Both are errors, and errors say the line.</summary>
    User,
}
