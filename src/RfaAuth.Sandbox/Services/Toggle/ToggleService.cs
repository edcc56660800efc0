namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>
/// Toggle as far as it is documented: HTTP 200 whatever happens, errors with <c>customer_facing</c> and <c>validation</c> beside
/// <c>message</c> and without a path, the token in response headers, and the cost of each answer under <c>extensions</c>.
/// </summary>
internal sealed class ToggleService : DemoService
{
    private readonly SandboxOptions _start;
    private readonly ServiceSchema _schema;

    public ToggleService(SandboxOptions options, Passwords passwords)
        : base("toggle", options.Clock)
    {
        _start = options;
        Budget = new QueryCredit(options.Clock, options.CostMaximum);
        Data = ShopData.Generate(options.Seed);
        _schema = ToggleSchema.Create(() => Data, passwords, AccessTokens);
    }

    public QueryCredit Budget { get; }

    private ShopData Data { get; set; }

    public override ServiceSchema Schema(SandboxOptions options) => _schema;

    public override RequestKind KindOf(OperationType type, IReadOnlyList<string> rootFields) => type switch
    {
        OperationType.Query when rootFields.Contains("loginUser") => RequestKind.SignIn,
        OperationType.Mutation => RequestKind.Mutation,
        _ => RequestKind.Query,
    };

    public override ServiceError Refusal(ErrorKind kind) =>
        new(kind, kind == ErrorKind.NotAuthenticated ? "Unauthorized" : "You do not have permission to see this.");

    /// <summary>While the budget is spent, every request is refused.</summary>
    public override OutgoingAnswer? RefuseEarly(CallState call) => Budget.IsSpent(call.Options)
        ? Answer(ServiceResult.Failed(new ServiceError(ErrorKind.Field, "Throttled")), call)
        : null;

    public override OutgoingAnswer Answer(ServiceResult result, CallState call)
    {
        if (call.IssuedToken is null && RotationIsDue(call.Caller, call.Options.TokenRotation))
            call.IssuedToken = AccessTokens.Issue(call.Caller.User!, call.Options);

        var cost = result.ResolvedFields * call.Options.CostPerField;
        var available = Budget.Take(cost, call.Options);

        // A refused request has no data, not even null, as the documented error shows.
        var allRefused = !result.HasAnyData && result.Errors.Count > 0 && result.Errors.All(e => e.Kind == ErrorKind.NotAuthenticated);
        var body = Body(result, result.WasExecuted && !allRefused, writer => WriteCost(writer, cost, available, call.Options));
        var answer = new OutgoingAnswer(StatusCodes.Status200OK, OutgoingAnswer.Json, body);
        if (call.IssuedToken is not null)
            AddTokenHeaders(answer, call.IssuedToken.Text, call.Options);

        return answer;
    }

    public override void Reset()
    {
        Data = ShopData.Generate(_start.Seed);
        Budget.Refill(_start.CostMaximum);
    }

    protected override void WriteError(Utf8JsonWriter writer, ServiceError error)
    {
        writer.WriteStartObject();
        WriteMessageAndLocations(writer, error);
        if (error.Validation is not null)
        {
            writer.WriteStartObject("validation");
            foreach (var (field, messages) in error.Validation)
            {
                writer.WritePropertyName(field);
                AnswerJson.WriteValue(writer, messages);
            }

            writer.WriteEndObject();
        }

        writer.WriteBoolean("customer_facing", false);
        writer.WriteEndObject();
    }

    private static bool RotationIsDue(Caller caller, TokenRotation rotation) => caller.User is not null && rotation switch
    {
        TokenRotation.EveryAnswer => true,
        TokenRotation.WhenHalfSpent => caller.LifeLeft < 0.5,
        _ => false,
    };

    private static void AddTokenHeaders(OutgoingAnswer answer, string token, SandboxOptions options)
    {
        if (options.TokenHeaders != TokenHeaders.Authorization)
            answer.WithHeader(TokenHeaderNames.Current, token);

        if (options.TokenHeaders != TokenHeaders.XAuthorization)
            answer.WithHeader(TokenHeaderNames.Deprecated, token);
    }

    private static void WriteCost(Utf8JsonWriter writer, int cost, int available, SandboxOptions options)
    {
        writer.WriteStartObject("cost");
        writer.WriteNumber("actualQueryCost", cost);
        writer.WriteStartObject("throttleStatus");
        writer.WriteNumber("maximumAvailable", options.CostMaximum);
        writer.WriteNumber("currentlyAvailable", available);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
