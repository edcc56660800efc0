namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>The documented error for input that is not accepted: the message <c>validation</c>, and the messages by input field beside it.</summary>
internal static class ValidationFailure
{
    public static FieldException Of(IReadOnlyDictionary<string, IReadOnlyList<string>> problems) =>
        new(new ServiceError(ErrorKind.Field, "validation") { Validation = problems });

    public static FieldException Of(string field, string message) =>
        Of(new Dictionary<string, IReadOnlyList<string>> { [field] = [message] });
}
