namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>The form in which the values of a service's own scalar are sent.</summary>
internal enum ScalarForm
{
    /// <summary>Unchanged.</summary>
    Any,

    /// <summary>A number. Text with a number is sent with all of its digits.</summary>
    Number,

    /// <summary>Text. A number is sent as its digits.</summary>
    String,

    /// <summary>True or false. These words are also read from text.</summary>
    Boolean,

    /// <summary>A date and time with an offset. A time without a zone is local.</summary>
    DateTime,

    /// <summary>A date and time without an offset.</summary>
    LocalDateTime,

    /// <summary>A date without a time.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,
}
