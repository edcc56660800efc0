using System.Text.Json.Serialization;

namespace RfaAuth.Core.Tests.Payloads;

/// <summary>An answer as a real engine or gateway gives it, and the expected reading of it. Each file has one.</summary>
/// <typeparam name="TExpected">The expected reading.</typeparam>
/// <param name="Source">The project and its version, or the file or issue that shows the answer.</param>
/// <param name="Body">A JSON value, or the text of the body. {field} stands for the root field of the operation.</param>
/// <param name="Expected">What the client must read from the answer.</param>
/// <param name="Operation">The document that is answered; null for sign-ins, which are the client's own.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The headers, Content-Type among them; null: JSON.</param>
internal sealed record RecordedAnswer<TExpected>(
    string Source,
    JsonElement Body,
    TExpected Expected,
    string? Operation = null,
    int Status = 200,
    IReadOnlyDictionary<string, string>? Headers = null)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The names of the files of a folder, without their extension.</summary>
    public static IEnumerable<string> Names(string folder) => typeof(RecordedAnswer<>).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
        .Select(name => name[(folder.Length + 1)..]);

    public static RecordedAnswer<TExpected> Read(string folder, string name)
    {
        using var stream = typeof(RecordedAnswer<>).Assembly.GetManifestResourceStream($"{folder}/{name}")!;
        return JsonSerializer.Deserialize<RecordedAnswer<TExpected>>(stream, s_options)!;
    }

    /// <summary>The answer to an operation with this root field.</summary>
    public HttpResponseMessage Respond(string field = "")
    {
        var text = Body.ValueKind == JsonValueKind.String ? Body.GetString()! : Body.GetRawText().Replace("{field}", field, StringComparison.Ordinal);
        var headers = Headers ?? new Dictionary<string, string> { ["Content-Type"] = "application/json; charset=utf-8" };
        return StubHttp.Create(
            Status,
            Encoding.UTF8.GetBytes(text),
            headers.GetValueOrDefault("Content-Type", ""),
            [.. headers.Where(h => !h.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)).Select(h => (h.Key, h.Value))]);
    }
}

/// <summary>The expected reading of an answer to a query or mutation.</summary>
/// <param name="AuthFailure">What the answer says of the token.</param>
/// <param name="IsSentAgain">Whether the operation may be sent again with a new token.</param>
internal sealed record ExpectedCall(AuthFailure AuthFailure, bool IsSentAgain);

/// <summary>The expected reading of an answer to a sign-in or a refresh.</summary>
/// <param name="SignIn">The code of the error in which the sign-in ends.</param>
/// <param name="IsRetryable">Whether the same sign-in may succeed later.</param>
/// <param name="Refresh">What the refresh token is afterwards: Refused, NotTaken, Unclear or Ambiguous.</param>
/// <param name="RetryAfter">The seconds that the answer asks to wait; null where it says nothing.</param>
internal sealed record ExpectedSignIn(string SignIn, bool IsRetryable, string Refresh, double? RetryAfter = null);
