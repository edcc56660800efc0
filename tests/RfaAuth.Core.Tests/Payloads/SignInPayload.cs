namespace RfaAuth.Core.Tests.Payloads;

/// <summary>
/// An answer to a sign-in or a refresh, as a real engine or gateway gives it, and the verdict on it. One file each in the folder SignIns.
/// </summary>
/// <param name="Source">The project, with its version where that matters.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The headers of the answer, Content-Type among them.</param>
/// <param name="Body">A JSON value, in which {field} stands for the operation's root field; a text is the body itself.</param>
/// <param name="SignIn">The error that the sign-in ends in.</param>
/// <param name="IsRetryable">Whether the same sign-in may succeed later.</param>
/// <param name="Refresh">What becomes of a refresh token: Refused, NotTaken, Unclear or Ambiguous.</param>
/// <param name="RetryAfter">The seconds that the answer asks to wait; null where it says nothing.</param>
public sealed record SignInPayload(
    string Source,
    int Status,
    IReadOnlyDictionary<string, string> Headers,
    JsonElement Body,
    string SignIn,
    bool IsRetryable,
    string Refresh,
    double? RetryAfter)
{
    private const string Folder = "SignIns/";

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    public static IEnumerable<string> Names() => typeof(SignInPayload).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => name[Folder.Length..]);

    public static SignInPayload Read(string name)
    {
        using var stream = typeof(SignInPayload).Assembly.GetManifestResourceStream(Folder + name)!;
        return JsonSerializer.Deserialize<SignInPayload>(stream, s_options)!;
    }

    /// <summary>The answer to an operation with this root field.</summary>
    public HttpResponseMessage Respond(string field)
    {
        var text = Body.ValueKind == JsonValueKind.String ? Body.GetString()! : Body.GetRawText().Replace("{field}", field, StringComparison.Ordinal);
        var headers = Headers.Where(h => !h.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)).Select(h => (h.Key, h.Value));
        return StubHttp.Create(Status, Encoding.UTF8.GetBytes(text), Headers.GetValueOrDefault("Content-Type", ""), headers.ToArray());
    }
}
