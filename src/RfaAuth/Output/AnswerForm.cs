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

internal static class AnswerForms
{
    /// <exception cref="RfaException">ParameterConflict.</exception>
    public static AnswerForm Choose(bool isRaw, bool isFull, bool asHashtable, bool asRecord, bool hasPath)
    {
        if (isRaw && (isFull || asHashtable || asRecord || hasPath))
            throw new RfaException(ErrorCodes.ParameterConflict, "-Raw gives the body's text: leave out -DataPath, -AsHashtable, -AsRecord and -FullResponse.");
        if (asHashtable && asRecord)
            throw new RfaException(ErrorCodes.ParameterConflict, "-AsHashtable and -AsRecord are two forms of the same objects: leave one out.");
        if (isFull && hasPath)
            throw new RfaException(ErrorCodes.ParameterConflict, "-FullResponse gives the whole answer: leave out -DataPath.");
        return isRaw ? AnswerForm.Raw : isFull ? AnswerForm.Full : AnswerForm.Data;
    }
}
