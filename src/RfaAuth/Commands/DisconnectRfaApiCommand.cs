using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using RfaAuth.Completers;
using RfaAuth.Input;

namespace RfaAuth.Commands;

/// <summary>Drops the tokens of a session and ends its calls. Done already, it is no error.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "RfaApi", DefaultParameterSetName = ByName)]
[OutputType(typeof(void))]
public sealed class DisconnectRfaApiCommand : RfaCmdlet
{
    private const string ByName = "Name";
    private const string BySession = "Session";

    [Parameter(Position = 0, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public string[]? Name { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = BySession)]
    [ValidateNotNullOrEmpty]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession[]? Session { get; set; }

    private protected override void Execute()
    {
        foreach (var session in Chosen().ToArray())
        {
            session.Connection.Dispose();
            WriteVerbose($"{session.Name} is disconnected.");
        }
    }

    private IEnumerable<RfaSession> Chosen()
    {
        if (Session is not null)
            return Session;
        if (Name is not null)
            return Name.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))
                .SelectMany(pattern => Sessions.All.Where(session => pattern.IsMatch(session.Name)));
        return Sessions.Default is { } session ? [session] : [];
    }
}
