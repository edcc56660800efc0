namespace RfaAuth.Core.Tests.Payloads;

/// <summary>
/// An answer as a real server gives it, and what it means. One file each in this folder; <see cref="Source"/> says where the shape
/// comes from.
/// </summary>
/// <param name="Source">The project and the file or issue.</param>
/// <param name="Operation">The document that is answered.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The headers of the answer, Content-Type among them.</param>
/// <param name="Body">A JSON value as it stands; a text is the body itself.</param>
/// <param name="ExpectedClass">What the answer says of the token: None, Unauthorized, Forbidden or NotAuthorized.</param>
/// <param name="IsSentAgain">Whether the operation may be sent again with a new token.</param>
public sealed record Payload(
    string Source,
    string Operation,
    int Status,
    IReadOnlyDictionary<string, string> Headers,
    JsonElement Body,
    string ExpectedClass,
    bool IsSentAgain)
{
    private const string Folder = "RfaAuth.Core.Tests.Payloads.";

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    public string BodyText => Body.ValueKind == JsonValueKind.String ? Body.GetString()! : Body.GetRawText();

    /// <summary>The names of the files, without their extension.</summary>
    public static IEnumerable<string> Names() => typeof(Payload).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => Path.GetFileNameWithoutExtension(name[Folder.Length..]));

    public static Payload Read(string name)
    {
        using var stream = typeof(Payload).Assembly.GetManifestResourceStream($"{Folder}{name}.json")!;
        return JsonSerializer.Deserialize<Payload>(stream, s_options)!;
    }
}
