using RfaAuth.Completers;
using RfaAuth.Input;

namespace RfaAuth.Commands;

/// <summary>The sessions of this runspace, in the order in which they were connected.</summary>
[Cmdlet(VerbsCommon.Get, "RfaSession", DefaultParameterSetName = ByName)]
[OutputType(typeof(RfaSession))]
public sealed class GetRfaSessionCommand : RfaCmdlet
{
    private const string ByName = "Name";
    private const string BySession = "Session";

    [Parameter(Position = 0, ParameterSetName = ByName, HelpMessage = "The names of the sessions.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public string[]? Name { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = BySession, HelpMessage = "Sessions, as objects or by their names.")]
    [ValidateNotNullOrEmpty]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession[]? Session { get; set; }

    private protected override void Execute()
    {
        if (ParameterSetName == BySession)
        {
            WriteObject(Session, enumerateCollection: true);
            return;
        }
        if (Name is null)
        {
            WriteObject(Sessions.All, enumerateCollection: true);
            return;
        }
        foreach (var name in Name)
            WriteNamed(name);
    }

    private void WriteNamed(string name)
    {
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var found = Sessions.All.Where(session => pattern.IsMatch(session.Name)).ToArray();
        WriteObject(found, enumerateCollection: true);
        if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            Streams.Write(CreateError(new RfaException(ErrorCodes.SessionNotFound, $"There is no session named '{name}' in this runspace."), name));
    }
}
