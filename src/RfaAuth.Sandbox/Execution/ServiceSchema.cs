using GraphQL.Conversion;
using GraphQL.Instrumentation;
using GraphQL.Resolvers;
using GraphQL.SystemTextJson;
using GraphQL.Types;

namespace RfaAuth.Sandbox.Execution;

/// <summary>A service's schema: its text in the schema language, and the resolvers of its fields. GraphQL.NET executes it.</summary>
internal sealed class ServiceSchema
{
    private static readonly DocumentExecuter s_executer = new();
    private static readonly GraphQLSerializer s_serializer = new();

    private readonly Schema _schema;
    private readonly FieldTable _fields;

    /// <param name="sdl">The schema in the schema definition language.</param>
    /// <param name="fields">The resolver of each field.</param>
    public ServiceSchema(string sdl, FieldTable fields)
    {
        _fields = fields;
        _schema = Schema.For(sdl, builder =>
        {
            foreach (var (place, field) in fields)
            {
                var parts = place.Split('.');
                builder.Types.For(parts[0]).FieldFor(parts[1]).Resolver = new FuncFieldResolver<object?>(field.Resolve);
            }
        });
        _schema.NameConverter = DefaultNameConverter.Instance;
        _schema.Features.DeprecationOfInputValues = true;
        foreach (var scalar in (IGraphType[])[new LongGraphType(), new DecimalGraphType(), new BigIntGraphType()])
            _schema.RegisterType(scalar);

        _schema.FieldMiddleware.Use(Guard);
        _schema.Initialize();
    }

    /// <summary>Reads the text of a schema that is embedded in this assembly.</summary>
    public static string ReadText(string name)
    {
        using var stream = typeof(ServiceSchema).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <param name="document">The document.</param>
    /// <param name="operationName">The operation to run; null: the only one.</param>
    /// <param name="variables">A JSON object; undefined: none.</param>
    /// <param name="call">The state of the request, for the resolvers.</param>
    public async Task<ServiceResult> ExecuteAsync(GraphQLDocument document, string? operationName, JsonElement variables, CallState call)
    {
        var result = await s_executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = _schema,
            Document = document,
            OperationName = operationName,
            Variables = variables.ValueKind == JsonValueKind.Object ? s_serializer.ReadNode<Inputs>(variables) : Inputs.Empty,
            UserContext = new Dictionary<string, object?> { [nameof(CallState)] = call },
        });
        var data = (IReadOnlyDictionary<string, object?>?)(result.Data as ExecutionNode)?.ToValue();
        IReadOnlyList<ServiceError> errors = [.. (result.Errors ?? []).Select(ServiceError.From)];
        return new ServiceResult(data, result.Executed && errors.All(error => error.Kind != ErrorKind.Request), errors, call.ResolvedFields);
    }

    // For each field of the service: checks the right, counts the cost, and records a mutation.
    private FieldMiddlewareDelegate Guard(FieldMiddlewareDelegate next) => async context =>
    {
        var type = context.ParentType.Name;
        var name = context.FieldDefinition.Name;
        if (type.StartsWith("__", StringComparison.Ordinal) || name.StartsWith("__", StringComparison.Ordinal))
            return await next(context);

        var call = context.CallState();
        call.ResolvedFields++;
        var isRoot = context.Parent is null;
        var access = _fields.TryGetValue($"{type}.{name}", out var field) ? field.Access : FieldAccess.Inherited;
        call.Demand(access, context.FieldAst.Alias?.Name.StringValue ?? name, isRoot);
        var value = await next(context);
        if (isRoot && context.Operation.Operation == OperationType.Mutation)
            call.MutationExecuted(name, access, context);

        return value;
    };
}

internal static class ResolveFieldContextExtensions
{
    /// <summary>The state of the request.</summary>
    public static CallState CallState(this IResolveFieldContext context) => (CallState)context.UserContext[nameof(Services.CallState)]!;

    /// <summary>The value of an argument; the default of its type if it is missing or null.</summary>
    public static T? Value<T>(this IResolveFieldContext context, string argument) =>
        context.Arguments!.TryGetValue(argument, out var given) && given.Value is { } value ? (T)value : default;

    /// <summary>The value of an argument of the type <c>ID</c>: GraphQL.NET returns a number if one was sent.</summary>
    public static string? Id(this IResolveFieldContext context, string argument) =>
        Convert.ToString(context.Value<object>(argument), CultureInfo.InvariantCulture) is { Length: > 0 } id ? id : null;
}
