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

    public override HttpAnswer? RefuseEarly(CallState call) =>
        call.Options.UnauthorizedStyle == UnauthorizedStyle.Http401Empty && call.NeedsSignIn && !call.IsSignedIn
            ? HttpAnswer.Empty(StatusCodes.Status401Unauthorized).WithHeader("WWW-Authenticate", "Bearer")
            : null;

    public override HttpAnswer Answer(ServiceResult result, CallState call)
    {
        var contentType = call.AcceptsGraphQLResponse ? "application/graphql-response+json; charset=utf-8" : HttpAnswer.Json;
        return new HttpAnswer(Status(result, call.Options.UnauthorizedStyle), contentType, Body(result, result.WasExecuted));
    }

    public override void Reset() => Data = CompanyData.Generate(_start.Seed);

    protected override void WriteError(Utf8JsonWriter writer, ServiceError error)
    {
        writer.WriteStartObject();
        WriteMessageAndLocations(writer, error);
        if (error.Path is not null)
        {
            writer.WritePropertyName("path");
            JsonText.WriteValue(writer, error.Path);
        }

        if (error.Code is not null)
        {
            writer.WriteStartObject("extensions");
            writer.WriteString("code", error.Code);
            foreach (var (name, value) in error.Extensions)
            {
                writer.WritePropertyName(name);
                JsonText.WriteValue(writer, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static int Status(ServiceResult result, UnauthorizedStyle style)
    {
        if (!result.WasExecuted)
            return StatusCodes.Status400BadRequest;

        if (result.Errors.Any(error => error.Kind == ErrorKind.NotAuthenticated))
        {
            return style switch
            {
                UnauthorizedStyle.Http400GraphQL => StatusCodes.Status400BadRequest,
                UnauthorizedStyle.Http401GraphQL or UnauthorizedStyle.Http401Empty => StatusCodes.Status401Unauthorized,
                UnauthorizedStyle.Http500GraphQL => StatusCodes.Status500InternalServerError,
                _ => StatusCodes.Status200OK,
            };
        }

        return result.Data is null ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
    }
}
