using RfaAuth.Calls;
using RfaAuth.Completers;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Sessions;
using RfaAuth.Core.Tokens;
using RfaAuth.Input;

namespace RfaAuth.Commands;

// Which service a session is for, and how its users sign in.
public sealed partial class ConnectRfaApiCommand
{
    [Parameter(Position = 0, HelpMessage = "The service.")]
    [ValidateServiceName]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string Api { get; set; } = KnownServices.All[0].Name;

    [Parameter(HelpMessage = "The address of the service's GraphQL endpoint.")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public Uri? Endpoint { get; set; }

    [Parameter(HelpMessage = "How the module signs in to Red Flag Alert.")]
    public SignInMode SignInMode { get; set; }

    [Parameter(HelpMessage = "The kind of user name: the e-mail address or another name.")]
    public SignInBy SignInBy { get; set; }

    /// <summary>A session to connect again: its service, endpoint, name and settings.</summary>
    [Parameter(HelpMessage = "A session to connect again.")]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession? Session { get; set; }

    [Parameter(HelpMessage = "Reads the service's schema in the background, so that Tab knows its fields from the start.")]
    public SwitchParameter PreloadSchema { get; set; }

    private void Preload(RfaSession session)
    {
        if (PreloadSchema)
            SchemaReading.Of(SchemaSource.Of(session), session).Preload();
    }

    /// <summary>The options of the chosen service.</summary>
    /// <exception cref="RfaException">EndpointRequired, InvalidEndpoint or ParameterConflict.</exception>
    /// <param name="stored">The service of tokens in a vault, if no parameter says it; null if not known.</param>
    private SessionOptions ServiceOptions(StoredService? stored)
    {
        var options = Session is null ? NewOptions(stored) : EarlierOptions(Session);
        ServiceChoice.RequireSignInFor(options.Api, MyInvocation.BoundParameters.Keys);
        return options;
    }

    private SessionOptions NewOptions(StoredService? stored)
    {
        var api = ServiceChoice.Choose(stored?.Api ?? Api, MyInvocation.BoundParameters);
        return new SessionOptions(api, stored?.Endpoint ?? Endpoint ?? api.DefaultEndpoint ?? throw new RfaException(
            ErrorCodes.EndpointRequired, $"{api.Name} has no address that all users share."));
    }

    private SessionOptions EarlierOptions(RfaSession session)
    {
        foreach (var parameter in KnownServices.All.SelectMany(service => service.Parameters.Keys).Prepend(nameof(Endpoint)).Prepend(nameof(Api)))
        {
            if (IsBound(parameter))
                throw new RfaException(ErrorCodes.ParameterConflict, $"-{parameter} does not go with -Session, which connects to the same service again.");
        }
        return session.Connection.Options;
    }
}
