namespace RfaAuth.Core.Json;

/// <summary>The author of the JSON. Mistakes of a service are repaired, so that its data is not lost. Mistakes of a user are errors.</summary>
internal enum JsonSource
{
    /// <summary>Of two members with the same name the last one counts, and half of a surrogate pair becomes U+FFFD.</summary>
    Service,

    /// <summary>Both are errors. The message names the line.</summary>
    User,
}
