namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>
/// Red Flag Alert as far as it is documented, with the shapes of a HotChocolate service: errors with <c>path</c> and
/// <c>extensions.code</c>, 400 for a request that cannot be executed, 500 where a null has risen to the root.
/// </summary>
internal sealed class RedFlagAlertService : DemoService
{
    private readonly SandboxOptions _start;
    private readonly ServiceSchema _managementFlow;
    private readonly ServiceSchema _legacy;

    public RedFlagAlertService(SandboxOptions options, Passwords passwords)
        : base("rfa", options.Clock)
    {
        _start = options;
        RefreshTokens = new RefreshTokens();
        Data = CompanyData.Generate(options.Seed);
        var signIn = new SignInFields(passwords, AccessTokens, RefreshTokens);
        _managementFlow = RedFlagAlertSchema.Create(() => Data, signIn, requireManagementFlow: true);
        _legacy = RedFlagAlertSchema.Create(() => Data, signIn, requireManagementFlow: false);
    }

    public RefreshTokens RefreshTokens { get; }

    private CompanyData Data { get; set; }

    public override void Revoke(bool access, bool refresh)
    {
        base.Revoke(access, refresh);
        if (refresh)
            RefreshTokens.RevokeAll();
    }

    public override ServiceSchema Schema(SandboxOptions options) => options.RequireManagementFlow ? _managementFlow : _legacy;

    public override RequestKind KindOf(OperationType type, IReadOnlyList<string> rootFields) => type switch
    {
        OperationType.Mutation when rootFields.Contains("signIn") => RequestKind.SignIn,
        OperationType.Mutation when rootFields.Contains("signInRefresh") => RequestKind.Refresh,
        OperationType.Mutation => RequestKind.Mutation,
        _ => RequestKind.Query,
    };

    public override ServiceError Refusal(ErrorKind kind) => new(kind, "The current user is not authorized to access this resource.")
    {
        Code = kind == ErrorKind.NotAuthenticated ? "AUTH_NOT_AUTHENTICATED" : "AUTH_NOT_AUTHORIZED",
    };

    public override OutgoingAnswer Answer(ServiceResult result, CallState call)
    {
        var contentType = call.AcceptsGraphQLResponse ? "application/graphql-response+json; charset=utf-8" : OutgoingAnswer.Json;
        return new OutgoingAnswer(Status(result), contentType, Body(result, result.WasExecuted));
    }

    public override void Reset() => Data = CompanyData.Generate(_start.Seed);

    protected override void WriteError(Utf8JsonWriter writer, ServiceError error)
    {
        writer.WriteStartObject();
        WriteMessageAndLocations(writer, error);
        if (error.Path is not null)
        {
            writer.WritePropertyName("path");
            AnswerJson.WriteValue(writer, error.Path);
        }

        if (error.Code is not null)
        {
            writer.WriteStartObject("extensions");
            writer.WriteString("code", error.Code);
            foreach (var (name, value) in error.Extensions)
            {
                writer.WritePropertyName(name);
                AnswerJson.WriteValue(writer, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static int Status(ServiceResult result)
    {
        if (!result.WasExecuted)
            return StatusCodes.Status400BadRequest;
        // HotChocolate refuses a token at HTTP 200, also where no data is left.
        return result.Data is null && !result.Errors.Any(error => error.Kind == ErrorKind.NotAuthenticated)
            ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status200OK;
    }
}
