namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>In which form the values of a service's own scalar are sent.</summary>
internal enum ScalarForm
{
    /// <summary>As they are given.</summary>
    Any,

    /// <summary>As a number: text that is one is sent with each of its digits.</summary>
    Number,

    /// <summary>As text: a number as its digits.</summary>
    String,

    /// <summary>As true or false, of which text is read as well.</summary>
    Boolean,

    /// <summary>A date and time with its offset: one without a zone is taken for this machine's.</summary>
    DateTime,

    /// <summary>A date and time without an offset.</summary>
    LocalDateTime,

    /// <summary>A date without a time.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,
}
