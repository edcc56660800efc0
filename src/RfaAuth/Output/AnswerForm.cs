namespace RfaAuth.Output;

/// <summary>The form in which an answer is written.</summary>
internal enum AnswerForm
{
    /// <summary>The <c>data</c>, or the part of it at a path. Errors are error records.</summary>
    Data,

    /// <summary>The text of the body. Errors are non-terminating error records.</summary>
    Raw,

    /// <summary>One <see cref="RfaResponse"/> with the errors in it.</summary>
    Full,
}
