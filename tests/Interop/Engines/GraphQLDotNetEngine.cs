using GraphQL;
using GraphQL.SystemTextJson;
using GraphQL.Transport;
using GraphQL.Types;
using GraphQLRequest = GraphQL.Transport.GraphQLRequest;
using Schema = GraphQL.Types.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Interop.Engines;

/// <summary>
/// GraphQL.NET in this process, with the fields of <c>servers/engines.mjs</c>. A guarded field throws an UnauthorizedAccessException,
/// as .NET code does; Toggle's says its own word.
/// </summary>
internal sealed class GraphQLDotNetEngine : ICountingEngine, IAsyncDisposable
{
    private readonly GraphQLSerializer _serializer = new();
    private readonly DocumentExecuter _executer = new();
    private readonly Schema _schema;
    private readonly WebApplication _application;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _liveTokens = [];
    private Dictionary<string, int> _executed = [];
    private string _checkIn = "resolver";
    private int _signIns;

    private GraphQLDotNetEngine()
    {
        _schema = new Schema { Query = CreateQuery(), Mutation = CreateMutation() };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.Urls.Add("http://127.0.0.1:0");
        _application.Run(AnswerAsync);
    }

    public static async Task<GraphQLDotNetEngine> StartAsync()
    {
        var engine = new GraphQLDotNetEngine();
        await engine._application.StartAsync();
        return engine;
    }

    public Uri EndpointOf(string service) => new($"{_application.Urls.Single()}/{service}/graphql/");

    public Task<Counted> ChangeAsync(CountingChange change)
    {
        lock (_gate)
        {
            var counted = new Counted(new Dictionary<string, int>(_executed), _signIns);
            if (change.Reset)
                (_executed, _signIns, _checkIn) = ([], 0, "resolver");
            if (change.Revoke)
                _liveTokens.Clear();
            _checkIn = change.CheckIn ?? _checkIn;
            return Task.FromResult(counted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _schema.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString() is { Length: > 0 } header ? header["Bearer ".Length..] : null;
        var call = new Call(context, context.Request.Path.StartsWithSegments("/toggle"), IsLive(token));
        context.Response.ContentType = "application/graphql-response+json; charset=utf-8";
        if (_checkIn == "context" && token is not null && !call.IsSignedIn)
        {
            // As GraphQL.NET's server answers where its endpoint needs a user.
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("""{"errors":[{"message":"Access denied for schema.","extensions":{"code":"ACCESS_DENIED","codes":["ACCESS_DENIED"]}}]}""");
            return;
        }

        var request = await _serializer.ReadAsync<GraphQLRequest>(context.Request.Body);
        var result = await _executer.ExecuteAsync(options =>
        {
            options.Schema = _schema;
            options.Query = request!.Query;
            options.Variables = request.Variables;
            options.OperationName = request.OperationName;
            options.UserContext = new Dictionary<string, object?> { ["call"] = call };
        });
        await _serializer.WriteAsync(context.Response.Body, result);
    }

    private bool IsLive(string? token)
    {
        lock (_gate)
            return token is not null && _liveTokens.Contains(token);
    }

    private ObjectGraphType CreateQuery()
    {
        var query = new ObjectGraphType { Name = "Query" };
        query.Field<StringGraphType>("ping").Resolve(context => Guard(context, () => "pong"));
        var user = new ObjectGraphType { Name = "User" };
        user.Field<NonNullGraphType<IdGraphType>>("id").Resolve(_ => "user-1");
        query.Field("loginUser", user)
            .Argument<StringGraphType>("email").Argument<StringGraphType>("username").Argument<NonNullGraphType<StringGraphType>>("password")
            .Resolve(context =>
            {
                CallOf(context).Http.Response.Headers["X-Authorization"] = Issue();
                return new object();
            });
        return query;
    }

    private ObjectGraphType CreateMutation()
    {
        var mutation = new ObjectGraphType { Name = "Mutation" };
        AddField<IntGraphType>(mutation, "open", Execute);
        AddField<NonNullGraphType<IntGraphType>>(mutation, "openStrict", Execute);
        AddField<IntGraphType>(mutation, "guarded", context => Guard(context, () => Execute(context)));
        AddField<NonNullGraphType<IntGraphType>>(mutation, "guardedStrict", context => Guard(context, () => Execute(context)));

        var pair = new ObjectGraphType { Name = "TokenPair" };
        pair.Field<StringGraphType>("accessToken").Resolve(_ => Issue());
        pair.Field<StringGraphType>("refreshToken").Resolve(_ => Guid.NewGuid().ToString("N"));
        AddGrant(mutation, pair, "signIn", "userName", "password");
        AddGrant(mutation, pair, "signInRefresh", "refreshToken");
        return mutation;
    }

    private static void AddField<T>(ObjectGraphType type, string name, Func<IResolveFieldContext, object?> resolve)
        where T : IGraphType =>
        type.Field<T>(name).Argument<NonNullGraphType<StringGraphType>>("id").Resolve(resolve);

    private static void AddGrant(ObjectGraphType mutation, ObjectGraphType pair, string name, params string[] fields)
    {
        var credentials = new InputObjectGraphType { Name = name + "Credentials" };
        foreach (var field in fields)
            credentials.Field<NonNullGraphType<StringGraphType>>(field);
        mutation.Field(name, pair)
            .Argument<NonNullGraphType<BooleanGraphType>>("useManagementflow")
            .Arguments(new QueryArgument(new NonNullGraphType(credentials)) { Name = "credentials" })
            .Resolve(_ => new object());
    }

    private static object? Guard(IResolveFieldContext context, Func<object?> resolve) =>
        CallOf(context) switch
        {
            { IsSignedIn: true } => resolve(),
            { IsToggle: true } => throw new ExecutionError("Unauthorized"),
            _ => throw new UnauthorizedAccessException(),
        };

    private object Execute(IResolveFieldContext context)
    {
        var id = context.GetArgument<string>("id");
        lock (_gate)
            return _executed[id] = _executed.GetValueOrDefault(id) + 1;
    }

    private string Issue()
    {
        var token = Guid.NewGuid().ToString("N");
        lock (_gate)
        {
            _signIns++;
            _liveTokens.Add(token);
        }

        return token;
    }

    private static Call CallOf(IResolveFieldContext context) => (Call)context.UserContext["call"]!;

    private sealed record Call(HttpContext Http, bool IsToggle, bool IsSignedIn);
}
